/**
 * A `Screen` on a fake terminal, with a fake clock. Only this file calls the screen's methods; each
 * method here resolves when everything it starts is drawn.
 */

import { textsOf } from "../../lib/i18n/mod.ts";
import type { Outage } from "../../lib/join/ui.ts";
import { Screen } from "../../lib/join/screen.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import type { CommandWords } from "../../lib/slash.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { FakeClock, turn } from "./fake_clock.ts";
import { FakeTerminal, type FakeTerminalOptions } from "./fake_terminal.ts";

/** The escape sequences and control characters of keys. */
export const KEY = {
  enter: "\r",
  tab: "\t",
  up: "\x1b[A",
  down: "\x1b[B",
  left: "\x1b[D",
  undo: "\x1f",
  clearScreen: "\x0c",
  ctrlC: "\x03",
  ctrlD: "\x04",
} as const;

/** The commands that a screen completes. */
export const COMMANDS: CommandWords = { own: ["/ajuda", "/sair"], others: ["/help", "/quit"] };

/** The complaint about a line; undefined if it is valid. */
export type Validate = (line: string) => string | undefined;

/** Options of a screen under test. */
export interface TestScreenOptions extends FakeTerminalOptions {
  /** Whether the bell is off. @default {false} */
  quiet?: boolean;
  /** Whether the terminal holds its output from the start. @default {false} */
  isOutputHeld?: boolean;
}

/** A screen for the person "Ana" at "10.0.0.1:5000", in Portuguese and without colours. */
export class TestScreen {
  /** The clock; it starts at midnight. */
  readonly clock = new FakeClock(Date.UTC(2026, 0, 5));
  /** The terminal it draws on. */
  readonly terminal: FakeTerminal;
  /** The lines that `requestLine` and `ask` got; undefined at the end of input. */
  readonly lines: (string | undefined)[] = [];
  /** How many key presses were counted. */
  keyPresses = 0;
  readonly #screen: Screen;

  /** Opens a screen; by default of 40 columns and 10 rows. */
  constructor({ quiet = false, isOutputHeld = false, ...options }: TestScreenOptions = {}) {
    this.terminal = new FakeTerminal(this.clock, options);
    if (isOutputHeld) this.terminal.holdOutput();
    this.#screen = new Screen(this.terminal, {
      render: {
        texts: textsOf("pt-BR"),
        color: false,
        formatTime: (time) => new Date(time).toISOString().slice(11, 16),
        formatDay: (time) => new Date(time).toISOString().slice(0, 10),
        now: this.clock.date,
      },
      address: "10.0.0.1:5000",
      quiet,
      commands: COMMANDS,
      clock: this.clock,
    });
  }

  /** The rows of the window, with `|` at the cursor. */
  get rows(): string[] {
    return this.terminal.grid.rowsWithCursor;
  }

  /** The title of the window. */
  get title(): string {
    return this.terminal.grid.title;
  }

  /** How often the bell rang. */
  get bells(): number {
    return this.terminal.grid.bells;
  }

  /** Whether a rejected line stays in the prompt. */
  get keepsRefusedLine(): boolean {
    return this.#screen.keepsRejectedLine;
  }

  /** Opens a screen, and lets it draw. */
  static async open(options?: TestScreenOptions): Promise<TestScreen> {
    const screen = new TestScreen(options);
    await turn();
    return screen;
  }

  /** Asks for the next line of the conversation. */
  async requestLine(check: Validate = () => undefined): Promise<void> {
    const parse = (line: string) => {
      const complaint = check(line);
      return complaint === undefined ? { value: line } : { complaint };
    };
    this.#screen.nextLine(parse).then((line) => this.lines.push(line));
    await turn();
  }

  /** Asks a question, with the answer before this one in the line. */
  async ask(question: string, proposal?: string): Promise<void> {
    this.#screen.ask(question, proposal).then((line) => this.lines.push(line));
    await turn();
  }

  /** Types characters and keys. */
  async type(...sequences: string[]): Promise<void> {
    for (const sequence of sequences) this.terminal.send(sequence);
    await turn();
  }

  /** Pastes a text. */
  async paste(text: string): Promise<void> {
    await this.type(`\x1b[200~${text}\x1b[201~`);
  }

  /** Ends the keyboard input. */
  async endInput(): Promise<void> {
    this.terminal.end();
    await turn();
  }

  /** Counts key presses from now on. */
  countKeyPresses(): void {
    this.#screen.onActivity(() => this.keyPresses++);
  }

  /** Shows a sentence. */
  async say(sentence: string): Promise<void> {
    this.#screen.say(sentence);
    await turn();
  }

  /** Shows what happened to the connection. */
  async note(sentence: string): Promise<void> {
    this.#screen.note(sentence);
    await turn();
  }

  /** Shows a line of the person's own. */
  async echo(line: string): Promise<void> {
    this.#screen.echo(line);
    await turn();
  }

  /** Shows an event. */
  async show(event: Event, before: Partial<Model> = {}): Promise<void> {
    this.#screen.show(event, modelOf(before));
    await turn();
  }

  /** Sets the pending messages and the state of the link. */
  async reportStatus(model: Partial<Model>, outage?: Outage): Promise<void> {
    this.#screen.setStatus(modelOf(model), outage);
    await turn();
  }

  /** Clears the screen. */
  async clear(): Promise<void> {
    this.#screen.clear();
    await turn();
  }

  /** Advances the clock. */
  async advance(ms: number): Promise<void> {
    await this.clock.advance(ms);
    await turn();
  }

  /** Closes the screen. */
  close(): Promise<void> {
    return this.#screen.close();
  }

  /** Resizes the terminal, which keeps its size then. */
  async resize(...parameters: Parameters<FakeTerminal["resize"]>): Promise<void> {
    this.terminal.resize(...parameters);
    await this.advance(300);
  }

  /** Makes the terminal report its cursor position. */
  async answerCursor(): Promise<void> {
    this.terminal.answerCursor();
    await turn();
  }

  /** Releases the terminal's output. */
  async releaseOutput(): Promise<void> {
    this.terminal.releaseOutput();
    await turn();
  }
}

function modelOf(model: Partial<Model>): Model {
  return { ...EMPTY, me: "Ana", ...model };
}

let seq = 0;

/** The time and `seq` of an event: midnight, and the next number. */
function stamp(): { seq: number; time: number } {
  return { seq: ++seq, time: Date.UTC(2026, 0, 5) };
}

/** A message to all, at midnight. */
export function said(from: string, text: string): Entry {
  return { type: "said", ...stamp(), from, text };
}

/** A private message, at midnight. */
export function whispered(from: string, to: string, text: string): Entry {
  return { type: "whispered", ...stamp(), from, to, text };
}

/** A join, at midnight. */
export function joined(name: string): Entry {
  return { type: "joined", ...stamp(), name };
}

/** A leave, at midnight. */
export function left(name: string): Entry {
  return { type: "left", ...stamp(), name, reason: "left" };
}
