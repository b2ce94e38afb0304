/** A line terminal in memory: reads given lines, keeps what is written. */

import type { WindowedLineTerminal } from "../../lib/join/line_ui.ts";

/** Reads the lines of a test, and keeps what is written. */
export class FakeLineTerminal implements WindowedLineTerminal {
  /** Everything that was written. */
  text = "";
  /** The size of its window. */
  size = { columns: 80, rows: 24 };
  /** Thrown after the given lines. */
  inputError?: Error;
  /** The `maxMs` of each `flushed()`. */
  readonly flushes: number[] = [];
  /** Resolves all `flushed()` calls. */
  readonly drained = Promise.withResolvers<void>();
  readonly #typed: readonly string[];

  /** Makes a terminal with this input. */
  constructor(...typed: string[]) {
    this.#typed = typed;
  }

  write(text: string): void {
    this.text += text;
  }

  async *lines(): AsyncGenerator<string> {
    yield* this.#typed;
    if (this.inputError) throw this.inputError;
  }

  async flushed(maxMs: number): Promise<void> {
    this.flushes.push(maxMs);
    await this.drained.promise;
  }
}
