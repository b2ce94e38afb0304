/**
 * The user interface with a prompt: the transcript goes into the terminal's own scrollback, and below
 * it is the line being typed, with pending messages above it and complaints below it. Nothing that
 * arrives ever changes the line.
 */

import type { Event } from "../protocol.ts";
import { wrap, wrapForTerminal } from "../term/cells.ts";
import type { Key } from "../term/keys.ts";
import { Painter, type Prompt } from "../term/paint.ts";
import { sentenceRows } from "../term/sentences.ts";
import { textWidth } from "../term/size.ts";
import { type Candidates, complete } from "../view/complete.ts";
import { consoleLines, separatorLine } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { TranscriptRenderer } from "../view/transcript_renderer.ts";
import { Attention } from "./attention.ts";
import { Bell } from "./bell.ts";
import { Countdown } from "./countdown.ts";
import { CursorQuery } from "./cursor_query.ts";
import { LABEL, labelOf, promptOf } from "./prompt.ts";
import { recipientOf } from "./recipient.ts";
import type { ScreenOptions, ScreenTerminal } from "./screen_terminal.ts";
import { TranscriptBuffer } from "./transcript_buffer.ts";
import { TypedLine } from "./typed_line.ts";
import { asTyped, type Outage, type Parse, type Ui } from "./ui.ts";
import { unsentSentences } from "./unsent.ts";
import { WindowTitle } from "./window_title.ts";

/** How long comings and goings are held back, to be shown in one line. */
const BURST_MS = 300;
/** A window of fewer rows shows no complaint below the line. */
const ROWS_WITH_COMPLAINT = 3;
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
  readonly #title?: WindowTitle;
  readonly #line: TypedLine;
  readonly #over = new AbortController();
  readonly #bell: Bell;
  readonly #attention: Attention;
  readonly #countdown: Countdown;
  readonly #cursorQuery: CursorQuery;
  /** The row between what the person saw and what came later. */
  readonly #marker: string;
  #model: Model = EMPTY;
  #isServerClosed = false;
  #painting?: Promise<void> | undefined;
  /** The columns of the window for which the terminal was asked for its cursor, and nothing drawn yet. */
  #askedColumns?: number | undefined;
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
    const { isBasic, isSynchronized } = terminal;
    if (address !== undefined && !isBasic) this.#title = new WindowTitle(address, render.texts);
    this.#marker = separatorLine(render.texts.newMessages, render);
    this.#painter = new Painter(isSynchronized, isBasic ? undefined : this.#marker);
    const { signal } = this.#over;
    this.#bell = new Bell(options);
    this.#attention = new Attention(clock);
    this.#countdown = new Countdown({ clock, signal, onTick: () => this.#schedulePaint() });
    this.#line = new TypedLine({
      clock,
      signal,
      complete: (text, cursor) => complete(text, cursor, this.#candidates),
      lineFull: render.texts.lineFull,
      onExpired: () => this.#schedulePaint(),
      onAnswer: (line) => this.#add(wrapForTerminal(line, this.#width)),
      onClearScreen: () => terminal.write(this.#painter.scrollAway(terminal.size)),
    });
    this.#cursorQuery = new CursorQuery({ terminal, clock, signal });
    terminal.listen({
      keys: (keys) => this.#onKeys(keys),
      resized: () => {
        this.#cursorQuery.onResize();
        this.#schedulePaint();
      },
      resumed: () => {
        this.#painter.forget();
        this.#schedulePaint();
      },
      ended: () => this.#line.end(),
    });
    this.#schedulePaint();
  }

  say(sentence: string): void {
    this.#add(sentenceRows(sentence, this.#width));
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
    this.#add(wrapForTerminal(LABEL + line, this.#width));
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#title?.setRoom(model);
    this.#countdown.set(outage);
    this.#isServerClosed = outage?.isServerClosed ?? false;
    this.#schedulePaint();
  }

  async ask(question: string, proposal = ""): Promise<string | undefined> {
    const answer = this.#line.ask(question, proposal, asTyped);
    this.#schedulePaint();
    return await answer;
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    const line = this.#line.next(LABEL, parse);
    this.#schedulePaint();
    return await line;
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
    const { texts } = this.#options.render;
    const unsent = unsentSentences(this.#model.pending, this.#line.takeUnsent(), texts);
    const rest = [
      ...this.#transcript.take(),
      ...this.#renderer.flush(this.#width),
      ...unsent.flatMap((sentence) => wrapForTerminal(sentence, this.#width)),
    ];
    this.#terminal.write(
      this.#painter.erase(this.#terminal.size) + rest.map((row) => `${row}\r\n`).join(""),
    );
    await this.#terminal.flushed(FLUSH_MS);
    this.#terminal.restore();
  }

  get #width(): number {
    return textWidth(this.#terminal.size);
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

  async #flushSoon(): Promise<void> {
    await this.#options.clock.sleep(BURST_MS, this.#over.signal);
    if (!this.#over.signal.aborted) this.#add(this.#renderer.flush(this.#width));
  }

  #onKeys(keys: Key[]): void {
    for (const key of keys) {
      if (key.type === "report") {
        if (this.#cursorQuery.isPending) this.#painter.setCursor(key, this.#terminal.size);
        this.#cursorQuery.onAnswer();
        continue;
      }
      if (key.type === "focus") {
        this.#attention.onFocus(key.isFocused);
        if (key.isFocused) this.#title?.markRead();
      } else this.#onKey(key);
      this.#schedulePaint();
    }
  }

  #onKey(key: Key): void {
    this.#onActivity();
    this.#attention.onKey();
    this.#title?.markRead();
    this.#line.press(key);
    const { complaint } = this.#line;
    // Below the line there is no room for it.
    if (complaint !== undefined && this.#terminal.size.rows < ROWS_WITH_COMPLAINT) {
      this.#add(wrapForTerminal(complaint, this.#width));
    }
  }

  get #candidates(): Candidates {
    const names = this.#model.people.filter((name) => !isMe(this.#model, name));
    return { names, commands: this.#options.commands };
  }

  /** Paints once for all that happens until the terminal has taken what came before. */
  #schedulePaint(): void {
    this.#painting ??= this.#terminal.idle().then(() => {
      this.#painting = undefined;
      if (this.#over.signal.aborted || this.#cursorQuery.isPending) return;
      const { size } = this.#terminal;
      const isAsked = size.columns === this.#askedColumns;
      if (isAsked || !this.#painter.needsCursor(size)) this.#paint();
      else this.#askCursor();
    });
  }

  /** In a narrower window, nothing is painted until the terminal has said where its cursor is. */
  async #askCursor(): Promise<void> {
    await this.#cursorQuery.ask(() => this.#askedColumns = this.#terminal.size.columns);
    this.#schedulePaint();
  }

  #paint(): void {
    const { size } = this.#terminal;
    const painted = this.#painter.paint(this.#transcript.take(), this.#prompt(), size);
    this.#askedColumns = undefined;
    this.#terminal.write(this.#bell.take() + (this.#title?.update() ?? "") + painted);
  }

  #prompt(): Prompt {
    const { editor, question, complaint, isLeaveHinted } = this.#line;
    const { render } = this.#options;
    const isQuestion = question !== undefined;
    return promptOf({
      editor,
      label: question ?? labelOf(this.#model, this.#width, this.#options.isEncrypted?.()),
      recipient: isQuestion ? undefined : recipientOf(editor.text, this.#model, render.texts),
      pending: this.#model.pending,
      waiting: this.#model.waiting,
      secondsToRetry: this.#countdown.seconds,
      isServerClosed: this.#isServerClosed,
      complaint: complaint === undefined ? [] : wrap(complaint, this.#width),
      hint: isLeaveHinted ? render.texts.interruptAgain : undefined,
    }, render);
  }
}
