/**
 * The turnstile of a room: whoever submits a command waits here until that is possible, until there is
 * room for its entry, and while too much is not recorded.
 */

import type { Broadcaster } from "../broadcast/broadcaster.ts";
import type { Submissions } from "../sequencer/submissions.ts";

/** The turnstile of one room. */
export class Turnstile {
  readonly #broadcaster: Pick<Broadcaster, "admit" | "isBehindRecord" | "recorded">;
  readonly #submissions: () => Pick<Submissions, "state" | "opened">;
  readonly #waiting = new Set<() => void>();
  #isOpen = false;

  /**
   * Nobody waits yet.
   *
   * @param broadcaster Where entries go.
   * @param submissions What may be submitted.
   */
  constructor(
    broadcaster: Pick<Broadcaster, "admit" | "isBehindRecord" | "recorded">,
    submissions: () => Pick<Submissions, "state" | "opened">,
  ) {
    this.#broadcaster = broadcaster;
    this.#submissions = submissions;
  }

  /**
   * Makes a person's command wait.
   *
   * @param weight The weight of its entries; 0 when there will be none.
   * @param entries How many there will be. @default {1}
   * @returns Undefined when it may be submitted now.
   */
  admit(weight: number, entries = 1): Promise<void> | undefined {
    if (weight === 0) return undefined;
    const submissions = this.#submissions();
    if (submissions.state === "open" || this.#isOpen) return this.admitForeign(weight, entries);
    return this.#until(submissions.opened()).then(() => this.admit(weight, entries));
  }

  /** Makes what other servers have put in order wait. */
  admitForeign(weight: number, entries: number): Promise<void> | undefined {
    const broadcaster = this.#broadcaster;
    if (!broadcaster.isBehindRecord || this.#isOpen) return broadcaster.admit(weight, entries);
    return this.#until(broadcaster.recorded()).then(() => this.admitForeign(weight, entries));
  }

  /** Lets everybody pass: the room is closed. */
  open(): void {
    this.#isOpen = true;
    for (const pass of this.#waiting) pass();
  }

  /** A race with a promise of the whole room would keep every wait in memory. */
  #until(wait: Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const pass = () => {
      this.#waiting.delete(pass);
      resolve();
    };
    this.#waiting.add(pass);
    wait.then(pass);
    return promise;
  }
}
