/** The intake of one server: messages wait for room, one behind the other. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { BATCH_ENTRIES } from "../../lib/nats/batch.ts";
import { Intake } from "../../lib/nats/intake.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const MIB = 1024 * 1024;

/** An intake, and what comes of it; while there is no room, the test makes it, message by message. */
function setup({ hasRoom = false } = {}) {
  const terms = { hasRoom };
  const rooms: PromiseWithResolvers<void>[] = [];
  const weights: number[] = [];
  const events: (number | string)[] = [];
  const intake = new Intake({
    admit: (weight, entries) => {
      assertStrictEquals(entries, BATCH_ENTRIES);
      weights.push(weight);
      if (terms.hasRoom) return undefined;
      const room = Promise.withResolvers<void>();
      rooms.push(room);
      return room.promise;
    },
    carryOut: ({ seq }) => events.push(seq),
    onFull: () => events.push("full"),
    onDrained: () => events.push("drained"),
  });
  let lastSeq = 0;
  /** Adds messages of so many bytes. */
  const add = (...sizes: number[]) => {
    for (const size of sizes) {
      intake.add({ seq: ++lastSeq, date: 1_000, data: new Uint8Array(size) });
    }
  };
  /** Makes room for the message that waits for it. */
  const makeRoom = async () => {
    rooms.shift()!.resolve();
    await turn();
  };
  return { intake, terms, rooms, weights, events, add, makeRoom };
}

Deno.test("Intake.add() carries a message out at once when there is room", pure, () => {
  const { intake, weights, events, add } = setup({ hasRoom: true });
  add(5);
  assertEquals([events, weights], [[1], [5]]);
  add(0, 7);
  assertEquals([events, weights], [[1, 2, 3], [5, 0, 7]]);
  assertStrictEquals(intake.lastSeq, undefined);
});

Deno.test("Intake keeps the order while a message waits for room", pure, async () => {
  const { intake, terms, rooms, weights, events, add, makeRoom } = setup();
  add(5);
  // There is room for others: they stay behind the first one.
  terms.hasRoom = true;
  add(6, 7);
  await turn();
  assertEquals([events, weights, intake.lastSeq], [[], [5], 3]);
  await makeRoom();
  assertEquals([events, weights, intake.lastSeq], [[1, 2, 3], [5, 6, 7], undefined]);
  assertEquals(rooms, []);
});

Deno.test("Intake asks for room for one message after the other", pure, async () => {
  const { intake, rooms, weights, events, add, makeRoom } = setup();
  add(5, 6);
  assertEquals(rooms.length, 1);
  await makeRoom();
  assertEquals([events, weights, rooms.length, intake.lastSeq], [[1], [5, 6], 1, 2]);
  add(7);
  await makeRoom();
  assertEquals([events, weights, rooms.length, intake.lastSeq], [[1, 2], [5, 6, 7], 1, 3]);
  await makeRoom();
  assertEquals([events, rooms.length, intake.lastSeq], [[1, 2, 3], 0, undefined]);
});

Deno.test("Intake carries a message out in the first reaction to its room", pure, async () => {
  const { events, rooms, add } = setup();
  add(5);
  // Backpressure counts the entries of a message as appended one reaction later.
  const isOut = rooms[0]!.promise.then(() => [...events]);
  rooms[0]!.resolve();
  assertEquals(await isOut, [1]);
});

Deno.test("Intake is full above 8 MiB, again with each message behind that", pure, async () => {
  const { events, add, makeRoom } = setup();
  add(8 * MIB - 1, 1);
  assertEquals(events, []);
  add(1);
  assertEquals(events, ["full"]);
  add(0, 5);
  assertEquals(events, ["full", "full", "full"]);
  await makeRoom();
  add(100);
  // It is below 8 MiB again, but not drained.
  assertEquals(events.slice(3), [1]);
});

Deno.test("Intake is drained once nothing waits any more, after too much did", pure, async () => {
  const { events, add, makeRoom } = setup();
  const size = 5 * MIB;
  for (let first = 1; first < 5; first += 2) {
    add(size, size);
    assertEquals(events.splice(0), ["full"]);
    await makeRoom();
    assertEquals(events.splice(0), [first]);
    await makeRoom();
    assertEquals(events.splice(0), [first + 1, "drained"]);
  }
  add(size);
  await makeRoom();
  assertEquals(events, [5]);
});

Deno.test("Intake is not full of what is carried out at once", pure, () => {
  const { events, add } = setup({ hasRoom: true });
  add(9 * MIB, 9 * MIB);
  assertEquals(events, [1, 2]);
});

Deno.test("Intake.close() carries out nothing of what waits", pure, async () => {
  const { intake, events, rooms, add, makeRoom } = setup();
  add(5, 6);
  intake.close();
  await makeRoom();
  assertEquals([events, rooms.length, intake.lastSeq], [[], 0, undefined]);
});

Deno.test("Intake.close() while a message is carried out: none behind it is", pure, async () => {
  const carriedOut: number[] = [];
  const room = Promise.withResolvers<void>();
  const intake: Intake = new Intake({
    admit: () => carriedOut.length === 0 ? room.promise : undefined,
    carryOut: ({ seq }) => {
      carriedOut.push(seq);
      intake.close();
    },
    onFull: () => {},
    onDrained: () => {},
  });
  for (const seq of [1, 2]) intake.add({ seq, date: 1_000, data: new Uint8Array() });
  room.resolve();
  await turn();
  assertEquals(carriedOut, [1]);
});
