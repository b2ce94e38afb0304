/** Runs in a feed: encoded at once where that is possible. */

import { assertEquals } from "@std/assert";
import { encode, encodeRun, FakeReader, FeedFixture } from "../support/feed_fixture.ts";

const pure = { permissions: "none" } as const;
const [ANA, BIA] = [1, 2];

Deno.test("Feed encodes a run at once, and its neighbours one by one", pure, () => {
  const fixture = new FeedFixture({ encodeRun });
  const [ana, bia] = [new FakeReader(ANA), new FakeReader(BIA)];
  fixture.feed.subscribe();
  fixture.notice("antes");
  fixture.sayRun(ana, ["um", "dois", "três"]);
  fixture.notice("depois");
  fixture.publish();
  assertEquals(fixture.encoded, [1, 5]);
  assertEquals(fixture.read(bia, 0), "1 antes\n2 um\n3 dois\n4 três\n5 depois\n");
  assertEquals(fixture.read(bia, 2), "3 dois\n4 três\n5 depois\n");
  assertEquals(fixture.read(bia, 0, { lastSeq: 3 }), "1 antes\n2 um\n3 dois\n");
});

Deno.test("Feed encodes a run one by one where it cannot be encoded at once", pure, () => {
  for (const options of [{}, { encodeRun }]) {
    const fixture = new FeedFixture(options);
    fixture.feed.subscribe();
    fixture.sayRun(new FakeReader(ANA), ["um", "dois!"]);
    fixture.publish();
    assertEquals(fixture.encoded, [1, 2]);
    assertEquals(fixture.read(new FakeReader(BIA), 0), "1 um\n2 dois!\n");
  }
});

Deno.test("Feed encodes the rest of a run whose beginning is forgotten", pure, () => {
  const fixture = new FeedFixture({ encodeRun, maxEntries: 4 });
  fixture.feed.subscribe();
  fixture.sayRun(new FakeReader(ANA), ["um", "dois", "três"]);
  fixture.log.publish();
  fixture.sayRun(new FakeReader(ANA), ["quatro", "cinco"]);
  fixture.publish();
  assertEquals([fixture.log.firstInMemory, fixture.encoded], [2, [2, 3]]);
  assertEquals(fixture.read(new FakeReader(BIA), 1), "2 dois\n3 três\n4 quatro\n5 cinco\n");
});

Deno.test("Feed hides an author's own run, and reads on behind it", pure, () => {
  const fixture = new FeedFixture({ encodeRun, hidesOwn: true });
  const [ana, bia] = [new FakeReader(ANA), new FakeReader(BIA)];
  fixture.feed.subscribe();
  fixture.sayRun(ana, ["um", "dois"]);
  fixture.sayRun(bia, ["três", "quatro"]);
  fixture.whisper(bia, ana, "psiu");
  fixture.sayRun(ana, ["cinco", "seis"]);
  fixture.publish();
  assertEquals(fixture.read(ana, 0), "3 três\n4 quatro\n5 psiu\n");
  assertEquals(fixture.read(bia, 0), "1 um\n2 dois\n6 cinco\n7 seis\n");
  const block = fixture.feed.read(ana, 5, { encode, maxBytes: 1024 })!;
  assertEquals([block.bytes.length, block.cursor], [0, 7]);
});
