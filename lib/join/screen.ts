/**
 * The user interface with a prompt: the transcript goes into the terminal's own scrollback, and below
 * it is the line being typed, with pending messages above it and complaints below it. Nothing that
 * arrives ever changes the line.
 */

import type { Clock } from "../clock.ts";
import type { Event } from "../protocol.ts";
import { wrap } from "../term/cells.ts";
import { applyKey, type EditorState, EMPTY_EDITOR, submitted } from "../term/editor.ts";
import type { Key } from "../term/keys.ts";
import { Painter, type Prompt } from "../term/paint.ts";
import { safeText } from "../text.ts";
import { type Candidates, complete } from "../view/complete.ts";
import type { RenderOptions } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { LineRequests } from "./line_requests.ts";
import { promptOf } from "./prompt.ts";
import { recipientOf } from "./recipient.ts";
import type { ScreenTerminal } from "./screen_terminal.ts";
import { TranscriptBuffer } from "./transcript_buffer.ts";
import { asTyped, type Outage, type Parse, type Ui } from "./ui.ts";
import { WindowTitle } from "./window_title.ts";

/** What a screen is made with. */
export interface ScreenOptions {
  /** How the transcript is rendered. */
  render: RenderOptions;
  /** The server's address, for the title of the window. */
  address: string;
  /** Whether nothing rings. */
  quiet: boolean;
  /** The commands that can be completed, with their slash. */
  commands: string[];
  /** Measures time, and waits. */
  clock: Clock;
}

const LABEL = "› ";
const LEAVE = "/sair";
/** How long comings and goings are held back, to be shown in one line. */
const BURST_MS = 300;
/** How long a terminal may take to say where its cursor is. */
const CURSOR_TIMEOUT_MS = 200;
const TICK_MS = 1_000;
/** How long the end waits for a terminal that takes no text. */
const FLUSH_MS = 1_000;
const CLEAR_SCREEN = "\x1b[H\x1b[2J";
const CLEAR_ALL = `${CLEAR_SCREEN}\x1b[3J`;
const BELL = "\x07";

/** A terminal with a prompt. */
export class Screen implements Ui {
  readonly keepsRejectedLine = true;
  readonly #terminal: ScreenTerminal;
  readonly #options: ScreenOptions;
  readonly #painter: Painter;
  readonly #renderer: TranscriptRenderer;
  readonly #transcript: TranscriptBuffer;
  readonly #title: WindowTitle;
  readonly #requests = new LineRequests((complaint, lines) => {
    this.#complaint = complaint;
    this.#restoreInput(lines);
  });
  readonly #over = new AbortController();
  #editor: EditorState = EMPTY_EDITOR;
  #model: Model = EMPTY;
  #outage?: Outage | undefined;
  #isTicking = false;
  #complaint?: string | undefined;
  #pendingBell = "";
  #painting?: Promise<void> | undefined;
  /** While the terminal is asked where its cursor is. */
  #cursorRequest?: AbortController | undefined;
  #onActivity = () => {};

  /**
   * Takes the keyboard over at once.
   *
   * @param terminal The terminal of the person.
   * @param options What it is made with.
   */
  constructor(terminal: ScreenTerminal, options: ScreenOptions) {
    this.#terminal = terminal;
    this.#options = options;
    this.#renderer = new TranscriptRenderer(options.render);
    this.#transcript = new TranscriptBuffer(options.render.texts.linesLeftOut);
    this.#title = new WindowTitle(options.address);
    this.#painter = new Painter(terminal.isSynchronized);
    terminal.listen({
      keys: (keys) => this.#onKeys(keys),
      resized: () => this.#onResize(),
      ended: () => this.#requests.end(),
    });
    this.#schedulePaint();
  }

  say(sentence: string): void {
    this.#add(wrap(sentence, this.#width));
  }

  show(event: Event, before: Model): void {
    const { lines, isHighlight } = this.#renderer.render(event, before, this.#width);
    if (isHighlight && !this.#options.quiet) this.#pendingBell = BELL;
    if (event.type === "said" || event.type === "whispered") {
      if (!isMe(before, event.from) && !isPast(before, event)) this.#title.addUnread();
    }
    this.#add(lines);
    if (this.#renderer.isHoldingBack) this.#flushSoon();
  }

  echo(line: string): void {
    this.say(LABEL + line);
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#outage = outage;
    if (outage) this.#tick();
    this.#schedulePaint();
  }

  async ask(question: string): Promise<string | undefined> {
    // Lines that were typed ahead were meant for the conversation, not for an answer.
    this.#restoreInput(this.#requests.takeBack());
    return await this.#requestLine(`${question} `, true, asTyped);
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    return await this.#requestLine(LABEL, false, parse);
  }

  onActivity(call: () => void): void {
    this.#onActivity = call;
  }

  clear(): void {
    this.#painter.forget();
    this.#transcript.take();
    this.#terminal.write(CLEAR_ALL);
    this.#schedulePaint();
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#terminal.flushed(FLUSH_MS);
    const rest = [...this.#transcript.take(), ...this.#renderer.flush(this.#width)];
    this.#terminal.write(
      this.#painter.erase(this.#terminal.size) + rest.map((row) => `${row}\r\n`).join(""),
    );
    await this.#terminal.flushed(FLUSH_MS);
    this.#terminal.restore();
  }

  get #width(): number {
    return Math.max(8, this.#terminal.size.columns - 1);
  }

  #add(lines: string[]): void {
    this.#transcript.add(lines);
    this.#schedulePaint();
  }

  async #flushSoon(): Promise<void> {
    await this.#options.clock.sleep(BURST_MS, this.#over.signal);
    if (!this.#over.signal.aborted) this.#add(this.#renderer.flush(this.#width));
  }

  #requestLine<T>(label: string, isQuestion: boolean, parse: Parse<T>): Promise<T | undefined> {
    const line = this.#requests.request(label, isQuestion, parse);
    this.#schedulePaint();
    return line;
  }

  /** Puts lines that were submitted and cannot be taken before the line being typed. */
  #restoreInput(lines: string[]): void {
    if (lines.length === 0) return;
    const text = [...lines, this.#editor.text].filter((one) => one !== "").join("\n");
    this.#editor = { ...this.#editor, text, cursor: text.length, undo: [] };
  }

  #onKeys(keys: Key[]): void {
    for (const key of keys) {
      if (key.type === "report") {
        this.#painter.setCursorColumn(key.column, this.#terminal.size);
        this.#cursorRequest?.abort();
      } else this.#onKey(key);
    }
    this.#schedulePaint();
  }

  #onKey(key: Key): void {
    this.#onActivity();
    this.#title.markRead();
    this.#complaint = undefined;
    const safe = key.type === "paste" ? { ...key, text: safeText(key.text) } : key;
    const { state, effect } = applyKey(this.#editor, safe, this.#complete);
    this.#editor = state;
    switch (effect) {
      case "submit":
        return this.#submit();
      case "leave":
        if (this.#requests.isQuestion) return this.#requests.end();
        this.#requests.submit(LEAVE);
        return;
      case "clear-screen":
        this.#painter.forget();
        this.#terminal.write(CLEAR_SCREEN);
    }
  }

  #submit(): void {
    const { text } = this.#editor;
    const { isQuestion, label } = this.#requests;
    if (isQuestion) {
      this.#add(wrap(label + text, this.#width));
      this.#editor = EMPTY_EDITOR;
    } else if (text.trim() === "") return;
    this.#complaint = this.#requests.submit(text);
    if (this.#complaint === undefined && !isQuestion) this.#editor = submitted(this.#editor);
  }

  readonly #complete = (text: string, cursor: number) => {
    const names = this.#model.people.filter((name) => !isMe(this.#model, name));
    const candidates: Candidates = { names, commands: this.#options.commands };
    return complete(text, cursor, candidates);
  };

  /** In a narrower window, nothing is painted until the terminal has said where its cursor is. */
  async #onResize(): Promise<void> {
    if (!this.#cursorRequest && this.#painter.isUncertain(this.#terminal.size)) {
      this.#cursorRequest = new AbortController();
      this.#terminal.requestCursor();
      const { signal } = this.#cursorRequest;
      await this.#options.clock.sleep(
        CURSOR_TIMEOUT_MS,
        AbortSignal.any([signal, this.#over.signal]),
      );
      this.#cursorRequest = undefined;
    }
    this.#schedulePaint();
  }

  /** Counts down the seconds until the next try, during an outage. */
  async #tick(): Promise<void> {
    if (this.#isTicking) return;
    this.#isTicking = true;
    while (this.#outage && !this.#over.signal.aborted) {
      await this.#options.clock.sleep(TICK_MS, this.#over.signal);
      this.#schedulePaint();
    }
    this.#isTicking = false;
  }

  /** Paints once for all that happens until the terminal has taken what came before. */
  #schedulePaint(): void {
    this.#painting ??= this.#terminal.idle().then(() => {
      this.#painting = undefined;
      if (!this.#over.signal.aborted && !this.#cursorRequest) this.#paint();
    });
  }

  #paint(): void {
    const bell = this.#pendingBell;
    this.#pendingBell = "";
    const { size } = this.#terminal;
    const painted = this.#painter.paint(this.#transcript.take(), this.#prompt(), size);
    this.#terminal.write(bell + this.#title.update() + painted);
  }

  #prompt(): Prompt {
    const { texts } = this.#options.render;
    return promptOf({
      editor: this.#editor,
      label: this.#requests.label ?? LABEL,
      recipient: this.#requests.isQuestion
        ? undefined
        : recipientOf(this.#editor.text, this.#model, texts),
      pending: this.#model.pending,
      secondsToRetry: this.#outage &&
        Math.max(0, Math.ceil((this.#outage.retryAt - this.#options.clock.date()) / 1000)),
      complaint: this.#complaint === undefined ? [] : wrap(this.#complaint, this.#width),
    }, texts);
  }
}
