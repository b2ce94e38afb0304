import { assertEquals } from "@std/assert";
import { Holds } from "../../lib/serve/holds.ts";

const pure = { permissions: "none" } as const;
const KIB = 1024;

/** One who has read everything. */
const reader = () => ({ behindBytes: 0, cursor: 20_000, takenBytes: 0 });

/** Whether those who write have to wait: what is over is over within this turn of the loop. */
async function isHeld(holds: Holds): Promise<boolean> {
  let isOver = false;
  holds.relief().then(() => isOver = true);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return !isOver;
}

Deno.test(
  "Holds.consider() has others wait for one half a MiB or 5000 entries behind",
  pure,
  async () => {
    const cases: [behindBytes: number, cursor: number, isHeld: boolean][] = [
      [512 * KIB, 20_000, false],
      [512 * KIB + 1, 20_000, true],
      [0, 15_000, false],
      [0, 14_999, true],
      [0, Infinity, false],
      // What memory does not hold any more is on disk, and is not lost.
      [999 * KIB, 9_999, false],
    ];
    for (const [behindBytes, cursor, expected] of cases) {
      const holds = new Holds({ head: 20_000, firstInMemory: 10_001 });
      holds.consider({ behindBytes, cursor, takenBytes: 0 }, 0);
      assertEquals(await isHeld(holds), expected, `${behindBytes} bytes, at ${cursor}`);
    }
  },
);

Deno.test("Holds.progressed() lets others go on once a reader has caught up", pure, async () => {
  const holds = new Holds({ head: 20_000, firstInMemory: 1 });
  const [one, other] = [reader(), reader()];
  one.behindBytes = other.behindBytes = 600 * KIB;
  for (const each of [one, other]) holds.consider(each, 0);
  one.behindBytes = 0;
  holds.progressed(one);
  holds.progressed(other);
  assertEquals(await isHeld(holds), true);
  holds.release(other);
  assertEquals(await isHeld(holds), false);
});

Deno.test(
  "Holds.reconsider() waits on only for readers that take 32 KiB in half a second",
  pure,
  async () => {
    const holds = new Holds({ head: 20_000, firstInMemory: 1 });
    const slow = { ...reader(), behindBytes: 600 * KIB };
    holds.consider(slow, 1000);
    holds.reconsider(1499);
    assertEquals(await isHeld(holds), true);
    slow.takenBytes = 32 * KIB;
    holds.reconsider(1500);
    assertEquals(await isHeld(holds), true);
    slow.takenBytes += 32 * KIB - 1;
    holds.reconsider(1999);
    assertEquals(await isHeld(holds), true);
    holds.reconsider(2000);
    assertEquals(await isHeld(holds), false);
  },
);
