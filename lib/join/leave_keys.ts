/**
 * Leaving by Ctrl+C: the first one in an empty line says so, a second within two seconds leaves. Where a
 * question was asked about leaving, the next one leaves whenever it comes.
 */

import type { Clock } from "../clock.ts";

const SECOND_PRESS_MS = 2_000;

/** What it is made with. */
export interface LeaveKeysOptions {
  /** Measures the two seconds. */
  clock: Pick<Clock, "sleep">;
  /** Aborts when the screen is closed. */
  signal: AbortSignal;
  /** Called when the two seconds are over. */
  onExpired: () => void;
}

/** The presses of Ctrl+C in an empty line. */
export class LeaveKeys {
  readonly #options: LeaveKeysOptions;
  /** While a second press leaves. */
  #waiting?: AbortController | undefined;

  /**
   * Begins with no press.
   *
   * @param options The clock, and what to call.
   */
  constructor(options: LeaveKeysOptions) {
    this.#options = options;
  }

  /** Whether the next press leaves. */
  get isArmed(): boolean {
    return this.#waiting !== undefined;
  }

  /** Ctrl+C was pressed. Returns whether the person leaves. */
  press(): boolean {
    const leaves = this.isArmed;
    this.disarm();
    if (!leaves) this.#arm();
    return leaves;
  }

  /** The person was asked about leaving: the next Ctrl+C leaves. */
  stayArmed(): void {
    this.disarm();
    this.#waiting = new AbortController();
  }

  /** Another key was pressed: the next Ctrl+C is a first one. */
  disarm(): void {
    this.#waiting?.abort();
    this.#waiting = undefined;
  }

  async #arm(): Promise<void> {
    const waiting = this.#waiting = new AbortController();
    const { clock, signal, onExpired } = this.#options;
    await clock.sleep(SECOND_PRESS_MS, AbortSignal.any([waiting.signal, signal]));
    if (this.#waiting !== waiting || signal.aborted) return;
    this.disarm();
    onExpired();
  }
}
