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
    this.#show();
    this.#stop = options.clock.every(LOOK_MS, () => this.#show());
  }

  /** Shows no other title: who restores the terminal restores its title too. */
  [Symbol.dispose](): void {
    this.#stop();
  }

  #show(): void {
    const { address, count, write } = this.#options;
    const people = count();
    if (people === this.#shown) return;
    this.#shown = people;
    write(`\x1b]2;chat: ${address} (${people})\x07`);
  }
}
