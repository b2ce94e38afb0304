import { assertEquals, assertStrictEquals } from "@std/assert";
import { testBroadcaster } from "../support/broadcaster.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** Whether a promise is settled once everything that is ready had its turn. */
async function isOver(promise: Promise<void>): Promise<boolean> {
  let over = false;
  promise.then(() => over = true);
  await turn();
  return over;
}

Deno.test("Broadcaster.flush() records first, then lets everybody read", pure, () => {
  const recorded: { now: number; head: number; written: string }[] = [];
  const { time, log, broadcaster, append, subscribe, errors } = testBroadcaster({
    record: (now) => recorded.push({ now, head: log.head, written: reader.written }) > 0,
  });
  const reader = subscribe();
  append("a", "b");
  assertStrictEquals(broadcaster.log, log);
  time.now = 10_007;
  broadcaster.flush();
  assertEquals(recorded, [{ now: 10_007, head: 0, written: "" }]);
  assertEquals([log.head, reader.written, errors], [2, "ab", []]);
});

Deno.test("Broadcaster.flush() shows nothing that is not recorded, until it is", pure, async () => {
  let canRecord = false;
  const { log, broadcaster, append, subscribe } = testBroadcaster({ record: () => canRecord });
  const reader = subscribe();
  append("a");
  const first = broadcaster.recorded();
  broadcaster.flush();
  assertEquals([log.head, reader.written, await isOver(first)], [0, "", false]);
  canRecord = true;
  broadcaster.flush();
  assertEquals([log.head, reader.written, await isOver(first)], [1, "a", true]);
  assertStrictEquals(await isOver(broadcaster.recorded()), false);
});

Deno.test(
  "Broadcaster.scheduleFlush() flushes once for all that one turn appended",
  pure,
  async () => {
    let records = 0;
    const { broadcaster, append, subscribe } = testBroadcaster({ record: () => ++records > 0 });
    const reader = subscribe();
    for (const text of ["a", "b", "c"]) {
      append(text);
      broadcaster.scheduleFlush();
    }
    // What completes in the same turn is processed in microtasks, and shall be in the same flush.
    await Promise.resolve();
    assertEquals([records, reader.written], [0, ""]);
    await turn();
    assertEquals([records, reader.written], [1, "abc"]);
    append("d");
    broadcaster.scheduleFlush();
    await turn();
    assertEquals([records, reader.written], [2, "abcd"]);
  },
);

Deno.test(
  "Broadcaster.scheduleFlush() does not wait for the end of a turn long after a flush",
  pure,
  async () => {
    let [records, recordMs] = [0, 0];
    const { time, broadcaster, append } = testBroadcaster({
      record: () => {
        time.now += recordMs;
        return ++records > 0;
      },
    });
    const flush = async (ms: number) => {
      time.now += ms;
      append("a");
      broadcaster.scheduleFlush();
      for (let count = 0; count < 5; count++) await Promise.resolve();
      return records;
    };
    assertEquals([await flush(0), await flush(0.9)], [1, 1]);
    await turn();
    assertEquals([records, await flush(1)], [2, 3]);
    // After one that took 7 ms it waits as long.
    recordMs = 7;
    assertEquals([await flush(1), await flush(6.9)], [4, 4]);
    await turn();
    assertEquals([records, await flush(7)], [5, 6]);
  },
);

Deno.test("Broadcaster.scheduleFlush() flushes twice in a turn at most", pure, async () => {
  let records = 0;
  const { broadcaster, append, subscribe } = testBroadcaster({ record: () => ++records > 0 });
  const reader = subscribe();
  // Each timer that is due is a task of its own, with microtasks of its own.
  for (const text of ["a", "b", "c", "d"]) {
    append(text);
    broadcaster.scheduleFlush();
    for (let count = 0; count < 5; count++) await Promise.resolve();
    assertEquals([records, reader.written], [1, "a"]);
  }
  await turn();
  assertEquals([records, reader.written], [2, "abcd"]);
});

Deno.test(
  "Broadcaster.scheduleFlush() reports an error, and flushes again when it is called again",
  pure,
  async () => {
    const failure = new Error("disk");
    let isBroken = true;
    const { broadcaster, append, subscribe, errors } = testBroadcaster({
      record: () => {
        if (isBroken) throw failure;
        return true;
      },
    });
    const reader = subscribe();
    for (const expected of ["", "ab"]) {
      append(expected ? "b" : "a");
      broadcaster.scheduleFlush();
      await turn();
      assertEquals([reader.written, errors], [expected, [failure]]);
      isBroken = false;
    }
  },
);

/** Appends 7 MiB: one is given to the reader, behind the others there is no room. */
function fill({ broadcaster, append }: ReturnType<typeof testBroadcaster>): void {
  for (let count = 0; count < 7; count++) {
    append("a".repeat(1024 * 1024));
    broadcaster.flush();
  }
}

Deno.test("Broadcaster.admit() waits for a reader until it makes no progress", pure, async () => {
  const one = testBroadcaster();
  one.subscribe(() => new Promise(() => {}));
  assertStrictEquals(one.broadcaster.admit(1), undefined);
  fill(one);
  assertStrictEquals(one.broadcaster.admit(0), undefined);
  const room = one.broadcaster.admit(1)!;
  for (const [now, expected] of [[10_000, false], [10_749, false], [10_750, true]] as const) {
    one.broadcaster.recheckReaders(now);
    assertStrictEquals(await isOver(room), expected, `at ${now}`);
  }
});

Deno.test("Broadcaster.admit() resolves when a reader has read, or is gone", pure, async () => {
  for (const isGone of [true, false]) {
    let take = () => {};
    const one = testBroadcaster();
    const reader = one.subscribe(() => new Promise((resolve) => take = resolve));
    fill(one);
    const room = one.broadcaster.admit(1)!;
    assertStrictEquals(await isOver(room), false);
    if (isGone) one.broadcaster.unsubscribe(reader.subscriber);
    else take();
    assertStrictEquals(await isOver(room), true);
  }
});

Deno.test("Broadcaster.admit() resolves when a reader was given what had come", pure, async () => {
  const one = testBroadcaster();
  one.subscribe(() => new Promise(() => {}));
  one.append(...Array.from({ length: 6 }, () => "a".repeat(1024 * 1024)));
  const room = one.broadcaster.admit(1)!;
  assertStrictEquals(await isOver(room), false);
  one.broadcaster.flush(); // The reader takes none of it, but what is in flight is not in the log.
  assertStrictEquals(await isOver(room), true);
});

Deno.test("Broadcaster.unsubscribe() sends a reader nothing more", pure, () => {
  const { broadcaster, append, subscribe } = testBroadcaster();
  const [gone, other] = [subscribe(), subscribe()];
  broadcaster.unsubscribe(gone.subscriber);
  append("a");
  broadcaster.flush();
  assertEquals([gone.written, other.written], ["", "a"]);
});

Deno.test("Broadcaster.nextTurn() resolves after what was ready", pure, async () => {
  const { broadcaster } = testBroadcaster();
  const order: string[] = [];
  const turns = ["first", "second"].map((name) =>
    broadcaster.nextTurn().then(() => order.push(name))
  );
  await Promise.resolve();
  order.push("ready");
  await Promise.all(turns);
  assertEquals(order, ["ready", "first", "second"]);
});

Deno.test("Broadcaster keeps less of the log encoded where it is read in many formats", async () => {
  const one = testBroadcaster();
  one.subscribe();
  const feed = one.broadcaster.feeds.get("plain")!;
  const kept: (number | undefined)[] = [];
  feed.encodeNew = (count) => kept.push(count);
  const enter = (key: string) => one.broadcaster.enter({ key, encode: () => "", hidesOwn: false });
  const others = Array.from({ length: 7 }, (_, at) => enter(`${at}`));
  one.broadcaster.flush();
  const last = enter("last");
  one.broadcaster.flush();
  one.broadcaster.leave(last);
  one.broadcaster.flush();
  assertEquals(kept, [Infinity, 500, Infinity]);
  for (const other of others) one.broadcaster.leave(other);
  assertEquals([...one.broadcaster.feeds.keys()], ["plain"]);
  await Promise.resolve();
});
