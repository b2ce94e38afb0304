import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { FanOut } from "../../lib/broadcast/fan_out.ts";

const SLICE = 120;

/** A fan-out to many readers; the test resumes each yield. */
function setup(count: number) {
  const readers = new Set(Array.from({ length: count }, (_, at) => at));
  const delivered: number[] = [];
  const slices: number[] = [];
  const waiting: (() => void)[] = [];
  const time = { now: 0, perReader: 0 };
  const fanOut = new FanOut({
    readers,
    deliver: (reader: number) => {
      delivered.push(reader);
      time.now += time.perReader;
    },
    onSlice: () => slices.push(delivered.length),
    now: () => time.now,
    defer: (call) => waiting.push(call),
  });
  /** Resumes yields until none is pending; returns how many there were. */
  const settle = () => {
    let turns = 0;
    for (let call = waiting.shift(); call; call = waiting.shift(), turns++) call();
    return turns;
  };
  return { readers, delivered, slices, time, fanOut, settle };
}

Deno.test("FanOut.start() delivers to many readers in slices, each once and in order", {
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
    const { fanOut, delivered, slices, settle, readers } = setup(count!);
    fanOut.start(1);
    assertEquals([delivered.length, slices], [atOnce, [atOnce]]);
    assertStrictEquals(settle(), turns);
    assertEquals(delivered, [...readers]);
    assertEquals([slices.length, slices.at(-1)], [turns! + 1, count]);
  }
});

Deno.test(
  "FanOut.start() during a pass adds one more pass, also for readers already delivered to",
  {
    permissions: "none",
  },
  () => {
    const { fanOut, delivered, settle, readers } = setup(2 * SLICE + 1);
    fanOut.start(1);
    fanOut.start(2);
    fanOut.start(3);
    assertStrictEquals(delivered.length, SLICE);
    settle();
    assertEquals(delivered, [...readers, ...readers]);
  },
);

Deno.test("FanOut.start() delivers nothing when there is nothing new", {
  permissions: "none",
}, () => {
  const { fanOut, delivered, settle } = setup(3);
  fanOut.start(0);
  fanOut.start(1);
  fanOut.start(1);
  settle();
  assertEquals(delivered, [0, 1, 2]);
});

Deno.test("FanOut ends a slice after 2 ms", { permissions: "none" }, () => {
  const { fanOut, delivered, time, settle, readers } = setup(40);
  time.perReader = 0.25;
  fanOut.start(1);
  assertStrictEquals(delivered.length, 15);
  settle();
  assertEquals(delivered, [...readers]);
});

Deno.test("FanOut delivers to readers added during a pass, and not to removed ones", {
  permissions: "none",
}, () => {
  const { fanOut, readers, delivered, settle } = setup(SLICE + 2);
  fanOut.start(1);
  readers.delete(SLICE);
  readers.add(1000);
  settle();
  assertEquals(delivered.slice(SLICE), [SLICE + 1, 1000]);
});

Deno.test("an error at one reader does not end the delivery to the others", {
  permissions: "none",
}, () => {
  const delivered: number[] = [];
  let slices = 0;
  const waiting: (() => void)[] = [];
  const fanOut = new FanOut({
    readers: new Set([1, 2, 3]),
    deliver: (reader: number) => {
      if (reader === 2 && !delivered.includes(3)) throw new Error("broken");
      delivered.push(reader);
    },
    onSlice: () => slices++,
    now: () => 0,
    defer: (call) => waiting.push(call),
  });
  assertThrows(() => fanOut.start(1), Error, "broken");
  assertStrictEquals(slices, 1);
  for (const call of waiting.splice(0)) call();
  assertEquals(delivered, [1, 3]);
  fanOut.start(2);
  assertEquals([delivered, waiting], [[1, 3, 1, 2, 3], []]);
});
