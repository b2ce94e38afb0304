/** The console as lines: for redirected input or output, and terminals without escape sequences. */

import type { Texts } from "../i18n/mod.ts";
import { type Size, wrapSentences } from "../term/sentences.ts";
import { formatted, type OperatorConsole, type ParseCommand, type Printed } from "./console.ts";

/** What the console needs of a terminal. */
export interface LineConsoleTerminal {
  /** Shows something of so many lines. Never waits. */
  print(text: Printed, lines?: number): void;
  /** What is typed, line by line; lines that are not UTF-8 are skipped, and their numbers passed on. */
  lines(onSkipped: (line: number) => void): AsyncIterable<string>;
}

/** A console that prints what the original printed. */
export class LineConsole implements OperatorConsole {
  readonly #terminal: LineConsoleTerminal;
  readonly #window: { readonly size: Size } | undefined;
  readonly #input: AsyncIterator<string>;

  /**
   * Reads nothing before `nextCommand`.
   *
   * @param terminal The terminal, or the streams it is redirected to.
   * @param texts The language.
   * @param window The window at whose width texts break between words. @default {texts stay as they are}
   */
  constructor(
    terminal: LineConsoleTerminal,
    texts: Pick<Texts, "notUtf8Command">,
    window?: { readonly size: Size },
  ) {
    this.#terminal = terminal;
    this.#window = window;
    const onSkipped = (line: number) => this.print(texts.notUtf8Command(line));
    this.#input = terminal.lines(onSkipped)[Symbol.asyncIterator]();
  }

  print(text: Printed, lines?: number): void {
    const window = this.#window;
    if (!window) return this.#terminal.print(text, lines);
    const wrapped = typeof text === "string"
      ? wrapSentences(text, window.size)
      : () => formatted(text).map((one) => wrapSentences(one, window.size));
    this.#terminal.print(wrapped, lines);
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
