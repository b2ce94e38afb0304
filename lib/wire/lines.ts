/**
 * Bytes become lines of text: a character or a line cut between two reads arrives whole, the time
 * taken is linear however the bytes drip in, and what is kept of an unfinished line is bounded.
 */

import { concat } from "../bytes.ts";
import { LIMITS } from "../protocol.ts";

/** A line without its end; null when its bytes are not UTF-8. */
export type Line = string | null;

const NEWLINE = 10;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Text, or null when the bytes are not UTF-8. */
export function decodeStrict(bytes: Uint8Array): string | null {
  try {
    return strict.decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** How many bytes at the end are the beginning of a character whose rest has not come: 0 to 3. */
export function unfinishedBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xf5 || byte === 0xc0 || byte === 0xc1) return 0; // They begin no character.
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < length ? back : 0;
    }
  }
  return 0;
}

/** The lines in what one peer sends. */
export class LineDecoder {
  readonly #maxBytes: number;
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /**
   * Begins with nothing.
   *
   * @param maxBytes What an unfinished line may hold. @default {16 KiB}
   */
  constructor(maxBytes: number = LIMITS.unfinishedLineBytes) {
    this.#maxBytes = maxBytes;
  }

  /** Whether the unfinished line is past its bound: nothing more can be made of this peer. */
  get isOverfull(): boolean {
    return this.#bytes > this.#maxBytes;
  }

  /**
   * Takes what was read and gives back the lines it finishes. A line ends in `\n` or `\r\n`.
   *
   * @param bytes Copied where it is kept: the caller may use the buffer again.
   */
  push(bytes: Uint8Array): Line[] {
    const end = bytes.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.#keep(bytes);
      return [];
    }
    this.#parts.push(bytes.subarray(0, end));
    const finished = this.#take();
    this.#keep(bytes.subarray(end + 1));
    const text = decodeStrict(finished);
    const lines = text === null ? eachLine(finished).map(decodeStrict) : text.split("\n");
    return lines.map((line) => line?.endsWith("\r") ? line.slice(0, -1) : line);
  }

  /** The unfinished line, if there is one: for when nothing more will come. */
  end(): Line[] {
    return this.#bytes === 0 ? [] : [decodeStrict(this.#take())];
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#bytes += bytes.length;
    // Past the bound there will be no line, so there is nothing to keep either.
    if (!this.isOverfull) this.#parts.push(bytes.slice());
  }

  #take(): Uint8Array {
    const [only] = this.#parts;
    const whole = this.#parts.length === 1 && only ? only : concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    return whole;
  }
}

function eachLine(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from <= bytes.length;) {
    const found = bytes.indexOf(NEWLINE, from);
    const to = found === -1 ? bytes.length : found;
    lines.push(bytes.subarray(from, to));
    from = to + 1;
  }
  return lines;
}
