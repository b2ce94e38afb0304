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
    assertEquals(server.tried, [[1], [2, "tchau"]]);
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
