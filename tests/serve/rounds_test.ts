import { assertEquals, assertStrictEquals } from "@std/assert";
import { Rounds } from "../../lib/serve/rounds.ts";

const SLICE = 120;

/** Rounds of so many readers, and what else there is to do, which the test does when it likes. */
function setup(count: number) {
  const readers = new Set(Array.from({ length: count }, (_, at) => at));
  const served: number[] = [];
  const waiting: (() => void)[] = [];
  const rounds = new Rounds({
    readers,
    serve: (reader: number) => served.push(reader),
    later: (call) => waiting.push(call),
  });
  /** Lets time pass until nothing waits; gives back how often something had to. */
  const settle = () => {
    let turns = 0;
    for (let call = waiting.shift(); call; call = waiting.shift(), turns++) call();
    return turns;
  };
  return { readers, served, waiting, rounds, settle };
}

Deno.test("Rounds.begin() serves many in slices, each once and in order", {
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
    rounds.begin(1);
    assertStrictEquals(served.length, atOnce);
    assertStrictEquals(settle(), turns);
    assertEquals(served, [...readers]);
    assertStrictEquals(rounds.covered, 1);
  }
});

Deno.test("Rounds.begin() during a round makes one more, for those who had their turn too", {
  permissions: "none",
}, () => {
  const { rounds, served, settle, readers } = setup(2 * SLICE + 1);
  rounds.begin(1);
  rounds.begin(2);
  rounds.begin(3);
  assertStrictEquals(served.length, SLICE);
  assertStrictEquals(rounds.covered, 0);
  settle();
  assertEquals(served, [...readers, ...readers]);
  assertStrictEquals(rounds.covered, 3);
});

Deno.test("Rounds.begin() serves nobody when there is nothing new", {
  permissions: "none",
}, () => {
  const { rounds, served, settle } = setup(3);
  rounds.begin(0);
  rounds.begin(1);
  rounds.begin(1);
  settle();
  assertEquals(served, [0, 1, 2]);
});

Deno.test("Rounds.finish() serves everybody at once, and nobody twice for it", {
  permissions: "none",
}, () => {
  const { rounds, served, settle, readers } = setup(3 * SLICE);
  rounds.finish();
  assertEquals(served, []);
  rounds.begin(1);
  rounds.finish();
  assertEquals(served, [...readers]);
  settle();
  assertEquals(served, [...readers]);
  rounds.begin(2);
  assertStrictEquals(served.length, 4 * SLICE);
  rounds.begin(3);
  rounds.finish();
  assertEquals(served, [...readers, ...readers, ...readers]);
  assertStrictEquals(rounds.covered, 3);
});

Deno.test("Rounds serve who comes during a round, and not who goes", {
  permissions: "none",
}, () => {
  const { rounds, readers, served, settle } = setup(SLICE + 2);
  rounds.begin(1);
  readers.delete(SLICE);
  readers.add(1000);
  settle();
  assertEquals(served.slice(SLICE), [SLICE + 1, 1000]);
});

Deno.test("Rounds.over() resolves with the round under way, not with the next", {
  permissions: "none",
}, async () => {
  const { rounds, waiting, settle } = setup(SLICE + 1);
  await rounds.over();
  rounds.begin(1);
  let isOver = false;
  const over = rounds.over().then(() => isOver = true);
  await Promise.resolve();
  assertStrictEquals(isOver, false);
  rounds.begin(2);
  waiting.shift()!();
  await over;
  assertStrictEquals(rounds.covered, 1);
  settle();
  assertStrictEquals(rounds.covered, 2);
});
