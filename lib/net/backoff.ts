/** How long to wait before another try: doubling, bounded, and never the same for everybody. */

const FIRST_MS = 500;
const MAX_MS = 15_000;

/**
 * The wait before a try.
 *
 * @param attempt How many tries failed so far, from 1.
 * @param random From 0 up to, not including, 1: spreads the wait over the upper half of its range,
 * so that a hundred clients of a server that comes back do not all come back at once.
 * @returns In ms: at most 0.5 s, 1 s, 2 s … 15 s, and at least half of that.
 */
export function backoffMs(attempt: number, random: number): number {
  const most = Math.min(MAX_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(most * (1 + random) / 2);
}
