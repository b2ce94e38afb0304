import { assertEquals, assertStrictEquals } from "@std/assert";
import { testBroadcaster } from "../support/broadcaster.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;

/** More readers than one slice of a pass. */
const MANY = 200;

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
  "Broadcaster.scheduleFlush() delivers more than 2000 entries to all at once",
  pure,
  () => {
    const { log, broadcaster, append, subscribe, errors } = testBroadcaster();
    const readers = Array.from({ length: MANY }, () => subscribe());
    append(...Array.from({ length: 2000 }, () => "a"));
    broadcaster.scheduleFlush();
    assertEquals([log.head, readers[0]!.written.length], [0, 0]);
    append("a");
    broadcaster.scheduleFlush();
    assertEquals(log.head, 2001);
    assertEquals(readers.map(({ written }) => written.length), Array(MANY).fill(2001));
    assertEquals(errors, []);
  },
);

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

Deno.test(
  "Broadcaster.ready() waits for a reader far behind, half a second without progress",
  pure,
  async () => {
    const { time, broadcaster, append, subscribe } = testBroadcaster();
    const reader = subscribe(() => new Promise(() => {}));
    assertStrictEquals(await isOver(broadcaster.ready()), true);
    append(...Array.from({ length: 10 }, () => "a".repeat(100_000)));
    broadcaster.flush();
    assertStrictEquals(reader.written.length, 100_000);
    const ready = broadcaster.ready();
    for (const [now, expected] of [[10_499, false], [10_500, true]] as const) {
      time.now = now;
      broadcaster.recheckReaders(now);
      assertStrictEquals(await isOver(ready), expected, `at ${now}`);
    }
  },
);

Deno.test(
  "Broadcaster.ready() resolves when the reader far behind has read, or is gone",
  pure,
  async () => {
    for (const isGone of [true, false]) {
      let take = () => {};
      const { broadcaster, append, subscribe } = testBroadcaster();
      const reader = subscribe(() => new Promise((resolve) => take = resolve));
      append(...Array.from({ length: 7 }, () => "a".repeat(100_000)));
      broadcaster.flush();
      const ready = broadcaster.ready();
      assertStrictEquals(await isOver(ready), false);
      if (isGone) broadcaster.unsubscribe(reader.subscriber);
      for (let taken = 1; !isGone && taken < 7; taken++) {
        take();
        await isOver(ready);
      }
      assertStrictEquals(await isOver(ready), true);
    }
  },
);

Deno.test("Broadcaster.unsubscribe() sends a reader nothing more", pure, () => {
  const { broadcaster, append, subscribe } = testBroadcaster();
  const [gone, other] = [subscribe(), subscribe()];
  broadcaster.unsubscribe(gone.subscriber);
  append("a");
  broadcaster.flush();
  assertEquals([gone.written, other.written], ["", "a"]);
});

Deno.test("Broadcaster.yieldToOthers() flushes, and waits until all could read", pure, async () => {
  const { broadcaster, append, subscribe } = testBroadcaster();
  const readers = Array.from({ length: MANY }, () => subscribe());
  append("a");
  await broadcaster.yieldToOthers();
  assertEquals(readers.map(({ written }) => written), Array(MANY).fill("a"));
});
