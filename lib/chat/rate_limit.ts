/**
 * The rate limit of one person: a token bucket, whose clock is an argument. It never rejects a
 * message; it returns how long the reader has to wait before the next one.
 */

import { LIMITS } from "../protocol.ts";

/** The rate limit of one person. */
export interface TokenBucketOptions {
  /** The refill rate, in messages per second; 0 means no limit. */
  rate: number;
  /** The size of the bucket: this many messages may come at once. @default {20} */
  burst?: number;
}

/** The token bucket of one person: one token for each message. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #refilledAt: number;

  /**
   * Makes a full bucket.
   *
   * @param options The rate and the size.
   * @param now The time in ms.
   */
  constructor({ rate, burst = LIMITS.rateLimitBurst }: TokenBucketOptions, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#refilledAt = now;
  }

  /**
   * Takes the token of one message. The count of tokens may become negative.
   *
   * @param now The time in ms. A clock that jumps back adds no tokens and removes none.
   * @returns The time in ms to wait before reading the next message; 0 for no wait.
   */
  take(now: number): number {
    if (this.#rate === 0) return 0;
    const refill = Math.max(0, now - this.#refilledAt) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + refill) - 1;
    this.#refilledAt = now;
    return this.#tokens >= 0 ? 0 : -this.#tokens * 1000 / this.#rate;
  }
}
