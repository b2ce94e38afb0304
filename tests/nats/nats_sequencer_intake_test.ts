/** The sequencer of one of several servers: what comes waits for room behind its readers. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { batchOf, bootOf, noticesOf } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { SequencerFixture } from "../support/sequencer_fixture.ts";

const pure = { permissions: "none" } as const;
const MIB = 1024 * 1024;

/** A server behind whose readers there is no room, until the test makes it. */
async function crowded() {
  const server = await SequencerFixture.opened("me");
  const room = Promise.withResolvers<void>();
  const weights: number[] = [];
  server.admit = (weight) => {
    weights.push(weight);
    return room.promise;
  };
  const makeRoom = async () => {
    server.admit = () => undefined;
    room.resolve();
    await turn();
  };
  return { server, weights, makeRoom };
}

Deno.test("NatsSequencer carries out what comes once there is room for it", pure, async () => {
  const { server, weights, makeRoom } = await crowded();
  const { stream, sequencer } = server;
  stream.add(bootOf("a"));
  stream.add(noticesOf("a", 2, "um"));
  await turn();
  assertEquals([server.notices, weights], [[], [stream.messages[1]!.data.length]]);
  assertEquals([sequencer.position.seq, sequencer.state], [1, "open"]);
  await makeRoom();
  assertEquals([server.notices, sequencer.position.seq], [["um"], 3]);
});

Deno.test("NatsSequencer misses nothing of what waits for room", pure, async () => {
  const { server, makeRoom } = await crowded();
  server.stream.add(bootOf("a"));
  server.stream.add(noticesOf("a", 2, "um"));
  for (let at = 0; at < 20; at++) {
    await server.clock.advance(500);
    server.stream.heartbeat();
  }
  await turn();
  assertEquals(server.stream.followings.length, 1);
  await makeRoom();
  assertEquals([server.notices, server.failures], [["um"], []]);
});

Deno.test("NatsSequencer still publishes while what comes waits for room", pure, async () => {
  const { server, makeRoom } = await crowded();
  await server.publish("um");
  await server.publish("dois");
  assertEquals([server.tried, server.notices], [[[1], [2, "um"], [3, "dois"]], []]);
  assertStrictEquals(server.sequencer.state, "open");
  await makeRoom();
  assertEquals([server.notices, server.failures], [["um", "dois"], []]);
});

Deno.test("NatsSequencer takes no more above 8 MiB, and goes on behind that", pure, async () => {
  const { server, makeRoom } = await crowded();
  const { stream } = server;
  for (let at = 0; at < 2; at++) stream.add(new Uint8Array(5 * MIB));
  stream.add(bootOf("a"));
  stream.add(noticesOf("a", 2, "um"));
  await turn();
  assertStrictEquals(stream.followerCount, 0);
  await server.clock.advance(20_000);
  assertEquals(stream.followings.map(({ from }) => from), [1]);
  await makeRoom();
  assertEquals(stream.followings.map(({ from }) => from), [1, 3]);
  assertEquals([server.notices, stream.followerCount], [["um"], 1]);
  assertStrictEquals(server.sequencer.position.seq, stream.lastSeq);
});

Deno.test("NatsSequencer takes no more when it is connected again, either", pure, async () => {
  const { server, makeRoom } = await crowded();
  const { stream, sequencer } = server;
  for (let at = 0; at < 6; at++) stream.add(new Uint8Array(5 * MIB));
  await turn();
  sequencer.setConnected(false);
  sequencer.setConnected(true);
  await server.clock.advance(20_000);
  // One message is taken with each attempt to follow.
  assertEquals(stream.followings.map(({ from }) => from), [1, 3]);
  assertStrictEquals(stream.followerCount, 0);
  await makeRoom();
  assertEquals([sequencer.position.seq, server.failures], [stream.lastSeq, []]);
});

Deno.test("NatsSequencer carries nothing out behind close(), or a failure", pure, async () => {
  for (const how of ["close", "failure"]) {
    const { server, makeRoom } = await crowded();
    server.stream.add(bootOf("a"));
    if (how === "failure") server.stream.add(batchOf("me", 9));
    server.stream.add(noticesOf("a", 2, "um"));
    await turn();
    if (how === "close") await server.sequencer.close();
    await makeRoom();
    assertEquals([server.notices, server.stream.followerCount], [[], 0], how);
    assertEquals(server.failures, how === "close" ? [] : [["batch-lost", "9"]], how);
  }
});
