/**
 * Line framing: decodes bytes into lines of text. A character or a line that is split between two
 * reads is put together again. Decoding takes linear time, also when the bytes arrive one by one,
 * and the buffer of an unfinished line is bounded.
 */

import { concat } from "../bytes.ts";
import { partOf } from "../own_copy.ts";
import { LIMITS } from "../protocol.ts";

/** A line without its line end; null when its bytes are not UTF-8. */
export type Line = string | null;

const NEWLINE = 10;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
/** What a lenient decoder makes of bytes that are not UTF-8. A peer may also send it. */
const REPLACEMENT = "\ufffd";

/** Decodes UTF-8; null when the bytes are not UTF-8. */
export function decodeStrict(bytes: Uint8Array): string | null {
  // Deno decodes leniently in a sixth of the time, and the first message after a rest in half of it.
  const text = lenient.decode(bytes);
  if (!text.includes(REPLACEMENT)) return text;
  try {
    return strict.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Counts the bytes at the end that begin an incomplete UTF-8 character: 0 to 3. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xf5 || byte === 0xc0 || byte === 0xc1) return 0; // These bytes are never in UTF-8.
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

/** The first half of a line end of Windows, also at the end of the last line. */
const RETURNS = /\r(?=\n|$)/g;

/** Decodes the lines that one peer sends. */
export class LineDecoder {
  readonly #maxBytes: number;
  readonly #decode: (bytes: Uint8Array) => Line;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /**
   * Makes a decoder with an empty buffer.
   *
   * @param maxBytes The limit of a line, without its line end. @default {16 KiB}
   * @param decode Decodes the bytes of a line, where not all are UTF-8. @default {null for those not}
   */
  constructor(
    maxBytes: number = LIMITS.lineBytes,
    decode: (bytes: Uint8Array) => Line = decodeStrict,
  ) {
    this.#maxBytes = maxBytes;
    this.#decode = decode;
  }

  /** Whether a line is longer than the limit, finished or not. No more lines are decoded then. */
  get isOverLimit(): boolean {
    return this.#bytes > this.#maxBytes;
  }

  /**
   * Decodes bytes that were read into the lines that they finish. A line ends in `\n` or `\r\n`. Of
   * a line over the limit, and of all after it, nothing is decoded.
   *
   * @param bytes The bytes. The decoder copies what it buffers, so the caller may reuse them.
   */
  push(bytes: Uint8Array): Line[] {
    const lines = this.pushText(bytes);
    return typeof lines === "string" ? splitText(lines) : lines;
  }

  /**
   * Decodes bytes as `push` does, into one text where all of them are UTF-8.
   *
   * @returns The lines, or a text with `\n` between them.
   */
  pushText(bytes: Uint8Array): string | Line[] {
    if (this.isOverLimit) return [];
    const end = bytes.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.#buffer(bytes);
      return [];
    }
    this.#parts.push(bytes.subarray(0, end));
    const finished = this.#takeBuffer();
    if (finished.length > this.#maxBytes) {
      const lines = splitLines(finished);
      const tooLong = lines.findIndex(({ length }) => length > this.#maxBytes);
      if (tooLong !== -1) {
        this.#bytes = lines[tooLong]!.length;
        return lines.slice(0, tooLong).map(this.#decode).map(withoutReturn);
      }
    }
    this.#buffer(bytes.subarray(end + 1));
    const text = decodeStrict(finished);
    if (text === null) return splitLines(finished).map(this.#decode).map(withoutReturn);
    return text.includes("\r") ? text.replace(RETURNS, "") : text;
  }

  /** Decodes the unfinished line, if the buffer holds one, because no more bytes will come. */
  end(): Line[] {
    return this.#bytes === 0 || this.isOverLimit ? [] : [this.#decode(this.#takeBuffer())];
  }

  #buffer(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#bytes += bytes.length;
    // Above the limit no line will be decoded, so nothing is buffered.
    if (!this.isOverLimit) this.#parts.push(bytes.slice());
  }

  #takeBuffer(): Uint8Array {
    const [only] = this.#parts;
    const bytes = this.#parts.length === 1 && only ? only : concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    return bytes;
  }
}

function withoutReturn(line: Line): Line {
  return line?.endsWith("\r") ? line.slice(0, -1) : line;
}

function splitText(text: string): string[] {
  const lines: string[] = [];
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf("\n", from);
    const to = found === -1 ? text.length : found;
    lines.push(partOf(text, from, to));
    from = to + 1;
  }
  return lines;
}

function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from <= bytes.length;) {
    const found = bytes.indexOf(NEWLINE, from);
    const to = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}
