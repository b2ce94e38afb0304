/**
 * The title of the operator's window: where the chat is, and how many people are in it. The number is
 * looked at once a second, so that no message pays for it.
 */

import type { Clock } from "../clock.ts";

/** What a title is made with. */
export interface ConsoleTitleOptions {
  /** The server's address and port, as people type them. */
  address: string;
  /** How many people are in the chat now. */
  count: () => number;
  /** The clock of the timer. */
  clock: Clock;
  /** Writes an escape sequence to the terminal. */
  write: (sequence: string) => void;
}

const LOOK_MS = 1_000;
// Saves the title of the window on its stack (XTWINOPS 22), and takes it from there again.
const SAVE = "\x1b[22;2t";
const RESTORE = "\x1b[23;2t";

/** Shows a title until it is disposed. */
export class ConsoleTitle implements Disposable {
  readonly #options: ConsoleTitleOptions;
  readonly #stop: () => void;
  #shown?: number;

  /**
   * Shows the title at once.
   *
   * @param options What it shows, and where.
   */
  constructor(options: ConsoleTitleOptions) {
    this.#options = options;
    options.write(SAVE);
    this.#show();
    this.#stop = options.clock.every(LOOK_MS, () => this.#show());
  }

  /** Restores the former title, where the terminal can. */
  [Symbol.dispose](): void {
    this.#stop();
    this.#options.write(RESTORE);
  }

  #show(): void {
    const { address, count, write } = this.#options;
    const people = count();
    if (people === this.#shown) return;
    this.#shown = people;
    write(`\x1b]2;chat: ${address} (${people})\x07`);
  }
}
