/**
 * A `Screen` on a fake terminal, with a clock that the test turns. Only this file calls the screen's
 * methods; each verb here is over when everything that it starts is shown.
 */

import { textsOf } from "../../lib/i18n/mod.ts";
import type { Outage } from "../../lib/join/ui.ts";
import { Screen } from "../../lib/join/screen.ts";
import type { Entry, Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { FakeClock, turn } from "./fake_clock.ts";
import { FakeTerminal, type FakeTerminalOptions } from "./fake_terminal.ts";

/** What a terminal sends for keys that type nothing. */
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

/** What is wrong with a line; undefined when nothing is. */
export type Check = (line: string) => string | undefined;

/** How a screen under test is to be. */
export interface TestScreenOptions extends FakeTerminalOptions {
  /** Whether nothing rings. @default {false} */
  quiet?: boolean;
  /** Whether the terminal shows nothing from the beginning. @default {false} */
  isHeld?: boolean;
}

/** A screen for the person "Ana" at "10.0.0.1:5000", in Portuguese and without colours. */
export class TestScreen {
  /** Time, which passes when the test says so. It begins at a midnight. */
  readonly clock = new FakeClock(Date.UTC(2026, 0, 5));
  /** What the screen draws on. */
  readonly terminal: FakeTerminal;
  /** The answers to `requestLine` and `ask` so far; undefined when there will be none. */
  readonly lines: (string | undefined)[] = [];
  /** How often the person touched the keyboard. */
  touches = 0;
  readonly #screen: Screen;

  /** Opens it; what is not said is as in a window of 40 columns and 10 rows. */
  constructor({ quiet = false, isHeld = false, ...options }: TestScreenOptions = {}) {
    this.terminal = new FakeTerminal(this.clock, options);
    if (isHeld) this.terminal.holdOutput();
    this.#screen = new Screen(this.terminal, {
      render: {
        texts: textsOf("pt-BR"),
        color: false,
        clock: (time) => new Date(time).toISOString().slice(11, 16),
        day: (time) => new Date(time).toISOString().slice(0, 10),
        now: this.clock.date,
      },
      address: "10.0.0.1:5000",
      quiet,
      commands: ["/ajuda", "/sair"],
      sleep: this.clock.sleep,
      now: this.clock.date,
    });
  }

  /** The rows of the window, the cursor shown as `|`. */
  get rows(): string[] {
    return this.terminal.grid.seen;
  }

  /** The title of the window. */
  get title(): string {
    return this.terminal.grid.title;
  }

  /** How often it rang. */
  get bells(): number {
    return this.terminal.grid.bells;
  }

  /** Whether a line that is refused stays in the line. */
  get keepsRefusedLine(): boolean {
    return this.#screen.keepsRejectedLine;
  }

  /** Opens it and lets it draw. */
  static async open(options?: TestScreenOptions): Promise<TestScreen> {
    const screen = new TestScreen(options);
    await turn();
    return screen;
  }

  /** Asks for the next line of the conversation. */
  async requestLine(check: Check = () => undefined): Promise<void> {
    const parse = (line: string) => {
      const complaint = check(line);
      return complaint === undefined ? { value: line } : { complaint };
    };
    this.#screen.nextLine(parse).then((line) => this.lines.push(line));
    await turn();
  }

  /** Asks a question. */
  async ask(question: string): Promise<void> {
    this.#screen.ask(question).then((line) => this.lines.push(line));
    await turn();
  }

  /** The person types: characters, and what a terminal sends for keys. */
  async type(...sequences: string[]): Promise<void> {
    for (const sequence of sequences) this.terminal.send(sequence);
    await turn();
  }

  /** The person pastes a text. */
  async paste(text: string): Promise<void> {
    await this.type(`\x1b[200~${text}\x1b[201~`);
  }

  /** The keyboard is gone. */
  async endInput(): Promise<void> {
    this.terminal.end();
    await turn();
  }

  /** Counts every key from now on. */
  countTouches(): void {
    this.#screen.onActivity(() => this.touches++);
  }

  /** Shows a sentence. */
  async say(sentence: string): Promise<void> {
    this.#screen.say(sentence);
    await turn();
  }

  /** Shows what the person said. */
  async echo(line: string): Promise<void> {
    this.#screen.echo(line);
    await turn();
  }

  /** Shows an event. */
  async show(event: Event, before: Partial<Model> = {}): Promise<void> {
    this.#screen.show(event, modelOf(before));
    await turn();
  }

  /** Reports what is on its way, and the state of the link. */
  async reportStatus(model: Partial<Model>, outage?: Outage): Promise<void> {
    this.#screen.setStatus(modelOf(model), outage);
    await turn();
  }

  /** Clears the screen. */
  async clear(): Promise<void> {
    this.#screen.clear();
    await turn();
  }

  /** Lets time pass. */
  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
    await turn();
  }

  /** Closes it; resolves when it is closed. */
  close(): Promise<void> {
    return this.#screen.close();
  }

  /** The terminal gets another size. */
  async resize(...parameters: Parameters<FakeTerminal["resize"]>): Promise<void> {
    this.terminal.resize(...parameters);
    await turn();
  }

  /** The terminal says where its cursor is. */
  async answerCursor(): Promise<void> {
    this.terminal.answerCursor();
    await turn();
  }

  /** The terminal takes text again. */
  async releaseOutput(): Promise<void> {
    this.terminal.releaseOutput();
    await turn();
  }
}

function modelOf(model: Partial<Model>): Model {
  return { ...EMPTY, me: "Ana", ...model };
}

let seq = 0;

/** The time and the number of an event: midnight, and a number after all others. */
function placed(): { seq: number; time: number } {
  return { seq: ++seq, time: Date.UTC(2026, 0, 5) };
}

/** A message to everybody, at midnight. */
export function said(from: string, text: string): Entry {
  return { type: "said", ...placed(), from, text };
}

/** A private message, at midnight. */
export function whispered(from: string, to: string, text: string): Entry {
  return { type: "whispered", ...placed(), from, to, text };
}

/** A person comes, at midnight. */
export function joined(name: string): Entry {
  return { type: "joined", ...placed(), name };
}

/** A person goes, at midnight. */
export function left(name: string): Entry {
  return { type: "left", ...placed(), name, reason: "left" };
}
