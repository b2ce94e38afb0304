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
