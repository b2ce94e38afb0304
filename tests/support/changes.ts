/** Something comes now and then: here a test waits for it, and fails when it does not come. */

import { assert } from "@std/assert";

const PATIENCE_MS = 10_000;

/** Tells those who wait that something came. */
export class Changes {
  #came = Promise.withResolvers<void>();

  /** Resolves when something comes. */
  get next(): Promise<void> {
    return this.#came.promise;
  }

  /** Something came. */
  notify(): void {
    this.#came.resolve();
    this.#came = Promise.withResolvers();
  }

  /**
   * Waits until something is so, looking again whenever something came; fails when it takes too long.
   *
   * @param what What is waited for, and what there is instead.
   * @param patienceMs How long is too long. @default {10_000}
   */
  async until(isSo: () => boolean, what: () => string, patienceMs = PATIENCE_MS): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.notify();
    }, patienceMs);
    try {
      while (!isSo()) {
        assert(!isLate, `waited for ${what()}`);
        await this.next;
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
