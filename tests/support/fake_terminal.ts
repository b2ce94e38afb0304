/** A terminal in memory: draws its output on a grid; the test types. */

import type { ScreenTerminal } from "../../lib/join/screen_terminal.ts";
import type { Size } from "../../lib/term/paint.ts";
import type { FakeClock } from "./fake_clock.ts";
import { Grid } from "./grid.ts";
import { FakeKeyboard } from "./fake_keyboard.ts";

type Listener = Parameters<ScreenTerminal["listen"]>[0];

/** Options of a fake terminal. */
export interface FakeTerminalOptions {
  /** The window's columns. @default {40} */
  columns?: number;
  /** The window's rows. @default {10} */
  rows?: number;
  /** Whether it supports synchronized output. @default {true} */
  isSynchronized?: boolean;
  /** Whether it knows no more than a VT100 does. @default {false} */
  isBasic?: boolean;
}

/** The terminal that `Screen` needs, with a grid as its window. */
export class FakeTerminal implements ScreenTerminal {
  readonly isSynchronized: boolean;
  readonly isBasic: boolean;
  /** The window. */
  readonly grid: Grid;
  /** Every write that was drawn. */
  readonly writes: string[] = [];
  /** How many cursor position requests it got. */
  cursorQuestions = 0;
  /** Whether `restore()` was called. */
  isRestored = false;
  readonly #clock: FakeClock;
  readonly #keyboard = new FakeKeyboard();
  #listener?: Listener;
  #held: string[] = [];
  #released?: PromiseWithResolvers<void>;

  /** Makes a terminal; `clock` bounds `flushed()`. */
  constructor(
    clock: FakeClock,
    { columns = 40, rows = 10, isSynchronized = true, isBasic = false }: FakeTerminalOptions = {},
  ) {
    this.#clock = clock;
    this.grid = new Grid(columns, rows);
    this.isSynchronized = isSynchronized;
    this.isBasic = isBasic;
  }

  get size(): Size {
    return this.grid.size;
  }

  write(text: string): void {
    if (this.isRestored) throw new Error(`Wrote ${JSON.stringify(text)} after restore()`);
    if (this.#released) this.#held.push(text);
    else this.#show(text);
  }

  async idle(): Promise<void> {
    await this.#released?.promise;
  }

  async flushed(maxMs: number): Promise<void> {
    const done = new AbortController();
    await Promise.race([this.idle(), this.#clock.sleep(maxMs, done.signal)]);
    done.abort();
  }

  requestCursor(): void {
    this.cursorQuestions++;
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  restore(): void {
    this.isRestored = true;
  }

  /** Sends keyboard input in one chunk, in a terminal's encoding. */
  send(sequences: string): void {
    const keys = this.#keyboard.send(sequences);
    if (keys.length > 0) this.#listener?.keys(keys);
  }

  /** Reports the cursor position. */
  answerCursor(): void {
    const [row, column] = this.grid.cursor;
    this.send(`\x1b[${row + 1};${column + 1}R`);
  }

  /** The program goes on after a stop, in which others wrote this. */
  resume(written: string): void {
    this.grid.write(written);
    this.#listener?.resumed();
  }

  /** Ends the keyboard input. */
  end(): void {
    this.#listener?.ended();
  }

  /** Resizes the window. */
  resize(size: Partial<Size>, options?: { cutsCursorRow: boolean }): void {
    this.grid.resize({ ...this.size, ...size }, options);
    this.#listener?.resized();
  }

  /** Holds all output from now on. */
  holdOutput(): void {
    this.#released = Promise.withResolvers();
  }

  /** Draws the held output, and goes on. */
  releaseOutput(): void {
    const released = this.#released;
    this.#released = undefined;
    for (const text of this.#held.splice(0)) this.#show(text);
    released?.resolve();
  }

  #show(text: string): void {
    this.writes.push(text);
    this.grid.write(text);
  }
}
