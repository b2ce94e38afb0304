/**
 * Messages of several lines, as a client sends them: a batch of messages, which together are one
 * (https://ircv3.net/specs/extensions/multiline).
 */

import { encodeUtf8 } from "../bytes.ts";
import type { BatchFailure } from "../i18n/mod.ts";
import { LIMITS, type Tags } from "../protocol.ts";
import type { IrcMessage } from "./irc_message.ts";

/** The type of such a batch, and its capability. */
export const MULTILINE = "draft/multiline";
/** The tag of a message that continues the line before it. */
export const CONCAT = "draft/multiline-concat";
/** How many messages one batch may have. */
export const MAX_LINES = 100;

/** A message that was put together. */
export interface Multiline {
  /** For whom it is. */
  target: string;
  /** The message; empty lines are kept. */
  text: string;
  /** Whether a program says it by itself. */
  isNotice: boolean;
  /** The label of the batch. */
  label: string | undefined;
  /** What IRC clients tell each other of it. */
  tags: Tags | undefined;
}

/** Why a batch is no message. */
export interface MultilineFailure {
  /** The code of a standard reply. */
  failure: BatchFailure;
  /** What it is about. */
  about: readonly string[];
}

/** The batch that a client is sending. */
export class MultilineBatch {
  /** The name of the batch. */
  readonly reference: string;
  readonly #message: Multiline;
  #lines = 0;
  #failure: MultilineFailure | undefined;

  /**
   * Begins a batch.
   *
   * @param reference The name of the batch.
   * @param target For whom the message is.
   * @param begun The label and the tags of the line that began it.
   */
  constructor(reference: string, target: string, begun: Pick<Multiline, "label" | "tags">) {
    this.reference = reference;
    this.#message = { target, text: "", isNotice: false, ...begun };
  }

  /** Whether a line belongs to the batch. It is taken, whatever is wrong with it. */
  collects({ command, params, tags = {} }: IrcMessage): boolean {
    const isMessage = command === "PRIVMSG" || command === "NOTICE";
    if (!isMessage || tags["batch"] !== this.reference) return false;
    const [target = "", text = ""] = params;
    const isConcat = CONCAT in tags;
    if (target !== this.#message.target) {
      this.#fail("MULTILINE_INVALID_TARGET", this.#message.target, target);
    }
    if (isConcat && text === "") this.#fail("MULTILINE_INVALID");
    if (++this.#lines > MAX_LINES) this.#fail("MULTILINE_MAX_LINES", String(MAX_LINES));
    const separator = this.#lines === 1 || isConcat ? "" : "\n";
    const whole = this.#message.text + separator + text;
    if (encodeUtf8(whole).length > LIMITS.messageBytes) {
      this.#fail("MULTILINE_MAX_BYTES", String(LIMITS.messageBytes));
    }
    if (!this.#failure) this.#message.text = whole;
    this.#message.isNotice = command === "NOTICE";
    return true;
  }

  /** Whether it has more lines than it may. */
  get isTooMuch(): boolean {
    return this.#lines > MAX_LINES;
  }

  /** Ends the batch: the message, or why it is none. */
  end(): Multiline | MultilineFailure {
    const isBlank = this.#message.text.trim() === "";
    if (isBlank) this.#fail("MULTILINE_INVALID");
    return this.#failure ?? this.#message;
  }

  /** The first thing that is wrong is told. */
  #fail(failure: BatchFailure, ...about: string[]): void {
    this.#failure ??= { failure, about };
  }
}
