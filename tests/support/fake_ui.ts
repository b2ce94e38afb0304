/** A user interface in memory: it remembers what it is shown, and the test types. */

import type { Outage, Parse, Ui } from "../../lib/join/ui.ts";
import type { Event } from "../../lib/protocol.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { Changes } from "./changes.ts";

/** Remembers what it is shown; what is typed comes from the test. */
export class FakeUi implements Ui {
  readonly keepsRejectedLine: boolean;
  /** The events shown. */
  readonly events: Event[] = [];
  /** The model before each of them. */
  readonly before: Model[] = [];
  readonly sentences: string[] = [];
  /** The typed lines that something was wrong with. */
  readonly refusedLines: string[] = [];
  /** What was wrong with each of them. */
  readonly complaints: string[] = [];
  readonly questions: { question: string; isAgain: boolean }[] = [];
  readonly echoed: string[] = [];
  model: Model = EMPTY;
  outage?: Outage;
  /** How often the screen was cleared. */
  clears = 0;
  /** Whether the terminal was given back. */
  isClosed = false;
  /** What closing waits for, as for a terminal that has not shown everything. */
  drained: Promise<void> = Promise.resolve();
  /** Thrown by everything that shows an event. */
  showFault?: unknown;
  /** Thrown by everything that reads a line. */
  readFault?: unknown;
  /** Called when something is shown. */
  readonly changes = new Changes();
  readonly #typed: string[] = [];
  #hasEnded = false;
  #touched = () => {};

  /** Starts empty. `keepsLine`: whether a refused line stays in the prompt. */
  constructor({ keepsLine = false } = {}) {
    this.keepsRejectedLine = keepsLine;
  }

  /** Types lines; a question takes the next line as its answer. */
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
    this.#touched();
  }

  /** How many typed lines were not read yet. */
  get unread(): number {
    return this.#typed.length;
  }

  say(sentence: string): void {
    this.sentences.push(sentence);
    this.changes.notify();
  }

  show(event: Event, before: Model): void {
    if (this.showFault !== undefined) throw this.showFault;
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

  async ask(question: string, isAgain = false): Promise<string | undefined> {
    this.questions.push({ question, isAgain });
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
    this.#touched = call;
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
      if (this.readFault !== undefined) throw this.readFault;
      const line = this.#typed.shift();
      if (line !== undefined || this.#hasEnded) return line;
      await this.changes.next;
    }
  }
}
