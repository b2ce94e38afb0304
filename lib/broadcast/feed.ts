/**
 * A feed: the log as the readers of one dialect receive it. What all readers of the dialect read
 * alike is encoded once; only around entries of a reader's own, or private ones, are single entries
 * looked at. New entries are in the live encoded log; older ones are read in pages.
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Logged } from "../chat/logged.ts";
import { LoggedRun } from "../chat/logged_run.ts";
import type { Entry } from "../protocol.ts";
import { type Block, EncodedLog } from "./encoded_log.ts";
import { EntryTexts } from "./entry_texts.ts";
import { type Addressed, type Encoding, type Page, Pages, type PageSource } from "./pages.ts";

/** The log, as far as a feed reads it. */
export interface LogView extends PageSource {
  /** The number of the newest entry that may be read. */
  readonly head: number;
  /** The number of the oldest entry still kept anywhere. */
  readonly first: number;
  /** The number of the oldest entry held in memory. */
  readonly firstInMemory: number;
  /** An entry in memory, its author's session, and the only session that may see it (0: all). */
  at(seq: number): Logged | undefined;
  /** What holds an entry in memory: it alone, or a run. */
  storedAt(seq: number): Logged | LoggedRun | undefined;
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
export interface FeedOptions extends Encoding {
  /** Who reads with the same key reads the same feed. */
  readonly key: string;
  /** Whether authors do not receive their own messages. */
  hidesOwn: boolean;
  /** Whether what an author said is encoded for the author alone. @default {false} */
  encodesOwn?: boolean;
  /** Whether every entry is encoded for its reader alone. @default {false} */
  encodesEach?: boolean;
}

/** The bounds of one read. */
export interface ReadOptions {
  /** Encodes an entry that concerns this reader, perhaps its own, in the words of its connection. */
  encode: (entry: Entry, isOwn: boolean) => string | Uint8Array;
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
  /** Of its format. */
  readonly key: string;
  readonly #log: LogView;
  readonly #options: FeedOptions;
  /** Whether readers do not read their own entries as all others do. */
  readonly #looksAtOwn: boolean;
  readonly #pages: Pages;
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
    this.key = options.key;
    this.#log = log;
    this.#options = options;
    this.#looksAtOwn = options.hidesOwn || options.encodesOwn === true;
    this.#pages = new Pages(log, options);
    this.#encoded = new EncodedLog(log.head, options.makeHeader);
  }

  /** Adds a subscriber. While there is none, nothing is encoded. */
  subscribe(): void {
    if (this.#subscribers++ > 0) return;
    this.#encoded = new EncodedLog(this.#log.head, this.#options.makeHeader);
  }

  /** Whether it has no subscriber. */
  get isIdle(): boolean {
    return this.#subscribers === 0;
  }

  /** Removes a subscriber. */
  unsubscribe(): void {
    if (--this.#subscribers === 0) this.#pages.clear();
  }

  /**
   * Encodes the entries published since the last call. Called before the readers read.
   *
   * @param kept How many entries stay encoded, some more at most: others are read in pages.
   *   @default {all that are in memory}
   */
  encodeNew(kept = Infinity): void {
    if (this.#subscribers === 0) return;
    const { head, firstInMemory } = this.#log;
    const { makeHeader } = this.#options;
    if (this.#encoded.last + 1 < firstInMemory) {
      this.#encoded = new EncodedLog(firstInMemory - 1, makeHeader);
    }
    const texts = new EntryTexts();
    for (let seq = this.#encoded.last + 1; seq <= head;) seq += this.#encodeAt(seq, texts);
    this.#encoded.append(texts);
    this.#encoded.forgetBefore(Math.max(firstInMemory, head - kept + 1));
  }

  /** Encodes the entry with a number, and of a run all of them. Returns how many. */
  #encodeAt(seq: number, texts: EntryTexts): number {
    const { encode, encodeRun } = this.#options;
    const stored = this.#log.storedAt(seq)!;
    const isRun = stored instanceof LoggedRun;
    const run = isRun && stored.seq === seq ? encodeRun?.(stored) : undefined;
    if (run) {
      texts.addAll(run);
      return run.ends.length;
    }
    const { entry, to } = isRun ? stored.at(seq) : stored;
    texts.add(to === 0 ? encode(entry) : "");
    return 1;
  }

  /** How many encoded bytes are after a cursor. */
  bytesBehind(cursor: number): number {
    return this.#encoded.bytesAfter(cursor);
  }

  /** Whether there is nothing to read after a cursor yet. */
  isAtHead(cursor: number): boolean {
    return cursor >= this.#log.head;
  }

  /** Whether the entry after a cursor is no longer kept. */
  hasFallenBehind(cursor: number): boolean {
    return cursor + 1 < this.#log.first;
  }

  /** Whether the entry after a cursor is in a page that is not loaded. */
  needsPage(reader: Reader, cursor: number): boolean {
    return cursor < this.#log.head && !this.#isLive(reader, cursor) && !this.#pages.has(cursor + 1);
  }

  /** The block that was read last, when this reader is at the same place: most of them are. */
  sameBlock(reader: Reader, cursor: number, maxBytes: number): Block | undefined {
    const { head } = this.#log;
    return this.#isShared(reader, cursor) ? this.#lastBlock(cursor, head, maxBytes) : undefined;
  }

  /**
   * The next block for a reader. Loads the page that it needs.
   *
   * @param reader The person who reads.
   * @param cursor The number of the last entry read; the one after it must still be kept.
   * @param options The bounds of one read.
   * @returns The bytes, perhaps none, and the new cursor; undefined at the head.
   */
  read(reader: Reader, cursor: number, options: ReadOptions): Block | undefined {
    const { maxBytes, lastSeq = Infinity } = options;
    const head = Math.min(this.#log.head, lastSeq);
    if (cursor >= head) return undefined;
    const isShared = this.#isShared(reader, cursor);
    const isLive = this.#isLive(reader, cursor);
    if (isLive && isShared) return this.#readShared(cursor, head, maxBytes);
    const page = isLive ? this.#live : this.#pages.get(cursor + 1);
    if (!page) return undefined;
    const last = Math.min(head, page.encoded.last);
    if (isShared) return page.encoded.slice(cursor, last, maxBytes);
    return this.#readPersonal(page, reader, cursor, { ...options, lastSeq: last });
  }

  /** Whether all entries after a cursor are for this reader what they are for all. */
  #isShared({ lastOwnSeq, lastPrivateSeq }: Reader, cursor: number): boolean {
    if (this.#options.encodesEach) return false;
    return lastPrivateSeq <= cursor && (!this.#looksAtOwn || lastOwnSeq <= cursor);
  }

  /** Whether a reader reads on from the live encoded log, and not from a page. */
  #isLive(reader: Reader, cursor: number): boolean {
    const seq = cursor + 1;
    if (seq < this.#encoded.first || seq > this.#encoded.last) return false;
    // The oldest encoded entries may be in memory no more, and so cannot be looked at.
    return seq >= this.#log.firstInMemory || this.#isShared(reader, cursor);
  }

  /** The live encoded log and its entries, in the form of a page. */
  get #live(): Page {
    const log = this.#log;
    return {
      encoded: this.#encoded,
      at: (seq) => log.at(seq)!,
      addressAt: (seq) => log.storedAt(seq)!,
    };
  }

  #readShared(cursor: number, head: number, maxBytes: number): Block {
    const last = this.#lastBlock(cursor, head, maxBytes);
    if (last) return last;
    const block = this.#encoded.slice(cursor, head, maxBytes);
    this.#lastShared = { after: cursor, head, maxBytes, block };
    return block;
  }

  /** The last shared block, when it was read in the same way. */
  #lastBlock(cursor: number, head: number, maxBytes: number): Block | undefined {
    const last = this.#lastShared;
    const isSame = last?.after === cursor && last.head === head && last.maxBytes === maxBytes;
    return isSame ? last.block : undefined;
  }

  #readPersonal(page: Page, reader: Reader, cursor: number, options: Required<ReadOptions>): Block {
    const { encode, maxBytes, lastSeq } = options;
    const maxCopied = Math.min(maxBytes, MAX_COPIED_BYTES);
    const pieces: Uint8Array[] = [];
    let size = 0;
    while (cursor < lastSeq) {
      if (this.#isHidden(page.addressAt(cursor + 1), reader)) {
        cursor++;
        continue;
      }
      const shared = this.#sharedUpTo(page, reader, cursor, lastSeq);
      const block = shared > cursor
        ? page.encoded.slice(cursor, shared, pieces.length === 0 ? maxBytes : maxCopied)
        : { bytes: this.#personal(page.at(cursor + 1), reader, encode), cursor: cursor + 1 };
      if (size > 0 && size + block.bytes.length > maxCopied) break;
      cursor = block.cursor;
      if (block.bytes.length > 0) pieces.push(block.bytes);
      size += block.bytes.length;
    }
    return { bytes: pieces.length === 1 ? pieces[0]! : concat(pieces), cursor };
  }

  /** The number of the last entry after a cursor up to which this reader reads what all read. */
  #sharedUpTo(page: Page, { id }: Reader, cursor: number, lastSeq: number): number {
    if (this.#options.encodesEach) return cursor;
    const looksAtOwn = this.#looksAtOwn;
    let seq = cursor + 1;
    for (; seq <= lastSeq; seq++) {
      const { by, to } = page.addressAt(seq);
      if (to !== 0 && (to === id || by === id) || looksAtOwn && by === id) break;
    }
    return seq - 1;
  }

  /** Whether a reader is not sent an entry. */
  #isHidden({ by, to }: Addressed, { id }: Reader): boolean {
    const isForeign = to !== 0 && to !== id && by !== id;
    return isForeign || this.#options.hidesOwn && by === id && to !== id;
  }

  /** The bytes of an entry that this reader does not read as all do; perhaps none. */
  #personal(
    { entry, by }: Logged,
    { id, resolvedSeq }: Reader,
    encode: ReadOptions["encode"],
  ): Uint8Array {
    // A message that was reported as not received must not be received later.
    const isSettled = entry.type === "whispered" && entry.seq <= resolvedSeq && by !== id;
    if (isSettled) return NOTHING;
    const encoded = encode(entry, by === id);
    return typeof encoded === "string" ? encodeUtf8(encoded) : encoded;
  }
}
