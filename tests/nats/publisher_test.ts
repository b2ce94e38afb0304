/** The publisher of one server: what is in its batches, and when they are published. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { CHARTER, encoded } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { PublisherFixture, sayOf } from "../support/publisher_fixture.ts";

const pure = { permissions: "none" } as const;
const BATCH_BYTES = 256 * 1024;

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, at) => String(at));
}

Deno.test("Publisher publishes nothing before start()", pure, async () => {
  const fixture = new PublisherFixture();
  await fixture.publish("um");
  await fixture.clock.advance(5_000);
  assertEquals([fixture.stream.attempts, fixture.progress], [[], []]);
  assertStrictEquals(fixture.publisher.acked.seq, 0);
});

Deno.test("Publisher begins with a batch that says who this server is", pure, async () => {
  const fixture = new PublisherFixture();
  await fixture.publish("um");
  const boot = { charter: CHARTER, address: "26.1.2.3:4000" };
  fixture.publisher.start(boot);
  assertStrictEquals(fixture.stream.attempts.length, 1);
  await turn();
  assertEquals(fixture.stream.batches, [
    { server: "me", n: 1, boot, commands: [] },
    { server: "me", n: 2, commands: [{ type: "notice", text: "um" }] },
  ]);
  assertEquals([fixture.publisher.acked.seq, fixture.progress], [2, [false, false]]);
});

Deno.test("Publisher puts what is submitted in one turn into one batch", pure, async () => {
  const fixture = await PublisherFixture.started();
  await fixture.publish("um", "dois", "três");
  await fixture.publish("quatro");
  assertEquals(fixture.tried, [[2, "um", "dois", "três"], [3, "quatro"]]);
});

Deno.test(
  "Publisher has one batch in flight: what comes meanwhile is in the next",
  pure,
  async () => {
    const fixture = await PublisherFixture.started();
    fixture.stream.fate = "acked-later";
    await fixture.publish("um");
    await fixture.publish("dois");
    await fixture.publish("três");
    assertEquals([fixture.tried, fixture.progress.length], [[[2, "um"]], 1]);
    fixture.stream.acknowledge();
    await turn();
    assertEquals(fixture.tried, [[2, "um"], [3, "dois", "três"]]);
    assertEquals([fixture.progress.length, fixture.publisher.acked.seq], [2, 2]);
  },
);

Deno.test("Publisher puts at most 512 commands into a batch", pure, async () => {
  const fixture = await PublisherFixture.started();
  await fixture.publish(...numbered(512));
  await fixture.publish(...numbered(1_001));
  assertEquals(fixture.counts, [0, 512, 512, 489]);
  const texts = fixture.tried.flatMap(([, ...texts]) => texts);
  assertEquals(texts, [...numbered(512), ...numbered(1_001)]);
});

Deno.test("Publisher counts the messages of runs", pure, async () => {
  const fixture = await PublisherFixture.started();
  const { publisher } = fixture;
  const run = (count: number): RoomCommand => {
    const text = Array(count).fill("m").join("\n");
    return { type: "act", seat: "me/1", act: { type: "run", count, text } };
  };
  for (const count of [256, 256, 1]) publisher.submit(run(count));
  assertStrictEquals(publisher.isWaiting, true);
  await turn();
  for (const count of [256, 257, 255, 2]) publisher.submit(run(count));
  await turn();
  assertEquals(fixture.counts, [0, 2, 1, 1, 2, 1]);
  assertStrictEquals(publisher.isWaiting, false);
  publisher.submit(run(256));
  publisher.submit(run(256));
  assertStrictEquals(publisher.isWaiting, false);
  await turn();
});

Deno.test("Publisher puts at most 256 KiB into a batch, but one command", pure, async () => {
  const fixture = await PublisherFixture.started();
  const submit = async (...commands: RoomCommand[]) => {
    for (const command of commands) fixture.publisher.submit(command);
    await turn();
  };
  const half = BATCH_BYTES / 2;
  await submit(sayOf(half), sayOf(half - 100), sayOf(100));
  await submit(sayOf(half), sayOf(half), sayOf(100));
  await submit(sayOf(300_000), sayOf(300_000), sayOf(100));
  assertEquals(fixture.counts, [0, 3, 2, 1, 1, 1, 1]);
});

Deno.test("Publisher counts the bytes of commands, whatever they are", pure, async () => {
  const fixture = await PublisherFixture.started();
  const to = "あ".repeat(1_024);
  const commands: RoomCommand[] = Array.from({ length: 500 }, () => ({
    ...{ type: "act", seat: "me/1", act: { type: "whisper", to, text: "a" } },
  }));
  for (const command of commands) fixture.publisher.submit(command);
  await turn();
  const sizes = fixture.stream.batches.slice(1).map((batch) => encoded(batch).length);
  assert(sizes.every((size) => size < BATCH_BYTES + 1_000), String(sizes));
  assert(sizes.slice(0, -1).every((size) => size > BATCH_BYTES - 5_000), String(sizes));
  assertEquals(fixture.stream.batches.flatMap((batch) => batch.commands), commands);
});

Deno.test("Publisher.isWaiting when more than a batch of commands waits", pure, async () => {
  const fixture = new PublisherFixture();
  const { publisher, stream } = fixture;
  await fixture.publish(...numbered(512));
  assertStrictEquals(publisher.isWaiting, false);
  await fixture.publish("mais");
  assertStrictEquals(publisher.isWaiting, true);
  stream.fate = "acked-later";
  publisher.start({ charter: CHARTER });
  await turn();
  stream.acknowledge();
  await turn();
  assertEquals([publisher.isWaiting, fixture.counts], [false, [0, 512]]);
  // It tells of progress once before the next batch is taken, and once after.
  assertEquals(fixture.progress, [true]);
  stream.acknowledge();
  await turn();
  assertEquals([fixture.progress, fixture.counts], [[true, false], [0, 512, 1]]);
});

Deno.test("Publisher.isWaiting when more than a batch of bytes waits", pure, async () => {
  const { publisher, stream } = new PublisherFixture();
  publisher.submit(sayOf(BATCH_BYTES - 100));
  publisher.submit(sayOf(100));
  assertStrictEquals(publisher.isWaiting, false);
  publisher.submit(sayOf(100));
  assertStrictEquals(publisher.isWaiting, true);
  publisher.start({ charter: CHARTER });
  await turn();
  assertEquals([publisher.isWaiting, stream.batches.length], [false, 3]);
  // Nothing of what is published counts any more.
  publisher.submit(sayOf(BATCH_BYTES));
  assertStrictEquals(publisher.isWaiting, false);
  await turn();
});

Deno.test("Publisher.isWaiting when a batch is in flight for more than 500 ms", pure, async () => {
  const fixture = await PublisherFixture.started();
  const { publisher, stream, clock } = fixture;
  assertStrictEquals(publisher.isWaiting, false);
  stream.nextFates.push("acked-later");
  await clock.advance(400);
  await fixture.publish("um");
  await clock.advance(500);
  assertStrictEquals(publisher.isWaiting, false);
  await clock.advance(1);
  assertStrictEquals(publisher.isWaiting, true);
  stream.acknowledge();
  await turn();
  assertEquals([publisher.isWaiting, fixture.progress], [false, [false, false]]);
});

Deno.test(
  "Publisher is heard of a second after its last batch, at the next look",
  pure,
  async () => {
    const fixture = await PublisherFixture.started();
    await fixture.clock.advance(999);
    assertEquals(fixture.triedAt, [0]);
    await fixture.clock.advance(1);
    assertEquals([fixture.triedAt, fixture.counts], [[0, 1_000], [0, 0]]);
    await fixture.clock.advance(300);
    await fixture.publish("um");
    await fixture.clock.advance(1_199);
    assertEquals(fixture.triedAt, [0, 1_000, 1_300]);
    await fixture.clock.advance(1);
    assertEquals(fixture.triedAt, [0, 1_000, 1_300, 2_500]);
    assertEquals(fixture.stream.batches.at(-1), { server: "me", n: 4, commands: [] });
  },
);

Deno.test("Publisher publishes no beat while a batch is in flight", pure, async () => {
  const fixture = await PublisherFixture.started();
  fixture.stream.nextFates.push("acked-later");
  await fixture.publish("um");
  await fixture.clock.advance(10_000);
  assertEquals(fixture.tried, [[2, "um"]]);
  fixture.stream.acknowledge();
  await fixture.clock.advance(250);
  assertEquals([fixture.tried, fixture.triedAt.at(-1)], [[[2, "um"], [3]], 10_250]);
});

Deno.test("Publisher tells its digest once a second", pure, async () => {
  const fixture = new PublisherFixture();
  const { clock, stream } = fixture;
  const publishAt = async (at: number, value: string) => {
    await clock.advance(at - clock.now());
    fixture.digest = { seq: at, value };
    await fixture.publish("oi");
  };
  fixture.digest = { seq: 7, value: "a" };
  fixture.publisher.start({ charter: CHARTER });
  await publishAt(100, "b");
  await publishAt(999, "c");
  await publishAt(1_000, "d");
  await publishAt(1_900, "e");
  await publishAt(2_001, "f");
  assertEquals(stream.batches.map(({ digest }) => digest), [
    ...[{ seq: 7, value: "a" }, undefined, undefined, { seq: 1_000, value: "d" }, undefined],
    { seq: 2_001, value: "f" },
  ]);
});

Deno.test("Publisher tells its digest as soon as there is one", pure, async () => {
  const fixture = await PublisherFixture.started();
  await fixture.publish("um");
  fixture.digest = { seq: 2, value: "a" };
  await fixture.publish("dois");
  await fixture.publish("três");
  const digests = fixture.stream.batches.map(({ digest }) => digest);
  assertEquals(digests, [undefined, undefined, { seq: 2, value: "a" }, undefined]);
});
