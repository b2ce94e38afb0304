/**
 * The rate limit: a token bucket, whose clock is an argument. It never rejects a message; it returns
 * how long the reader has to wait before it may try again, and reserves nothing meanwhile.
 */

import { SERVER_LIMITS } from "../server_limits.ts";

/** The rate limit of one person, or of one address. */
export interface TokenBucketOptions {
  /** The refill rate, in messages per second; more than 0. */
  rate: number;
  /** The size of the bucket: this many messages may come at once. @default {20} */
  burst?: number;
  /** How many tokens are in it at first. @default {burst} */
  tokens?: number;
}

/** The least part of a token: what is missing by less was lost in rounding. */
const EPSILON = 1e-6;

/** A token bucket: one token for each message. */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  /** Undefined while the bucket is not refilled. */
  #refilledAt: number | undefined;

  /**
   * Makes a bucket, which is refilled from now on.
   *
   * @param options The rate, the size, and the tokens in it.
   * @param now The time in ms.
   */
  constructor(options: TokenBucketOptions, now: number) {
    const { rate, burst = SERVER_LIMITS.rateLimitBurst, tokens = burst } = options;
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = tokens;
    this.#refilledAt = now;
  }

  /**
   * Takes the tokens of messages, if they are there.
   *
   * @param now The time in ms. A clock that jumps back adds no tokens and removes none.
   * @param messages How many; never more than the size of the bucket. @default {1}
   * @returns 0 when the tokens were taken; else the time in ms to wait before the next try.
   */
  take(now: number, messages = 1): number {
    const waitMs = this.waitMs(messages, now);
    if (waitMs === 0) this.#tokens -= messages;
    return waitMs;
  }

  /** Takes a token for what was done already: there may be one less than none. */
  charge(now: number): void {
    this.#refill(now);
    this.#tokens--;
  }

  /** The time in ms until the bucket has so many tokens; 0 when it has them. */
  waitMs(tokens: number, now: number): number {
    this.#refill(now);
    const missing = tokens - this.#tokens;
    return missing < EPSILON ? 0 : missing * 1000 / this.#rate;
  }

  /** Takes all tokens out, and returns how many there were. A debt stays. */
  drain(now: number): number {
    this.#refill(now);
    const tokens = Math.max(0, this.#tokens);
    this.#tokens -= tokens;
    return tokens;
  }

  /** Refills the bucket no more, until `start`. */
  stop(now: number): void {
    this.#refill(now);
    this.#refilledAt = undefined;
  }

  /** Refills the bucket again, from now on. */
  start(now: number): void {
    this.#refilledAt ??= now;
  }

  #refill(now: number): void {
    if (this.#refilledAt === undefined) return;
    const refill = Math.max(0, now - this.#refilledAt) * this.#rate / 1000;
    this.#tokens = Math.min(this.#burst, this.#tokens + refill);
    this.#refilledAt = now;
  }
}
