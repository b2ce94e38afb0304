/**
 * How a conversation meets the person: what it shows, what it asks, and what it is told. There is
 * one face for redirected output, one for a terminal that is only written to, one with a prompt.
 */

import type { Event } from "../protocol.ts";
import type { Model } from "../view/model.ts";

/** The server is not there. */
export interface Outage {
  /** When the next try is, in ms since 1970. */
  retryAt: number;
}

/** What a line lacks to be sent: the sentence, and nothing when it lacks nothing. */
export type Validate = (line: string) => string | undefined;

/** One way to meet the person. */
export interface Ui {
  /** Whether a line that is refused stays where it was typed. */
  readonly keepsRejectedLine: boolean;
  /** Shows a sentence of the program itself, which may have several lines. */
  say(sentence: string): void;
  /** Shows an event. `before` is the conversation as it was before it. */
  show(event: Event, before: Model): void;
  /** Shows what the person said, where nothing that comes back will show it. */
  echo(line: string): void;
  /** Takes note of how the conversation stands. */
  setStatus(model: Model, outage: Outage | undefined): void;
  /**
   * Asks a question; undefined when there will be no answer.
   *
   * @param isAgain Whether the answer before it would not do. @default {false}
   */
  ask(question: string, isAgain?: boolean): Promise<string | undefined>;
  /** The next line nothing is wrong with; undefined when there will be none. */
  nextLine(complain: Validate): Promise<string | undefined>;
  /** Calls whenever the person touches the keyboard. */
  onActivity(call: () => void): void;
  /** Takes away what was shown so far, if it can. */
  clear(): void;
  /** Gives back what it took. Resolves when everything is shown. */
  close(): Promise<void>;
}
