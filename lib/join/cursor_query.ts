/** The question where the cursor is: it ends with the terminal's answer, or after a while without one. */

import type { Clock } from "../clock.ts";
import type { ScreenTerminal } from "./screen_terminal.ts";

/** How long a terminal may take to say where its cursor is. */
const TIMEOUT_MS = 200;
/**
 * How long the window has to keep its size before that. While a window is resized step by step, tmux
 * wraps the rows at once, and tells the size to the program 250 ms later: what is drawn meanwhile is
 * drawn for another size.
 */
const QUIET_MS = 300;

/** What it is made with. */
export interface CursorQueryOptions {
  /** The terminal that is asked. */
  terminal: Pick<ScreenTerminal, "requestCursor">;
  /** Waits for the answer. */
  clock: Pick<Clock, "now" | "sleep">;
  /** Aborts when the screen is closed. */
  signal: AbortSignal;
}

/** The questions to one terminal. */
export class CursorQuery {
  readonly #options: CursorQueryOptions;
  #pending?: AbortController | undefined;
  #resizedAt = -Infinity;

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

  /** The window was resized. */
  onResize(): void {
    this.#resizedAt = this.#options.clock.now();
  }

  /**
   * Asks once the window keeps its size, and resolves with the answer or 200 ms later.
   *
   * @param onAsked Called when the terminal is asked.
   */
  async ask(onAsked: () => void): Promise<void> {
    const { terminal, clock, signal } = this.#options;
    const pending = this.#pending = new AbortController();
    for (;;) {
      const restMs = this.#resizedAt + QUIET_MS - clock.now();
      if (restMs <= 0 || signal.aborted) break;
      await clock.sleep(restMs, signal);
    }
    onAsked();
    terminal.requestCursor();
    await clock.sleep(TIMEOUT_MS, AbortSignal.any([pending.signal, signal]));
    this.#pending = undefined;
  }

  /** The terminal has answered. */
  onAnswer(): void {
    this.#pending?.abort();
  }
}
