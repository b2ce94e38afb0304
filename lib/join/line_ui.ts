/**
 * User interfaces that only ever add lines: the original's transcript for redirected output, and timed
 * lines, which a screen reader reads well, for a terminal that nothing is redrawn on.
 */

import { NotUtf8Error } from "../errors.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import { wrapSentences } from "../term/sentences.ts";
import { type Size, textWidth } from "../term/size.ts";
import type { RenderOptions } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { LineDialect } from "../wire/plain_text.ts";
import type { Parse, Ui } from "./ui.ts";
import { unsentSentences } from "./unsent.ts";

/** What a line interface needs of a terminal. */
export interface LineTerminal {
  /** Shows a text as it is. Never waits. */
  write(text: string): void;
  /** What is typed, line by line, until the input ends. */
  lines(): AsyncIterable<string>;
  /** Resolves when everything is shown, or so many ms are over. */
  flushed(maxMs: number): Promise<void>;
}

/** A terminal with a window. */
export interface WindowedLineTerminal extends LineTerminal {
  /** The size of the window now. */
  readonly size: Size;
}

/** How long the end waits for an output that takes no text. */
const FLUSH_MS = 5_000;

/** What the line interfaces have in common: everything but how an event reads. */
export abstract class LineUi implements Ui {
  readonly keepsRejectedLine = false;
  inputError?: NotUtf8Error;
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
  abstract ask(question: string, proposal?: string): Promise<string | undefined>;

  say(sentence: string): void {
    this.terminal.write(`${sentence}\n`);
  }

  note(sentence: string): void {
    this.say(sentence);
  }

  echo(): void {
    // The line is where it was typed.
  }

  setStatus(_model: Model): void {
    // Pending messages are not shown: these lines only tell what happened.
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    for (;;) {
      const line = await this.readLine();
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

  /** The next line; undefined when there will be none. */
  protected async readLine(): Promise<string | undefined> {
    try {
      const { done, value } = await this.#input.next();
      this.#onActivity();
      return done ? undefined : value;
    } catch (error) {
      if (!(error instanceof NotUtf8Error)) throw error;
      this.inputError = error; // For the conversation the input ends here: what was sent is delivered.
      return undefined;
    }
  }
}

/** The original's transcript: no time, no colour, no past, and none of the person's own messages. */
export class Transcript extends LineUi {
  readonly #dialect: LineDialect;

  /**
   * Begins with nothing shown.
   *
   * @param terminal The terminal.
   * @param texts The language.
   */
  constructor(terminal: LineTerminal, texts: ConversationTexts) {
    super(terminal);
    this.#dialect = new LineDialect(texts);
  }

  /** Asks as the original does: once, then the next line is taken. It is on a line of its own. */
  override async ask(question: string, proposal?: string): Promise<string | undefined> {
    if (proposal === undefined) this.say(question);
    return await this.readLine();
  }

  /** Shows an event as a line client reads it. */
  override show(event: Event, before: Model): void {
    if (!isHidden(event, before)) this.terminal.write(this.#dialect.sentenceFor(event));
  }
}

/** Lines with their time, without colours, broken between words at the width of the window. */
export class TimedLines extends LineUi {
  readonly #texts: ConversationTexts;
  readonly #window: { readonly size: Size };
  readonly #renderer: TranscriptRenderer;
  #model: Model = EMPTY;

  /**
   * Begins with nothing shown.
   *
   * @param terminal The terminal.
   * @param options How events are rendered.
   */
  constructor(terminal: WindowedLineTerminal, options: RenderOptions) {
    super(terminal);
    this.#window = terminal;
    this.#texts = options.texts;
    this.#renderer = new TranscriptRenderer({ ...options, color: false });
  }

  /** Asks with the proposal in brackets, which Enter alone takes. The answer is behind it. */
  override async ask(question: string, proposal = ""): Promise<string | undefined> {
    const asked = proposal === "" ? question : `${question} [${proposal}]`;
    this.terminal.write(`${wrapSentences(asked, this.#window.size)} `);
    const answer = await this.readLine();
    return answer === "" ? proposal : answer;
  }

  /** Remembers which messages are pending. */
  override setStatus(model: Model): void {
    this.#model = model;
  }

  /** Shows what is not known to have arrived. */
  override async close(): Promise<void> {
    for (const sentence of unsentSentences(this.#model.pending, [], this.#texts)) {
      this.say(sentence);
    }
    await super.close();
  }

  /** Shows a sentence. */
  override say(sentence: string): void {
    super.say(wrapSentences(sentence, this.#window.size));
  }

  /** Shows a sentence with its time. */
  override note(sentence: string): void {
    for (const line of this.#renderer.note(sentence, this.#width)) this.say(line);
  }

  /** Shows an event with its time. */
  override show(event: Event, before: Model): void {
    const { lines } = this.#renderer.render(event, before, this.#width);
    for (const line of [...lines, ...this.#renderer.flush(this.#width)]) this.say(line);
  }

  get #width(): number {
    return textWidth(this.#window.size);
  }
}

/** What the original's transcript leaves out: the past, and the person's own messages. */
function isHidden(event: Event, model: Model): boolean {
  if (isPast(model, event)) return true;
  if (event.type === "said") return isMe(model, event.from);
  return event.type === "whispered" && isMe(model, event.from) && !isMe(model, event.to);
}
