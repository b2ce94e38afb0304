/**
 * A user interface whose conversation is appended to a log too, as text: each line has its day, its
 * time and its author, and never an escape sequence. What was said before the person joined is left
 * out, and so is what is not shown: answers to commands, questions, ignored people.
 */

import type { NotUtf8Error } from "../errors.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import type { Entry, Event } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { RenderOptions } from "../view/lines.ts";
import { EMPTY, isMe, isPast, type Model } from "../view/model.ts";
import { encodeEntry } from "../wire/plain_text.ts";
import type { Outage, Parse, Ui } from "./ui.ts";
import { unsentSentences } from "./unsent.ts";

/** What the conversation is appended to. */
export interface ConversationLog {
  /** Appends text, which ends its last line. Never waits. */
  append(text: string): void;
  /** Called when text was lost, once until text is written again. */
  onFailure: () => void;
}

/** What it is made with. */
export interface LoggedUiOptions extends Pick<RenderOptions, "texts" | "formatTime" | "now"> {
  /** Where the conversation is appended. */
  log: ConversationLog;
  /** Whether the server is the original program, whose messages come as sentences. */
  plain: boolean;
}

/** A user interface with a log. */
export class LoggedUi implements Ui {
  readonly #ui: Ui;
  readonly #options: LoggedUiOptions;
  #model: Model = EMPTY;

  /**
   * Appends nothing yet.
   *
   * @param ui Where everything is shown.
   * @param options The log.
   */
  constructor(ui: Ui, options: LoggedUiOptions) {
    this.#ui = ui;
    this.#options = options;
    options.log.onFailure = () => ui.note(options.texts.logFailed);
  }

  get keepsRejectedLine(): boolean {
    return this.#ui.keepsRejectedLine;
  }

  get inputError(): NotUtf8Error | undefined {
    return this.#ui.inputError;
  }

  say(sentence: string): void {
    const { plain, texts } = this.#options;
    const isEnd = sentence === texts.youLeft || sentence === texts.closedByServer;
    if (isEnd || plain && sentence !== texts.banner) this.#append(sentence);
    this.#ui.say(sentence);
  }

  note(sentence: string): void {
    this.#append(sentence);
    this.#ui.note(sentence);
  }

  show(event: Event, before: Model): void {
    const { texts } = this.#options;
    if (event.type === "missed") this.#append(texts.missed(event.count));
    const isClosing = event.type === "refused" && event.code === "server-closing";
    if (isClosing) this.#append(texts.serverClosed);
    if ("seq" in event && event.type !== "welcome" && !isPast(before, event)) {
      this.#append(entryText(event, before, texts), event.time);
    }
    this.#ui.show(event, before);
  }

  echo(line: string): void {
    this.#append(`› ${line}`);
    this.#ui.echo(line);
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.#model = model;
    this.#ui.setStatus(model, outage);
  }

  async ask(question: string, proposal?: string): Promise<string | undefined> {
    return await this.#ui.ask(question, proposal);
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    return await this.#ui.nextLine(parse);
  }

  onActivity(call: () => void): void {
    this.#ui.onActivity(call);
  }

  clear(): void {
    this.#ui.clear();
  }

  async close(): Promise<void> {
    const { texts } = this.#options;
    for (const sentence of unsentSentences(this.#model.pending, [], texts)) this.#append(sentence);
    await this.#ui.close();
  }

  /** Appends why the conversation could not go on, which is shown after everything is closed. */
  logFailure(sentence: string): void {
    this.#append(sentence);
  }

  #append(text: string, time = this.#options.now()): void {
    const { log, formatTime } = this.#options;
    const safe = safeText(text);
    if (safe === "") return;
    const stamp = `${dayOf(time)} ${formatTime(time)}`;
    const lines = safe.split("\n").map((line) => `${stamp} ${line}\n`);
    log.append(lines.join(""));
  }
}

/** An entry as a person reads it, with its author in every line; empty if no sentence is for it. */
function entryText(entry: Entry, model: Model, texts: ConversationTexts): string {
  if (entry.type === "left" && entry.reason === "kicked") {
    return mapLines(entry.text ?? "", (line) => texts.removed(entry.name, line));
  }
  if (entry.type === "whispered" && isMe(model, entry.from)) {
    return mapLines(entry.text, (line) => texts.whisperedTo(entry.from, entry.to, line));
  }
  return encodeEntry(entry, texts).slice(0, -1);
}

function mapLines(text: string, sentence: (line: string) => string): string {
  return text.split("\n").map(sentence).join("\n");
}

/** The day of a time in the computer's time zone, as in 2026-01-31. */
function dayOf(time: number): string {
  const date = new Date(time);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
