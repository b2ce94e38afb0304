/**
 * Who holds back those who write: readers so far behind that they would lose what comes next, as
 * long as they are worth waiting for. Time is passed in.
 */

import { LIMITS } from "../protocol.ts";

/** A reader, as far as others may have to wait for it. */
export interface TrackedReader {
  /** How far it is behind the head of the log. */
  readonly bytesBehind: number;
  /** The number of the last entry it was sent; Infinity while it reads none. */
  readonly cursor: number;
  /** How many bytes it has taken so far. */
  readonly bytesWritten: number;
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
  bytesWritten: number;
  isOver: boolean;
}

/** The readers of one log that others wait for. */
export class Backpressure {
  readonly #log: { readonly head: number; readonly firstInMemory: number };
  readonly #holds = new Map<TrackedReader, Hold>();
  #ready = Promise.withResolvers<void>();

  /**
   * Begins with nobody to wait for.
   *
   * @param log What they read.
   */
  constructor(log: { readonly head: number; readonly firstInMemory: number }) {
    this.#log = log;
  }

  /** Resolves when nobody who still reads is too far behind. */
  async ready(): Promise<void> {
    while (this.#holds.values().some(({ isOver }) => !isOver)) await this.#ready.promise;
  }

  /** More has happened: others wait for a reader that this leaves far behind. */
  check(reader: TrackedReader, now: number): void {
    if (!this.#isFarBehind(reader) || this.#holds.has(reader)) return;
    this.#holds.set(reader, { since: now, bytesWritten: reader.bytesWritten, isOver: false });
  }

  /** A reader has taken some bytes, or reads no more. */
  onProgress(reader: TrackedReader): void {
    if (this.#holds.size === 0 || this.#isFarBehind(reader)) return;
    this.#holds.delete(reader);
    this.#signalReady();
  }

  /** A reader is gone. */
  remove(reader: TrackedReader): void {
    if (this.#holds.delete(reader)) this.#signalReady();
  }

  /** Goes on without the readers that are not worth waiting for. */
  recheck(now: number): void {
    for (const [reader, hold] of this.#holds) {
      if (now - hold.since < HOLD_MS) continue;
      const { bytesWritten } = reader;
      hold.isOver = bytesWritten - hold.bytesWritten < WORTH_WAITING_BYTES;
      hold.since = now;
      hold.bytesWritten = bytesWritten;
    }
    this.#signalReady();
  }

  /** Whether a reader may soon have lost what comes next. What is on disk is not lost. */
  #isFarBehind({ bytesBehind, cursor }: TrackedReader): boolean {
    const { head, firstInMemory } = this.#log;
    if (cursor + 1 < firstInMemory) return false;
    return bytesBehind > FAR_BEHIND_BYTES || head - cursor > FAR_BEHIND_ENTRIES;
  }

  #signalReady(): void {
    this.#ready.resolve();
    this.#ready = Promise.withResolvers();
  }
}
