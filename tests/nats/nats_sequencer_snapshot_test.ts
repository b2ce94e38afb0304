/** The sequencer of one of several servers: snapshots, and what goes on from them. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { batchOf, noticesOf } from "../support/batches.ts";
import { turn } from "../support/fake_clock.ts";
import { lastSnapshotOf, SequencerFixture } from "../support/sequencer_fixture.ts";

const pure = { permissions: "none" } as const;
const NOTHING = new Uint8Array();

/** Adds messages, which are no batches, up to a number. */
async function fill({ stream }: SequencerFixture, seq: number): Promise<void> {
  while (stream.lastSeq < seq) stream.add(NOTHING);
  await turn();
}

Deno.test("NatsSequencer writes a snapshot after each 1,000 messages", pure, async () => {
  const server = await SequencerFixture.opened("me");
  const { stream } = server;
  await fill(server, 999);
  assertStrictEquals(stream.snapshots.length, 0);
  await fill(server, 1_000);
  assertStrictEquals(stream.snapshots.length, 1);
  assertStrictEquals(lastSnapshotOf(stream).snapshot!.order.seq, 1_000);
  await fill(server, 1_999);
  assertStrictEquals(stream.snapshots.length, 1);
  await fill(server, 2_000);
  assertStrictEquals(lastSnapshotOf(stream).snapshot!.order.seq, 2_000);
  assertStrictEquals(stream.snapshots.length, 2);
});

Deno.test("NatsSequencer writes a snapshot after each 8 MiB of messages", pure, async () => {
  const { stream } = await SequencerFixture.opened("me");
  const add = async (bytes: number) => {
    stream.add(new Uint8Array(bytes));
    await turn();
  };
  const { length } = stream.messages[0]!.data;
  await add(8 * 1024 * 1024 - length - 1);
  assertStrictEquals(stream.snapshots.length, 0);
  await add(1);
  assertStrictEquals(stream.snapshots.length, 1);
  await add(8 * 1024 * 1024 - 1);
  assertStrictEquals(stream.snapshots.length, 1);
  await add(1);
  assertStrictEquals(stream.snapshots.length, 2);
});

Deno.test("only the oldest server writes snapshots, and tells its heir", pure, async () => {
  const one = await SequencerFixture.opened("one");
  const two = await SequencerFixture.opened("two", one);
  // Both write to the same place: which server did is seen by who is left.
  await fill(one, 1_000);
  assertStrictEquals(one.stream.snapshots.length, 1);
  await one.sequencer.close();
  await turn();
  await fill(two, 1_999);
  assertStrictEquals(one.stream.snapshots.length, 1);
  await fill(two, 2_000);
  assertStrictEquals(one.stream.snapshots.length, 2);
  const { peers } = lastSnapshotOf(two.stream).snapshot!.order;
  assertEquals(peers.map(({ server, isLiving }) => [server, isLiving]), [
    ...[["one", false], ["two", true]],
  ]);
});

Deno.test("NatsSequencer goes on without a snapshot that cannot be written", pure, async () => {
  const server = await SequencerFixture.opened("me");
  server.stream.writeError = new Error("no room");
  await fill(server, 1_000);
  server.stream.writeError = undefined;
  await fill(server, 1_999);
  assertEquals([server.stream.snapshots.length, server.failures], [0, []]);
  assertEquals(server.unsaved, ["Error: no room"]);
  await fill(server, 2_000);
  assertStrictEquals(server.stream.snapshots.length, 1);
});

Deno.test("a server that starts with a snapshot has the room of the others", pure, async () => {
  const one = await SequencerFixture.opened("one");
  const entrance = { version: 1, name: "Ana", tokenHash: "t", address: "26.1.2.3" };
  one.sequencer.submit({ type: "join", seat: "one/1", entrance });
  await one.publish("um");
  await fill(one, 1_000);
  await one.publish("dois");
  // What the snapshot has is not kept any more.
  one.stream.firstSeq = 1_001;
  const two = await SequencerFixture.opened("two", one, lastSnapshotOf(one.stream));
  assertStrictEquals(one.stream.followings.at(-1)!.from, 1_001);
  assertEquals([two.sequencer.state, two.room.names], ["open", ["Ana"]]);
  assertEquals(two.applied[0], [{ type: "notice", text: "dois" }, false]);
  await two.publish("três");
  one.stream.add(batchOf("stranger", 1));
  await turn();
  assertEquals(two.room.state, one.room.state);
  assertEquals(two.notices, ["um", "dois", "três"]);
  await one.clock.advance(10_000);
  assertEquals([one.failures, two.failures], [[], []]);
});

Deno.test("a server whose snapshot is of the last message takes part at once", pure, async () => {
  const one = await SequencerFixture.opened("one");
  await fill(one, 1_000);
  const two = new SequencerFixture("two", one, lastSnapshotOf(one.stream));
  one.stream.isSilent = true;
  assertEquals(two.sequencer.position, { epoch: "fake", seq: 1_000 });
  await two.start();
  assertEquals(two.tried, [[1]]);
});

Deno.test("a server that follows a snapshot looks at what the room was by then", pure, async () => {
  const one = await SequencerFixture.opened("one");
  await fill(one, 1_000);
  one.stream.add(noticesOf("one", 2, "um"));
  const charter = { grace: 1 };
  const two = new SequencerFixture("two", one, { ...lastSnapshotOf(one.stream), charter });
  await two.start();
  for (let at = 0; at < 4; at++) {
    assertEquals(two.failures, []);
    await two.clock.advance(2_000);
  }
  assertEquals([two.failures, two.tried], [[["other-charter", "grace", "1", "30"]], []]);
});
