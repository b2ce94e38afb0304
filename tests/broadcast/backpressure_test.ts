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

/** A full log, a reader that reads nothing of it, and a sender that waits. */
function stalledSetup() {
  const one = setup();
  const reader = one.add(0);
  one.log.last = MAX_ENTRIES;
  one.send("a");
  /** Looks at the readers after one has taken some bytes; returns whether the sender went on. */
  const look = async (now: number, taken = 0) => {
    reader.bytesWritten += taken;
    one.backpressure.recheck(now);
    await microtasks();
    return one.order.length > 0;
  };
  return { ...one, reader, look };
}

Deno.test("Backpressure lets senders wait for a reader that takes nothing", pure, async () => {
  const { look, send, order } = stalledSetup();
  for (const now of [1_000, 1_250, 1_500, 1_749]) assertEquals(await look(now), false);
  assertEquals(await look(1_750), true);
  // Nobody waits a second time, however long it takes until the next one comes.
  await look(9_000);
  assertEquals([send("b"), order], [true, ["a", "b"]]);
  // It reads again, fast enough for two seconds: senders wait for it again.
  await look(10_000, 64 * KIB);
  assertEquals(send("c"), true);
  await look(11_000, 64 * KIB);
  assertEquals(send("d"), false);
});

Deno.test("Backpressure counts the wait from the last byte that a reader took", pure, async () => {
  const { look } = stalledSetup();
  assertEquals([await look(1_000), await look(1_700), await look(1_740, 1)], [false, false, false]);
  assertEquals([await look(2_489), await look(2_490)], [false, true]);
});

Deno.test("Backpressure counts only the time in which senders wait", pure, async () => {
  const { look, log, reader, backpressure, order, send } = stalledSetup();
  await look(1_000);
  await look(1_500);
  reader.cursor = 1;
  backpressure.onProgress(reader);
  await microtasks();
  assertEquals(order, ["a"]);
  // Nobody waits for a second; then the next one does.
  await look(1_600);
  await look(2_600);
  assertEquals([log.last, send("b")], [MAX_ENTRIES + 1, false]);
  for (const now of [3_000, 3_250, 3_749]) await look(now);
  assertEquals(order, ["a"]);
  await look(3_750);
  assertEquals(order, ["a", "b"]);
});

Deno.test(
  "Backpressure waits for a reader that takes 128 KiB in two seconds, for no slower one",
  pure,
  async () => {
    const { look, send } = stalledSetup();
    for (const now of [1_000, 1_500, 2_000, 2_500]) await look(now, 32 * KIB);
    assertEquals(await look(3_000, 32 * KIB), false);
    for (const now of [3_500, 4_000, 4_500]) await look(now, 32 * KIB);
    assertEquals(await look(4_999, 32 * KIB - 1), false);
    assertEquals(await look(5_000), true);
    for (const now of [5_500, 6_000, 6_500]) await look(now, 32 * KIB);
    assertEquals(send("b"), true);
    await look(7_000, 32 * KIB);
    assertEquals(send("c"), false);
  },
);

Deno.test("Backpressure looks only at readers that are more than half behind", pure, async () => {
  for (const [weight, most] of [[1, MAX_ENTRIES / 2], [1024 * KIB, 3]] as const) {
    for (const behind of [most, most + 1]) {
      const { log, add, backpressure, order, send } = setup({ weight });
      const [reader, holder] = [add(0), add(0)];
      log.last = 2 * most;
      send("a");
      holder.isFollowing = true;
      // It takes nothing while it is behind by half, or a little more; then it alone holds them up.
      reader.cursor = 2 * most - behind;
      for (const now of [0, 750]) {
        holder.bytesWritten++;
        backpressure.recheck(now);
      }
      reader.cursor = 0;
      holder.cursor = log.last;
      backpressure.recheck(750);
      await microtasks();
      assertEquals(order.length > 0, behind > most, `${behind} behind`);
    }
  }
});

Deno.test("Backpressure forgets a reader that is closed", pure, async () => {
  const { reader, readers, backpressure, order, look, send } = stalledSetup();
  for (const now of [1_000, 1_750]) await look(now);
  readers.length = 0;
  reader.isFollowing = false;
  backpressure.recheck(2_000);
  reader.isFollowing = true;
  readers.push(reader);
  backpressure.recheck(2_250);
  assertEquals([send("b"), order], [false, ["a"]]);
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

Deno.test(
  "Backpressure does not wait again for a stalled reader that was run over meanwhile",
  pure,
  async () => {
    const { log, reader, backpressure, look, send } = stalledSetup();
    for (const now of [1_000, 1_250, 1_500, 1_750]) await look(now);
    assertEquals(send("while it is stalled"), true);
    // The log forgets what it was not sent: it reads on from the oldest entry in memory.
    log.last = 15_000;
    log.firstInMemory = 5_001;
    await look(3_000);
    reader.cursor = 5_000;
    backpressure.onProgress(reader);
    await look(3_250, 1);
    assertEquals(send("when it has read one block"), true);
  },
);

Deno.test("Backpressure judges no reader by a pause of its own", pure, async () => {
  const { look } = stalledSetup();
  // Of a long pause the room's clock counts half a second: no socket was polled in it.
  for (const now of [1_000, 1_500]) assertEquals(await look(now), false);
  assertEquals(await look(1_740), false);
});

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
