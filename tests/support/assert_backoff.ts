/** Asserts that attempts became rarer, up to a bound. */

import { assert, assertEquals } from "@std/assert";

/**
 * The waits between attempts: the first one is 50 ms, each next one twice as long as the one before,
 * but at most as long as the last one, which is 2 s at most.
 */
export function assertBackoff(times: readonly number[]): void {
  const waits = times.slice(1).map((time, at) => time - times[at]!);
  const longestMs = waits.at(-1)!;
  assert(longestMs > 200 && longestMs <= 2_000, `the longest wait is ${longestMs} ms`);
  const expected = waits.map((_, at) => Math.min(50 * 2 ** at, longestMs));
  assertEquals(waits, expected);
  assert(waits.at(-3) === longestMs, "the waits are not bounded");
}
