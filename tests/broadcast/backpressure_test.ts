import { assertEquals } from "@std/assert";
import { Backpressure } from "../../lib/broadcast/backpressure.ts";
import { turn } from "../support/fake_clock.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;

/** A reader that has read everything. */
const reader = () => ({ bytesBehind: 0, cursor: 20_000, bytesWritten: 0 });

/** Whether senders have to wait; a resolved wait resolves within this turn of the event loop. */
async function isPaused(backpressure: Backpressure): Promise<boolean> {
  let isReady = false;
  backpressure.ready().then(() => isReady = true);
  for (let count = 0; count < 10; count++) await Promise.resolve();
  return !isReady;
}

Deno.test(
  "Backpressure.check() pauses senders for a reader half a MiB or 5000 entries behind",
  pure,
  async () => {
    const cases: [bytesBehind: number, cursor: number, isPaused: boolean][] = [
      [512 * KIB, 20_000, false],
      [512 * KIB + 1, 20_000, true],
      [0, 15_000, false],
      [0, 14_999, true],
      // Entries forgotten in memory are on disk, not lost.
      [999 * KIB, 9_999, false],
    ];
    for (const [bytesBehind, cursor, expected] of cases) {
      const backpressure = new Backpressure({ head: 20_000, firstInMemory: 10_001 });
      backpressure.check({ bytesBehind, cursor, bytesWritten: 0 }, 0);
      assertEquals(await isPaused(backpressure), expected, `${bytesBehind} bytes, at ${cursor}`);
    }
  },
);

Deno.test(
  "Backpressure.onProgress() resumes senders once a reader has caught up",
  pure,
  async () => {
    const backpressure = new Backpressure({ head: 20_000, firstInMemory: 1 });
    const [one, other] = [reader(), reader()];
    one.bytesBehind = other.bytesBehind = 600 * KIB;
    for (const each of [one, other]) backpressure.check(each, 0);
    one.bytesBehind = 0;
    backpressure.onProgress(one);
    backpressure.onProgress(other);
    assertEquals(await isPaused(backpressure), true);
    backpressure.remove(other);
    assertEquals(await isPaused(backpressure), false);
  },
);

Deno.test(
  "Backpressure.recheck() keeps senders paused only for readers that take 32 KiB in half a second",
  pure,
  async () => {
    const backpressure = new Backpressure({ head: 20_000, firstInMemory: 1 });
    const slow = { ...reader(), bytesBehind: 600 * KIB };
    backpressure.check(slow, 1000);
    backpressure.recheck(1499);
    assertEquals(await isPaused(backpressure), true);
    slow.bytesWritten = 32 * KIB;
    backpressure.recheck(1500);
    assertEquals(await isPaused(backpressure), true);
    slow.bytesWritten += 32 * KIB - 1;
    backpressure.recheck(1999);
    assertEquals(await isPaused(backpressure), true);
    backpressure.recheck(2000);
    assertEquals(await isPaused(backpressure), false);
  },
);

Deno.test(
  "Backpressure.ready() lets the event loop turn while it waits on after another pause ended",
  pure,
  async () => {
    const backpressure = new Backpressure({ head: 20_000, firstInMemory: 1 });
    const [one, other] = [reader(), reader()];
    one.bytesBehind = other.bytesBehind = 600 * KIB;
    for (const each of [one, other]) backpressure.check(each, 0);
    const ready = backpressure.ready();
    backpressure.remove(one);
    await turn();
    assertEquals(await isPaused(backpressure), true);
    backpressure.remove(other);
    await ready;
  },
);
