import { assert, assertEquals } from "@std/assert";
import { backoffMs } from "../../lib/net/backoff.ts";

const pure = { permissions: "none" } as const;
const ALMOST_ONE = 1 - Number.EPSILON;

Deno.test("backoffMs() doubles from 0.5 s up to 15 s, and waits at least half of it", pure, () => {
  for (
    const [attempt, least, most] of [
      [1, 250, 500],
      [2, 500, 1000],
      [3, 1000, 2000],
      [4, 2000, 4000],
      [5, 4000, 8000],
      [6, 7500, 15_000],
      [7, 7500, 15_000],
      [100, 7500, 15_000],
      [5000, 7500, 15_000],
    ] as const
  ) {
    assertEquals(backoffMs(attempt, 0), least);
    assertEquals(backoffMs(attempt, 0.5), (least + most) / 2);
    assertEquals(backoffMs(attempt, ALMOST_ONE), most);
  }
});

Deno.test("backoffMs() spreads the clients of one server evenly, in whole ms", pure, () => {
  const waits = Array.from({ length: 100 }, (_, client) => backoffMs(6, client / 100));
  assertEquals(new Set(waits).size, 100);
  assertEquals(waits, Array.from({ length: 100 }, (_, client) => 7500 + 75 * client));
  assert(Array.from({ length: 99 }, (_, at) => backoffMs(1, at / 99)).every(Number.isInteger));
});
