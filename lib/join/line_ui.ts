/**
 * User interfaces that only ever add lines: the original's transcript for redirected output, and timed
 * lines, which a screen reader reads well, for a terminal without colours.
 */

import type { Texts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import type { RenderOptions } from "../view/lines.ts";
import { isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { LineDialect } from "../wire/plain_text.ts";
import type { Parse, Ui } from "./ui.ts";

/** What a line interface needs of a terminal. */
export interface LineTerminal {
  /** Shows a text as it is. Never waits. */
  write(text: string): void;
  /** What is typed, line by line, until the input ends. */
  lines(): AsyncIterable<string>;
  /** Resolves when everything is shown, or so many ms are over. */
  flushed(maxMs: number): Promise<void>;
}

/** How long the end waits for an output that takes no text. */
const FLUSH_MS = 5_000;

/** What the line interfaces have in common: everything but how an event reads. */
export abstract class LineUi implements Ui {
  readonly keepsRejectedLine = false;
  /** The terminal. */
  protected readonly terminal: LineTerminal;
  readonly #input: AsyncIterator<string>;
  #onActivity = () => {};

  /**
   * Begins with nothing shown.
   *
   * @param terminal The terminal.
   */
  constructor(terminal: LineTerminal) {
    this.terminal = terminal;
    this.#input = terminal.lines()[Symbol.asyncIterator]();
  }

  abstract show(event: Event, before: Model): void;
  /** What is between a question and its answer. */
  protected abstract readonly afterQuestion: string;

  say(sentence: string): void {
    this.terminal.write(`${sentence}\n`);
  }

  echo(): void {
    // The line is where it was typed.
  }

  setStatus(): void {
    // Pending messages are not shown: these lines only tell what happened.
  }

  async ask(question: string, isAgain = false): Promise<string | undefined> {
    // The original asks once, and takes the next line.
    if (!isAgain) this.terminal.write(question + this.afterQuestion);
    return await this.#readLine();
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    for (;;) {
      const line = await this.#readLine();
      if (line === undefined) return undefined;
      const parsed = parse(line);
      if ("value" in parsed) return parsed.value;
      this.say(parsed.complaint);
    }
  }

  /** Calls whenever a line was typed: keys are not known before. */
  onActivity(call: () => void): void {
    this.#onActivity = call;
  }

  clear(): void {
    // Lines that were written stay written.
  }

  async close(): Promise<void> {
    await this.terminal.flushed(FLUSH_MS);
  }

  async #readLine(): Promise<string | undefined> {
    const { done, value } = await this.#input.next();
    this.#onActivity();
    return done ? undefined : value;
  }
}

/** The original's transcript: no time, no colour, no past, and none of the person's own messages. */
export class Transcript extends LineUi {
  /** The answer is on a line of its own. */
  protected override readonly afterQuestion = "\n";
  readonly #dialect: LineDialect;

  /**
   * Begins with nothing shown.
   *
   * @param terminal The terminal.
   * @param texts The language.
   */
  constructor(terminal: LineTerminal, texts: Texts) {
    super(terminal);
    this.#dialect = new LineDialect(texts);
  }

  /** Shows an event as a line client reads it. */
  override show(event: Event, before: Model): void {
    if (!isHidden(event, before)) this.terminal.write(this.#dialect.encode(event));
  }
}

/** Lines with their time. */
export class TimedLines extends LineUi {
  /** The answer is behind the question. */
  protected override readonly afterQuestion = " ";
  readonly #renderer: TranscriptRenderer;

  /**
   * Begins with nothing shown.
   *
   * @param terminal The terminal.
   * @param options How events are rendered.
   */
  constructor(terminal: LineTerminal, options: RenderOptions) {
    super(terminal);
    this.#renderer = new TranscriptRenderer(options);
  }

  /** Shows an event with its time. */
  override show(event: Event, before: Model): void {
    const { lines } = this.#renderer.render(event, before);
    for (const line of [...lines, ...this.#renderer.flush()]) this.say(line);
  }
}

/** What the original's transcript leaves out: the past, the person's own messages, and receipts. */
function isHidden(event: Event, model: Model): boolean {
  if (isPast(model, event) || event.type === "received") return true;
  if (event.type === "said") return isMe(model, event.from);
  return event.type === "whispered" && isMe(model, event.from) && !isMe(model, event.to);
}
