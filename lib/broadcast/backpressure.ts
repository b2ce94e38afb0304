/**
 * Backpressure: a command is carried out when there is room for its entry in the in-memory log behind
 * the slowest reader that makes progress; until then its sender waits, and is not read. So however
 * many send, the log never runs over a reader that reads. Time is passed in.
 */

import { SERVER_LIMITS } from "../server_limits.ts";

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
const MAX_ENTRIES = SERVER_LIMITS.logEntries * 3 / 4;
const MAX_WEIGHT = SERVER_LIMITS.logBytes * 3 / 4;
/** Readers are looked at four times a second, and one that has just stopped is not known yet. */
const MAX_HELD_MS = SERVER_LIMITS.senderWaitMs - 250;
/** Senders do not wait for a reader that takes less than this in so long. */
const MIN_PROGRESS_BYTES = 128 * 1024;
const PROGRESS_MS = 2_000;

/** A sender that waits for room. */
interface Waiting {
  weight: number;
  entries: number;
  resolve: () => void;
}

/** A reader that is far behind, and its progress. */
interface Lagging {
  /** What it had taken when it was last looked at. */
  bytesWritten: number;
  /** For how long senders have waited since, at most. */
  heldMs: number;
  /** What it had taken at the beginning of the period over which its pace is measured. */
  periodBytes: number;
  periodStart: number;
  isTooSlow: boolean;
}

/** The senders' pause of one log. */
export class Backpressure {
  readonly #log: LogBounds;
  readonly #readers: Iterable<TrackedReader>;
  readonly #defer: (call: () => void) => void;
  readonly #lagging = new Map<TrackedReader, Lagging>();
  #checkedAt = 0;
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
   * @param weight The weight of what the sender appends.
   * @param entries How many entries that is. @default {1}
   * @returns Resolves when it fits, and the sender appends it in the first reaction; undefined when
   * it fits now.
   */
  admit(weight: number, entries = 1): Promise<void> | undefined {
    if (this.#waiting.length === 0 && this.#hasRoom(weight, entries)) return undefined;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ weight, entries, resolve });
    // One reaction later than the sender's: the entries are in the log by then.
    promise.then(() => {}).then(() => this.#onAppended(weight, entries));
    return promise;
  }

  /** What was granted is in the log, or its sender is gone: there may be room for the next. */
  #onAppended(weight: number, entries: number): void {
    this.#granted.entries -= entries;
    this.#granted.weight -= weight;
    this.#release();
  }

  /** A reader has moved, begins to read, or is gone. */
  onProgress({ cursor }: TrackedReader): void {
    if (cursor < this.#floor && this.#isInMemory(cursor)) this.#floor = cursor;
    this.onMoved();
  }

  /** Readers have moved forward: there may be room. */
  onMoved(): void {
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
    for (const reader of this.#readers) {
      if (this.#isFarBehind(reader)) this.#look(reader, now);
      else this.#lagging.delete(reader);
    }
    for (const reader of this.#lagging.keys()) {
      if (!reader.isFollowing) this.#lagging.delete(reader);
    }
    this.#checkedAt = now;
    this.#floor = this.#slowestCursor();
    this.#release();
  }

  #look(reader: TrackedReader, now: number): void {
    const { bytesWritten } = reader;
    const isHolding = this.#waiting.length > 0;
    const one = this.#lagging.get(reader);
    if (!one) {
      const period = { periodBytes: bytesWritten, periodStart: now, isTooSlow: false };
      if (isHolding) this.#lagging.set(reader, { bytesWritten, heldMs: 0, ...period });
      return;
    }
    if (bytesWritten > one.bytesWritten) one.heldMs = 0;
    else if (isHolding) one.heldMs += now - this.#checkedAt;
    one.bytesWritten = bytesWritten;
    // Only the time in which senders wait counts, but they do not wait a second time.
    if (!isHolding && !isStalled(one)) this.#lagging.delete(reader);
    if (now - one.periodStart < PROGRESS_MS) return;
    one.isTooSlow = bytesWritten - one.periodBytes < MIN_PROGRESS_BYTES;
    one.periodStart = now;
    one.periodBytes = bytesWritten;
  }

  #release(): void {
    this.#isReleaseScheduled = false;
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      const { weight, entries, resolve } = first;
      if (!this.#hasRoom(weight, entries)) return;
      this.#waiting.shift();
      this.#granted.entries += entries;
      this.#granted.weight += weight;
      resolve();
    }
  }

  #hasRoom(weight: number, entries: number): boolean {
    if (this.#fits(weight, entries)) return true;
    if (!this.#hasMoved) return false;
    this.#hasMoved = false;
    this.#floor = this.#slowestCursor();
    return this.#fits(weight, entries);
  }

  #fits(weight: number, entries: number): boolean {
    const granted = this.#granted;
    return this.#log.last - this.#floor + granted.entries + entries <= MAX_ENTRIES &&
      this.#log.weightAfter(this.#floor) + granted.weight + weight <= MAX_WEIGHT;
  }

  /** Infinity when nobody is waited for. */
  #slowestCursor(): number {
    let slowest = Infinity;
    for (const reader of this.#readers) {
      if (reader.cursor < slowest && this.#isWaitedFor(reader)) slowest = reader.cursor;
    }
    return slowest;
  }

  #isWaitedFor(reader: TrackedReader): boolean {
    if (!reader.isFollowing || !this.#isInMemory(reader.cursor)) return false;
    const lagging = this.#lagging.get(reader);
    return !lagging || !isStalled(lagging);
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

function isStalled({ isTooSlow, heldMs }: Lagging): boolean {
  return isTooSlow || heldMs >= MAX_HELD_MS;
}
