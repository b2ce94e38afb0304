/** The bell: rings once for a burst of highlights. */

import type { Clock } from "../clock.ts";

const BELL = "\x07";
/** After the bell rang it is silent for so long: ten private messages in a row ring once. */
const SILENT_MS = 10_000;

/** What a bell is made with. */
export interface BellOptions {
  /** Measures the time between two rings. */
  clock: Pick<Clock, "now">;
  /** Whether it never rings. */
  quiet: boolean;
}

/** The bell of one terminal. */
export class Bell {
  readonly #options: BellOptions;
  #rangAt = -Infinity;
  #isDue = false;

  /**
   * Makes a bell that has not rung.
   *
   * @param options The clock, and whether it is quiet.
   */
  constructor(options: BellOptions) {
    this.#options = options;
  }

  /** Rings with the next drawing, unless it rang in the last ten seconds. */
  ring(): void {
    const now = this.#options.clock.now();
    if (this.#options.quiet || now - this.#rangAt < SILENT_MS) return;
    this.#rangAt = now;
    this.#isDue = true;
  }

  /** What to write for the rings since the last call. */
  take(): string {
    const bell = this.#isDue ? BELL : "";
    this.#isDue = false;
    return bell;
  }
}
