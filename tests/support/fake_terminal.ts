/** A terminal without a system: what it is sent is drawn on a grid, and the test is the keyboard. */

import type { ScreenTerminal } from "../../lib/join/screen_terminal.ts";
import type { Size } from "../../lib/term/paint.ts";
import type { FakeClock } from "./fake_clock.ts";
import { Grid } from "./grid.ts";
import { Keyboard } from "./keyboard.ts";

type Listener = Parameters<ScreenTerminal["listen"]>[0];

/** How a fake terminal is to be. */
export interface FakeTerminalOptions {
  /** The columns of its window. @default {40} */
  columns?: number;
  /** The rows of its window. @default {10} */
  rows?: number;
  /** Whether it may be asked to show a drawing at once. @default {true} */
  isSynchronized?: boolean;
}

/** What a `Screen` needs of a terminal, with a grid in place of the window. */
export class FakeTerminal implements ScreenTerminal {
  readonly isSynchronized: boolean;
  /** What the window shows. */
  readonly grid: Grid;
  /** Everything that was shown, one entry for each write. */
  readonly writes: string[] = [];
  /** How often it was asked where its cursor is. */
  cursorQuestions = 0;
  /** Whether it was given back. */
  isGivenBack = false;
  readonly #clock: FakeClock;
  readonly #keyboard = new Keyboard();
  #listener?: Listener;
  #held: string[] = [];
  #released?: PromiseWithResolvers<void>;

  /** Its output can be held back for as long as `clock` says. */
  constructor(
    clock: FakeClock,
    { columns = 40, rows = 10, isSynchronized = true }: FakeTerminalOptions = {},
  ) {
    this.#clock = clock;
    this.grid = new Grid(columns, rows);
    this.isSynchronized = isSynchronized;
  }

  get size(): Size {
    return this.grid.size;
  }

  write(text: string): void {
    if (this.isGivenBack) throw new Error(`Wrote ${JSON.stringify(text)} after restore()`);
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
    this.isGivenBack = true;
  }

  /** The keyboard sends these characters, all at once, as a terminal encodes its keys. */
  send(sequences: string): void {
    const keys = this.#keyboard.send(sequences);
    if (keys.length > 0) this.#listener?.keys(keys);
  }

  /** Says where its cursor is. */
  answerCursor(): void {
    const [row, column] = this.grid.cursor;
    this.send(`\x1b[${row + 1};${column + 1}R`);
  }

  /** No key comes any more. */
  end(): void {
    this.#listener?.ended();
  }

  /** The window gets another size. */
  resize(size: Partial<Size>, options?: { cutsCursorRow: boolean }): void {
    this.grid.resize({ ...this.size, ...size }, options);
    this.#listener?.resized();
  }

  /** Shows nothing from now on. */
  holdOutput(): void {
    this.#released = Promise.withResolvers();
  }

  /** Shows what was held back, and goes on. */
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
