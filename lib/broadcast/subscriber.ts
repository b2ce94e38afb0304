/**
 * A subscriber: one connection as a reader of the log. It has a cursor, the number of the last entry
 * it was given, and no queue: its outbox asks it for the next bytes when it can write. When the log no
 * longer keeps the next entry, the reader has fallen behind: it is told how many it missed, and reads
 * on from the oldest one kept.
 */

import type { BlockSource, Outbox } from "../net/outbox.ts";
import type { Entry } from "../protocol.ts";
import type { Block } from "./encoded_log.ts";
import type { Feed, FeedOptions, Reader } from "./feed.ts";

/** The feeds of a log. */
export interface Feeds {
  /** Adds a reader to the feed of a format. */
  enter(format: FeedOptions): Feed;
  /** Removes a reader from its feed. */
  leave(feed: Feed): void;
}

/** What a subscriber is made with. */
export interface SubscriberOptions {
  /** The log in all formats. */
  feeds: Feeds;
  /** The format in which the client reads now: another object after a change. */
  format: () => FeedOptions;
  /** The person who reads. */
  reader: Reader;
  /** The writer of the connection. */
  outbox: Outbox;
  /** Encodes entries that concern this person alone, in the words of this connection. */
  encode: (entry: Entry, isOwn: boolean) => string | Uint8Array;
  /** The size of one write: whole entries up to this, but one at least. */
  maxBytes: number;
  /** Called when the next entries are in a page: it calls `loadPage` in a turn of its own. */
  requestPage: (subscriber: Subscriber) => void;
  /**
   * What to send in place of the entries after a cursor that are no longer kept, and the number of
   * the last of them.
   */
  skip: (cursor: number) => Block;
}

/** So many bytes of answers may wait for entries: beyond it they count as all that waits. */
const MAX_BEHIND_BYTES = 64 * 1024;

/** One reader of the log. */
export class Subscriber implements BlockSource {
  readonly #options: SubscriberOptions;
  #format: FeedOptions;
  #feed: Feed;
  #cursor = 0;
  #writtenSeq = 0;
  #lastSeq = Infinity;
  #isOpen = false;
  /** Whether it is its turn to load one page. */
  #mayLoad = false;
  /** What is to be sent behind entries, in order. */
  #behind: { seq: number; bytes: Uint8Array }[] = [];
  #behindBytes = 0;

  /**
   * Subscribes to the feed of its format; nothing is read before `open`.
   *
   * @param options The reader, and where it reads.
   */
  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.#format = options.format();
    this.#feed = options.feeds.enter(this.#format);
  }

  /** The number of the last entry that was handed to the outbox. */
  get cursor(): number {
    return this.#cursor;
  }

  /** The number of the last entry that the system has taken whole. */
  get writtenSeq(): number {
    return this.#writtenSeq;
  }

  /** Whether it reads the log. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether it reads to the head of the log: not once it is to stop. */
  get isFollowing(): boolean {
    return this.#isOpen && this.#lastSeq === Infinity;
  }

  /** How many bytes of the log are not handed to the outbox yet. */
  get bytesBehind(): number {
    return this.#isOpen ? this.#feed.bytesBehind(this.#cursor) : 0;
  }

  /** How many bytes the peer has taken so far. */
  get bytesWritten(): number {
    return this.#options.outbox.bytesWritten;
  }

  /** Starts to read after an entry. */
  open(cursor: number): void {
    this.#cursor = this.#writtenSeq = cursor;
    this.#isOpen = true;
    this.#options.outbox.open(this);
    this.#options.outbox.flush();
  }

  /** Reads up to an entry and no further. */
  stopAfter(seq: number): void {
    this.#lastSeq = seq;
  }

  /**
   * Sends bytes behind the entries up to a number; ahead of them when too much waits already.
   *
   * @param seq The number of an entry, published or not.
   */
  sendBehind(seq: number, bytes: Uint8Array): void {
    const waiting = this.#behindBytes + bytes.length;
    const isInOrder = this.#isOpen && this.#cursor < seq && waiting <= MAX_BEHIND_BYTES;
    if (!isInOrder) return this.#options.outbox.push(bytes);
    this.#behind.push({ seq, bytes });
    this.#behindBytes = waiting;
  }

  /** Sends what was not sent yet. */
  deliver(): void {
    this.#options.outbox.flush();
  }

  /** Sends the page it requested; true when it had to be loaded, and not by another reader. */
  loadPage(): boolean {
    this.#mayLoad = true;
    this.deliver();
    const isLoaded = !this.#mayLoad;
    this.#mayLoad = false;
    return isLoaded;
  }

  /**
   * The next bytes of the log; undefined at the head, or until the next page is loaded. Called once
   * the bytes before are written.
   */
  next(): Uint8Array | undefined {
    while (this.#isOpen) {
      this.#writtenSeq = this.#cursor;
      const first = this.#behind[0]; // Without an iterator: every write passes here.
      if (first && first.seq <= this.#cursor) return this.#takeBehind();
      if (this.#feed.isAtHead(this.#cursor)) break; // After every write in ordinary chat.
      const block = this.#nextBlock();
      if (!block) break;
      this.#cursor = block.cursor;
      if (block.bytes.length > 0) return block.bytes;
    }
    return undefined;
  }

  #nextBlock(): Block | undefined {
    const { reader, encode, maxBytes, skip } = this.#options;
    const feed = this.#currentFeed();
    const cursor = this.#cursor;
    const lastSeq = this.#lastSeq;
    const same = lastSeq === Infinity ? feed.sameBlock(reader, cursor, maxBytes) : undefined;
    if (same) return same;
    if (feed.hasFallenBehind(cursor)) return skip(cursor);
    if (this.#waitsForPage()) return undefined;
    return feed.read(reader, cursor, { encode, maxBytes, lastSeq });
  }

  /** The feed of the format in which the client reads from here on. */
  #currentFeed(): Feed {
    const format = this.#options.format();
    if (format !== this.#format) {
      this.#options.feeds.leave(this.#feed);
      this.#format = format;
      this.#feed = this.#options.feeds.enter(format);
    }
    return this.#feed;
  }

  /** Whether the next entries are in a page that it requests, or has requested. */
  #waitsForPage(): boolean {
    const { reader, requestPage } = this.#options;
    // A connection that is closing ends when there is nothing to send: it does not wait for a page.
    if (this.#lastSeq < Infinity || !this.#feed.needsPage(reader, this.#cursor)) return false;
    const mayLoad = this.#mayLoad;
    this.#mayLoad = false;
    if (!mayLoad) requestPage(this);
    return !mayLoad;
  }

  /** Sends what is to come behind entries at once: they are not read any more. */
  sendWaiting(): void {
    while (this.#behind.length > 0) this.#options.outbox.push(this.#takeBehind());
  }

  #takeBehind(): Uint8Array {
    const { bytes } = this.#behind.shift()!;
    this.#behindBytes -= bytes.length;
    return bytes;
  }

  /** Reads no more of the log. */
  stop(): void {
    this.#options.outbox.close();
    this.#isOpen = false;
  }

  /** Stops reading, and unsubscribes. */
  close(): void {
    this.stop();
    this.#options.feeds.leave(this.#feed);
  }
}
