import { assertEquals } from "@std/assert";
import { Backpressure } from "../../lib/broadcast/backpressure.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;

/** One who has read everything. */
const reader = () => ({ bytesBehind: 0, cursor: 20_000, bytesWritten: 0 });

/** Whether those who write have to wait: what is over is over within this turn of the loop. */
async function isHeld(holds: Backpressure): Promise<boolean> {
  let isOver = false;
  holds.ready().then(() => isOver = true);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return !isOver;
}

Deno.test(
  "Backpressure.check() has others wait for one half a MiB or 5000 entries behind",
  pure,
  async () => {
    const cases: [bytesBehind: number, cursor: number, isHeld: boolean][] = [
      [512 * KIB, 20_000, false],
      [512 * KIB + 1, 20_000, true],
      [0, 15_000, false],
      [0, 14_999, true],
      // What memory does not hold any more is on disk, and is not lost.
      [999 * KIB, 9_999, false],
    ];
    for (const [bytesBehind, cursor, expected] of cases) {
      const holds = new Backpressure({ head: 20_000, firstInMemory: 10_001 });
      holds.check({ bytesBehind, cursor, bytesWritten: 0 }, 0);
      assertEquals(await isHeld(holds), expected, `${bytesBehind} bytes, at ${cursor}`);
    }
  },
);

Deno.test(
  "Backpressure.onProgress() lets others go on once a reader has caught up",
  pure,
  async () => {
    const holds = new Backpressure({ head: 20_000, firstInMemory: 1 });
    const [one, other] = [reader(), reader()];
    one.bytesBehind = other.bytesBehind = 600 * KIB;
    for (const each of [one, other]) holds.check(each, 0);
    one.bytesBehind = 0;
    holds.onProgress(one);
    holds.onProgress(other);
    assertEquals(await isHeld(holds), true);
    holds.remove(other);
    assertEquals(await isHeld(holds), false);
  },
);

Deno.test(
  "Backpressure.recheck() waits on only for readers that take 32 KiB in half a second",
  pure,
  async () => {
    const holds = new Backpressure({ head: 20_000, firstInMemory: 1 });
    const slow = { ...reader(), bytesBehind: 600 * KIB };
    holds.check(slow, 1000);
    holds.recheck(1499);
    assertEquals(await isHeld(holds), true);
    slow.bytesWritten = 32 * KIB;
    holds.recheck(1500);
    assertEquals(await isHeld(holds), true);
    slow.bytesWritten += 32 * KIB - 1;
    holds.recheck(1999);
    assertEquals(await isHeld(holds), true);
    holds.recheck(2000);
    assertEquals(await isHeld(holds), false);
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
    await new Promise((resolve) => setTimeout(resolve));
    assertEquals(await isHeld(backpressure), true);
    backpressure.remove(other);
    await ready;
  },
);
