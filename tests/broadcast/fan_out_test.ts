import { assertEquals, assertStrictEquals } from "@std/assert";
import { FanOut } from "../../lib/broadcast/fan_out.ts";

const SLICE = 120;

/** A fan-out to many readers; the test resumes each yield. */
function setup(count: number) {
  const readers = new Set(Array.from({ length: count }, (_, at) => at));
  const delivered: number[] = [];
  const waiting: (() => void)[] = [];
  const fanOut = new FanOut({
    readers,
    deliver: (reader: number) => delivered.push(reader),
    defer: (call) => waiting.push(call),
  });
  /** Resumes yields until none is pending; returns how many there were. */
  const settle = () => {
    let turns = 0;
    for (let call = waiting.shift(); call; call = waiting.shift(), turns++) call();
    return turns;
  };
  return { readers, delivered, waiting, fanOut, settle };
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
    const { fanOut, delivered, settle, readers } = setup(count!);
    fanOut.start(1);
    assertStrictEquals(delivered.length, atOnce);
    assertStrictEquals(settle(), turns);
    assertEquals(delivered, [...readers]);
    assertStrictEquals(fanOut.deliveredSeq, 1);
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
    assertStrictEquals(fanOut.deliveredSeq, 0);
    settle();
    assertEquals(delivered, [...readers, ...readers]);
    assertStrictEquals(fanOut.deliveredSeq, 3);
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

Deno.test("FanOut.finishNow() delivers to all readers at once, to each only once", {
  permissions: "none",
}, () => {
  const { fanOut, delivered, settle, readers } = setup(3 * SLICE);
  fanOut.finishNow();
  assertEquals(delivered, []);
  fanOut.start(1);
  fanOut.finishNow();
  assertEquals(delivered, [...readers]);
  settle();
  assertEquals(delivered, [...readers]);
  fanOut.start(2);
  assertStrictEquals(delivered.length, 4 * SLICE);
  fanOut.start(3);
  fanOut.finishNow();
  assertEquals(delivered, [...readers, ...readers, ...readers]);
  assertStrictEquals(fanOut.deliveredSeq, 3);
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

Deno.test("FanOut.done() resolves with the running pass, not with the next", {
  permissions: "none",
}, async () => {
  const { fanOut, waiting, settle } = setup(SLICE + 1);
  await fanOut.done();
  fanOut.start(1);
  let isDone = false;
  const over = fanOut.done().then(() => isDone = true);
  await Promise.resolve();
  assertStrictEquals(isDone, false);
  fanOut.start(2);
  waiting.shift()!();
  await over;
  assertStrictEquals(fanOut.deliveredSeq, 1);
  settle();
  assertStrictEquals(fanOut.deliveredSeq, 2);
});
