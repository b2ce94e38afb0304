/** Exponential backoff with jitter: how long to wait before the next attempt to reconnect. */

const FIRST_MS = 500;
const MAX_MS = 15_000;

/**
 * Computes the wait before the next attempt.
 *
 * @param attempt The number of failed attempts, from 1.
 * @param random From 0 up to, not including, 1. The jitter: spreads the wait over the upper half of
 * its range, so that a hundred clients of a restarted server do not reconnect at the same time.
 * @returns The wait in ms: at most 0.5 s, 1 s, 2 s … 15 s, and at least half of that.
 */
export function backoffMs(attempt: number, random: number): number {
  const maxMs = Math.min(MAX_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(maxMs * (1 + random) / 2);
}
