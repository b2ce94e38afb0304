/**
 * Checks that a receiver gets each message of each sender once, whole and in order. All receivers
 * get the same bytes, so of the others only the number of bytes is compared.
 */

import { type Dialect, TEXT_BYTES } from "./dialect.ts";

const NEWLINE = 10;
const ZERO = 48;
const NUMBER_DIGITS = 8;

/** Checks the bytes of one receiver. */
export class Checker {
  /** How many messages it received. */
  messages = 0;
  readonly #dialect: Dialect;
  /** The number of the last message of each sender. */
  readonly #numbers: number[];
  #carried = new Uint8Array();

  /** Starts before the first message of each of these senders. */
  constructor(dialect: Dialect, senders: number) {
    this.#dialect = dialect;
    this.#numbers = new Array(senders).fill(0);
  }

  /**
   * Checks the bytes of one read.
   *
   * @throws {Error} When a message is missing, repeated or damaged.
   */
  read(bytes: Uint8Array): void {
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

  #line(bytes: Uint8Array, end: number, from = 0): void {
    const { isFramed, tailBytes } = this.#dialect;
    if (!isFramed) {
      this.messages++;
      return;
    }
    const at = end - tailBytes - TEXT_BYTES;
    if (at < from) return; // The first line of a message that has two.
    const sender = bytes[at]! - ZERO;
    let number = 0;
    for (let digit = at + 2; digit < at + 2 + NUMBER_DIGITS; digit++) {
      number = number * 10 + bytes[digit]! - ZERO;
    }
    if (number !== this.#numbers[sender]! + 1) {
      const line = new TextDecoder().decode(bytes.subarray(from, end));
      throw new Error(`After ${this.#numbers[sender]} of sender ${sender} came: ${line}`);
    }
    this.#numbers[sender] = number;
    this.messages++;
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
