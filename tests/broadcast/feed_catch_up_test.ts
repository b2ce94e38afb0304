import { assertEquals, assertStrictEquals } from "@std/assert";
import { FakeReader, FeedFixture } from "../support/feed_fixture.ts";

Deno.test("Feed.encodeNew() encodes each shared entry once, and no other entries", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.feed.subscribe();
  fixture.say(ana, "um");
  fixture.publish();
  fixture.whisper(ana, bia, "dois");
  fixture.say(ana, "três");
  fixture.publish();
  fixture.publish();
  for (const id of [3, 4, 5]) fixture.read(new FakeReader(id), 0);
  assertEquals(fixture.encoded, [1, 3]);
});

Deno.test("Feed.encodeNew() encodes nothing without subscribers", { permissions: "none" }, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.say(ana, "um");
  fixture.publish();
  fixture.feed.subscribe();
  fixture.say(ana, "dois");
  fixture.publish();
  fixture.feed.unsubscribe();
  fixture.say(ana, "três");
  fixture.publish();
  assertEquals(fixture.encoded, [2]);
  fixture.feed.subscribe();
  fixture.say(ana, "quatro");
  fixture.publish();
  assertEquals(fixture.encoded, [2, 4]);
  assertEquals(fixture.read(bia, 0), "1 um\n2 dois\n3 três\n4 quatro\n");
});

Deno.test("Feed.bytesBehind() counts the bytes of public entries", { permissions: "none" }, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.say(ana, "um");
  fixture.whisper(ana, bia, "segredo");
  fixture.say(ana, "três");
  assertStrictEquals(fixture.feed.bytesBehind(0), 0);
  fixture.publish();
  assertEquals([0, 1, 2, 3].map((cursor) => fixture.feed.bytesBehind(cursor)), [13, 8, 8, 0]);
});

Deno.test("Feed.hasFallenBehind() is true when the entry after a cursor is forgotten", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ maxEntries: 3 });
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.sayEach(ana, ["um", "dois", "três", "quatro", "cinco"]);
  const lost = [0, 1, 2, 3, 5].map((cursor) => fixture.feed.hasFallenBehind(cursor));
  assertEquals(lost, [true, true, false, false, false]);
  assertEquals(fixture.read(bia, 2), "3 três\n4 quatro\n5 cinco\n");
  assertEquals(fixture.encoded, [3, 4, 5]);
});

Deno.test("Feed.encodeNew() may keep only the newest entries encoded: others are read in pages", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  for (let at = 1; at <= 300; at++) fixture.say(ana, "x".repeat(2 * 1024));
  fixture.log.publish();
  fixture.feed.encodeNew(10);
  assertEquals([fixture.feed.needsPage(bia, 0), fixture.feed.needsPage(bia, 290)], [true, false]);
  let [cursor, size] = [0, 0];
  while (cursor < 300) {
    const options = { encode: () => "", maxBytes: 64 * 1024 };
    const block = fixture.feed.read(bia, cursor, options)!;
    [cursor, size] = [block.cursor, size + block.bytes.length];
  }
  assertEquals(
    size,
    Array.from({ length: 300 }, (_, at) => `${at + 1} `.length + 2049)
      .reduce((sum, one) => sum + one),
  );
});
