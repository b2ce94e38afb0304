/** The terminal of a person who is asked. */

import type { Aside } from "../term/aside.ts";

/** The terminal. */
export interface MenuTerminal {
  /** Shows a text of one or several lines. */
  print(text: string): void;
  /**
   * Shows a question and reads one line.
   *
   * @param aside Has something to show meanwhile. @default {nobody has}
   * @returns Undefined after Ctrl+C, Ctrl+D or at the end.
   */
  ask(question: string, aside?: Aside): Promise<string | undefined>;
}
