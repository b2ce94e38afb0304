import { assertEquals } from "@std/assert";
import type { RangeBounds } from "../../lib/chat/archive.ts";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { Feed } from "../../lib/broadcast/feed.ts";
import { sliceOf } from "../support/archived.ts";
import { encode, FakeArchive, FakeReader, FeedFixture } from "../support/feed_fixture.ts";

Deno.test("Feed.read() reads entries that only an archive keeps", { permissions: "none" }, () => {
  const said = (seq: number) => ({
    entry: { type: "said" as const, seq, time: 0, from: "Bia", text: `n${seq}` },
    by: 2,
    to: 0,
  });
  const kept = [3, 4, 5, 6, 7, 8, 9, 10].map(said);
  const archive = {
    first: 3,
    last: 8,
    slice: (...range: [number, RangeBounds]) => sliceOf(kept, ...range),
    messageIds: () => [],
    recent: () => [],
  };
  const log = new Log({ maxEntries: 2, archive });
  const feed = new Feed(log, { key: "test", encode, hidesOwn: false });
  feed.subscribe();
  for (let seq = 9; seq <= 12; seq++) {
    log.append({ type: "said", from: "Bia", text: `n${seq}` }, 0, { by: 2 });
  }
  log.publish();
  feed.encodeNew();
  assertEquals([feed.hasFallenBehind(1), feed.hasFallenBehind(2)], [true, false]);
  let text = "";
  for (let cursor = 2; cursor < 12;) {
    const block = feed.read(new FakeReader(1), cursor, { encode, maxBytes: 16 })!;
    text += new TextDecoder().decode(block.bytes);
    cursor = block.cursor;
  }
  const expected = Array.from({ length: 10 }, (_, at) => `${at + 3} n${at + 3}\n`);
  assertEquals(text, expected.join(""));
});

Deno.test("Feed.read() encodes entries older than the encoded log once for all readers", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive();
  const fixture = new FeedFixture({ maxEntries: 3, archive });
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  fixture.feed.subscribe();
  fixture.sayEach(ana, ["um", "dois", "três", "quatro"]);
  fixture.whisper(ana, bia, "psiu");
  fixture.publish();
  const own = ({ seq }: Entry) => `(${seq})`;
  const options = { encode: own, maxBytes: 1 };
  assertEquals(fixture.read(bia, 0, options), "1 um\n2 dois\n3 três\n4 quatro\n(5)");
  assertEquals(fixture.read(ana, 1, options), "2 dois\n3 três\n4 quatro\n(5)");
  assertEquals(fixture.read(caio, 0, { ...options, lastSeq: 2 }), "1 um\n2 dois\n");
  assertEquals([archive.read, fixture.encoded], [[1], [2, 3, 4, 1, 2, 3, 4]]);
});

Deno.test("Feed.needsPage() is true for entries that are not encoded, until they are loaded", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive();
  const fixture = new FeedFixture({ maxEntries: 2, archive });
  const { feed } = fixture;
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  feed.subscribe();
  fixture.sayEach(ana, ["um", "dois", "três", "quatro"]);
  const needs = (reader = bia) => [0, 1, 2, 3, 4].map((cursor) => feed.needsPage(reader, cursor));
  assertEquals(needs(), [true, true, false, false, false]);
  const load = (cursor: number) => feed.read(bia, cursor, { encode, maxBytes: 1 })?.cursor;
  assertEquals([load(4), load(2), archive.read], [undefined, 3, []]);
  assertEquals([load(1), load(1), archive.read], [2, 2, [2]]);
  assertEquals(needs(), [true, false, false, false, false]);
  // The page begins at 2 and has 2 to 4.
  assertEquals([load(0), archive.read], [1, [2, 1]]);
  assertEquals(fixture.read(bia, 0), "1 um\n2 dois\n3 três\n4 quatro\n");
  assertEquals(archive.read, [2, 1]);
  feed.unsubscribe();
  assertEquals(needs(), [true, true, false, false, false]);
  archive.first = 2;
  assertEquals(load(0), undefined);
});

Deno.test("Feed.needsPage() is true for encoded entries that memory forgot, if one is private", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ maxEntries: 2, archive: new FakeArchive() });
  const { feed } = fixture;
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  feed.subscribe();
  for (const text of ["um", "dois", "três"]) {
    fixture.notice(text);
    fixture.publish();
  }
  fixture.whisper(ana, bia, "psiu");
  fixture.publish();
  const needs = (reader: FakeReader) => [0, 1, 2, 3].map((at) => feed.needsPage(reader, at));
  assertEquals(needs(new FakeReader(3)), [false, false, false, false]);
  assertEquals(needs(bia), [true, true, false, false]);
  assertEquals(fixture.read(bia, 1), "2 dois\n3 três\n4 psiu\n");
});

Deno.test("Feed.read() returns archived whispers only to their two people", {
  permissions: "none",
}, () => {
  for (const hidesOwn of [true, false]) {
    const fixture = new FeedFixture({ maxEntries: 1, archive: new FakeArchive(), hidesOwn });
    const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
    fixture.feed.subscribe();
    fixture.whisper(ana, bia, "segredo");
    fixture.log.publish();
    fixture.say(ana, "oi");
    fixture.log.publish();
    fixture.whisper(ana, bia, "outro");
    fixture.log.publish();
    fixture.notice("fim");
    fixture.publish();
    assertEquals(fixture.read(caio, 0), "2 oi\n4 fim\n");
    assertEquals(fixture.read(bia, 0), "1 segredo\n2 oi\n3 outro\n4 fim\n");
    bia.resolvedSeq = 1;
    assertEquals(fixture.read(bia, 0), "2 oi\n3 outro\n4 fim\n");
    const forAna = hidesOwn ? "4 fim\n" : "1 segredo\n2 oi\n3 outro\n4 fim\n";
    assertEquals(fixture.read(ana, 0), forAna);
  }
});

Deno.test("Feed.hasFallenBehind() is true only when an entry is neither in memory nor archived", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive();
  const fixture = new FeedFixture({ maxEntries: 2, archive });
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.sayEach(ana, ["um", "dois", "três", "quatro"]);
  const lost = () => [0, 1, 2, 4].map((cursor) => fixture.feed.hasFallenBehind(cursor));
  assertEquals(lost(), [false, false, false, false]);
  archive.first = 2;
  assertEquals(lost(), [true, false, false, false]);
  assertEquals(fixture.read(bia, 1), "2 dois\n3 três\n4 quatro\n");
  // Memory still has entries that the archive has pruned.
  archive.first = 5;
  assertEquals(lost(), [true, true, false, false]);
});

Deno.test("Feed.bytesBehind() counts nothing for entries older than the encoded log", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ maxEntries: 2, archive: new FakeArchive() });
  const ana = new FakeReader(1);
  fixture.feed.subscribe();
  fixture.sayEach(ana, ["um", "dois", "três", "quatro"]);
  const bytes = new TextEncoder().encode("3 três\n4 quatro\n").length;
  assertEquals([0, 1, 2, 4].map((cursor) => fixture.feed.bytesBehind(cursor)), [
    bytes,
    bytes,
    bytes,
    0,
  ]);
});
