/** Attempts that are made again until one succeeds: what the rooms do while NATS is out of reach. */

import type { Clock } from "../clock.ts";
import { NatsFailure } from "./nats_failure.ts";

/** A failure that may pass does so within this time. */
const PASSING_MS = 10_000;

/** How an attempt is made again. */
export interface RetryOptions {
  /** The first wait before the next attempt, in ms. It doubles each time. */
  minMs: number;
  /** The longest wait, in ms. */
  maxMs: number;
  /** Measures time, and waits. */
  clock: Clock;
  /** Ends the attempts. */
  signal: AbortSignal;
  /** Called with the error of an attempt after which there is another one. @default {nobody} */
  onError?: (error: unknown) => void;
}

/**
 * Makes an attempt until it succeeds, for ever, with longer and longer waits.
 *
 * @param attempt Resolves with undefined when it has not succeeded yet.
 * @returns What the last attempt resolved with; undefined when the signal aborts first.
 * @throws {NatsFailure} That of an attempt, when it will not pass or has lasted for 10 s.
 */
export async function retry<T>(
  attempt: () => Promise<T | undefined>,
  { minMs, maxMs, clock, signal, onError }: RetryOptions,
): Promise<T | undefined> {
  let failingSince: number | undefined;
  for (let waitMs = minMs; !signal.aborted; waitMs = Math.min(2 * waitMs, maxMs)) {
    try {
      const result = await attempt();
      if (result !== undefined) return result;
      failingSince = undefined;
    } catch (error) {
      failingSince = error instanceof NatsFailure ? failingSince ?? clock.now() : undefined;
      const isLasting = failingSince !== undefined && clock.now() - failingSince > PASSING_MS;
      if (error instanceof NatsFailure && (isLasting || !error.mayPass)) throw error;
      onError?.(error);
    }
    await clock.sleep(waitMs, signal);
  }
  return undefined;
}
