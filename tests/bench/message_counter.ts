/** Counts the messages that one person receives: of all who receive them, the checker reads one. */

import { TEXT_BYTES } from "./dialect.ts";

const NEWLINE = 10;

/** How many bytes a received message has around its text, at least. Other entries are shorter. */
const FRAME_BYTES = { line: 3, structured: 70 };

/** A dialect of our own server. */
export type OwnDialect = keyof typeof FRAME_BYTES;

/** Counts the messages in the bytes of one person, and the time between two reads. */
export class MessageCounter {
  /** How many messages came. */
  messages = 0;
  /** How many bytes they had. */
  bytes = 0;
  /** When the last bytes came, in ms. */
  receivedAt = 0;
  /** The longest time between two reads since `start()`, in ms. */
  longestGapMs = 0;
  readonly #minBytes: number;
  #carried = 0;

  /** Counts lines that are long enough to be messages with such texts. */
  constructor(dialect: OwnDialect, textBytes = TEXT_BYTES) {
    this.#minBytes = textBytes + FRAME_BYTES[dialect];
  }

  /** Starts to measure the time between two reads. */
  start(now: number): void {
    this.receivedAt = now;
  }

  /** Counts the bytes of one read. */
  read(bytes: Uint8Array, now: number): void {
    this.longestGapMs = Math.max(this.longestGapMs, now - this.receivedAt);
    this.receivedAt = now;
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      const length = this.#carried + end - from;
      if (length >= this.#minBytes) {
        this.messages++;
        this.bytes += length;
      }
      this.#carried = 0;
      from = end + 1;
    }
    this.#carried += bytes.length - from;
  }
}
