/** Flood control: a token bucket, whose clock is an argument. It never refuses, it asks to wait. */

import { LIMITS } from "../protocol.ts";

/** How much one person may send. */
export interface TokenBucketOptions {
  /** Messages per second in the long run; 0 sets no limit. */
  rate: number;
  /** Messages that may come at once. @default {20} */
  burst?: number;
}

/** The allowance of one person. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  /**
   * Begins with a full allowance.
   *
   * @param options How much.
   * @param now In ms.
   */
  constructor({ rate, burst = LIMITS.floodBurst }: TokenBucketOptions, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /**
   * Takes the allowance of one message, on credit when there is none left.
   *
   * @param now In ms; a clock that jumps back gives nothing and takes nothing.
   * @returns How long to wait before the next message is read, in ms; 0 is at once.
   */
  take(now: number): number {
    if (this.#rate === 0) return 0;
    const earned = Math.max(0, now - this.#at) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + earned) - 1;
    this.#at = now;
    return this.#tokens >= 0 ? 0 : -this.#tokens * 1000 / this.#rate;
  }
}
