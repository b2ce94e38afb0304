/** The server's console: where the operator reads what happens, and types commands. */

/** Parses a typed line: its meaning, or the sentence that says what is wrong with it. */
export type ParseCommand<T> = (line: string) => { value: T } | { complaint: string };

/** A console. */
export interface OperatorConsole {
  /**
   * Shows a text of one or several lines. Never waits.
   *
   * @param text The text, or what formats it, or several texts, each of one line: not called when that
   *   would not be shown.
   * @param lines How many lines it formats. @default {1}
   */
  print(text: string | (() => string | readonly string[]), lines?: number): void;
  /** The next line that can be parsed, parsed; undefined when the input has ended. */
  nextCommand<T>(parse: ParseCommand<T>): Promise<T | undefined>;
  /** Writes an escape sequence for the title of the window; undefined where it has none. */
  readonly writeTitle?: ((sequence: string) => void) | undefined;
  /** Restores the terminal. Resolves when everything is shown. */
  close(): Promise<void>;
}
