/**
 * The encoded log: the entries in the bytes of one dialect, each encoded once. A block of it is a
 * view and not a copy, so the same bytes are written to all readers at the same place. Entries are
 * appended without gaps in their numbers. The header of a frame is no text: the texts are encoded many
 * at once with room for their headers between them, which are then written into it.
 */

import { encodeUtf8, encodeUtf8Into } from "../bytes.ts";
import type { EncodedEntries } from "../protocol/run.ts";
import { EntryTexts } from "./entry_texts.ts";

const CHUNK_BYTES = 256 * 1024;

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The number of its first entry. */
  readonly first: number;
  /** How many encoded bytes come before it. */
  readonly start: number;
  /** Where each of its entries ends, in bytes from its beginning. */
  readonly ends: number[];
  /** How many of its bytes are written. */
  used: number;
}

/** Makes what is before a text of so many bytes, such as the header of a frame. */
export type MakeHeader = (bytes: number) => Uint8Array;

/** The length of no header is longer. */
const MAX_HEADER_BYTES = 16;
const NULS = "\0".repeat(MAX_HEADER_BYTES);
const NO_HEADER = new Uint8Array();

/** Encoded entries, and the number of the last one. */
export interface Block {
  /** A view, not a copy; perhaps none, when no entry was for this reader. */
  bytes: Uint8Array;
  /** The number of the last entry they hold. */
  cursor: number;
}

/** The log in the bytes of one dialect. */
export class EncodedLog {
  #chunks: Chunk[] = [];
  #last: number;
  readonly #makeHeader: MakeHeader | undefined;

  /**
   * Makes one without entries.
   *
   * @param cursor The number before that of the first entry. @default {0}
   * @param makeHeader What is before each text. @default {nothing}
   */
  constructor(cursor = 0, makeHeader?: MakeHeader) {
    this.#last = cursor;
    this.#makeHeader = makeHeader;
  }

  /**
   * Makes one of entries that are all known: its bytes take no more space than they need.
   *
   * @param cursor The number before that of the first entry.
   * @param entries One at least; one that readers do not share is empty.
   * @param makeHeader What is before each text. @default {nothing}
   */
  static of(cursor: number, entries: readonly string[], makeHeader?: MakeHeader): EncodedLog {
    const framed = frame(EntryTexts.of(entries), makeHeader, utf8Bytes);
    const bytes = encodeUtf8(framed.text);
    const chunk = { bytes, first: cursor + 1, start: 0, ends: [], used: 0 };
    finish(framed, chunk, bytes.length === framed.text.length);
    const encoded = new EncodedLog(cursor, makeHeader);
    encoded.#chunks.push(chunk);
    encoded.#last += entries.length;
    return encoded;
  }

  /** The number of the oldest entry still held; `last + 1` when there is none. */
  get first(): number {
    return this.#chunks[0]?.first ?? this.#last + 1;
  }

  /** The number of the newest entry. */
  get last(): number {
    return this.#last;
  }

  /** Appends the next entries; one that readers do not share is empty. */
  append(entries: EncodedEntries): void {
    const { text, ends } = entries;
    const newest = this.#chunks.at(-1);
    if (ends.length === 0 || newest && this.#write({ text, ends }, newest)) {
      this.#last += ends.length;
      return;
    }
    if (ends.length === 1) return this.#appendToNewChunk(text);
    // One call of the encoder for many: until they fit, they are halved.
    const half = ends.length >> 1;
    const middle = ends[half - 1]!;
    this.append({ text: text.slice(0, middle), ends: ends.slice(0, half) });
    this.append({
      text: text.slice(middle),
      ends: ends.slice(half).map((end) => end - middle),
    });
  }

  #appendToNewChunk(text: string): void {
    const newest = this.#chunks.at(-1);
    const start = newest ? newest.start + newest.used : 0;
    const size = Math.max(CHUNK_BYTES, 3 * text.length + MAX_HEADER_BYTES);
    const chunk = { bytes: new Uint8Array(size), first: ++this.#last, start, ends: [], used: 0 };
    this.#write({ text, ends: [text.length] }, chunk);
    this.#chunks.push(chunk);
  }

  /** Writes entries to the end of a chunk; false, and nothing written, when they do not fit. */
  #write(entries: EncodedEntries, chunk: Chunk): boolean {
    const space = chunk.bytes.subarray(chunk.used);
    // Most texts are ASCII, so their bytes are not counted before it is known that they are not.
    let framed = frame(entries, this.#makeHeader, (_, from, to) => to - from);
    if (framed.text.length > space.length) return false;
    let { read, written } = encodeUtf8Into(framed.text, space);
    const isByteEach = written === framed.text.length;
    if (this.#makeHeader && !isByteEach) {
      framed = frame(entries, this.#makeHeader, utf8Bytes);
      ({ read, written } = encodeUtf8Into(framed.text, space));
    }
    if (read < framed.text.length) return false;
    finish(framed, chunk, isByteEach);
    return true;
  }

  /**
   * The entries after a cursor, as far as they are in one chunk.
   *
   * @param cursor The number of the last entry read; at least `first - 1`, below `upTo`.
   * @param upTo The number of the last entry wanted; at most `last`.
   * @param maxBytes Whole entries up to this size, but one at least. @default {no bound}
   */
  slice(cursor: number, upTo: number, maxBytes = Infinity): Block {
    const chunk = this.#chunkOf(cursor + 1);
    const from = startOf(chunk, cursor + 1);
    let to = Math.min(upTo, chunk.first + chunk.ends.length - 1);
    while (to > cursor + 1 && chunk.ends[to - chunk.first]! - from > maxBytes) to--;
    return { bytes: chunk.bytes.subarray(from, chunk.ends[to - chunk.first]), cursor: to };
  }

  /** How many bytes are after a cursor. */
  bytesAfter(cursor: number): number {
    const newest = this.#chunks.at(-1);
    if (!newest || cursor >= this.#last) return 0;
    const next = Math.max(cursor + 1, this.first);
    const chunk = this.#chunkOf(next);
    return newest.start + newest.used - chunk.start - startOf(chunk, next);
  }

  /** Drops the chunks whose entries all come before a number. */
  forgetBefore(seq: number): void {
    while (this.#chunks.length > 1 && this.#chunks[1]!.first <= seq) this.#chunks.shift();
  }

  #chunkOf(seq: number): Chunk {
    // Almost every cursor is near the end.
    let low = 0;
    let high = this.#chunks.length - 1;
    if (this.#chunks[high]!.first <= seq) low = high;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#chunks[middle]!.first <= seq) low = middle;
      else high = middle - 1;
    }
    return this.#chunks[low]!;
  }
}

function startOf(chunk: Chunk, seq: number): number {
  return seq === chunk.first ? 0 : chunk.ends[seq - chunk.first - 1]!;
}

/** Texts with room for their headers before each of them. */
interface Framed extends EncodedEntries {
  headers?: Uint8Array[];
}

/** Puts as many NULs before each text as its header has bytes. */
function frame(
  { text, ends }: EncodedEntries,
  makeHeader: MakeHeader | undefined,
  bytesOf: (text: string, from: number, to: number) => number,
): Framed {
  if (!makeHeader) return { text, ends };
  const headers: Uint8Array[] = [];
  const framed: string[] = [];
  let from = 0;
  for (const to of ends) {
    const header = from === to ? NO_HEADER : makeHeader(bytesOf(text, from, to));
    headers.push(header);
    framed.push(NULS.slice(0, header.length) + text.slice(from, to));
    from = to;
  }
  const { text: whole, ends: framedEnds } = EntryTexts.of(framed);
  return { text: whole, ends: framedEnds, headers };
}

/** Marks where the texts end that are written behind the end of a chunk, and writes their headers. */
function finish({ text, ends, headers }: Framed, chunk: Chunk, isByteEach: boolean): void {
  let from = 0;
  ends.forEach((to, at) => {
    if (headers) chunk.bytes.set(headers[at]!, chunk.used);
    chunk.used += isByteEach ? to - from : utf8Bytes(text, from, to);
    chunk.ends.push(chunk.used);
    from = to;
  });
}

/** How many bytes a part of a text is in UTF-8, where half a surrogate pair is U+FFFD as `encodeInto` has it. */
function utf8Bytes(text: string, from: number, to: number): number {
  let bytes = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    else if (text.codePointAt(at)! < 0x10000) bytes += 3;
    else {
      bytes += 4;
      at++;
    }
  }
  return bytes;
}
