/**
 * The log: numbered entries in a ring buffer, which evicts the oldest when a limit is reached.
 * `append` numbers an entry; `publish` makes it readable: at once when the log is only in memory,
 * after the transaction when it is also on disk. Readers have no queues: each has a cursor, which
 * is the number of the last entry it has read.
 */

import { ownCopy } from "../own_copy.ts";
import type { Entry } from "../protocol.ts";
import type { Run } from "../protocol/run.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { Archive, MessageId, RangeBounds } from "./archive.ts";
import type { Logged } from "./logged.ts";
import { LoggedRun } from "./logged_run.ts";
import { takeWeight, weigh, weighUnits } from "./weight.ts";

/** An entry without the number and the time that the log adds. */
export type NewEntry = Entry extends infer E ? E extends Entry ? Omit<E, "seq" | "time"> : never
  : never;

/** The limits and the archive of a log. */
export interface LogOptions {
  /** The entries that are not in memory. @default {none} */
  archive?: Archive;
  /** The limit of entries in memory. @default {10_000} */
  maxEntries?: number;
  /** The limit of their weight (see `weigh`). @default {8 MiB} */
  maxBytes?: number;
  /** What another log had in memory: this one goes on behind it. @default {nothing} */
  kept?: LogSnapshot | undefined;
}

/** What a log has in memory. */
export interface LogSnapshot {
  /** The number of the newest entry; 0 when none was appended yet. */
  readonly last: number;
  /** The entries up to it, oldest first, without a gap. */
  readonly entries: readonly Logged[];
}

/** How many entries on disk are searched for the ids of a session: about 1 ms. */
const MAX_SEARCHED_ON_DISK = 1_000;

/** The numbered log of one room. */
export class Log {
  #ring: (Logged | LoggedRun | undefined)[];
  /** The weight of all entries that were ever appended, up to the one in the ring. */
  #weightsUpTo: Float64Array;
  /** The number of the newest broadcast message up to the entry in the ring. */
  #newestMessages: Float64Array;
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #archive?: Archive;
  /** The weight of all entries that were ever appended, and of those of them that were evicted. */
  #totalWeight = 0;
  #evictedWeight = 0;
  /** The number of the newest broadcast message. */
  #newestMessage = 0;
  #first: number;
  #last: number;
  #head: number;

  /**
   * Makes a log that continues its archive, or an empty one.
   *
   * @param options The limits and the archive.
   */
  constructor(options: LogOptions = {}) {
    const { maxEntries = SERVER_LIMITS.logEntries, maxBytes = SERVER_LIMITS.logBytes, kept } =
      options;
    const { archive } = options;
    this.#ring = new Array(maxEntries);
    this.#weightsUpTo = new Float64Array(maxEntries);
    this.#newestMessages = new Float64Array(maxEntries);
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
    this.#archive = archive;
    this.#head = this.#last = kept ? kept.last - kept.entries.length : archive?.last ?? 0;
    this.#first = this.#last + 1;
    for (const logged of kept?.entries ?? []) this.#push(logged);
    this.publish();
  }

  /** What it has in memory, published or not. */
  get snapshot(): LogSnapshot {
    const count = this.#last - this.#first + 1;
    const entries = Array.from({ length: count }, (_, at) => this.at(this.#first + at)!);
    return { last: this.#last, entries };
  }

  /** The head: the number of the newest readable entry; 0 when none was published yet. */
  get head(): number {
    return this.#head;
  }

  /** The number of the oldest entry in the archive or in memory; `last + 1` when both are empty. */
  get first(): number {
    return this.#archive ? Math.min(this.#archive.first, this.#first) : this.#first;
  }

  /** The number of the oldest entry in memory; `last + 1` when memory holds none. */
  get firstInMemory(): number {
    return this.#first;
  }

  /** The number of the newest entry, published or not; 0 when none was appended yet. */
  get last(): number {
    return this.#last;
  }

  /**
   * Numbers an entry and adds it. Evicts the oldest entries above the limits, but only published
   * ones.
   *
   * @param entry The entry.
   * @param time Its time, in ms since 1970.
   * @param options The author's session, and the only reader's. @default {the room, all}
   * @returns The number of the entry.
   */
  append(entry: NewEntry, time: number, { by = 0, to = 0 } = {}): number {
    const seq = this.#last + 1;
    const fields: Partial<NewEntry> = entry; // A spread takes a third of the time of `assign`.
    const numbered = { type: entry.type, seq, time, ...fields } as Entry;
    if ("text" in numbered && numbered.text !== undefined) numbered.text = ownCopy(numbered.text);
    this.#push({ entry: numbered, by, to });
    return seq;
  }

  /**
   * Numbers the messages of a run and adds them, as `append` does with an entry.
   *
   * @param author The name and the session of the author.
   * @returns The number of the last entry.
   */
  appendRun(run: Run, time: number, author: { from: string; by: number }): number {
    const logged = new LoggedRun(run, author, { seq: this.#last + 1, time });
    for (let at = 0; at < run.count; at++) {
      this.#put(logged, weighUnits(logged.unitsOf(this.#last + 1)), true);
    }
    return this.#last;
  }

  #push(logged: Logged): void {
    const { entry, entry: { type } } = logged;
    this.#put(logged, weigh(entry), type === "said" || type === "notice");
  }

  #put(logged: Logged | LoggedRun, weight: number, isMessage: boolean): void {
    const seq = ++this.#last;
    this.#totalWeight += weight;
    while (this.#isOverLimit && this.#first <= this.#head && this.#first < seq) {
      this.#evictOldest();
    }
    if (seq - this.#first >= this.#ring.length) this.#grow();
    if (isMessage) this.#newestMessage = seq;
    const at = seq % this.#ring.length;
    this.#ring[at] = logged;
    this.#weightsUpTo[at] = this.#totalWeight;
    this.#newestMessages[at] = this.#newestMessage;
  }

  /** The weight of the entries after a number, as far as they are in memory. */
  weightAfter(seq: number): number {
    if (seq >= this.#last) return 0;
    if (seq < this.#first) return this.#totalWeight - this.#evictedWeight;
    return this.#totalWeight - this.#weightsUpTo[seq % this.#ring.length]!;
  }

  /** Makes all appended entries readable. */
  publish(): void {
    this.#head = this.#last;
  }

  /** The entries after a number, published or not, oldest first, as far as they are in memory. */
  after(seq: number): Logged[] {
    const from = Math.max(seq + 1, this.#first);
    return Array.from(
      { length: Math.max(this.#last - from + 1, 0) },
      (_, index) => this.at(from + index)!,
    );
  }

  /** The entry with this number, if it is in memory. */
  at(seq: number): Logged | undefined {
    const stored = this.storedAt(seq);
    return stored instanceof LoggedRun ? stored.at(seq) : stored;
  }

  /** What holds the entry with this number, if it is in memory: it alone, or a run. */
  storedAt(seq: number): Logged | LoggedRun | undefined {
    if (seq > this.#last || seq < this.#first) return undefined;
    return this.#ring[seq % this.#ring.length]!;
  }

  /**
   * The published entries from a number on, without a gap, from memory or from the archive.
   *
   * @returns The entries, oldest first; none when the first one is not kept.
   */
  slice(from: number, { maxEntries, maxBytes }: RangeBounds): Logged[] {
    const count = Math.min(maxEntries, this.#head - from + 1);
    if (count < 1) return [];
    if (from < this.#first) {
      return this.#archive?.slice(from, { maxEntries: count, maxBytes }) ?? [];
    }
    const inMemory = Array.from({ length: count }, (_, index) => this.at(from + index)!);
    return takeWeight(inMemory, maxBytes);
  }

  /**
   * The ids of a session's messages, oldest first: those in memory, and those among the 1000 entries
   * on disk before them.
   */
  messageIds(session: number): MessageId[] {
    const from = this.#first - MAX_SEARCHED_ON_DISK;
    const found = this.#archive?.messageIds(session, from, this.#first) ?? [];
    for (let seq = this.#first; seq <= this.#last; seq++) {
      const { entry, by } = this.at(seq)!;
      if (by === session && "id" in entry && entry.id !== undefined) found.push([entry.id, seq]);
    }
    return found;
  }

  /**
   * The last published broadcast messages, oldest first.
   *
   * @param count The maximum number of messages.
   * @param before Only messages with lower numbers. @default {no bound}
   */
  recent(count: number, before = Infinity): Entry[] {
    const found: Entry[] = [];
    let seq = this.#messageUpTo(Math.min(before - 1, this.#head));
    for (; seq >= this.#first && found.length < count; seq = this.#messageUpTo(seq - 1)) {
      found.push(this.at(seq)!.entry);
    }
    found.reverse();
    const missing = count - found.length;
    if (!this.#archive || missing === 0) return found;
    return [...this.#archive.recent(missing, Math.min(before, this.#first)), ...found];
  }

  /** The number of the newest broadcast message in memory up to a number; lower if there is none. */
  #messageUpTo(seq: number): number {
    return seq < this.#first ? 0 : this.#newestMessages[seq % this.#ring.length]!;
  }

  get #isOverLimit(): boolean {
    return this.#last - this.#first >= this.#maxEntries ||
      this.#totalWeight - this.#evictedWeight > this.#maxBytes;
  }

  #grow(): void {
    const size = this.#ring.length;
    const ring = new Array(2 * size);
    const weightsUpTo = new Float64Array(2 * size);
    const newestMessages = new Float64Array(2 * size);
    for (let seq = this.#first; seq < this.#last; seq++) {
      ring[seq % ring.length] = this.#ring[seq % size];
      weightsUpTo[seq % ring.length] = this.#weightsUpTo[seq % size]!;
      newestMessages[seq % ring.length] = this.#newestMessages[seq % size]!;
    }
    this.#ring = ring;
    this.#weightsUpTo = weightsUpTo;
    this.#newestMessages = newestMessages;
  }

  #evictOldest(): void {
    const oldest = this.#first++;
    this.#evictedWeight = this.#weightsUpTo[oldest % this.#ring.length]!;
    this.#ring[oldest % this.#ring.length] = undefined;
  }
}
