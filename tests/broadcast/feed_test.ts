import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import type { Entry } from "../../lib/protocol.ts";
import type { Block } from "../../lib/broadcast/encoded_log.ts";
import {
  encode,
  encodeRun,
  FakeArchive,
  FakeReader,
  FeedFixture,
} from "../support/feed_fixture.ts";
import { withSeeds } from "../support/random.ts";

const KIB = 1024;

/** The entries between two numbers that a reader may see, by a plain filter. */
function visibleEntries(
  appended: readonly Logged[],
  hidesOwn: boolean,
  reader: FakeReader,
  from: number,
  to: number,
): string {
  const { id, resolvedSeq } = reader;
  let text = "";
  for (let seq = from + 1; seq <= to; seq++) {
    const { entry, by, to: only } = appended[seq - 1]!;
    const isTheirs = only === 0 || only === id || by === id;
    const isHidden = hidesOwn && by === id && only !== id;
    const isOthersWhisper = entry.type === "whispered" && by !== id;
    const isSettled = isOthersWhisper && seq <= resolvedSeq;
    if (isTheirs && !isHidden && !isSettled) text += encode(entry);
  }
  return text;
}

Deno.test("Feed.read() returns nothing at the head", { permissions: "none" }, () => {
  const { log, feed, ...fixture } = new FeedFixture();
  const ana = new FakeReader(1);
  feed.subscribe();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  log.append({ type: "notice", text: "ainda não" }, 0);
  feed.encodeNew();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  assertEquals(fixture.encoded, []);
});

Deno.test("Feed.read() encodes a reader's own entries in the connection's dialect", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.whisper(ana, bia, "segredo");
  fixture.publish();
  const own = (entry: Entry) => `(${entry.type})`;
  assertEquals(fixture.read(bia, 0, { encode: own }), "(whispered)");
});

Deno.test("Feed.read() returns at most maxBytes around private entries, at least one entry", {
  permissions: "none",
}, () => {
  const cases: [text: string, maxBytes: number, cursors: number[]][] = [
    ["a".repeat(900), KIB, [1, 2, 3]],
    ["a".repeat(900), 0, [1, 2, 3]],
    ["ã".repeat(300), KIB, [1, 2, 3]],
    ["a".repeat(509), KIB, [2, 3]], // With number, blank and newline, two entries are exactly 1 KiB.
    ["a".repeat(510), KIB, [1, 2, 3]],
  ];
  for (const [text, maxBytes, cursors] of cases) {
    const fixture = new FeedFixture();
    const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
    fixture.feed.subscribe();
    fixture.say(ana, text);
    fixture.say(ana, text);
    fixture.whisper(ana, bia, text);
    fixture.publish();
    const blocks: Block[] = [];
    for (let cursor = 0; cursor < 3; cursor = blocks.at(-1)!.cursor) {
      blocks.push(fixture.feed.read(bia, cursor, { encode, maxBytes })!);
    }
    assertEquals(blocks.map(({ cursor }) => cursor), cursors);
    const read = blocks.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
    assertEquals(read, `1 ${text}\n2 ${text}\n3 ${text}\n`);
  }
});

Deno.test("Feed.read() reads no further than lastSeq", { permissions: "none" }, () => {
  for (const isPersonal of [true, false]) {
    const fixture = new FeedFixture();
    const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
    fixture.feed.subscribe();
    for (const text of ["um", "dois", "três"]) fixture.say(ana, text);
    if (isPersonal) fixture.whisper(ana, bia, "quatro");
    fixture.publish();
    assertEquals(fixture.read(bia, 0, { lastSeq: 2 }), "1 um\n2 dois\n");
    assertEquals(fixture.read(bia, 2, { lastSeq: 2 }), "");
  }
});

Deno.test("Feed.read() skips entries that are not for the reader", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  fixture.feed.subscribe();
  fixture.whisper(ana, bia, "segredo");
  fixture.publish();
  const block = fixture.feed.read(caio, 0, { encode, maxBytes: KIB })!;
  assertEquals([block.bytes.length, block.cursor], [0, 1]);
});

Deno.test("Feed.read() returns the same bytes to readers at the same cursor", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ hidesOwn: true });
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  fixture.feed.subscribe();
  fixture.whisper(bia, caio, "antes");
  fixture.sayEach(ana, ["um", "dois"]);
  const options = { encode, maxBytes: KIB };
  const [one, other] = [bia, caio].map((reader) => fixture.feed.read(reader, 1, options)!);
  assertStrictEquals(one!.bytes.buffer, other!.bytes.buffer);
  assertStrictEquals(one!.bytes.byteOffset, other!.bytes.byteOffset);
  assertEquals(new TextDecoder().decode(one!.bytes), "2 um\n3 dois\n");
  assertEquals(other!.bytes, one!.bytes);
});

Deno.test("Feed.sameBlock() returns the last block to a reader who would read the same", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ hidesOwn: true });
  const { feed } = fixture;
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  feed.subscribe();
  assertStrictEquals(feed.sameBlock(bia, 0, KIB), undefined);
  fixture.say(ana, "um");
  fixture.publish();
  const block = feed.read(bia, 0, { encode, maxBytes: KIB })!;
  assertStrictEquals(feed.sameBlock(caio, 0, KIB), block);
  assertEquals([feed.sameBlock(ana, 0, KIB), feed.sameBlock(caio, 1, KIB)], [undefined, undefined]);
  assertStrictEquals(feed.sameBlock(caio, 0, KIB - 1), undefined);
  fixture.say(ana, "dois");
  fixture.publish();
  assertStrictEquals(feed.sameBlock(caio, 0, KIB), undefined);
});

Deno.test("Feed returns to every reader what a plain filter returns", {
  permissions: "none",
}, () => {
  withSeeds(40, (random) => {
    const below = (bound: number) => Math.floor(random() * bound);
    const hidesOwn = random() < 0.5;
    const maxEntries = 20 + below(200);
    const archive = random() < 0.5 ? new FakeArchive() : undefined;
    const fixture = new FeedFixture({
      hidesOwn,
      maxEntries,
      ...(archive ? { archive } : {}),
      ...(random() < 0.7 ? { encodeRun } : {}),
    });
    const { log, feed } = fixture;
    const people = [1, 2, 3, 4].map((id) => new FakeReader(id));
    const cursors = people.map(() => 0);
    const randomPerson = () => people[below(people.length)]!;
    let readers = 0;

    for (let n = 0; n < 400; n++) {
      const text = "🙂".repeat(random() < 0.05 ? below(10_000) : below(9));
      const choice = random();
      if (choice < 0.2) fixture.say(randomPerson(), text);
      else if (choice < 0.3) {
        const texts = ["um", "dois", "três", "ã🙂", "!"].slice(0, 2 + below(4));
        fixture.sayRun(randomPerson(), texts);
      } else if (choice < 0.4) fixture.whisper(randomPerson(), randomPerson(), text);
      else if (choice < 0.43) fixture.notice(text);
      else if (choice < 0.45) fixture.reportUndelivered(randomPerson(), randomPerson(), text);
      else if (choice < 0.6) fixture.publish();
      else if (choice < 0.63) readers = (feed.subscribe(), readers + 1);
      else if (choice < 0.65 && readers > 0) readers = (feed.unsubscribe(), readers - 1);
      else if (choice < 0.67) randomPerson().resolvedSeq = below(log.last + 1);
      else if (choice < 0.68 && archive) {
        archive.first = Math.max(archive.first, below(log.head + 1));
      } else if (readers > 0) {
        const at = below(people.length);
        const reader = people[at]!;
        if (random() < 0.1) cursors[at] = below(log.head + 1);
        if (feed.hasFallenBehind(cursors[at]!)) cursors[at] = log.first - 1;
        const cursor = cursors[at]!;
        const bound = random() < 0.3 ? below(log.last + 1) : undefined;
        const maxBytes = random() < 0.3 ? 1 + below(200) : 64 * KIB;
        const options = { encode, maxBytes, ...(bound === undefined ? {} : { lastSeq: bound }) };
        const block = feed.read(reader, cursor, options);
        const head = Math.min(log.head, bound ?? Infinity);
        assertStrictEquals(block === undefined, cursor >= head);
        if (!block) continue;
        assertEquals(block.cursor > cursor && block.cursor <= head, true);
        const expected = visibleEntries(fixture.appended, hidesOwn, reader, cursor, block.cursor);
        assertEquals(new TextDecoder().decode(block.bytes), expected);
        cursors[at] = block.cursor;
      }
    }
  });
});
