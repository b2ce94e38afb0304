/**
 * Decodes redirected input into lines: bytes in, lines out. Input in another encoding than UTF-8, such
 * as a code page or UTF-16, is an error at its line: replaced letters would be sent to everybody. Where
 * each line stands for itself, such a line can be skipped. Pure.
 */

import { concat } from "../bytes.ts";
import { NotUtf8Error } from "../errors.ts";

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const BOM = "\ufeff";

/** Called with the number of a line that is not UTF-8, from 1. */
export type OnSkippedLine = (line: number) => void;

/** Decodes input that arrives in pieces of any size. */
export class InputLines {
  readonly #decoder: TextDecoder;
  readonly #isStrict: boolean;
  readonly #onSkipped: OnSkippedLine | undefined;
  #unfinished: Uint8Array[] = [];
  #count = 0;

  /**
   * Begins before the first line.
   *
   * @param isStrict Whether a line that is not UTF-8, or contains a NUL as UTF-16 does, is an error;
   *   else U+FFFD replaces what cannot be decoded, as in a line whose ã was half deleted by a key.
   * @param onSkipped Called for each such line, which is skipped. @default {it is an error}
   */
  constructor(isStrict: boolean, onSkipped?: OnSkippedLine) {
    this.#isStrict = isStrict;
    this.#onSkipped = onSkipped;
    this.#decoder = new TextDecoder("utf-8", { fatal: isStrict, ignoreBOM: true });
  }

  /**
   * Decodes a piece of the input, line by line: what comes before a line that cannot be decoded is
   * yielded first.
   *
   * @throws {NotUtf8Error} At a line that is not UTF-8, unless it is skipped.
   */
  *receive(bytes: Uint8Array): Generator<string> {
    let start = 0;
    for (let end; (end = bytes.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      yield* this.#decode(bytes.subarray(start, end), true);
    }
    if (start < bytes.length) this.#unfinished.push(bytes.slice(start));
  }

  /**
   * Decodes the last line, when no newline ends it.
   *
   * @throws {NotUtf8Error} If it is not UTF-8, unless it is skipped.
   */
  *end(): Generator<string> {
    if (this.#unfinished.length > 0) yield* this.#decode(new Uint8Array(), false);
  }

  *#decode(end: Uint8Array, hasNewline: boolean): Generator<string> {
    const all = this.#unfinished.length === 0 ? end : concat([...this.#unfinished, end]);
    this.#unfinished = [];
    this.#count++;
    const hasReturn = hasNewline && all.at(-1) === CARRIAGE_RETURN;
    const text = this.#decodeOrSkip(hasReturn ? all.subarray(0, -1) : all);
    if (text === undefined) return;
    yield this.#count === 1 && text.startsWith(BOM) ? text.slice(1) : text;
  }

  #decodeOrSkip(bytes: Uint8Array): string | undefined {
    try {
      return this.#decodeText(bytes);
    } catch (error) {
      if (!(error instanceof NotUtf8Error && this.#onSkipped)) throw error;
      this.#onSkipped(error.line);
      return undefined;
    }
  }

  #decodeText(bytes: Uint8Array): string {
    if (this.#isStrict && bytes.includes(0)) throw new NotUtf8Error(this.#count);
    try {
      return this.#decoder.decode(bytes);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new NotUtf8Error(this.#count, { cause: error });
    }
  }
}
