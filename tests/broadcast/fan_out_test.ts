import { assertEquals, assertStrictEquals } from "@std/assert";
import { FanOut } from "../../lib/broadcast/fan_out.ts";

const SLICE = 120;

/** Rounds of so many readers, and what else there is to do, which the test does when it likes. */
function setup(count: number) {
  const readers = new Set(Array.from({ length: count }, (_, at) => at));
  const served: number[] = [];
  const waiting: (() => void)[] = [];
  const rounds = new FanOut({
    readers,
    deliver: (reader: number) => served.push(reader),
    defer: (call) => waiting.push(call),
  });
  /** Lets time pass until nothing waits; gives back how often something had to. */
  const settle = () => {
    let turns = 0;
    for (let call = waiting.shift(); call; call = waiting.shift(), turns++) call();
    return turns;
  };
  return { readers, served, waiting, rounds, settle };
}

Deno.test("FanOut.start() serves many in slices, each once and in order", {
  permissions: "none",
}, () => {
  for (
    const [count, atOnce, turns] of [
      [0, 0, 0],
      [SLICE - 1, SLICE - 1, 0],
      [SLICE, SLICE, 1],
      [2 * SLICE + 50, SLICE, 2],
    ]
  ) {
    const { rounds, served, settle, readers } = setup(count!);
    rounds.start(1);
    assertStrictEquals(served.length, atOnce);
    assertStrictEquals(settle(), turns);
    assertEquals(served, [...readers]);
    assertStrictEquals(rounds.deliveredSeq, 1);
  }
});

Deno.test("FanOut.start() during a round makes one more, for those who had their turn too", {
  permissions: "none",
}, () => {
  const { rounds, served, settle, readers } = setup(2 * SLICE + 1);
  rounds.start(1);
  rounds.start(2);
  rounds.start(3);
  assertStrictEquals(served.length, SLICE);
  assertStrictEquals(rounds.deliveredSeq, 0);
  settle();
  assertEquals(served, [...readers, ...readers]);
  assertStrictEquals(rounds.deliveredSeq, 3);
});

Deno.test("FanOut.start() serves nobody when there is nothing new", {
  permissions: "none",
}, () => {
  const { rounds, served, settle } = setup(3);
  rounds.start(0);
  rounds.start(1);
  rounds.start(1);
  settle();
  assertEquals(served, [0, 1, 2]);
});

Deno.test("FanOut.finishNow() serves everybody at once, and nobody twice for it", {
  permissions: "none",
}, () => {
  const { rounds, served, settle, readers } = setup(3 * SLICE);
  rounds.finishNow();
  assertEquals(served, []);
  rounds.start(1);
  rounds.finishNow();
  assertEquals(served, [...readers]);
  settle();
  assertEquals(served, [...readers]);
  rounds.start(2);
  assertStrictEquals(served.length, 4 * SLICE);
  rounds.start(3);
  rounds.finishNow();
  assertEquals(served, [...readers, ...readers, ...readers]);
  assertStrictEquals(rounds.deliveredSeq, 3);
});

Deno.test("Rounds serve who comes during a round, and not who goes", {
  permissions: "none",
}, () => {
  const { rounds, readers, served, settle } = setup(SLICE + 2);
  rounds.start(1);
  readers.delete(SLICE);
  readers.add(1000);
  settle();
  assertEquals(served.slice(SLICE), [SLICE + 1, 1000]);
});

Deno.test("FanOut.done() resolves with the round under way, not with the next", {
  permissions: "none",
}, async () => {
  const { rounds, waiting, settle } = setup(SLICE + 1);
  await rounds.done();
  rounds.start(1);
  let isOver = false;
  const over = rounds.done().then(() => isOver = true);
  await Promise.resolve();
  assertStrictEquals(isOver, false);
  rounds.start(2);
  waiting.shift()!();
  await over;
  assertStrictEquals(rounds.deliveredSeq, 1);
  settle();
  assertStrictEquals(rounds.deliveredSeq, 2);
});
