/**
 * What the server answers to one line of an IRC client. With a label, all of it is tagged as the answer
 * to that line (https://ircv3.net/specs/extensions/labeled-response).
 */

import type { IrcError, Texts } from "../i18n/mod.ts";
import type { Capabilities } from "./irc_capabilities.ts";
import { SERVER_NAME } from "./irc_entries.ts";
import { formatIrc, type IrcMessage } from "./irc_message.ts";

/** The answers to one client. */
export class IrcReplies {
  /** The name by which the server calls the client: `*` until there is one. */
  nick = "*";
  readonly #capabilities: Capabilities;
  readonly #texts: Texts;
  #messages: IrcMessage[] = [];
  #label: string | undefined;
  #lastBatch = 0;

  /**
   * Answers nothing yet.
   *
   * @param capabilities What the client asked for.
   * @param texts The language of the server.
   */
  constructor(capabilities: Capabilities, texts: Texts) {
    this.#capabilities = capabilities;
    this.#texts = texts;
  }

  /**
   * Begins the answer to a line.
   *
   * @param label The label of the line. @default {it has none}
   */
  begin(label: string | undefined): void {
    this.#label = this.#capabilities.has("labeled-response") ? label : undefined;
  }

  /** The label of the line, for an answer that comes later: this one says no more of it. */
  takeLabel(): string | undefined {
    const label = this.#label;
    this.#label = undefined;
    return label;
  }

  /** Answers with a message. */
  send(message: IrcMessage): void {
    this.#messages.push(message);
  }

  /** Answers with a command of the server itself. */
  command(command: string, ...params: string[]): void {
    this.send({ source: SERVER_NAME, command, params });
  }

  /** Answers with a number, behind which the client is named. */
  numeric(number: string, ...params: string[]): void {
    this.command(number, this.nick, ...params);
  }

  /**
   * Answers with an error, and its sentence.
   *
   * @param params What the error is about: they are shortened, because a client sent them.
   */
  error(number: IrcError, ...params: string[]): void {
    const shown = params.map(paramOf);
    this.numeric(number, ...shown, this.#texts.irc.errors[number]);
  }

  /** Answers with a standard reply: `FAIL`. */
  fail(command: string, code: string, sentence: string): void {
    this.command("FAIL", command, code, sentence);
  }

  /** A new reference of a batch. */
  nextBatch(): string {
    return `b${++this.#lastBatch}`;
  }

  /** Ends the answer. A line with a label that has no answer is acknowledged. */
  end(): string {
    const messages = this.#messages;
    const label = this.takeLabel();
    this.#messages = [];
    if (label === undefined) return messages.map(formatIrc).join("");
    const [first = { source: SERVER_NAME, command: "ACK", params: [] }] = messages;
    if (messages.length <= 1) {
      return formatIrc({ ...first, tags: { ...first.tags, label } });
    }
    const batch = this.nextBatch();
    const source = SERVER_NAME;
    const start = { tags: { label }, source, command: "BATCH" };
    return [
      { ...start, params: [`+${batch}`, "labeled-response"] },
      ...messages.map((one) => ({ ...one, tags: { batch, ...one.tags } })),
      { source, command: "BATCH", params: [`-${batch}`] },
    ].map(formatIrc).join("");
  }
}

/** A parameter in the middle of a message: no blank, not empty, and not long. */
function paramOf(text: string): string {
  const shown = text.slice(0, 80).toWellFormed().replace(/\s/g, "_").replace(/^:+/, "");
  return shown === "" ? "*" : shown;
}
