/** The server's console: where the operator reads what happens, and types commands. */

/** Parses a typed line: its meaning, or the sentence that says what is wrong with it. */
export type ParseCommand<T> = (line: string) => { value: T } | { complaint: string };

/** A text, or what formats it, or several texts, each of one line. */
export type Printed = string | (() => string | readonly string[]);

/** The texts that are printed, formatted. */
export function formatted(printed: Printed): readonly string[] {
  const texts = typeof printed === "string" ? printed : printed();
  return typeof texts === "string" ? [texts] : texts;
}

/** A console. */
export interface OperatorConsole {
  /**
   * Shows a text of one or several lines. Never waits.
   *
   * @param text What is printed; it is not formatted when it would not be shown.
   * @param lines How many lines it formats. @default {1}
   */
  print(text: Printed, lines?: number): void;
  /** The next line that can be parsed, parsed; undefined when the input has ended. */
  nextCommand<T>(parse: ParseCommand<T>): Promise<T | undefined>;
  /** Writes an escape sequence for the title of the window; undefined where it has none. */
  readonly writeTitle?: ((sequence: string) => void) | undefined;
  /** Restores the terminal. Resolves when everything is shown. */
  close(): Promise<void>;
}
