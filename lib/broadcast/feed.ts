/**
 * A feed: the log as the readers of one dialect receive it. What all readers of the dialect read
 * alike is encoded once; only around entries of a reader's own, or private ones, are single entries
 * looked at.
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Entry } from "../protocol.ts";
import { type Block, EncodedLog } from "./encoded_log.ts";

/** The log, as far as a feed reads it. */
export interface LogView {
  /** The number of the newest entry that may be read. */
  readonly head: number;
  /** The number of the oldest entry still kept anywhere. */
  readonly first: number;
  /** The number of the oldest entry held in memory. */
  readonly firstInMemory: number;
  /** An entry, its author's session, and the only session that may see it (0: none, everybody). */
  at(seq: number): { entry: Entry; by: number; to: number } | undefined;
}

/** A person who reads a feed. */
export interface Reader {
  /** The number of the session. */
  readonly id: number;
  /** The number of the last message this person said. */
  readonly lastOwnSeq: number;
  /** The number of the last entry that only this person and one other may see. */
  readonly lastPrivateSeq: number;
  /** Private messages up to this number are resolved and not delivered any more. */
  readonly resolvedSeq: number;
}

/** How one dialect reads the log. */
export interface FeedOptions {
  /** Encodes an entry that all readers read alike. */
  encode: (entry: Entry) => string;
  /** Whether authors do not receive their own messages. */
  hidesOwn: boolean;
}

/** The bounds of one read. */
export interface ReadOptions {
  /** Encodes an entry that concerns this reader, in the words of its connection. */
  encode: (entry: Entry) => string;
  /** Whole entries up to this size, but one at least. */
  maxBytes: number;
  /** The number of the last entry to read. @default {the head} */
  lastSeq?: number;
}

/**
 * The size of a block that is put together for one reader. Every sender is one where authors do not
 * receive their own messages: 600 blocks of 256 KiB in flight took 150 MB.
 */
const MAX_COPIED_BYTES = 32 * 1024;

const NOTHING = new Uint8Array();

/** One dialect's view of the log. */
export class Feed {
  readonly #log: LogView;
  readonly #options: FeedOptions;
  #encoded: EncodedLog;
  #subscribers = 0;
  /** The last shared block: most readers are at the same place and are sent the same bytes. */
  #lastShared?: { after: number; head: number; maxBytes: number; block: Block };

  /**
   * Makes a feed without subscribers.
   *
   * @param log What there is to read.
   * @param options How this dialect reads.
   */
  constructor(log: LogView, options: FeedOptions) {
    this.#log = log;
    this.#options = options;
    this.#encoded = new EncodedLog(log.head);
  }

  /** Adds a subscriber. While there is none, nothing is encoded. */
  subscribe(): void {
    if (this.#subscribers++ === 0) this.#encoded = new EncodedLog(this.#log.head);
  }

  /** Removes a subscriber. */
  unsubscribe(): void {
    this.#subscribers--;
  }

  /** Encodes the entries published since the last call. Called before the readers read. */
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

  /** How many encoded bytes are after a cursor. */
  bytesBehind(cursor: number): number {
    return this.#encoded.bytesAfter(cursor);
  }

  /** Whether the entry after a cursor is no longer kept. */
  hasFallenBehind(cursor: number): boolean {
    return cursor + 1 < this.#log.first;
  }

  /**
   * The next block for a reader.
   *
   * @param reader The person who reads.
   * @param cursor The number of the last entry read; the one after it must still be kept.
   * @param options The bounds of one read.
   * @returns The bytes, perhaps none, and the new cursor; undefined at the head.
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
        return last.block;
      }
      const block = this.#encoded.slice(cursor, head, maxBytes);
      this.#lastShared = { after: cursor, head, maxBytes, block };
      return block;
    }
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    const maxCopied = Math.min(maxBytes, MAX_COPIED_BYTES);
    let size = 0;
    while (cursor < head) {
      const shared = this.#sharedUpTo(reader, cursor, head);
      const block = shared > cursor
        ? this.#encoded.slice(cursor, shared, pieces.length === 0 ? maxBytes : maxCopied)
        : { bytes: this.#personal(reader, cursor + 1, encode), cursor: cursor + 1 };
      if (size > 0 && size + block.bytes.length > maxCopied) break;
      cursor = block.cursor;
      if (block.bytes.length > 0) pieces.push(block.bytes);
      size += block.bytes.length;
    }
    const [only] = pieces;
    return { bytes: only && pieces.length === 1 ? only : concat(pieces), cursor };
  }

  /** The number of the last entry after a cursor up to which this reader reads what all read. */
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

  /** The bytes of an entry for one reader; none when the entry is not for this person. */
  #personal(
    reader: Reader,
    seq: number,
    encode: (entry: Entry) => string,
  ): Uint8Array<ArrayBuffer> {
    const { entry, by, to } = this.#log.at(seq)!;
    const isForReader = to === 0 || to === reader.id || by === reader.id;
    // A message that was reported as not received must not be received later.
    const isSettled = entry.type === "whispered" && seq <= reader.resolvedSeq &&
      to === reader.id && by !== reader.id;
    const isHidden = this.#options.hidesOwn && by === reader.id && to !== reader.id;
    return isForReader && !isSettled && !isHidden ? encodeUtf8(encode(entry)) : NOTHING;
  }
}
