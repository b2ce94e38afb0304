import { assertEquals } from "@std/assert";
import { Backpressure } from "../../lib/broadcast/backpressure.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;
const MAX_ENTRIES = 7_500;
const MAX_WEIGHT = 6 * 1024 * KIB;

/** A log whose entries all have the same weight, and its readers. */
function setup({ weight = 1, firstInMemory = 1, last = 0 } = {}) {
  const log = {
    last,
    firstInMemory,
    weightAfter: (seq: number) => Math.max(0, log.last - seq) * weight,
  };
  const readers: ReturnType<typeof read>[] = [];
  const read = (cursor: number) => ({ isFollowing: true, cursor, bytesWritten: 0 });
  const add = (cursor: number) => {
    const reader = read(cursor);
    readers.push(reader);
    backpressure.onProgress(reader);
    return reader;
  };
  const backpressure = new Backpressure({ log, readers, defer: (call) => queueMicrotask(call) });
  const order: string[] = [];
  /** A sender that appends an entry when it may. */
  const send = (name: string, entryWeight = weight) => {
    const append = () => {
      log.last++;
      order.push(name);
    };
    const room = backpressure.admit(entryWeight);
    if (room) room.then(append);
    else append();
    return room === undefined;
  };
  return { log, readers, add, backpressure, order, send };
}

/** Runs all microtasks. */
const microtasks = () => new Promise<void>((resolve) => setTimeout(resolve));

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

Deno.test("Backpressure.admit() counts the weight behind the slowest reader", pure, () => {
  const weight = 1024 * KIB;
  const { log, add, send } = setup({ weight });
  add(0);
  log.last = 5;
  assertEquals(send("too heavy", weight + 1), false);
  assertEquals(send("fits"), true);
  assertEquals([send("no room", 1), log.weightAfter(0)], [false, MAX_WEIGHT]);
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
  "Backpressure.recheck() ends the wait for a reader that takes 32 KiB too slowly",
  pure,
  async () => {
    const { log, add, backpressure, order, send } = setup();
    const slow = add(0);
    log.last = MAX_ENTRIES;
    send("a");
    const look = async (now: number, taken: number) => {
      slow.bytesWritten += taken;
      backpressure.recheck(now);
      await microtasks();
      return order.length;
    };
    assertEquals(await look(1_000, 0), 0);
    assertEquals(await look(1_499, 0), 0);
    assertEquals(await look(1_500, 32 * KIB), 0);
    assertEquals(await look(1_999, 32 * KIB - 1), 0);
    assertEquals(await look(2_000, 0), 1);
    // It takes more again: senders wait for it again.
    assertEquals([send("b"), order.length], [true, 2]);
    assertEquals(await look(2_250, 0), 2);
    assertEquals(await look(2_500, 32 * KIB), 2);
    assertEquals(send("c"), false);
  },
);

Deno.test(
  "Backpressure.recheck() looks only at readers that are more than half behind",
  pure,
  async () => {
    for (const behind of [MAX_ENTRIES / 2, MAX_ENTRIES / 2 + 1]) {
      const { log, add, backpressure, send } = setup();
      add(0);
      log.last = behind;
      for (const now of [0, 250]) backpressure.recheck(now);
      log.last = MAX_ENTRIES;
      backpressure.recheck(500);
      await microtasks();
      // Looked at from the first time on, it is stalled by now.
      assertEquals(send("a"), behind > MAX_ENTRIES / 2, `${behind} behind`);
    }
  },
);

Deno.test(
  "Backpressure.recheck() looks at readers that are more than half of the weight behind",
  pure,
  async () => {
    const weight = 1024 * KIB;
    for (const behind of [3, 4]) {
      const { log, add, backpressure, send } = setup({ weight });
      add(0);
      log.last = behind;
      for (const now of [0, 250]) backpressure.recheck(now);
      log.last = 6;
      backpressure.recheck(500);
      await microtasks();
      assertEquals(send("a"), behind > 3, `${behind} MiB behind`);
    }
  },
);

Deno.test(
  "Backpressure does not wait again for a stalled reader that was run over meanwhile",
  pure,
  async () => {
    const { log, add, backpressure, send } = setup();
    const slow = add(0);
    log.last = MAX_ENTRIES;
    for (const now of [0, 250, 500]) backpressure.recheck(now);
    assertEquals(send("while it is stalled"), true);
    // The log forgets what it was not sent: it reads on from the oldest entry in memory.
    log.last = 15_000;
    log.firstInMemory = 5_001;
    backpressure.recheck(750);
    slow.cursor = 5_000;
    backpressure.onProgress(slow);
    assertEquals(send("when it has read one block"), true);
    // It reads fast enough again.
    slow.bytesWritten += 32 * KIB;
    backpressure.recheck(1_000);
    await microtasks();
    assertEquals(send("when it makes progress"), false);
  },
);

Deno.test(
  "Backpressure.recheck() judges no reader by the time in which the server was busy",
  pure,
  () => {
    const { log, add, backpressure, send } = setup();
    const slow = add(0);
    log.last = MAX_ENTRIES;
    backpressure.recheck(0);
    // Half a second without a look: no socket was polled.
    backpressure.recheck(500);
    assertEquals(send("after the pause"), false);
    slow.bytesWritten += 32 * KIB;
    backpressure.recheck(750);
    assertEquals(send("when it has read"), false);
    backpressure.recheck(1_000);
    backpressure.recheck(1_250);
    assertEquals(send("when it is stalled"), true);
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

Deno.test("Backpressure waits at first for a reader that was not open before", pure, () => {
  const { log, add, backpressure, send } = setup();
  const reader = Object.assign(add(0), { isFollowing: false });
  log.last = MAX_ENTRIES;
  for (const now of [0, 250, 500]) backpressure.recheck(now);
  assertEquals(send("while it is not open"), true);
  reader.isFollowing = true;
  backpressure.onProgress(reader);
  assertEquals(send("once it is"), false);
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
