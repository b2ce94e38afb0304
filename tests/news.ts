/** Something comes now and then: here a test waits for it, and fails when it does not come. */

import { assert } from "@std/assert";

const PATIENCE_MS = 10_000;

/** Tells those who wait that something came. */
export class News {
  #came = Promise.withResolvers<void>();

  /** Resolves when something comes. */
  get next(): Promise<void> {
    return this.#came.promise;
  }

  /** Something came. */
  tell(): void {
    this.#came.resolve();
    this.#came = Promise.withResolvers();
  }

  /**
   * Waits until something is so, looking again whenever something came; fails after 10 s.
   *
   * @param what What is waited for, and what there is instead.
   */
  async until(isSo: () => boolean, what: () => string): Promise<void> {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.tell();
    }, PATIENCE_MS);
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
