/**
 * The user interface with a prompt: the transcript goes into the terminal's own scrollback, and below
 * it is the line being typed, with pending messages above it and complaints below it. Nothing that
 * arrives ever changes the line.
 */

import type { Event } from "../protocol.ts";
import { wrap } from "../term/cells.ts";
import { applyKey, type EditorState, EMPTY_EDITOR, submitted } from "../term/editor.ts";
import type { Key } from "../term/keys.ts";
import { Painter, type Prompt } from "../term/paint.ts";
import { safeText } from "../text.ts";
import { type Candidates, complete } from "../view/complete.ts";
import { consoleLines, separatorLine } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { Attention } from "./attention.ts";
import { Bell } from "./bell.ts";
import { Countdown } from "./countdown.ts";
import { CursorQuery } from "./cursor_query.ts";
import { LeaveKeys } from "./leave_keys.ts";
import { LineRequests } from "./line_requests.ts";
import { LABEL, labelOf, promptOf } from "./prompt.ts";
import { recipientOf } from "./recipient.ts";
import type { ScreenOptions, ScreenTerminal } from "./screen_terminal.ts";
import { TranscriptBuffer } from "./transcript_buffer.ts";
import { asTyped, type Outage, type Parse, type Ui } from "./ui.ts";
import { unsentSentences } from "./unsent.ts";
import { WindowTitle } from "./window_title.ts";

const LEAVE = "/sair";
/** How long comings and goings are held back, to be shown in one line. */
const BURST_MS = 300;
/** How long the end waits for a terminal that takes no text. */
const FLUSH_MS = 1_000;

/** A terminal with a prompt. */
export class Screen implements Ui {
  readonly keepsRejectedLine = true;
  readonly #terminal: ScreenTerminal;
  readonly #options: ScreenOptions;
  readonly #painter: Painter;
  readonly #renderer: TranscriptRenderer;
  readonly #transcript: TranscriptBuffer;
  readonly #title: WindowTitle | undefined;
  readonly #requests = new LineRequests((complaint, lines) => {
    this.#complaint = complaint;
    this.#restoreInput(lines);
  });
  readonly #over = new AbortController();
  readonly #bell: Bell;
  readonly #attention: Attention;
  readonly #countdown: Countdown;
  readonly #leaveKeys: LeaveKeys;
  readonly #cursorQuery: CursorQuery;
  /** The row between what the person saw and what came later. */
  readonly #marker: string;
  #editor: EditorState = EMPTY_EDITOR;
  #model: Model = EMPTY;
  #isServerClosed = false;
  #complaint?: string | undefined;
  #painting?: Promise<void> | undefined;
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
    const { address, clock, render } = options;
    this.#title = address === undefined ? undefined : new WindowTitle(address, render.texts);
    this.#marker = separatorLine(render.texts.newMessages, render);
    this.#painter = new Painter(terminal.isSynchronized, this.#marker);
    const { signal } = this.#over;
    this.#bell = new Bell(options);
    this.#attention = new Attention(clock);
    this.#countdown = new Countdown({ clock, signal, onTick: () => this.#schedulePaint() });
    this.#leaveKeys = new LeaveKeys({ clock, signal, onExpired: () => this.#schedulePaint() });
    this.#cursorQuery = new CursorQuery({ terminal, clock, signal });
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

  note(sentence: string): void {
    this.#add(this.#renderer.note(sentence, this.#width));
  }

  /** Shows a line of the server's console to its operator. */
  print(text: string): void {
    const { render, clock } = this.#options;
    this.#add(consoleLines(clock.date(), text, render, this.#width));
  }

  show(event: Event, before: Model): void {
    const { lines, isHighlight } = this.#renderer.render(event, before, this.#width);
    if (isHighlight) this.#bell.ring();
    const isMessage = event.type === "said" || event.type === "whispered";
    if (isMessage && !isMe(before, event.from) && !isPast(before, event)) this.#onMessage();
    this.#add(lines);
    if (this.#renderer.isHoldingBack) this.#flushSoon();
  }

  echo(line: string): void {
    this.say(LABEL + line);
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#title?.setRoom(model);
    this.#countdown.set(outage);
    this.#isServerClosed = outage?.isServerClosed ?? false;
    this.#schedulePaint();
  }

  async ask(question: string, proposal = ""): Promise<string | undefined> {
    // Lines that were typed ahead were meant for the conversation, not for an answer.
    this.#restoreInput(this.#requests.takeBack());
    if (this.#editor.text === "") this.#restoreInput([proposal]);
    return await this.#requestLine(`${question} `, true, asTyped);
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    return await this.#requestLine(LABEL, false, parse);
  }

  onActivity(call: () => void): void {
    this.#onActivity = call;
  }

  clear(): void {
    this.#transcript.take();
    this.#terminal.write(this.#painter.clear(this.#terminal.size));
    this.#schedulePaint();
  }

  async close(): Promise<void> {
    this.#over.abort();
    await this.#terminal.flushed(FLUSH_MS);
    const rest = [
      ...this.#transcript.take(),
      ...this.#renderer.flush(this.#width),
      ...this.#unsent().flatMap((sentence) => wrap(sentence, this.#width)),
    ];
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

  /** A message of another person arrives. */
  #onMessage(): void {
    if (!this.#attention.isFocused) this.#title?.addUnread();
    if (this.#attention.onMessage()) this.#add([this.#marker]);
  }

  /** What was typed for the conversation, and will not be sent any more. */
  #unsent(): string[] {
    const { isQuestion } = this.#requests;
    const lines = [...this.#requests.takeBack(), ...(isQuestion ? [] : [this.#editor.text])];
    return unsentSentences(this.#model.pending, lines, this.#options.render.texts);
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
    const text = [...lines, this.#editor.text].filter((one) => one !== "").join("\n");
    if (text === this.#editor.text) return;
    this.#editor = { ...this.#editor, text, cursor: text.length, undo: [] };
  }

  #onKeys(keys: Key[]): void {
    for (const key of keys) {
      if (key.type === "report") {
        this.#painter.setCursorColumn(key.column, this.#terminal.size);
        this.#cursorQuery.onAnswer();
      } else if (key.type === "focus") {
        this.#attention.onFocus(key.isFocused);
        if (key.isFocused) this.#title?.markRead();
      } else this.#onKey(key);
    }
    this.#schedulePaint();
  }

  #onKey(key: Key): void {
    this.#onActivity();
    this.#attention.onKey();
    this.#title?.markRead();
    this.#complaint = undefined;
    const safe = key.type === "paste" ? { ...key, text: safeText(key.text) } : key;
    const { state, effect } = applyKey(this.#editor, safe, this.#complete);
    this.#editor = state;
    if (effect !== "interrupt") this.#leaveKeys.disarm();
    switch (effect) {
      case "submit":
        return this.#submit();
      case "interrupt":
        if (this.#requests.isQuestion || this.#leaveKeys.press()) this.#leave();
        return;
      case "leave":
        return this.#leave();
      case "clear-screen":
        this.#terminal.write(this.#painter.scrollAway(this.#terminal.size));
    }
  }

  #leave(): void {
    if (this.#requests.isQuestion) return this.#requests.end();
    this.#complaint = this.#requests.submit(LEAVE);
    if (this.#complaint !== undefined) this.#leaveKeys.press(); // Asked once: the next press leaves.
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
    if (!this.#cursorQuery.isPending && this.#painter.isUncertain(this.#terminal.size)) {
      await this.#cursorQuery.ask();
    }
    this.#schedulePaint();
  }

  /** Paints once for all that happens until the terminal has taken what came before. */
  #schedulePaint(): void {
    this.#painting ??= this.#terminal.idle().then(() => {
      this.#painting = undefined;
      if (!this.#over.signal.aborted && !this.#cursorQuery.isPending) this.#paint();
    });
  }

  #paint(): void {
    const { size } = this.#terminal;
    const painted = this.#painter.paint(this.#transcript.take(), this.#prompt(), size);
    this.#terminal.write(this.#bell.take() + (this.#title?.update() ?? "") + painted);
  }

  #prompt(): Prompt {
    const { isQuestion, label } = this.#requests;
    const { render } = this.#options;
    return promptOf({
      editor: this.#editor,
      label: isQuestion && label !== undefined ? label : labelOf(this.#model, this.#width),
      recipient: isQuestion ? undefined : recipientOf(this.#editor.text, this.#model, render.texts),
      pending: this.#model.pending,
      waiting: this.#model.waiting,
      secondsToRetry: this.#countdown.seconds,
      isServerClosed: this.#isServerClosed,
      complaint: this.#complaint === undefined ? [] : wrap(this.#complaint, this.#width),
      hint: this.#leaveKeys.isArmed ? render.texts.interruptAgain : undefined,
    }, render);
  }
}
