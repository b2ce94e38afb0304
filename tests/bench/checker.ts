/**
 * Checks that a receiver gets each message of each sender once, whole and in order. All receivers
 * get the same bytes, so of the others only the number of bytes is compared.
 */

import { type Dialect, NUMBER_DIGITS, SENDER_DIGITS, TEXT_BYTES } from "./dialect.ts";

const NEWLINE = 10;
const ZERO = 48;
/** The first byte of a text frame, and the second of one whose length is in two more. */
const TEXT_FRAME = 0x81;
const TWO_BYTES = 126;
const MAX_HEADER_BYTES = 4;

/** Checks the bytes of one receiver. */
export class Checker {
  /** How many messages it received. */
  messages = 0;
  readonly #dialect: Dialect;
  readonly #textBytes: number;
  /** The number of the last message of each sender. */
  readonly #numbers: number[];
  #carried: Uint8Array = new Uint8Array();

  /** Starts before the first message of each of these senders. */
  constructor(dialect: Dialect, senders: number, textBytes = TEXT_BYTES) {
    this.#dialect = dialect;
    this.#textBytes = textBytes;
    this.#numbers = new Array(senders).fill(0);
  }

  /** The number of the last message of a sender. */
  last(sender: number): number {
    return this.#numbers[sender]!;
  }

  /**
   * Checks the bytes of one read.
   *
   * @throws {Error} When a message is missing, repeated or damaged.
   */
  read(bytes: Uint8Array): void {
    if (this.#dialect.hasFrames) return this.#readFrames(bytes);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      if (this.#carried.length > 0) {
        const whole = join(this.#carried, bytes.subarray(from, end));
        this.#carried = new Uint8Array();
        this.#line(whole, whole.length);
      } else this.#line(bytes, end, from);
      from = end + 1;
    }
    if (from < bytes.length) this.#carried = join(this.#carried, bytes.subarray(from));
  }

  /** Texts of up to 65,535 bytes, as a server sends them. */
  #readFrames(bytes: Uint8Array): void {
    const all = this.#carried.length > 0 ? join(this.#carried, bytes) : bytes;
    let at = 0;
    while (all.length - at >= MAX_HEADER_BYTES) {
      const short = all[at + 1]!;
      if (all[at] !== TEXT_FRAME || short > TWO_BYTES) throw new Error(`No text: ${all[at]}`);
      const isShort = short < TWO_BYTES;
      const from = at + (isShort ? 2 : MAX_HEADER_BYTES);
      const end = from + (isShort ? short : all[at + 2]! * 256 + all[at + 3]!);
      if (end > all.length) break;
      this.#line(all, end, from);
      at = end;
    }
    this.#carried = all.slice(at);
  }

  #line(bytes: Uint8Array, end: number, from = 0): void {
    const { isFramed, tailBytes } = this.#dialect;
    if (!isFramed) {
      this.messages++;
      return;
    }
    const at = end - tailBytes - this.#textBytes;
    if (at < from) return; // The first line of a message that has two.
    const sender = numberAt(bytes, at, SENDER_DIGITS);
    const number = numberAt(bytes, at + SENDER_DIGITS + 1, NUMBER_DIGITS);
    if (number !== this.#numbers[sender]! + 1) {
      const line = new TextDecoder().decode(bytes.subarray(from, end));
      throw new Error(`After ${this.#numbers[sender]} of sender ${sender} came: ${line}`);
    }
    this.#numbers[sender] = number;
    this.messages++;
  }
}

function numberAt(bytes: Uint8Array, from: number, digits: number): number {
  let number = 0;
  for (let at = from; at < from + digits; at++) number = number * 10 + bytes[at]! - ZERO;
  return number;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
