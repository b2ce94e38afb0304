/** The window of the menu: what is shown in it breaks between words. */

import type { Aside } from "../term/aside.ts";
import { type Size, wrapSentences } from "../term/sentences.ts";
import type { MenuTerminal } from "./menu_terminal.ts";

/** What the window needs of a terminal. */
export interface WindowTerminal {
  /** The size of the window now. */
  readonly size: Size;
  /** Shows a text of one or several lines. */
  print(text: string): void;
  /** Shows a question and reads one line; `simple` without escape sequences. */
  ask(
    question: string,
    options: { simple: boolean },
    aside?: Aside,
  ): Promise<string | undefined>;
}

/** The terminal of a person who is asked. */
export class MenuWindow implements MenuTerminal {
  readonly #terminal: WindowTerminal;
  readonly #options: { simple: boolean };

  /**
   * Shows nothing yet.
   *
   * @param terminal The terminal.
   * @param options Whether lines are only added.
   */
  constructor(terminal: WindowTerminal, { simple }: { simple: boolean }) {
    this.#terminal = terminal;
    this.#options = { simple };
  }

  print(text: string): void {
    this.#terminal.print(wrapSentences(text, this.#terminal.size));
  }

  /** The answer is typed in the last row of the question. */
  ask(question: string, aside?: Aside): Promise<string | undefined> {
    const rows = wrapSentences(question.trimEnd(), this.#terminal.size).split("\n");
    const last = rows.pop()!;
    if (rows.length > 0) this.#terminal.print(rows.join("\n"));
    const wrapped: Aside | undefined = aside &&
      ((show) => aside((text) => show(wrapSentences(text, this.#terminal.size))));
    return this.#terminal.ask(last + (question.endsWith(" ") ? " " : ""), this.#options, wrapped);
  }
}
