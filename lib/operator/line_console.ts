/** The console as lines: for redirected input or output, and terminals without escape sequences. */

import type { OperatorConsole, ParseCommand } from "./console.ts";

/** What the console needs of a terminal. */
export interface LineConsoleTerminal {
  /** Shows a text, or what formats it, of so many lines. Never waits. */
  print(text: string | (() => string), lines?: number): void;
  /** What is typed, line by line. */
  lines(): AsyncIterable<string>;
}

/** A console that prints what the original printed. */
export class LineConsole implements OperatorConsole {
  readonly #terminal: LineConsoleTerminal;
  readonly #input: AsyncIterator<string>;

  /**
   * Reads nothing before `nextCommand`.
   *
   * @param terminal The terminal, or the streams it is redirected to.
   */
  constructor(terminal: LineConsoleTerminal) {
    this.#terminal = terminal;
    this.#input = terminal.lines()[Symbol.asyncIterator]();
  }

  print(text: string | (() => string), lines?: number): void {
    this.#terminal.print(text, lines);
  }

  async nextCommand<T>(parse: ParseCommand<T>): Promise<T | undefined> {
    for (;;) {
      const { done, value: line } = await this.#input.next();
      if (done) return undefined;
      const parsed = parse(line);
      if ("value" in parsed) return parsed.value;
      this.print(parsed.complaint);
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
