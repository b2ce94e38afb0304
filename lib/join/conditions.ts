/** Waiting for conditions: a recheck resolves the waits whose condition is true. */

/** The conditions that are waited for. */
export class Conditions {
  #waiting: { isTrue: () => boolean; resolve: () => void }[] = [];

  /** Resolves when the condition is true: at once, or after a recheck. */
  until(isTrue: () => boolean): Promise<void> {
    if (isTrue()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isTrue, resolve }));
  }

  /** Checks all conditions. Called after something changed. */
  recheck(): void {
    const due = this.#waiting.filter(({ isTrue }) => isTrue());
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const { resolve } of due) resolve();
  }
}
