/** A terminal of lines in memory: what is typed comes from the test, what is written stays. */

import type { LineTerminal } from "../../lib/join/line_ui.ts";

/** Gives these lines, and remembers what is written to it. */
export class FakeLines implements LineTerminal {
  /** Everything that was written. */
  text = "";
  /** How long each flush may take, in ms. */
  readonly flushes: number[] = [];
  /** Lets the flushes end. */
  readonly drained = Promise.withResolvers<void>();
  readonly #typed: readonly string[];

  /** A terminal whose input is these lines. */
  constructor(...typed: string[]) {
    this.#typed = typed;
  }

  write(text: string): void {
    this.text += text;
  }

  async *lines(): AsyncGenerator<string> {
    yield* this.#typed;
  }

  async flushed(maxMs: number): Promise<void> {
    this.flushes.push(maxMs);
    await this.drained.promise;
  }
}
