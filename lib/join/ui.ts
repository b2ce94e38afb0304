/**
 * The user interface of a conversation: what it shows and asks, and what it is told. There is one for
 * redirected output, one for a terminal that lines are only added to, one with a prompt.
 */

import type { NotUtf8Error } from "../errors.ts";
import type { Event } from "../protocol.ts";
import type { Model } from "../view/model.ts";

/** The server cannot be reached. */
export interface Outage {
  /** When the next try is, in monotonic ms; not later than now while a try is under way. */
  retryAt: number;
  /** Whether the server was closed on purpose: then no link is broken. @default {false} */
  isServerClosed?: boolean;
}

/** A typed line: its meaning, or the sentence that says what is wrong with it. */
export type Parsed<T> = { value: T } | { complaint: string };

/** Parses a typed line. */
export type Parse<T> = (line: string) => Parsed<T>;

/** Takes a line as it is. */
export function asTyped(line: string): Parsed<string> {
  return { value: line };
}

/** A user interface. */
export interface Ui {
  /** Whether a rejected line stays in the prompt. */
  readonly keepsRejectedLine: boolean;
  /** Why there is no more input, if it has not just ended. */
  readonly inputError?: NotUtf8Error | undefined;
  /** Shows a sentence of the program itself, which may have several lines. */
  say(sentence: string): void;
  /**
   * Shows what happened to the connection, or at the server of the host, with the time where rows
   * have one.
   */
  note(sentence: string): void;
  /** Shows an event. `before` is the model as it was before the event. */
  show(event: Event, before: Model): void;
  /** Shows what the person said, where no event will show it. */
  echo(line: string): void;
  /** Shows the state of the conversation: pending messages, and the outage. */
  setStatus(model: Model, outage: Outage | undefined): void;
  /**
   * Asks a question; undefined when there will be no answer.
   *
   * @param proposal What stands in the line, where lines can be edited: the answer before this one,
   *   which was refused. @default {the question is asked for the first time}
   */
  ask(question: string, proposal?: string): Promise<string | undefined>;
  /** The next line that can be parsed, parsed; undefined when there will be none. */
  nextLine<T>(parse: Parse<T>): Promise<T | undefined>;
  /** Calls at every activity of the person. */
  onActivity(call: () => void): void;
  /** Clears what was shown, where that is possible. */
  clear(): void;
  /** Restores the terminal. Resolves when everything is shown. */
  close(): Promise<void>;
}
