/**
 * Backpressure: pauses senders while a reader is about to fall off the in-memory log, as long as
 * that reader makes progress. Time is passed in.
 */

import { LIMITS } from "../protocol.ts";

/** A reader whose progress is tracked. */
export interface TrackedReader {
  /** How many bytes of the log it was not sent yet. */
  readonly bytesBehind: number;
  /** The number of the last entry it was sent. */
  readonly cursor: number;
  /** How many bytes it has taken so far. */
  readonly bytesWritten: number;
}

/** The log, as far as backpressure looks at it. */
export interface LogBounds {
  /** The number of the newest entry that may be read. */
  readonly head: number;
  /** The number of the oldest entry held in memory. */
  readonly firstInMemory: number;
}

/** A reader further behind than this pauses the senders. */
const FAR_BEHIND_BYTES = LIMITS.readerBehindBytes / 2;
const FAR_BEHIND_ENTRIES = LIMITS.logEntries / 2;
/** Senders wait for a reader that takes this much in half a second; for a slower one no longer. */
const MIN_PROGRESS_BYTES = 32 * 1024;
const PROGRESS_MS = 500;

/** A reader that is far behind, and its progress since it was last looked at. */
interface Lagging {
  since: number;
  bytesWritten: number;
  isStalled: boolean;
}

/** The senders' pause of one log. */
export class Backpressure {
  readonly #log: LogBounds;
  readonly #lagging = new Map<TrackedReader, Lagging>();
  #ready = Promise.withResolvers<void>();

  /**
   * Starts without a pause.
   *
   * @param log What the readers read.
   */
  constructor(log: LogBounds) {
    this.#log = log;
  }

  /** Resolves when no reader that makes progress is far behind. */
  async ready(): Promise<void> {
    while (this.#lagging.values().some(({ isStalled }) => !isStalled)) await this.#ready.promise;
  }

  /** Pauses the senders if this reader is far behind. Called after new entries were delivered. */
  check(reader: TrackedReader, now: number): void {
    if (this.#lagging.has(reader) || !this.#isFarBehind(reader)) return;
    this.#lagging.set(reader, { since: now, bytesWritten: reader.bytesWritten, isStalled: false });
  }

  /** A reader has taken some bytes: ends its pause if it is not far behind any more. */
  onProgress(reader: TrackedReader): void {
    if (this.#lagging.size === 0 || this.#isFarBehind(reader)) return;
    this.remove(reader);
  }

  /** Ends the pause of a reader that is gone. */
  remove(reader: TrackedReader): void {
    if (this.#lagging.delete(reader)) this.#signalReady();
  }

  /** Ends the pause of readers that made too little progress. */
  recheck(now: number): void {
    for (const [reader, lagging] of this.#lagging) {
      if (now - lagging.since < PROGRESS_MS) continue;
      const { bytesWritten } = reader;
      lagging.isStalled = bytesWritten - lagging.bytesWritten < MIN_PROGRESS_BYTES;
      lagging.since = now;
      lagging.bytesWritten = bytesWritten;
    }
    this.#signalReady();
  }

  /** Whether a reader may soon lose entries. A reader of the disk loses none. */
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
