/**
 * The log as the readers of one dialect receive it. What everybody reads alike is written from one
 * tape; only around words of a reader's own, or said to them alone, does it look at single entries.
 */

import type { Entry } from "../protocol.ts";
import { concat } from "../wire/lines.ts";
import { type Block, EncodedLog } from "./encoded_log.ts";

/** What a feed has to know of a log. */
export interface LogView {
  /** The number of the newest entry that may be read. */
  readonly head: number;
  /** The number of the oldest entry still kept anywhere. */
  readonly first: number;
  /** The number of the oldest entry held in memory. */
  readonly firstInMemory: number;
  /** The entry of this number, whose words it is, and who alone may see it (0: nobody, everybody). */
  at(seq: number): { entry: Entry; by: number; to: number } | undefined;
}

/** Somebody who reads a feed. */
export interface Reader {
  /** Their session's number. */
  readonly id: number;
  /** The number of the last entry that is their own words. */
  readonly lastOwnSeq: number;
  /** The number of the last entry that only they and one other may see. */
  readonly lastPrivateSeq: number;
  /** Private messages to them up to this number are not for them any more. */
  readonly resolvedSeq: number;
}

/** How one dialect reads. */
export interface FeedOptions {
  /** The text of an entry that everybody reads alike. */
  encode: (entry: Entry) => string;
  /** Whether authors are spared their own words. */
  hidesOwn: boolean;
}

/** How one reader reads. */
export interface ReadOptions {
  /** The text of an entry that concerns them, in their own connection's words. */
  encode: (entry: Entry) => string;
  /** Whole entries up to this size, but one at least. */
  maxBytes: number;
  /** The number of the last entry they may read. @default {the head} */
  lastSeq?: number;
}

const encoder = new TextEncoder();
const NOTHING = new Uint8Array();

/** One dialect's view of the log. */
export class Feed {
  readonly #log: LogView;
  readonly #options: FeedOptions;
  #encoded: EncodedLog;
  #subscribers = 0;
  /** Nearly all stand at the same place, and are sent the very same bytes. */
  #lastShared?: { after: number; head: number; maxBytes: number; stretch: Block };

  /**
   * Makes a feed that nobody reads yet.
   *
   * @param log What there is to read.
   * @param options How this dialect reads.
   */
  constructor(log: LogView, options: FeedOptions) {
    this.#log = log;
    this.#options = options;
    this.#encoded = new EncodedLog(log.head);
  }

  /** Somebody begins to read. What nobody reads is not encoded. */
  subscribe(): void {
    if (this.#subscribers++ === 0) this.#encoded = new EncodedLog(this.#log.head);
  }

  /** Somebody who had begun reads no more. */
  unsubscribe(): void {
    this.#subscribers--;
  }

  /** Puts what was published since on the tape. Called once before the readers read. */
  encodeNew(): void {
    if (this.#subscribers === 0) return;
    const { head, firstInMemory } = this.#log;
    if (this.#encoded.last + 1 < firstInMemory) this.#encoded = new EncodedLog(firstInMemory - 1);
    const texts: string[] = [];
    for (let seq = this.#encoded.last + 1; seq <= head; seq++) {
      const { entry, to } = this.#log.at(seq)!;
      texts.push(to === 0 ? this.#options.encode(entry) : "");
    }
    this.#encoded.append(texts);
    this.#encoded.forgetBefore(firstInMemory);
  }

  /** How many bytes of the tape a cursor is behind the head. */
  bytesBehind(cursor: number): number {
    return this.#encoded.behind(cursor);
  }

  /** Whether what follows a cursor is no longer kept. */
  hasFallenBehind(cursor: number): boolean {
    return cursor + 1 < this.#log.first;
  }

  /**
   * What a reader is to be sent next.
   *
   * @param reader Who reads.
   * @param cursor The number of the last entry they took; nothing after it may be lost.
   * @param options The bounds of one read.
   * @returns The bytes, which may be none, and the new cursor; undefined at the head.
   */
  read(reader: Reader, cursor: number, options: ReadOptions): Block | undefined {
    const { encode, maxBytes, lastSeq = Infinity } = options;
    const head = Math.min(this.#log.head, lastSeq);
    if (cursor >= head) return undefined;
    const { hidesOwn } = this.#options;
    const personal = hidesOwn
      ? Math.max(reader.lastOwnSeq, reader.lastPrivateSeq)
      : reader.lastPrivateSeq;
    if (personal <= cursor && this.#encoded.first <= cursor + 1) {
      const last = this.#lastShared;
      if (last?.after === cursor && last.head === head && last.maxBytes === maxBytes) {
        return last.stretch;
      }
      const stretch = this.#encoded.slice(cursor, head, maxBytes);
      this.#lastShared = { after: cursor, head, maxBytes, stretch };
      return stretch;
    }
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (cursor < head) {
      const shared = this.#sharedUpTo(reader, cursor, head);
      const stretch = shared > cursor
        ? this.#encoded.slice(cursor, shared, maxBytes)
        : { bytes: this.#personal(reader, cursor + 1, encode), cursor: cursor + 1 };
      if (size > 0 && size + stretch.bytes.length > maxBytes) break;
      pieces.push(stretch.bytes);
      size += stretch.bytes.length;
      cursor = stretch.cursor;
    }
    return { bytes: concat(pieces), cursor };
  }

  /** The number of the last entry after a cursor up to which a reader reads what everybody does. */
  #sharedUpTo({ id }: Reader, cursor: number, head: number): number {
    if (cursor + 1 < this.#encoded.first) return cursor;
    const { hidesOwn } = this.#options;
    const last = Math.min(head, this.#encoded.last);
    let seq = cursor + 1;
    for (; seq <= last; seq++) {
      const { by, to } = this.#log.at(seq)!;
      if (to !== 0 && (to === id || by === id) || hidesOwn && by === id) break;
    }
    return seq - 1;
  }

  /** The bytes of an entry for one reader; none when it is not for them. */
  #personal(reader: Reader, seq: number, encode: (entry: Entry) => string): Uint8Array {
    const { entry, by, to } = this.#log.at(seq)!;
    const isTheirs = to === 0 || to === reader.id || by === reader.id;
    // What was reported as not received is not received later.
    const isSettled = entry.type === "whispered" && seq <= reader.resolvedSeq &&
      to === reader.id && by !== reader.id;
    const isHidden = this.#options.hidesOwn && by === reader.id && to !== reader.id;
    return isTheirs && !isSettled && !isHidden ? encoder.encode(encode(entry)) : NOTHING;
  }
}
