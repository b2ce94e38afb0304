/** The sequencer of one of several servers: how it is closed. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { bootOf } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { SequencerFixture } from "../support/sequencer_fixture.ts";

const pure = { permissions: "none" } as const;

/** Whether a promise has resolved, once everything that needs no time has happened. */
async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  promise.then(() => done = true);
  await turn();
  return done;
}

Deno.test(
  "NatsSequencer.close() publishes what waits, says so, and follows no more",
  pure,
  async () => {
    const server = await SequencerFixture.opened("me");
    const before = server.publish("tchau");
    const closed = server.sequencer.close();
    await before;
    assertStrictEquals(await isDone(closed), true);
    assertEquals(server.tried, [[1], [2, "tchau"], [3]]);
    assertStrictEquals(server.stream.batches.at(-1)!.isLast, true);
    assertEquals([server.stream.followerCount, server.clock.pending], [0, 0]);
    assertEquals([server.notices, server.failures], [["tchau"], []]);
  },
);

Deno.test("NatsSequencer.close() takes a second at most", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.fate = "lost";
  const closed = server.sequencer.close();
  await server.clock.advance(999);
  assertEquals([await isDone(closed), server.stream.followerCount], [false, 1]);
  await server.clock.advance(1);
  assertStrictEquals(await isDone(closed), true);
  assertEquals([server.stream.followerCount, server.clock.pending], [0, 0]);
});

Deno.test(
  "NatsSequencer.close() takes a last batch that comes back as published",
  pure,
  async () => {
    const server = await SequencerFixture.opened("me");
    server.stream.fate = "unacked";
    assertStrictEquals(await isDone(server.sequencer.close()), true);
    assertEquals([server.tried, server.failures], [[[1], [2]], []]);
  },
);

Deno.test("NatsSequencer.close() may publish its last batch twice", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.isSilent = true;
  server.stream.nextFates.push("unacked", "acked-later");
  const closed = server.sequencer.close();
  await server.clock.advance(60);
  assertEquals(server.stream.batches.map(({ n, isLast }) => [n, isLast]), [
    ...[[1, undefined], [2, true], [2, true]],
  ]);
  server.stream.isSilent = false;
  server.stream.heartbeat();
  await server.clock.advance(1_000);
  assertEquals([await isDone(closed), server.failures], [true, []]);
  assertStrictEquals(server.sequencer.position.seq, 3);
});

Deno.test("NatsSequencer.close() takes nothing more to publish", pure, async () => {
  const server = await SequencerFixture.opened("me");
  const closed = server.sequencer.close();
  await server.publish("tarde");
  assertStrictEquals(await isDone(closed), true);
  assertEquals([server.tried, server.notices], [[[1], [2]], []]);
});

Deno.test("NatsSequencer tells no failure that it meets behind close()", pure, async () => {
  const server = new SequencerFixture("me", undefined, { lastSeq: 9 });
  server.stream.add(bootOf("a"));
  server.stream.firstSeq = 9;
  const started = server.start();
  await server.sequencer.close();
  await started;
  assertEquals([server.stream.askedAt, server.failures], [[0], []]);
});

Deno.test(
  "NatsSequencer.close() waits for nothing before the server takes part",
  pure,
  async () => {
    const server = new SequencerFixture("me");
    server.stream.fate = "lost";
    await server.start();
    const closed = server.sequencer.close();
    await server.clock.advance(0);
    assertStrictEquals(await isDone(closed), true);
    assertEquals([server.stream.followerCount, server.clock.pending], [0, 0]);
  },
);

Deno.test(
  "NatsSequencer.close() publishes nothing before the server says who it is",
  pure,
  async () => {
    const server = new SequencerFixture("me", undefined, { lastSeq: 2 });
    server.stream.add(bootOf("a"));
    await server.start();
    assertStrictEquals(await isDone(server.sequencer.close()), true);
    server.stream.add(bootOf("b"));
    await server.clock.advance(5_000);
    assertEquals([server.tried, server.stream.followerCount, server.clock.pending], [[], 0, 0]);
  },
);

Deno.test(
  "NatsSequencer.close() tells no failure while the last batch is published",
  pure,
  async () => {
    const server = await SequencerFixture.opened("me");
    server.stream.firstSeq = 9;
    server.sequencer.setConnected(true);
    server.sequencer.close();
    await server.clock.advance(2_000);
    assertEquals(server.failures, []);
  },
);
