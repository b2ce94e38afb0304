/**
 * One receiver that reads every word: each message of each sender has to come once, whole and in
 * order. The others are compared with it by their bytes, for all are told the same.
 */

import { TEXT_BYTES, type Tongue } from "./tongue.ts";

const NEWLINE = 10;
const ZERO = 48;
const NUMBER_DIGITS = 8;

/** Reads what one receiver hears. */
export class Witness {
  /** How many messages were heard. */
  messages = 0;
  readonly #tongue: Tongue;
  /** The number of the last message of each sender. */
  readonly #numbers: number[];
  #carried = new Uint8Array();

  /** Has heard nothing yet from so many senders. */
  constructor(tongue: Tongue, senders: number) {
    this.#tongue = tongue;
    this.#numbers = new Array(senders).fill(0);
  }

  /**
   * Takes what one read brought.
   *
   * @throws {Error} When a message is missing, comes twice, or is damaged.
   */
  take(bytes: Uint8Array): void {
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
    const { isFramed, tailBytes } = this.#tongue;
    if (!isFramed) {
      this.messages++;
      return;
    }
    const at = end - tailBytes - TEXT_BYTES;
    if (at < from) return; // The head of a message that has two lines.
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
