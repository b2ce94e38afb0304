/**
 * The entries of a log in the bytes of one dialect, one after the other, each encoded once. Any
 * stretch of it is a view and not a copy, so the same bytes are written to every reader who stands
 * at the same place. What is appended must be numbered without gaps.
 */

const CHUNK_BYTES = 64 * 1024;

interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The number of its first entry. */
  readonly first: number;
  /** How many bytes of the tape come before it. */
  readonly start: number;
  /** Where each of its entries ends, in bytes from its beginning. */
  readonly ends: number[];
  /** How many of its bytes are written. */
  used: number;
}

/** Bytes to write, and the number of the last entry they hold. */
export interface Stretch {
  /** A view of the tape, not a copy. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The number of the last entry they hold. */
  cursor: number;
}

const encoder = new TextEncoder();

/** One dialect's bytes of what happened. */
export class Tape {
  #chunks: Chunk[] = [];
  #last: number;

  /**
   * Begins with nothing.
   *
   * @param cursor The number before that of the first entry. @default {0}
   */
  constructor(cursor = 0) {
    this.#last = cursor;
  }

  /** The number of the oldest entry still held; `last + 1` when there is none. */
  get first(): number {
    return this.#chunks[0]?.first ?? this.#last + 1;
  }

  /** The number of the newest entry. */
  get last(): number {
    return this.#last;
  }

  /** Appends the next entry; a text may be empty, when this dialect's readers do not share it. */
  append(text: string): void {
    const seq = ++this.#last;
    let chunk = this.#chunks.at(-1);
    if (!chunk || !write(text, chunk)) {
      const start = chunk ? chunk.start + chunk.used : 0;
      const size = Math.max(CHUNK_BYTES, text.length * 3);
      chunk = { bytes: new Uint8Array(size), first: seq, start, ends: [], used: 0 };
      write(text, chunk);
      this.#chunks.push(chunk);
    }
    chunk.ends.push(chunk.used);
  }

  /**
   * What comes after a cursor, as far as it lies in one piece.
   *
   * @param cursor The number of the last entry taken; at least `first - 1`, below `upTo`.
   * @param upTo The number of the last entry wanted; at most `last`.
   * @param maxBytes Whole entries up to this size, but one at least. @default {no bound}
   */
  slice(cursor: number, upTo: number, maxBytes = Infinity): Stretch {
    const chunk = this.#chunkOf(cursor + 1);
    const from = startOf(chunk, cursor + 1);
    let to = Math.min(upTo, chunk.first + chunk.ends.length - 1);
    while (to > cursor + 1 && chunk.ends[to - chunk.first]! - from > maxBytes) to--;
    return { bytes: chunk.bytes.subarray(from, chunk.ends[to - chunk.first]), cursor: to };
  }

  /** How many bytes come after a cursor. */
  behind(cursor: number): number {
    const newest = this.#chunks.at(-1);
    if (!newest || cursor >= this.#last) return 0;
    const next = Math.max(cursor + 1, this.first);
    const chunk = this.#chunkOf(next);
    return newest.start + newest.used - chunk.start - startOf(chunk, next);
  }

  /** Lets go of the entries before a number, as far as whole chunks hold nothing else. */
  forgetBefore(seq: number): void {
    while (this.#chunks.length > 1 && this.#chunks[1]!.first <= seq) this.#chunks.shift();
  }

  #chunkOf(seq: number): Chunk {
    // Nearly every cursor stands near the end.
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

/** Writes a text to the end of a chunk, or leaves the chunk as it is when it does not fit. */
function write(text: string, chunk: Chunk): boolean {
  const { read, written } = encoder.encodeInto(text, chunk.bytes.subarray(chunk.used));
  if (read < text.length) return false;
  chunk.used += written;
  return true;
}
