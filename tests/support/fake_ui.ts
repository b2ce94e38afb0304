/** A user interface in memory: records what it is shown; the test types. */

import type { NotUtf8Error } from "../../lib/errors.ts";
import type { Outage, Parse, Ui } from "../../lib/join/ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { Changes } from "./changes.ts";

/** Records everything it is shown, and reads the lines that a test types. */
export class FakeUi implements Ui {
  readonly keepsRejectedLine: boolean;
  inputError?: NotUtf8Error;
  /** The events shown. */
  readonly events: Event[] = [];
  /** The model before each event. */
  readonly before: Model[] = [];
  readonly sentences: string[] = [];
  /** The sentences that were shown with their time. */
  readonly notes: string[] = [];
  /** The typed lines that were rejected. */
  readonly refusedLines: string[] = [];
  /** The complaint about each rejected line. */
  readonly complaints: string[] = [];
  readonly questions: { question: string; isAgain: boolean }[] = [];
  /** What stood in the line of each question; undefined in that of a first question. */
  readonly proposals: (string | undefined)[] = [];
  readonly echoed: string[] = [];
  model: Model = EMPTY;
  outage?: Outage;
  /** How often `clear()` was called. */
  clears = 0;
  /** Whether `close()` has finished. */
  isClosed = false;
  /** What `close()` waits for, as for a terminal with pending output. */
  drained: Promise<void> = Promise.resolve();
  /** Thrown by `show()`. */
  showError?: unknown;
  /** Thrown when a line is read. */
  readError?: unknown;
  /** Notified when something is shown or typed. */
  readonly changes = new Changes();
  readonly #typed: string[] = [];
  #hasEnded = false;
  #onActivity = () => {};

  /** Starts empty. `keepsLine`: whether a rejected line stays in the prompt. */
  constructor({ keepsLine = false } = {}) {
    this.keepsRejectedLine = keepsLine;
  }

  /** Types lines; the answer of a question is the next line. */
  type(...lines: string[]): void {
    this.#typed.push(...lines);
    this.changes.notify();
  }

  /** Ends the input, as Ctrl+D does. */
  endInput(): void {
    this.#hasEnded = true;
    this.changes.notify();
  }

  /** Presses a key that types nothing. */
  press(): void {
    this.#onActivity();
  }

  /** How many typed lines are unread. */
  get unread(): number {
    return this.#typed.length;
  }

  say(sentence: string): void {
    this.sentences.push(sentence);
    this.changes.notify();
  }

  note(sentence: string): void {
    this.notes.push(sentence);
    this.say(sentence);
  }

  show(event: Event, before: Model): void {
    if (this.showError !== undefined) throw this.showError;
    this.events.push(event);
    this.before.push(before);
    this.changes.notify();
  }

  echo(line: string): void {
    this.echoed.push(line);
  }

  setStatus(model: Model, outage: Outage | undefined): void {
    this.model = model;
    this.outage = outage;
    this.changes.notify();
  }

  async ask(question: string, proposal?: string): Promise<string | undefined> {
    this.questions.push({ question, isAgain: proposal !== undefined });
    this.proposals.push(proposal);
    return await this.#read();
  }

  async nextLine<T>(parse: Parse<T>): Promise<T | undefined> {
    for (;;) {
      const line = await this.#read();
      if (line === undefined) return undefined;
      const parsed = parse(line);
      if ("value" in parsed) return parsed.value;
      this.refusedLines.push(line);
      this.complaints.push(parsed.complaint);
    }
  }

  onActivity(call: () => void): void {
    this.#onActivity = call;
  }

  clear(): void {
    this.clears++;
  }

  async close(): Promise<void> {
    await this.drained;
    this.isClosed = true;
  }

  async #read(): Promise<string | undefined> {
    for (;;) {
      if (this.readError !== undefined) throw this.readError;
      const line = this.#typed.shift();
      if (line !== undefined || this.#hasEnded) return line;
      await this.changes.next;
    }
  }
}
