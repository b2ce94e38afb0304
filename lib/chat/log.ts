/**
 * The record of what happened: numbered entries, the oldest of which go when a bound is met.
 * Entries go in with `append` and get their numbers; they may be read once `publish` has made them
 * visible, which is at once in memory, and after the transaction when they are also kept on disk.
 * Readers hold no queue: each has a cursor, the number of the last entry it has taken.
 */

import { type Entry, LIMITS } from "../protocol.ts";

/** An entry without the number and the time the log gives it. */
export type NewEntry = Entry extends infer E ? E extends Entry ? Omit<E, "seq" | "time"> : never
  : never;

/** An entry, and whom it concerns. Sessions are named by their number, for names change hands. */
export interface Logged {
  /** What happened. */
  readonly entry: Entry;
  /** The session that said it; 0 when the room itself did. */
  readonly by: number;
  /** The only session, beside its author's, that may see it; 0 for everybody. */
  readonly to: number;
}

/** Where entries are kept that memory has let go of, or never held. */
export interface Archive {
  /** The number of the oldest entry kept; one more than the last when there is none. */
  readonly first: number;
  /** The number of the newest entry kept; 0 before there is one. */
  readonly last: number;
  /** The entry of this number, if it is kept. */
  at(seq: number): Logged | undefined;
  /** The last messages to everybody with lower numbers than `before`, oldest first. */
  recent(count: number, before: number): Entry[];
}

/** What a log keeps. */
export interface LogOptions {
  /** What happened before, and what memory does not hold. @default {none} */
  archive?: Archive;
  /** How many entries. @default {10_000} */
  maxEntries?: number;
  /** What entries may weigh: 64 each, and one for each UTF-16 unit of text. @default {8 MiB} */
  maxBytes?: number;
}

const ENTRY_WEIGHT = 64;

/** The numbered record of one room. */
export class Log {
  #ring: (Logged | undefined)[];
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  readonly #archive?: Archive;
  #bytes = 0;
  #first: number;
  #last: number;
  #head: number;

  /**
   * Makes a log that goes on where its archive ends, or an empty one.
   *
   * @param options Its bounds.
   */
  constructor(options: LogOptions = {}) {
    const { maxEntries = LIMITS.logEntries, maxBytes = LIMITS.logBytes, archive } = options;
    this.#ring = new Array(maxEntries);
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
    this.#archive = archive;
    this.#head = this.#last = archive?.last ?? 0;
    this.#first = this.#last + 1;
  }

  /** The number of the newest entry that may be read; 0 before there is one. */
  get head(): number {
    return this.#head;
  }

  /** The number of the oldest entry still kept anywhere; `last + 1` when there is none. */
  get first(): number {
    return this.#archive ? Math.min(this.#archive.first, this.#first) : this.#first;
  }

  /** The number of the oldest entry held in memory; `last + 1` when there is none. */
  get firstInMemory(): number {
    return this.#first;
  }

  /** The number of the newest entry, readable or not; 0 before there is one. */
  get last(): number {
    return this.#last;
  }

  /**
   * Numbers an entry and keeps it, forgetting the oldest ones past the bounds, but none that was
   * not published yet.
   *
   * @param entry What happened.
   * @param time When, in ms since 1970.
   * @param whom Whose words these are, and who alone may see them. @default {everybody}
   * @returns The number given to it.
   */
  append(entry: NewEntry, time: number, { by = 0, to = 0 } = {}): number {
    const seq = ++this.#last;
    const numbered = Object.assign({ type: entry.type, seq, time }, entry) as Entry;
    const logged = { entry: numbered, by, to };
    this.#bytes += weigh(numbered);
    while (this.#isOverfull && this.#first <= this.#head && this.#first < seq) this.#forgetOldest();
    if (seq - this.#first >= this.#ring.length) this.#grow();
    this.#ring[seq % this.#ring.length] = logged;
    return seq;
  }

  /** Makes everything appended so far readable. */
  publish(): void {
    this.#head = this.#last;
  }

  /** What was appended and is not readable yet, oldest first. */
  unpublished(): Logged[] {
    const count = this.#last - this.#head;
    return Array.from({ length: count }, (_, at) => this.at(this.#head + 1 + at)!);
  }

  /** The entry of this number, if it is still kept. */
  at(seq: number): Logged | undefined {
    if (seq > this.#last) return undefined;
    return seq < this.#first ? this.#archive?.at(seq) : this.#ring[seq % this.#ring.length];
  }

  /**
   * The last messages that everybody may read, oldest first.
   *
   * @param count How many at the most.
   * @param before Only those with lower numbers. @default {all there are}
   */
  recent(count: number, before = Infinity): Entry[] {
    const found: Entry[] = [];
    let seq = Math.min(before - 1, this.#head);
    for (; seq >= this.#first && found.length < count; seq--) {
      const entry = this.#ring[seq % this.#ring.length]!.entry;
      if (entry.type === "said" || entry.type === "notice") found.push(entry);
    }
    found.reverse();
    const missing = count - found.length;
    if (!this.#archive || missing === 0) return found;
    return [...this.#archive.recent(missing, seq + 1), ...found];
  }

  get #isOverfull(): boolean {
    return this.#last - this.#first >= this.#maxEntries || this.#bytes > this.#maxBytes;
  }

  #grow(): void {
    const ring = new Array(2 * this.#ring.length);
    for (let seq = this.#first; seq < this.#last; seq++) {
      ring[seq % ring.length] = this.#ring[seq % this.#ring.length];
    }
    this.#ring = ring;
  }

  #forgetOldest(): void {
    const slot = this.#first++ % this.#ring.length;
    this.#bytes -= weigh(this.#ring[slot]!.entry);
    this.#ring[slot] = undefined;
  }
}

/** About the bytes an entry takes: V8 keeps a unit of Latin-1 in one, any other in two. */
export function weigh(entry: Entry): number {
  return ENTRY_WEIGHT + ("text" in entry ? entry.text.length : 0);
}
