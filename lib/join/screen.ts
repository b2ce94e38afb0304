/**
 * The face with a prompt: what happens goes into the terminal's own scrollback, and below it stands
 * the line being typed, with what is on its way above it and what is wrong with it below. Nothing
 * that arrives ever changes the line.
 */

import type { Event } from "../protocol.ts";
import { safeText } from "../text.ts";
import { wrap } from "../term/cells.ts";
import { applyKey, type EditorState, EMPTY_EDITOR, submitted } from "../term/editor.ts";
import type { Key } from "../term/keys.ts";
import { Painter, type Prompt, type Size } from "../term/paint.ts";
import { type Candidates, complete } from "../view/complete.ts";
import type { RenderOptions } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import type { Outage, Ui, Validate } from "./ui.ts";
import { promptOf } from "./prompt.ts";

/** What a screen needs of a terminal. */
export interface ScreenTerminal {
  /** The size of the window now. */
  readonly size: Size;
  /** Whether it may be asked to show a drawing at once. */
  readonly isSynchronized: boolean;
  /** Shows a text as it is. Never waits. */
  write(text: string): void;
  /** Resolves when everything is shown. */
  idle(): Promise<void>;
  /** Resolves when everything is shown, or so many ms are over. */
  flushed(maxMs: number): Promise<void>;
  /** Asks the terminal where its cursor is; the answer comes as a key. */
  requestCursor(): void;
  /** Takes the keyboard over. */
  listen(listener: {
    keys: (keys: Key[]) => void;
    resized: () => void;
    ended: () => void;
  }): void;
  /** Gives the terminal back as it was. */
  restore(): void;
}

/** How a screen is to be. */
export interface ScreenOptions {
  /** How lines are to look. */
  look: RenderOptions;
  /** The server's address, for the title of the window. */
  address: string;
  /** Whether nothing rings. */
  quiet: boolean;
  /** The commands that can be completed, with their slash. */
  commands: string[];
  /** Waits so many ms; resolves early when the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The time, in ms since 1970. */
  now: () => number;
}

/** A line is wanted: what it is for, and who gets it. */
interface LineRequest {
  label: string;
  complain: Validate;
  isAnswer: boolean;
  resolve: (line: string | undefined) => void;
}

const LABEL = "› ";
const LEAVE = "/sair";
/** Comings and goings wait this long for others to be told with. */
const BURST_MS = 300;
/** How long a terminal may take to say where its cursor is. */
const ANSWER_MS = 200;
const TICK_MS = 1_000;
/** How long the end waits for a screen that takes no text. */
const FLUSH_MS = 1_000;
/** What waits for a terminal that takes no text. */
const MAX_WAITING_LINES = 10_000;
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
const CLEAR_ALL = `${CLEAR_SCREEN}\x1b[3J`;
const BELL = "\x07";

/** A terminal with a prompt. */
export class Screen implements Ui {
  /** What is refused stays in the line. */
  readonly keepsRejectedLine = true;
  readonly #terminal: ScreenTerminal;
  readonly #options: ScreenOptions;
  readonly #painter: Painter;
  readonly #renderer: TranscriptRenderer;
  readonly #over = new AbortController();
  #editor: EditorState = EMPTY_EDITOR;
  #model: Model = EMPTY;
  #outage?: Outage;
  #isTicking = false;
  #complaint?: string;
  #request?: LineRequest;
  #queued: string[] = [];
  #hasEnded = false;
  #transcript: string[] = [];
  #pendingBell = "";
  #unread = 0;
  #title?: string;
  #painting?: Promise<void>;
  #asking?: AbortController;
  #touched = () => {};

  /**
   * Takes the keyboard over at once.
   *
   * @param terminal Where the person sits.
   * @param options How it is to be.
   */
  constructor(terminal: ScreenTerminal, options: ScreenOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#renderer = new TranscriptRenderer(options.look);
    this.#painter = new Painter(terminal.isSynchronized);
    terminal.listen({
      keys: (keys) => this.#onKeys(keys),
      resized: () => this.#resized(),
      ended: () => this.#end(),
    });
    this.#paintSoon();
  }

  /** Shows a sentence in the transcript. */
  say(sentence: string): void {
    this.#add(wrap(sentence, this.#width()));
  }

  /** Shows an event in the transcript, and rings when it concerns the person. */
  show(event: Event, before: Model): void {
    const { lines, isHighlight } = this.#renderer.render(event, before, this.#width());
    if (isHighlight && !this.#options.quiet) this.#pendingBell = BELL;
    if (event.type === "said" || event.type === "whispered") {
      if (!isMe(before, event.from) && !isPast(before, event)) this.#unread++;
    }
    this.#add(lines);
    if (!this.#renderer.isHoldingBack) return;
    this.#releaseSoon();
  }

  async #releaseSoon(): Promise<void> {
    await this.#options.sleep(BURST_MS, this.#over.signal);
    if (!this.#over.signal.aborted) this.#add(this.#renderer.flush(this.#width()));
  }

  /** Shows what the person said. */
  echo(line: string): void {
    this.say(LABEL + line);
  }

  /** Shows what is on its way, and the state of the link. */
  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#outage = outage;
    if (outage) this.#tick();
    this.#paintSoon();
  }

  /** Asks with the prompt; the answer stays in the transcript. */
  async ask(question: string): Promise<string | undefined> {
    // What was typed ahead was meant for the conversation, not for an answer.
    if (this.#queued.length > 0) this.#restoreInput([]);
    return await this.#requestLine(`${question} `, () => undefined, true);
  }

  /** The next line; what is wrong with a line is shown below it, and the line is kept. */
  async nextLine(complain: Validate): Promise<string | undefined> {
    return await this.#requestLine(LABEL, complain, false);
  }

  /** Calls at every key. */
  onActivity(call: () => void): void {
    this.#touched = call;
  }

  /** Clears the screen and its scrollback. */
  clear(): void {
    this.#painter.forget();
    this.#transcript = [];
    this.#terminal.write(CLEAR_ALL);
    this.#paintSoon();
  }

  /** Takes the prompt away and gives the terminal back; the transcript stays. */
  async close(): Promise<void> {
    this.#over.abort();
    await this.#terminal.flushed(FLUSH_MS);
    const rest = [...this.#transcript, ...this.#renderer.flush(this.#width())];
    this.#terminal.write(
      this.#painter.erase(this.#terminal.size) + rest.map((row) => `${row}\r\n`).join(""),
    );
    await this.#terminal.flushed(FLUSH_MS);
    this.#terminal.restore();
  }

  #width(): number {
    return Math.max(8, this.#terminal.size.columns - 1);
  }

  #add(lines: string[]): void {
    this.#transcript.push(...lines);
    if (this.#transcript.length > MAX_WAITING_LINES) {
      const leftOut = this.#transcript.length - MAX_WAITING_LINES;
      const { texts } = this.#options.look;
      this.#transcript = [texts.linesLeftOut(leftOut), ...this.#transcript.slice(leftOut)];
    }
    this.#paintSoon();
  }

  #requestLine(label: string, complain: Validate, isAnswer: boolean): Promise<string | undefined> {
    const { promise, resolve } = Promise.withResolvers<string | undefined>();
    this.#request = { label, complain, isAnswer, resolve };
    this.#answerRequest();
    this.#paintSoon();
    return promise;
  }

  /** Gives what was submitted already to whoever wants a line, unless something is wrong with it. */
  #answerRequest(): void {
    while (this.#request && (this.#queued.length > 0 || this.#hasEnded)) {
      const { complain, isAnswer, resolve } = this.#request;
      const line = this.#queued.shift();
      const complaint = line === undefined || isAnswer ? undefined : complain(line);
      if (complaint !== undefined) {
        this.#complaint = complaint;
        this.#restoreInput([line!]);
        continue;
      }
      this.#request = undefined;
      resolve(line);
    }
  }

  /** What was submitted and cannot be taken stands in the line again. */
  #restoreInput(lines: string[]): void {
    const text = [...lines, ...this.#queued, this.#editor.text].filter((one) => one !== "").join(
      "\n",
    );
    this.#queued = [];
    this.#editor = { ...this.#editor, text, cursor: text.length, undo: [] };
  }

  #onKeys(keys: Key[]): void {
    for (const key of keys) {
      if (key.type === "report") {
        this.#painter.setCursorColumn(key.column, this.#terminal.size);
        this.#asking?.abort();
      } else this.#onKey(key);
    }
    this.#paintSoon();
  }

  /** In a narrower window, nothing is painted until the terminal has said where its cursor is. */
  async #resized(): Promise<void> {
    if (!this.#asking && this.#painter.isUncertain(this.#terminal.size)) {
      this.#asking = new AbortController();
      this.#terminal.requestCursor();
      const { signal } = this.#asking;
      await this.#options.sleep(ANSWER_MS, AbortSignal.any([signal, this.#over.signal]));
      this.#asking = undefined;
    }
    this.#paintSoon();
  }

  #onKey(key: Key): void {
    this.#touched();
    this.#unread = 0;
    this.#complaint = undefined;
    const safe = key.type === "paste" ? { ...key, text: safeText(key.text) } : key;
    const { line, effect } = applyKey(this.#editor, safe, this.#completions);
    this.#editor = line;
    switch (effect) {
      case "submit":
        return this.#submit();
      case "leave":
        if (this.#request?.isAnswer) return this.#end();
        this.#queued.push(LEAVE);
        return this.#answerRequest();
      case "clear-screen":
        this.#painter.forget();
        this.#terminal.write(CLEAR_SCREEN);
    }
  }

  #submit(): void {
    const { text } = this.#editor;
    if (this.#request?.isAnswer) {
      this.#add(wrap(this.#request.label + text, this.#width()));
      this.#editor = EMPTY_EDITOR;
    } else {
      if (text.trim() === "") return;
      this.#complaint = this.#request?.complain(text);
      if (this.#complaint !== undefined) return;
      this.#editor = submitted(this.#editor);
    }
    this.#queued.push(text);
    this.#answerRequest();
  }

  #end(): void {
    this.#hasEnded = true;
    this.#answerRequest();
  }

  readonly #completions = (text: string, cursor: number) => {
    const names = this.#model.people.filter((name) => !isMe(this.#model, name));
    const candidates: Candidates = { names, commands: this.#options.commands };
    return complete(text, cursor, candidates);
  };

  /** While the link is lost, the seconds until the next try are counted down. */
  async #tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    while (this.#outage && !this.#over.signal.aborted) {
      await this.#options.sleep(TICK_MS, this.#over.signal);
      this.#paintSoon();
    }
    this.#isTicking = false;
  }

  /** Paints once for all that happens until the terminal has taken what came before. */
  #paintSoon(): void {
    if (this.#over.signal.aborted || this.#asking) return;
    this.#painting ??= this.#terminal.idle().then(() => {
      this.#painting = undefined;
      if (!this.#over.signal.aborted && !this.#asking) this.#paint();
    });
  }

  #paint(): void {
    const transcript = this.#transcript;
    const before = this.#pendingBell;
    this.#transcript = [];
    this.#pendingBell = "";
    const painted = this.#painter.paint(transcript, this.#prompt(), this.#terminal.size);
    this.#terminal.write(before + this.#newTitle() + painted);
  }

  #newTitle(): string {
    const title = `${this.#options.address}${this.#unread > 0 ? ` (${this.#unread})` : ""}`;
    if (title === this.#title) return "";
    this.#title = title;
    return `\x1b]2;${title}\x07`;
  }

  #prompt(): Prompt {
    return promptOf({
      line: this.#editor,
      label: this.#request?.label ?? LABEL,
      pending: this.#model.pending,
      secondsToRetry: this.#outage &&
        Math.max(0, Math.ceil((this.#outage.retryAt - this.#options.now()) / 1000)),
      complaint: this.#complaint === undefined ? [] : wrap(this.#complaint, this.#width()),
    }, this.#options.look.texts);
  }
}
