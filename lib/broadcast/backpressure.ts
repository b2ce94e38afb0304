/**
 * Backpressure: a command is carried out when there is room for its entry in the in-memory log behind
 * the slowest reader that makes progress; until then its sender waits, and is not read. So however
 * many send, the log never runs over a reader that reads. Time is passed in.
 */

import { LIMITS } from "../protocol.ts";

/** A reader whose progress is tracked. */
export interface TrackedReader {
  /** Whether it reads to the head of the log. */
  readonly isFollowing: boolean;
  /** The number of the last entry it was sent. */
  readonly cursor: number;
  /** How many bytes it has taken so far. */
  readonly bytesWritten: number;
}

/** The log, as far as backpressure looks at it. */
export interface LogBounds {
  /** The number of the newest entry. */
  readonly last: number;
  /** The number of the oldest entry held in memory. */
  readonly firstInMemory: number;
  /** The weight of the entries after a number. */
  weightAfter(seq: number): number;
}

/** What backpressure is made with. */
export interface BackpressureOptions {
  /** What the readers read. */
  log: LogBounds;
  /** All readers of the log; they may come and go. */
  readers: Iterable<TrackedReader>;
  /** Calls back once everything that has completed is processed. */
  defer: (call: () => void) => void;
}

/** The rest of the log is for entries that cannot wait, such as that a person has left. */
const MAX_ENTRIES = LIMITS.logEntries * 3 / 4;
const MAX_WEIGHT = LIMITS.logBytes * 3 / 4;
/** Senders wait for a reader that takes this much in half a second; for a slower one no longer. */
const MIN_PROGRESS_BYTES = 32 * 1024;
const PROGRESS_MS = 500;
/** One look may come after a pause of our own, in which no reader was served. */
const MIN_LOOKS = 2;

/** A sender that waits for room. */
interface Waiting {
  weight: number;
  resolve: () => void;
}

/** A reader that is far behind, and its progress since it was last looked at. */
interface Lagging {
  since: number;
  /** How often it was looked at since then. */
  looks: number;
  bytesWritten: number;
  isStalled: boolean;
}

/** The senders' pause of one log. */
export class Backpressure {
  readonly #log: LogBounds;
  readonly #readers: Iterable<TrackedReader>;
  readonly #defer: (call: () => void) => void;
  #lagging = new Map<TrackedReader, Lagging>();
  /** First come, first served. */
  readonly #waiting: Waiting[] = [];
  /** Entries of senders that were let go on, and have not appended them yet. */
  readonly #granted = { entries: 0, weight: 0 };
  /** No reader that senders wait for has a lower cursor. */
  #floor = 0;
  /** Whether the floor may have risen since it was found. */
  #hasMoved = true;
  #isReleaseScheduled = false;

  /**
   * Starts without a pause.
   *
   * @param options The log and its readers.
   */
  constructor({ log, readers, defer }: BackpressureOptions) {
    this.#log = log;
    this.#readers = readers;
    this.#defer = defer;
  }

  /**
   * Makes a sender wait for room in the log.
   *
   * @param weight The weight of the entry to append.
   * @returns Resolves when it fits, and the sender appends it in the first reaction; undefined when
   * it fits now.
   */
  admit(weight: number): Promise<void> | undefined {
    if (this.#hasRoom(weight)) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ weight, resolve });
    // One reaction later than the sender's: the entry is in the log by then.
    promise.then(() => {}).then(() => this.#onAppended(weight));
    return promise;
  }

  /** What was granted is in the log, or its sender is gone: there may be room for the next. */
  #onAppended(weight: number): void {
    this.#granted.entries--;
    this.#granted.weight -= weight;
    this.#release();
  }

  /** A reader has moved, begins to read, or is gone: there may be room. */
  onProgress({ cursor }: TrackedReader): void {
    if (cursor < this.#floor && this.#isInMemory(cursor)) this.#floor = cursor;
    this.#hasMoved = true;
    if (this.#isReleaseScheduled || this.#waiting.length === 0) return;
    this.#isReleaseScheduled = true;
    this.#defer(() => this.#release());
  }

  /**
   * Looks for readers far behind that make too little progress, for which senders do not wait.
   *
   * @param now In ms; only differences count.
   */
  recheck(now: number): void {
    const lagging = new Map<TrackedReader, Lagging>();
    for (const reader of this.#readers) {
      if (!this.#isFarBehind(reader)) continue;
      const { bytesWritten } = reader;
      const known = this.#lagging.get(reader);
      const isDue = known && ++known.looks >= MIN_LOOKS && now - known.since >= PROGRESS_MS;
      const isStalled = isDue ? bytesWritten - known.bytesWritten < MIN_PROGRESS_BYTES : false;
      const looked = { since: now, looks: 0, bytesWritten, isStalled };
      lagging.set(reader, known && !isDue ? known : looked);
    }
    this.#lagging = lagging;
    this.#floor = this.#slowestCursor();
    this.#release();
  }

  #release(): void {
    this.#isReleaseScheduled = false;
    while (this.#waiting.length > 0 && this.#hasRoom(this.#waiting[0]!.weight)) {
      const { weight, resolve } = this.#waiting.shift()!;
      this.#granted.entries++;
      this.#granted.weight += weight;
      resolve();
    }
  }

  #hasRoom(weight: number): boolean {
    if (this.#fits(weight)) return true;
    if (!this.#hasMoved) return false;
    this.#hasMoved = false;
    this.#floor = this.#slowestCursor();
    return this.#fits(weight);
  }

  #fits(weight: number): boolean {
    const { entries, weight: granted } = this.#granted;
    return this.#log.last - this.#floor + entries < MAX_ENTRIES &&
      this.#log.weightAfter(this.#floor) + granted + weight <= MAX_WEIGHT;
  }

  #slowestCursor(): number {
    let slowest = this.#log.last;
    for (const reader of this.#readers) {
      if (reader.cursor < slowest && this.#isWaitedFor(reader)) slowest = reader.cursor;
    }
    return slowest;
  }

  #isWaitedFor(reader: TrackedReader): boolean {
    return reader.isFollowing && this.#isInMemory(reader.cursor) &&
      !this.#lagging.get(reader)?.isStalled;
  }

  /** Whether the next entry is in memory: a reader of the disk loses nothing. */
  #isInMemory(cursor: number): boolean {
    return cursor + 1 >= this.#log.firstInMemory;
  }

  /** A stalled reader that was run over is far behind, too: it is not waited for when it reads on. */
  #isFarBehind({ isFollowing, cursor }: TrackedReader): boolean {
    if (!isFollowing) return false;
    return this.#log.last - cursor > MAX_ENTRIES / 2 ||
      this.#log.weightAfter(cursor) > MAX_WEIGHT / 2;
  }
}
