/**
 * The console at a terminal: what happens is printed above the line that the operator types, which
 * nothing changes. Lines are printed ten times a second; more than anybody reads are counted.
 */

import type { Clock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import { formatted, type OperatorConsole, type ParseCommand, type Printed } from "./console.ts";

/** What the console needs of a screen. */
export interface ConsoleScreen {
  /** Shows a line with its time. */
  print(text: string): void;
  /** The next line that can be parsed, parsed; undefined when there will be none. */
  nextLine<T>(parse: ParseCommand<T>): Promise<T | undefined>;
  /** Restores the terminal. Resolves when everything is shown. */
  close(): Promise<void>;
}

/** What it is made with. */
export interface ScreenConsoleOptions {
  /** Where it prints, and where commands are typed. */
  screen: ConsoleScreen;
  /** The language. */
  texts: Texts;
  /** Measures time. */
  clock: Clock;
  /** Writes an escape sequence for the title of the window. */
  writeTitle: (sequence: string) => void;
  /** How many people are in the chat. */
  count: () => number;
}

const LEAVES = /^\/(?:sair|quit|exit)$/i;
const PRINT_DELAY_MS = 100;
/** How many texts may wait to be printed, and those that one call prints. */
const MAX_QUEUED = 1_000;

/** A console with a prompt. */
export class ScreenConsole implements OperatorConsole {
  readonly writeTitle: (sequence: string) => void;
  readonly #options: ScreenConsoleOptions;
  #queue: string[] = [];
  #droppedLines = 0;
  /** Whether the operator was told that leaving closes the chat for others. */
  #isWarned = false;
  #cancelPrinting?: (() => void) | undefined;

  /**
   * Begins with nothing printed.
   *
   * @param options The screen.
   */
  constructor(options: ScreenConsoleOptions) {
    this.#options = options;
    this.writeTitle = options.writeTitle;
  }

  print(text: Printed, lines?: number): void {
    if (this.#queue.length < MAX_QUEUED) this.#queue.push(...formatted(text));
    else this.#droppedLines += lines ?? countLines(text);
    this.#cancelPrinting ??= this.#options.clock.after(PRINT_DELAY_MS, () => this.#printAll());
  }

  /**
   * What does not begin with `/` is a message, of a person who is not in the chat. While there are
   * people, `/sair`, which Ctrl+D types too, has to be repeated.
   */
  nextCommand<T>(parse: ParseCommand<T>): Promise<T | undefined> {
    const { screen, texts, count } = this.#options;
    return screen.nextLine((line) => {
      const warns = LEAVES.test(line.trim()) && count() > 0 && !this.#isWarned;
      this.#isWarned = warns;
      if (warns) return { complaint: `${texts.closesForAll(count())} ${texts.closeByKey}` };
      return line.trim().startsWith("/") ? parse(line) : { complaint: texts.notInChat };
    });
  }

  async close(): Promise<void> {
    this.#printAll();
    await this.#options.screen.close();
  }

  #printAll(): void {
    this.#cancelPrinting?.();
    this.#cancelPrinting = undefined;
    const { screen, texts } = this.#options;
    for (const text of this.#queue) screen.print(text);
    if (this.#droppedLines > 0) screen.print(texts.linesLeftOut(this.#droppedLines));
    this.#queue = [];
    this.#droppedLines = 0;
  }
}

function countLines(text: Printed): number {
  return typeof text === "string" ? text.split("\n").length : 1;
}
