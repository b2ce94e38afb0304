/** Which server writes a snapshot of the room, and when. */

import { assertEquals } from "@std/assert";
import { SnapshotWriter } from "../../lib/nats/snapshot_writer.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const MIB = 1024 * 1024;

/** A writer of a server at a place among those that live. */
function writerOf({ rank = 0, size = 100 } = {}) {
  const state = {
    rank,
    size,
    fails: false,
    written: [] as number[],
    isHeld: false,
    errors: [] as string[],
  };
  const held = Promise.withResolvers<void>();
  let made = 0;
  const writer = new SnapshotWriter(0, {
    make: () => {
      made++;
      if (state.size < 0) throw new RangeError("too long");
      return new Uint8Array(state.size);
    },
    write: async () => {
      if (state.isHeld) await held.promise;
      if (state.fails) throw new Error("no room");
    },
    rank: () => state.rank,
    onWritten: (seq) => state.written.push(seq),
    onError: (error) => state.errors.push(String(error)),
  });
  /** Messages up to a number, of one byte each. */
  const carryOut = async (to: number, from = to) => {
    for (let seq = from; seq <= to; seq++) writer.onCarriedOut(seq, 1);
    await turn();
  };
  return { writer, state, carryOut, made: () => made, release: held.resolve };
}

Deno.test("the oldest server writes after 1000 messages, or 8 MiB of them", pure, async () => {
  const { writer, state, carryOut } = writerOf();
  await carryOut(999);
  assertEquals(state.written, []);
  await carryOut(1_000);
  await carryOut(1_999);
  await carryOut(2_000);
  assertEquals(state.written, [1_000, 2_000]);
  writer.onCarriedOut(2_001, 8 * MIB - 1);
  await turn();
  assertEquals(state.written.length, 2);
  writer.onCarriedOut(2_002, 1);
  await turn();
  assertEquals(state.written, [1_000, 2_000, 2_002]);
});

Deno.test(
  "the next server writes when the oldest does not, and is told when it does",
  pure,
  async () => {
    const { writer, state, carryOut } = writerOf({ rank: 1 });
    await carryOut(1_000);
    writer.onSaved(1_000);
    writer.onSaved(900);
    await carryOut(2_999);
    assertEquals(state.written, []);
    await carryOut(3_000);
    assertEquals(state.written, [3_000]);
    state.rank = -1;
    await carryOut(9_000);
    assertEquals(state.written, [3_000], "it does not live any more");
  },
);

Deno.test("a large snapshot is written less often", pure, async () => {
  const { state, carryOut } = writerOf({ size: 24 * MIB });
  await carryOut(1_000);
  await carryOut(3_999);
  assertEquals(state.written, [1_000]);
  await carryOut(4_000);
  assertEquals(state.written, [1_000, 4_000]);
});

Deno.test(
  "one snapshot is written at a time, and one that fails is tried again later",
  pure,
  async () => {
    const { state, carryOut, made, release } = writerOf();
    state.isHeld = state.fails = true;
    await carryOut(1_000);
    await carryOut(2_000);
    assertEquals(made(), 1);
    release();
    state.isHeld = false;
    await turn();
    state.fails = false;
    await carryOut(2_001);
    assertEquals([made(), state.written, state.errors], [2, [2_001], ["Error: no room"]]);
  },
);

Deno.test("a snapshot that cannot be made is told of, and the next one is made", pure, async () => {
  const { state, carryOut } = writerOf({ size: -1 });
  await carryOut(1_000);
  assertEquals([state.written, state.errors], [[], ["RangeError: too long"]]);
  state.size = 100;
  await carryOut(2_000);
  assertEquals(state.written, [2_000]);
});
