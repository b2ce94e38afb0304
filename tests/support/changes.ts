/** Bounded waits for conditions: a wait that takes too long fails the test. */

import { assert } from "@std/assert";

const TIMEOUT_MS = 30_000;

/** Wakes the waits of a fixture when its state changes. */
export class Changes {
  #came = Promise.withResolvers<void>();

  /** Resolves at the next `notify()`. */
  get next(): Promise<void> {
    return this.#came.promise;
  }

  /** Makes every wait check its condition again. */
  notify(): void {
    this.#came.resolve();
    this.#came = Promise.withResolvers();
  }

  /**
   * Waits until a condition is true. Checks it after each `notify()`; fails after a timeout.
   *
   * @param what The expectation and the actual state, for the message.
   * @param timeoutMs The timeout in ms. @default {30_000}
   */
  async until(isTrue: () => boolean, what: () => string, timeoutMs = TIMEOUT_MS): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.notify();
    }, timeoutMs);
    try {
      while (!isTrue()) {
        assert(!isLate, `waited for ${what()}`);
        await this.next;
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
