/** A feed of a log, with fake readers and a fake archive. */

import { assertEquals } from "@std/assert";
import type { Archive, MessageId, RangeBounds } from "../../lib/chat/archive.ts";
import type { Logged } from "../../lib/chat/logged.ts";
import { Log, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import type { EncodedEntries, SaidRun } from "../../lib/protocol/run.ts";
import { Feed, type Reader, type ReadOptions } from "../../lib/broadcast/feed.ts";
import { sliceOf } from "./archived.ts";

const KIB = 1024;

/** A reader with the cursors of a session. */
export class FakeReader implements Reader {
  /** The `seq` of the last entry of its own. */
  lastOwnSeq = 0;
  /** The `seq` of the last private entry it may see. */
  lastPrivateSeq = 0;
  /** The `seq` up to which whispers to it are resolved. */
  resolvedSeq = 0;
  /** The number of the session. */
  readonly id: number;

  /** Makes a reader that has read nothing. */
  constructor(id: number) {
    this.id = id;
  }
}

/** Keeps every entry from `first` on. */
export class FakeArchive implements Archive {
  /** The oldest entry that is kept. */
  first = 1;
  /** The first number of each range that was read. */
  readonly read: number[] = [];
  readonly #entries: Logged[] = [];

  /** The newest entry. */
  get last(): number {
    return this.#entries.length;
  }

  /** Appends an entry. */
  append(logged: Logged): void {
    this.#entries.push(logged);
  }

  /** The entries from a number on, if the first is kept. */
  slice(from: number, bounds: RangeBounds): Logged[] {
    this.read.push(from);
    return from < this.first ? [] : sliceOf(this.#entries, from, bounds);
  }

  /** Not used by feeds. */
  messageIds(): MessageId[] {
    return [];
  }

  /** Not used by feeds. */
  recent(): Entry[] {
    return [];
  }
}

/** The tests' encoding of an entry: its `seq` and its text. */
export const encode = (entry: Entry): string =>
  `${entry.seq} ${"text" in entry ? entry.text : ""}\n`;

/** The tests' encoding of a run; undefined for one with an `!` in it. */
export function encodeRun({ seq, text, ends }: SaidRun): EncodedEntries | undefined {
  if (text.includes("!")) return undefined;
  const lines = text.split("\n").map((line, at) => `${seq + at} ${line}\n`);
  return {
    text: lines.join(""),
    ends: ends.map((_, at) => lines.slice(0, at + 1).join("").length),
  };
}

/** Options of a feed fixture. */
interface FeedFixtureOptions {
  hidesOwn?: boolean;
  /** Whether the author alone encodes its own. @default {false} */
  encodesOwn?: boolean;
  /** Whether every reader encodes everything. @default {false} */
  encodesEach?: boolean;
  /** Encodes runs at once. @default {entry by entry} */
  encodeRun?: (run: SaidRun) => EncodedEntries | undefined;
  maxEntries?: number;
  /** Keeps the entries that memory forgets. */
  archive?: FakeArchive;
}

/** A log with a feed; appends entries as the hub does. */
export class FeedFixture {
  /** The log under the feed. */
  readonly log: Log;
  /** The feed under test. */
  readonly feed: Feed;
  /** The `seq` of each entry encoded for all, in order. */
  readonly encoded: number[] = [];
  /** Every entry that was appended. */
  readonly appended: Logged[] = [];

  readonly #archive?: FakeArchive;

  /** Starts with an empty log. */
  constructor(
    { hidesOwn = false, maxEntries = 1000, archive, ...encodes }: FeedFixtureOptions = {},
  ) {
    this.log = new Log({ maxEntries, ...(archive ? { archive } : {}) });
    this.#archive = archive;
    const forAll = (entry: Entry) => {
      this.encoded.push(entry.seq);
      return encode(entry);
    };
    this.feed = new Feed(this.log, { key: "test", encode: forAll, hidesOwn, ...encodes });
  }

  /** Appends a message to all. */
  say(by: FakeReader, text: string): void {
    by.lastOwnSeq = this.#append({ type: "said", from: `p${by.id}`, text }, { by: by.id });
  }

  /** Appends a run of messages to all. */
  sayRun(by: FakeReader, texts: string[]): void {
    const first = this.log.last + 1;
    const run = { type: "run" as const, count: texts.length, text: texts.join("\n") };
    by.lastOwnSeq = this.log.appendRun(run, 0, { from: `p${by.id}`, by: by.id });
    for (let seq = first; seq <= by.lastOwnSeq; seq++) this.#keep(this.log.at(seq)!);
  }

  /** Appends a notice. */
  notice(text: string): void {
    this.#append({ type: "notice", text });
  }

  /** Appends an `undelivered` report for an author. */
  reportUndelivered(author: FakeReader, to: FakeReader, text: string): void {
    const undelivered: NewEntry = { type: "undelivered", to: `p${to.id}`, text };
    author.lastPrivateSeq = this.#append(undelivered, { to: author.id });
  }

  /** Appends a private message. */
  whisper(by: FakeReader, to: FakeReader, text: string): void {
    const names = { from: `p${by.id}`, to: `p${to.id}` };
    const seq = this.#append({ type: "whispered", ...names, text }, { by: by.id, to: to.id });
    by.lastOwnSeq = by.lastPrivateSeq = to.lastPrivateSeq = seq;
  }

  /** Publishes and encodes the appended entries. */
  publish(): void {
    this.log.publish();
    this.feed.encodeNew();
  }

  /** Appends and publishes messages one by one. */
  sayEach(by: FakeReader, texts: string[]): void {
    for (const text of texts) {
      this.say(by, text);
      this.log.publish();
    }
    this.feed.encodeNew();
  }

  /** Reads from a cursor to the head. */
  read(reader: FakeReader, from: number, options: Partial<ReadOptions> = {}): string {
    let text = "";
    for (let cursor = from;;) {
      const block = this.feed.read(reader, cursor, { encode, maxBytes: 64 * KIB, ...options });
      if (!block) return text;
      assertEquals(block.cursor > cursor, true, "the cursor goes on");
      text += new TextDecoder().decode(block.bytes);
      cursor = block.cursor;
    }
  }

  #append(entry: NewEntry, whom: { by?: number; to?: number } = {}): number {
    const seq = this.log.append(entry, 0, whom);
    this.#keep(this.log.at(seq)!);
    return seq;
  }

  #keep(logged: Logged): void {
    this.appended.push(logged);
    this.#archive?.append(logged);
  }
}
