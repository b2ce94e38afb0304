/** The question where the cursor is: it ends with the terminal's answer, or after a while without one. */

import type { Clock } from "../clock.ts";
import type { ScreenTerminal } from "./screen_terminal.ts";

/** How long a terminal may take to say where its cursor is. */
const TIMEOUT_MS = 200;

/** What it is made with. */
export interface CursorQueryOptions {
  /** The terminal that is asked. */
  terminal: Pick<ScreenTerminal, "requestCursor">;
  /** Waits for the answer. */
  clock: Pick<Clock, "sleep">;
  /** Aborts when the screen is closed. */
  signal: AbortSignal;
}

/** The questions to one terminal. */
export class CursorQuery {
  readonly #options: CursorQueryOptions;
  #pending?: AbortController | undefined;

  /**
   * Asks nothing yet.
   *
   * @param options The terminal and the clock.
   */
  constructor(options: CursorQueryOptions) {
    this.#options = options;
  }

  /** Whether an answer is awaited. */
  get isPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Asks, and resolves with the answer or after 200 ms. */
  async ask(): Promise<void> {
    const { terminal, clock, signal } = this.#options;
    const pending = this.#pending = new AbortController();
    terminal.requestCursor();
    await clock.sleep(TIMEOUT_MS, AbortSignal.any([pending.signal, signal]));
    this.#pending = undefined;
  }

  /** The terminal has answered. */
  onAnswer(): void {
    this.#pending?.abort();
  }
}
