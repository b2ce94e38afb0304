/**
 * Who holds back those who write: readers so far behind that they would lose what comes next, as
 * long as they are worth waiting for. Time is passed in.
 */

import { LIMITS } from "../protocol.ts";

/** A reader, as far as others may have to wait for it. */
export interface HeldReader {
  /** How far it is behind the head of the log. */
  readonly behindBytes: number;
  /** The number of the last entry it was sent; Infinity while it reads none. */
  readonly cursor: number;
  /** How many bytes it has taken so far. */
  readonly takenBytes: number;
}

/** A reader further behind than this holds back those who write, as long as it reads. */
const FAR_BEHIND_BYTES = LIMITS.readerBehindBytes / 2;
const FAR_BEHIND_ENTRIES = LIMITS.logEntries / 2;
/** Others wait for a reader as long as it takes this much in half a second; else no longer. */
const WORTH_WAITING_BYTES = 32 * 1024;
const HOLD_MS = 500;

/** What others wait for: a reader far behind, and what it had taken when the wait began. */
interface Hold {
  since: number;
  takenBytes: number;
  isOver: boolean;
}

/** The readers of one log that others wait for. */
export class Holds {
  readonly #log: { readonly head: number; readonly firstInMemory: number };
  readonly #holds = new Map<HeldReader, Hold>();
  #relief = Promise.withResolvers<void>();

  /**
   * Begins with nobody to wait for.
   *
   * @param log What they read.
   */
  constructor(log: { readonly head: number; readonly firstInMemory: number }) {
    this.#log = log;
  }

  /** Resolves when nobody who still reads is too far behind. */
  async relief(): Promise<void> {
    while (this.#holds.values().some(({ isOver }) => !isOver)) await this.#relief.promise;
  }

  /** More has happened: others wait for a reader that this leaves far behind. */
  consider(reader: HeldReader, now: number): void {
    if (!this.#isFarBehind(reader) || this.#holds.has(reader)) return;
    this.#holds.set(reader, { since: now, takenBytes: reader.takenBytes, isOver: false });
  }

  /** A reader has taken some bytes, or reads no more. */
  progressed(reader: HeldReader): void {
    if (this.#holds.size === 0 || this.#isFarBehind(reader)) return;
    this.#holds.delete(reader);
    this.#relieve();
  }

  /** A reader is gone. */
  release(reader: HeldReader): void {
    if (this.#holds.delete(reader)) this.#relieve();
  }

  /** Goes on without the readers that are not worth waiting for. */
  reconsider(now: number): void {
    for (const [reader, hold] of this.#holds) {
      if (now - hold.since < HOLD_MS) continue;
      const { takenBytes } = reader;
      hold.isOver = takenBytes - hold.takenBytes < WORTH_WAITING_BYTES;
      hold.since = now;
      hold.takenBytes = takenBytes;
    }
    this.#relieve();
  }

  /** Whether a reader may soon have lost what comes next. What is on disk is not lost. */
  #isFarBehind({ behindBytes, cursor }: HeldReader): boolean {
    const { head, firstInMemory } = this.#log;
    if (cursor + 1 < firstInMemory) return false;
    return behindBytes > FAR_BEHIND_BYTES || head - cursor > FAR_BEHIND_ENTRIES;
  }

  #relieve(): void {
    this.#relief.resolve();
    this.#relief = Promise.withResolvers();
  }
}
