import { assertEquals } from "@std/assert";
import { Backpressure } from "../../lib/broadcast/backpressure.ts";
import { MAX_ENTRIES, MAX_WEIGHT, microtasks, setup } from "../support/backpressure_fixture.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;

Deno.test("Backpressure.admit() counts entries behind the slowest reader", pure, async () => {
  const { log, add, backpressure, send, order } = setup();
  const [slow, fast] = [add(0), add(0)];
  log.last = MAX_ENTRIES - 1;
  fast.cursor = log.last;
  backpressure.onProgress(fast);
  assertEquals(send("fits"), true);
  assertEquals(send("waits"), false);
  fast.cursor = log.last;
  backpressure.onProgress(fast);
  await microtasks();
  assertEquals(order, ["fits"]);
  slow.cursor = 1;
  backpressure.onProgress(slow);
  await microtasks();
  assertEquals(order, ["fits", "waits"]);
});

Deno.test(
  "Backpressure.admit() finds room for all entries of a sender, or for none",
  pure,
  async () => {
    const { log, add, backpressure, send, order } = setup();
    const slow = add(0);
    log.last = MAX_ENTRIES - 10;
    assertEquals(send("fits", 9, 9), true);
    assertEquals([send("too many", 2, 2), log.last], [false, MAX_ENTRIES - 1]);
    assertEquals(send("one more"), false);
    const move = async (cursor: number) => {
      slow.cursor = cursor;
      backpressure.onProgress(slow);
      await microtasks();
      return order.slice(1);
    };
    assertEquals(await move(1), ["too many"]);
    assertEquals(await move(2), ["too many", "one more"]);
  },
);

Deno.test("Backpressure.admit() lets nobody overtake who waits for more room", pure, async () => {
  const { log, add, backpressure, send, order } = setup();
  const slow = add(0);
  log.last = MAX_ENTRIES - 10;
  assertEquals([send("many", 20, 20), send("one"), send("other")], [false, false, false]);
  slow.cursor = 9;
  backpressure.onProgress(slow);
  await microtasks();
  assertEquals([order, send("late")], [[], false]);
  slow.cursor = 12;
  backpressure.onProgress(slow);
  await microtasks();
  assertEquals(order, ["many", "one", "other"]);
});

Deno.test(
  "Backpressure.admit() counts what was granted and is not in the log yet",
  pure,
  async () => {
    const { log, add, backpressure, send, order } = setup();
    const slow = add(0);
    log.last = MAX_ENTRIES;
    for (const name of ["a", "b", "c"]) assertEquals(send(name, 100, 100), false);
    slow.cursor = 250;
    backpressure.onProgress(slow);
    await microtasks();
    assertEquals([order, log.last], [["a", "b"], MAX_ENTRIES + 200]);
  },
);

Deno.test("Backpressure.admit() counts the weight behind the slowest reader", pure, () => {
  const weight = 1024 * KIB;
  const { log, add, send } = setup({ weight });
  add(0);
  log.last = 5;
  assertEquals([send("fits"), log.weightAfter(0)], [true, MAX_WEIGHT]);
  assertEquals(send("no room", 1), false);
  const other = setup({ weight });
  other.add(0);
  other.log.last = 5;
  assertEquals(other.send("too heavy", weight + 1), false);
});

Deno.test("Backpressure.admit() waits for no reader without need", pure, () => {
  const cases: [what: string, reader: { isFollowing: boolean; cursor: number }][] = [
    ["a reader at the head", { isFollowing: true, cursor: 20_000 }],
    ["a reader that is closing", { isFollowing: false, cursor: 15_000 }],
    ["a reader of the disk", { isFollowing: true, cursor: 9_999 - 1 }],
  ];
  for (const [what, reader] of cases) {
    const { add, send } = setup({ last: 20_000, firstInMemory: 10_000 });
    Object.assign(add(20_000), reader);
    assertEquals(send(what), true, what);
  }
  const { add, send } = setup({ last: 20_000, firstInMemory: 10_000 });
  add(9_999);
  assertEquals(send("a reader at the first entry in memory"), false);
  assertEquals(setup({ last: 20_000 }).send("no reader at all"), true);
});

Deno.test("Backpressure.admit() finds room while nobody reads, however much is sent", pure, () => {
  const { log, send } = setup({ weight: KIB });
  for (let count = 0; count < 2 * MAX_ENTRIES; count++) assertEquals(send("no reader"), true);
  log.firstInMemory = log.last - 10_000;
  assertEquals([log.last, send("the heaviest", MAX_WEIGHT)], [2 * MAX_ENTRIES, true]);
});

Deno.test("Backpressure finds room once the last reader is gone, and sent on", pure, async () => {
  const { log, readers, add, backpressure, order, send } = setup();
  const reader = add(0);
  log.last = MAX_ENTRIES;
  assertEquals(send("waits"), false);
  readers.length = 0;
  reader.isFollowing = false;
  backpressure.onProgress(reader);
  await microtasks();
  assertEquals(order, ["waits"]);
  log.last += 2 * MAX_ENTRIES;
  assertEquals(send("nobody reads"), true);
});

Deno.test(
  "Backpressure waits for a reader that begins when nobody has read yet",
  pure,
  async () => {
    const { log, add, backpressure, order, send } = setup();
    log.last = 2 * MAX_ENTRIES;
    assertEquals(send("nobody reads"), true);
    const reader = add(log.last);
    log.last += MAX_ENTRIES - 1;
    assertEquals([send("fits"), send("waits")], [true, false]);
    reader.cursor += 1;
    backpressure.onProgress(reader);
    await microtasks();
    assertEquals(order, ["nobody reads", "fits", "waits"]);
  },
);

Deno.test("Backpressure waits for a reader that comes back from the disk", pure, () => {
  const { log, add, backpressure, send } = setup({ last: 20_000, firstInMemory: 10_000 });
  const reader = add(5_000);
  assertEquals(send("while it reads the disk"), true);
  reader.cursor = 10_500;
  backpressure.onProgress(reader);
  assertEquals([send("once it reads from memory"), log.last], [false, 20_001]);
});

Deno.test("Backpressure lets the first go on that came, as many as fit", pure, async () => {
  const { log, add, backpressure, order, send } = setup();
  const reader = add(0);
  log.last = MAX_ENTRIES;
  for (const name of ["a", "b", "c", "d"]) send(name);
  reader.cursor = 2;
  backpressure.onProgress(reader);
  // What was granted is taken into account before it is appended.
  await Promise.resolve();
  assertEquals(send("e"), false);
  await microtasks();
  assertEquals(order, ["a", "b"]);
  reader.cursor = 10;
  backpressure.onProgress(reader);
  await microtasks();
  assertEquals(order, ["a", "b", "c", "d", "e"]);
  assertEquals(send("f"), true);
});

Deno.test("Backpressure.admit() takes the granted weight into account", pure, async () => {
  const weight = 1024 * KIB;
  const { log, add, backpressure, order, send } = setup({ weight });
  const reader = add(0);
  log.last = 6;
  for (const name of ["a", "b"]) send(name);
  reader.cursor = 1;
  backpressure.onProgress(reader);
  await Promise.resolve();
  assertEquals(send("c", 1), false);
  await microtasks();
  assertEquals(order, ["a"]);
});

Deno.test(
  "Backpressure looks for the slowest reader once after readers moved, and not before",
  pure,
  () => {
    let looks = 0;
    const reader = { isFollowing: true, cursor: 0, bytesWritten: 0 };
    const readers = {
      *[Symbol.iterator]() {
        looks++;
        yield reader;
      },
    };
    const deferred: (() => void)[] = [];
    const log = { last: MAX_ENTRIES, firstInMemory: 1, weightAfter: () => 0 };
    const defer = (call: () => void) => deferred.push(call);
    const backpressure = new Backpressure({ log, readers, defer });
    for (let count = 0; count < 10; count++) backpressure.admit(1);
    assertEquals([looks, deferred.length], [1, 0]);
    // Many readers move in one turn: the senders are looked at once.
    for (let count = 0; count < 10; count++) backpressure.onProgress(reader);
    assertEquals([looks, deferred.length], [1, 1]);
    deferred[0]!();
    assertEquals(looks, 2);
    backpressure.onProgress(reader);
    assertEquals(deferred.length, 2);
  },
);

Deno.test("Backpressure keeps the room of a granted entry until it is appended", pure, async () => {
  const { log, add, backpressure, order, send } = setup();
  const reader = add(0);
  log.last = MAX_ENTRIES;
  for (const name of ["a", "b", "c"]) send(name);
  reader.cursor = 1;
  backpressure.onProgress(reader);
  for (let at = 0; at < 10; at++) {
    await Promise.resolve();
    backpressure.onProgress(reader);
  }
  await microtasks();
  assertEquals([order, log.last], [["a"], MAX_ENTRIES + 1]);
});

Deno.test("Backpressure gives room that its sender does not use to the next", pure, async () => {
  const { log, add, backpressure, order, send } = setup();
  const reader = add(0);
  log.last = MAX_ENTRIES;
  backpressure.admit(1); // Its connection is closed meanwhile.
  send("next");
  reader.cursor = 1;
  backpressure.onProgress(reader);
  await microtasks();
  assertEquals([order, log.last], [["next"], MAX_ENTRIES + 1]);
});
