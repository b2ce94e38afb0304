/**
 * Pages: ranges of the log that are read again, most of them from disk, for readers that catch up.
 * A page holds its entries, and their bytes in one dialect. It begins where its first reader needs
 * it. The pages used last are cached, so readers in the same range cost one query and one encoding,
 * and a reader inside of a page goes on at its end, as the others do.
 */

import type { RangeBounds } from "../chat/archive.ts";
import type { Logged } from "../chat/logged.ts";
import { weigh } from "../chat/weight.ts";
import type { Entry } from "../protocol.ts";
import type { EncodedEntries, SaidRun } from "../protocol/run.ts";
import { EncodedLog, type MakeHeader } from "./encoded_log.ts";

/** Where pages are read from. */
export interface PageSource {
  /** The entries from a number on, without a gap; none when the first one is not kept. */
  slice(from: number, bounds: RangeBounds): Logged[];
}

/** How a dialect encodes what all its readers read alike. */
export interface Encoding {
  /** Encodes an entry as text. */
  encode: (entry: Entry) => string;
  /** Encodes a run at once; undefined where each entry has to be encoded alone. @default {everywhere} */
  encodeRun?: (run: SaidRun) => EncodedEntries | undefined;
  /** What is before each text. @default {nothing} */
  makeHeader?: MakeHeader;
}

/** The sessions that wrote an entry, and that alone may read it (0: all). */
export type Addressed = Pick<Logged, "by" | "to">;

/** Entries in order, and their bytes. */
export interface Page {
  /** What all readers of the dialect read alike. */
  readonly encoded: EncodedLog;
  /** One of its entries. */
  at(seq: number): Logged;
  /** Whose it is, and for whom. */
  addressAt(seq: number): Addressed;
}

/** The size of a page: it is read and encoded in less than a millisecond. */
const PAGE_BOUNDS: RangeBounds = { maxEntries: 128, maxBytes: 256 * 1024 };
/** The size of the cache. All pages of three dialects together take 12 MiB at most. */
const CACHE_BYTES = 4 * 1024 * 1024;
/** The cache is searched page by page. */
const CACHE_PAGES = 64;

interface CachedPage extends Page {
  /** How much memory it takes, as the log estimates it. */
  readonly bytes: number;
}

/** The cached pages of one dialect. */
export class Pages {
  readonly #source: PageSource;
  readonly #encoding: Encoding;
  /** The page used last is the last one. */
  readonly #cache = new Set<CachedPage>();
  #bytes = 0;

  /**
   * Makes an empty cache.
   *
   * @param source Where pages are read from.
   * @param encoding The dialect.
   */
  constructor(source: PageSource, encoding: Encoding) {
    this.#source = source;
    this.#encoding = encoding;
  }

  /** Whether an entry is in a cached page. */
  has(seq: number): boolean {
    return this.#find(seq) !== undefined;
  }

  /** The page with an entry, which is read if it is not cached; undefined if it is not kept. */
  get(seq: number): Page | undefined {
    const page = this.#find(seq) ?? this.#read(seq);
    if (!page) return undefined;
    this.#cache.delete(page);
    this.#cache.add(page);
    return page;
  }

  /** Forgets all pages. */
  clear(): void {
    this.#cache.clear();
    this.#bytes = 0;
  }

  #find(seq: number): CachedPage | undefined {
    return this.#cache.values().find(({ encoded }) => encoded.first <= seq && seq <= encoded.last);
  }

  #read(first: number): CachedPage | undefined {
    const entries = this.#source.slice(first, PAGE_BOUNDS);
    if (entries.length === 0) return undefined;
    const { encode, makeHeader } = this.#encoding;
    const encoded = EncodedLog.of(
      first - 1,
      entries.map(({ entry, to }) => to === 0 ? encode(entry) : ""),
      makeHeader,
    );
    const weight = entries.reduce((sum, { entry }) => sum + weigh(entry), 0);
    const bytes = weight + encoded.bytesAfter(first - 1);
    this.#bytes += bytes;
    for (const oldest of this.#cache) {
      if (this.#bytes <= CACHE_BYTES && this.#cache.size < CACHE_PAGES) break;
      this.#cache.delete(oldest);
      this.#bytes -= oldest.bytes;
    }
    const at = (seq: number) => entries[seq - first]!;
    return { encoded, at, addressAt: at, bytes };
  }
}
