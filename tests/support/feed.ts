/** A feed of a log, with those who read it and an archive behind it. */

import { assertEquals } from "@std/assert";
import { type Archive, Log, type Logged, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { Feed, type Reader, type ReadOptions } from "../../lib/broadcast/feed.ts";

const KIB = 1024;

/** One who reads, and knows what a session knows. */
export class Person implements Reader {
  /** The number of the last entry of their own. */
  lastOwnSeq = 0;
  /** The number of the last entry that not everybody may see. */
  lastPrivateSeq = 0;
  /** The number up to which whispers to them are settled. */
  resolvedSeq = 0;
  /** The number of the session. */
  readonly id: number;

  /** Makes one who has read nothing. */
  constructor(id: number) {
    this.id = id;
  }
}

/** Keeps every entry, unless it is told to forget. */
export class Shelf implements Archive {
  /** The oldest entry that is not forgotten. */
  first = 1;
  readonly #kept: Logged[] = [];

  /** The newest entry. */
  get last(): number {
    return this.#kept.length;
  }

  /** Keeps the entry after the last. */
  keep(logged: Logged): void {
    this.#kept.push(logged);
  }

  /** The entry of this number, unless it is forgotten. */
  at(seq: number): Logged | undefined {
    return seq < this.first ? undefined : this.#kept[seq - 1];
  }

  /** Nothing: no feed asks for it. */
  recent(): Entry[] {
    return [];
  }
}

/** An entry in the words of the tests: its number and its text. */
export const encode = (entry: Entry): string =>
  `${entry.seq} ${"text" in entry ? entry.text : ""}\n`;

/** How a desk is to be. */
interface DeskOptions {
  hidesOwn?: boolean;
  maxEntries?: number;
  /** Where what memory forgets is kept; without it, nowhere. */
  shelf?: Shelf;
}

/** A log with a feed, and words put into it as the hub would put them. */
export class Desk {
  /** The log. */
  readonly log: Log;
  /** Its feed. */
  readonly feed: Feed;
  /** The numbers of the entries encoded for everybody, in the order that happened. */
  readonly encoded: number[] = [];

  readonly #shelf?: Shelf;

  /** Makes one with nothing in it. */
  constructor({ hidesOwn = false, maxEntries = 1000, shelf }: DeskOptions = {}) {
    this.log = new Log({ maxEntries, ...(shelf ? { archive: shelf } : {}) });
    this.#shelf = shelf;
    const forAll = (entry: Entry) => {
      this.encoded.push(entry.seq);
      return encode(entry);
    };
    this.feed = new Feed(this.log, { encode: forAll, hidesOwn });
  }

  /** Somebody says something to everybody. */
  say(by: Person, text: string): void {
    by.lastOwnSeq = this.#append({ type: "said", from: `p${by.id}`, text }, { by: by.id });
  }

  /** The server says something to everybody. */
  notice(text: string): void {
    this.#append({ type: "notice", text });
  }

  /** The room tells somebody that a whisper of theirs was not received. */
  report(author: Person, to: Person, text: string): void {
    const undelivered: NewEntry = { type: "undelivered", to: `p${to.id}`, text };
    author.lastPrivateSeq = this.#append(undelivered, { to: author.id });
  }

  /** Somebody says something to one person. */
  whisper(by: Person, to: Person, text: string): void {
    const names = { from: `p${by.id}`, to: `p${to.id}` };
    const seq = this.#append({ type: "whispered", ...names, text }, { by: by.id, to: to.id });
    by.lastOwnSeq = by.lastPrivateSeq = to.lastPrivateSeq = seq;
  }

  /** Makes readable what was put in. */
  publish(): void {
    this.log.publish();
    this.feed.encodeNew();
  }

  /** Says one thing after the other, each of which may be read before the next. */
  tell(by: Person, texts: string[]): void {
    for (const text of texts) {
      this.say(by, text);
      this.log.publish();
    }
    this.feed.encodeNew();
  }

  /** What a reader gets from a cursor to the head. */
  read(reader: Person, from: number, options: Partial<ReadOptions> = {}): string {
    let text = "";
    for (let cursor = from;;) {
      const stretch = this.feed.read(reader, cursor, { encode, maxBytes: 64 * KIB, ...options });
      if (!stretch) return text;
      assertEquals(stretch.cursor > cursor, true, "the cursor goes on");
      text += new TextDecoder().decode(stretch.bytes);
      cursor = stretch.cursor;
    }
  }

  #append(entry: NewEntry, whom: { by?: number; to?: number } = {}): number {
    const seq = this.log.append(entry, 0, whom);
    this.#shelf?.keep(this.log.at(seq)!);
    return seq;
  }
}
