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

/** What a log keeps. */
export interface LogOptions {
  /** How many entries. @default {10_000} */
  maxEntries?: number;
  /** What entries may weigh: 64 each, and one for each UTF-16 unit of text. @default {8 MiB} */
  maxBytes?: number;
}

const ENTRY_WEIGHT = 64;

/** The numbered record of one room. */
export class Log {
  readonly #ring: (Logged | undefined)[];
  readonly #maxBytes: number;
  #bytes = 0;
  #first = 1;
  #last = 0;
  #head = 0;

  /**
   * Makes an empty log.
   *
   * @param options Its bounds.
   */
  constructor({ maxEntries = LIMITS.logEntries, maxBytes = LIMITS.logBytes }: LogOptions = {}) {
    this.#ring = new Array(maxEntries);
    this.#maxBytes = maxBytes;
  }

  /** The number of the newest entry that may be read; 0 before there is one. */
  get head(): number {
    return this.#head;
  }

  /** The number of the oldest entry still kept; `last + 1` when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number of the newest entry, readable or not; 0 before there is one. */
  get last(): number {
    return this.#last;
  }

  /**
   * Numbers an entry and keeps it, forgetting the oldest ones past the bounds.
   *
   * @param entry What happened.
   * @param time When, in ms since 1970.
   * @param whom Whose words these are, and who alone may see them. @default {everybody}
   * @returns The number given to it.
   */
  append(entry: NewEntry, time: number, { by = 0, to = 0 } = {}): number {
    const seq = ++this.#last;
    const { type, ...rest } = entry;
    const logged = { entry: { type, seq, time, ...rest } as Entry, by, to };
    if (seq - this.#first >= this.#ring.length) this.#forgetOldest();
    this.#ring[seq % this.#ring.length] = logged;
    this.#bytes += weigh(logged.entry);
    while (this.#bytes > this.#maxBytes && this.#first < seq) this.#forgetOldest();
    return seq;
  }

  /** Makes everything appended so far readable. */
  publish(): void {
    this.#head = this.#last;
  }

  /** The entry of this number, if it is still kept. */
  at(seq: number): Logged | undefined {
    return seq < this.#first || seq > this.#last ? undefined : this.#ring[seq % this.#ring.length];
  }

  /**
   * The last messages that everybody may read, oldest first.
   *
   * @param count How many at the most.
   */
  recent(count: number): Entry[] {
    const found: Entry[] = [];
    for (let seq = this.#head; seq >= this.#first && found.length < count; seq--) {
      const entry = this.at(seq)!.entry;
      if (entry.type === "said" || entry.type === "notice") found.push(entry);
    }
    return found.reverse();
  }

  #forgetOldest(): void {
    const slot = this.#first++ % this.#ring.length;
    this.#bytes -= weigh(this.#ring[slot]!.entry);
    this.#ring[slot] = undefined;
  }
}

/** About what an entry takes: V8 keeps a unit of Latin-1 in one byte, any other in two. */
function weigh(entry: Entry): number {
  return ENTRY_WEIGHT + ("text" in entry ? entry.text.length : 0);
}
