/**
 * The private messages to one person, from the moment they are in the log until the person has
 * received them or their authors have been told that they will not arrive.
 */

import { SERVER_LIMITS } from "../server_limits.ts";
import type { Logged } from "./logged.ts";
import { weigh } from "./weight.ts";

/** The private messages to one person. */
export class Inbox {
  #ackedSeq: number;
  #resolvedSeq: number;
  #unacked: Logged[] = [];
  #unackedBytes = 0;

  /**
   * Makes an inbox without unacknowledged messages.
   *
   * @param ackedSeq Messages up to this number were received. @default {0}
   * @param resolvedSeq Messages up to this number were received, or reported to their authors.
   * @default {0}
   */
  constructor(ackedSeq = 0, resolvedSeq = 0) {
    this.#ackedSeq = ackedSeq;
    this.#resolvedSeq = resolvedSeq;
  }

  /** Messages up to this number were received. */
  get ackedSeq(): number {
    return this.#ackedSeq;
  }

  /** Messages up to this number were received, or reported to their authors as not received. */
  get resolvedSeq(): number {
    return this.#resolvedSeq;
  }

  /** The messages that are not acknowledged, oldest first. */
  get unacked(): readonly Logged[] {
    return this.#unacked;
  }

  /** The size of the unacknowledged messages, as the log estimates it. */
  get unackedBytes(): number {
    return this.#unackedBytes;
  }

  /** Whether there are so many unacknowledged messages that no more are accepted. */
  get isFull(): boolean {
    return this.#unackedBytes > SERVER_LIMITS.unackedBytes ||
      this.#unacked.length >= SERVER_LIMITS.unackedMessages;
  }

  /** Whether there are more than a quarter of that: a receipt is needed soon. */
  get isFilling(): boolean {
    return this.#unackedBytes > SERVER_LIMITS.unackedBytes / 4 ||
      this.#unacked.length > SERVER_LIMITS.unackedMessages / 4;
  }

  /** Adds a message that was appended to the log. */
  add(message: Logged): void {
    this.#unacked.push(message);
    this.#unackedBytes += weigh(message.entry);
  }

  /**
   * Acknowledges every message up to a number.
   *
   * @returns Whether this changed what the record has to keep.
   */
  ack(seq: number): boolean {
    const isNew = seq > this.#ackedSeq && this.#unacked.length > 0;
    this.#ackedSeq = Math.max(this.#ackedSeq, seq);
    const next = this.#unacked.findIndex(({ entry }) => entry.seq > seq);
    this.#take(next === -1 ? this.#unacked.length : next);
    return isNew;
  }

  /**
   * Marks the unacknowledged messages as waiting, as those are that were said while there was no
   * connection.
   *
   * @returns Those that were not marked before, oldest first.
   */
  markWaiting(): Logged[] {
    const isMarked = ({ entry }: Logged) => entry.type !== "whispered" || entry.waiting === true;
    const marked = this.#unacked.filter((message) => !isMarked(message));
    this.#unacked = this.#unacked.map((message) =>
      isMarked(message) ? message : { ...message, entry: { ...message.entry, waiting: true } }
    ) as Logged[];
    return marked;
  }

  /**
   * Takes out every unacknowledged message: they will not be delivered any more.
   *
   * @param lastSeq The number of the newest entry, up to which all messages are resolved now.
   */
  takeUnacked(lastSeq: number): Logged[] {
    this.#resolvedSeq = lastSeq;
    return this.#take(this.#unacked.length);
  }

  #take(count: number): Logged[] {
    const taken = this.#unacked.splice(0, count);
    for (const { entry } of taken) this.#unackedBytes -= weigh(entry);
    return taken;
  }
}
