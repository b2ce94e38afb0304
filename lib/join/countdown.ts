/** The countdown to the next try in an outage: tells every second that the screen has to be drawn. */

import type { Clock } from "../clock.ts";
import type { Outage } from "./ui.ts";

const TICK_MS = 1_000;

/** What it is made with. */
export interface CountdownOptions {
  /** Measures time, and waits. */
  clock: Pick<Clock, "now" | "sleep">;
  /** Aborts when the screen is closed. */
  signal: AbortSignal;
  /** Called every second during an outage. */
  onTick: () => void;
}

/** The countdown of one screen. */
export class Countdown {
  readonly #options: CountdownOptions;
  #outage?: Outage | undefined;
  #isTicking = false;

  /**
   * Begins without an outage.
   *
   * @param options The clock, and what to call.
   */
  constructor(options: CountdownOptions) {
    this.#options = options;
  }

  /** The seconds until the next try, 0 or less while it is under way; undefined without an outage. */
  get seconds(): number | undefined {
    return this.#outage && Math.ceil((this.#outage.retryAt - this.#options.clock.now()) / 1000);
  }

  /** Begins, changes or ends the outage. */
  set(outage: Outage | undefined): void {
    this.#outage = outage;
    if (outage && !this.#isTicking) this.#tick();
  }

  async #tick(): Promise<void> {
    const { clock, signal, onTick } = this.#options;
    this.#isTicking = true;
    while (this.#outage && !signal.aborted) {
      await clock.sleep(TICK_MS, signal);
      onTick();
    }
    this.#isTicking = false;
  }
}
