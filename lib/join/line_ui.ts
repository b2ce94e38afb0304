/**
 * Faces that only ever add lines: the original's transcript for a redirected output, and timed
 * lines, which a screen reader reads well, for a terminal without colours.
 */

import type { Texts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import type { RenderOptions } from "../view/lines.ts";
import { isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { LineDialect } from "../wire/plain_text.ts";
import type { Ui, Validate } from "./ui.ts";

/** What a face of lines needs of a terminal. */
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

/** What both faces of lines share: everything but how an event reads. */
export abstract class LineUi implements Ui {
  /** A line that was read is gone. */
  readonly keepsRejectedLine = false;
  /** Where to. */
  protected readonly terminal: LineTerminal;
  readonly #typed: AsyncIterator<string>;
  #touched = () => {};

  /**
   * Begins with nothing.
   *
   * @param terminal Where to.
   */
  constructor(terminal: LineTerminal) {
    this.terminal = terminal;
    this.#typed = terminal.lines()[Symbol.asyncIterator]();
  }

  /** Shows an event. */
  abstract show(event: Event, before: Model): void;
  /** What parts a question from its answer. */
  protected abstract readonly afterQuestion: string;

  /** Shows a sentence. */
  say(sentence: string): void {
    this.terminal.write(`${sentence}\n`);
  }

  /** Shows nothing. */
  echo(): void {
    // It stands where it was typed.
  }

  /** Shows nothing. */
  setStatus(): void {
    // What is on its way is not shown: these lines only tell what happened.
  }

  /** Asks, and takes the next line for the answer. */
  async ask(question: string, isAgain = false): Promise<string | undefined> {
    // The original asks once, and takes the next line.
    if (!isAgain) this.terminal.write(question + this.afterQuestion);
    return await this.#readLine();
  }

  /** The next line nothing is wrong with; what is wrong with others is said. */
  async nextLine(complain: Validate): Promise<string | undefined> {
    for (let line = await this.#readLine();; line = await this.#readLine()) {
      const complaint = line === undefined ? undefined : complain(line);
      if (complaint === undefined) return line;
      this.say(complaint);
    }
  }

  /** Calls whenever a line was typed: of keys nothing is known before. */
  onActivity(call: () => void): void {
    this.#touched = call;
  }

  /** Clears nothing. */
  clear(): void {
    // Lines that were written stay written.
  }

  /** Resolves when everything is shown. */
  async close(): Promise<void> {
    await this.terminal.flushed(FLUSH_MS);
  }

  async #readLine(): Promise<string | undefined> {
    const { done, value } = await this.#typed.next();
    this.#touched();
    return done ? undefined : value;
  }
}

/** The original's transcript: no time, no colour, no past, and not what one said oneself. */
export class Transcript extends LineUi {
  /** The answer stands on a line of its own. */
  protected override readonly afterQuestion = "\n";
  readonly #client: LineDialect;

  /**
   * Begins with nothing.
   *
   * @param terminal Where to.
   * @param texts The language.
   */
  constructor(terminal: LineTerminal, texts: Texts) {
    super(terminal);
    this.#client = new LineDialect(texts);
  }

  /** Shows an event as a line client reads it. */
  override show(event: Event, before: Model): void {
    if (!isHidden(event, before)) this.terminal.write(this.#client.encode(event));
  }
}

/** Lines with their time. */
export class TimedLines extends LineUi {
  /** The answer stands behind the question. */
  protected override readonly afterQuestion = " ";
  readonly #narrator: TranscriptRenderer;

  /**
   * Begins with nothing.
   *
   * @param terminal Where to.
   * @param look How lines are to look.
   */
  constructor(terminal: LineTerminal, look: RenderOptions) {
    super(terminal);
    this.#narrator = new TranscriptRenderer(look);
  }

  /** Shows an event with its time. */
  override show(event: Event, before: Model): void {
    const { lines } = this.#narrator.render(event, before);
    for (const line of [...lines, ...this.#narrator.flush()]) this.say(line);
  }
}

/** What a transcript leaves out: the past, and one's own words, which stand where they were typed. */
function isHidden(event: Event, model: Model): boolean {
  if (isPast(model, event)) return true;
  if (event.type === "said") return isMe(model, event.from);
  return event.type === "whispered" && isMe(model, event.from) && !isMe(model, event.to);
}
