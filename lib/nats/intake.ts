/**
 * The intake of one server: messages of the stream are carried out one after the other, each once there
 * is room for its entries behind the readers of this server. So a flood at another server runs over
 * nobody here: this server is behind the others meanwhile.
 */

import type { Admit } from "../sequencer/sequencer.ts";
import { BATCH_ENTRIES } from "./batch.ts";
import type { StreamMessage } from "./shared_order.ts";

/** From so much that waits on no more is taken. */
const MAX_BYTES = 8 * 1024 * 1024;

/** What an intake is made with. */
export interface IntakeOptions {
  /** Makes a message wait for room for its entries; undefined when there is room. */
  admit: Admit;
  /** Carries out a message. */
  carryOut: (message: StreamMessage) => void;
  /** Too much waits: no more should be added before `onDrained`. */
  onFull: () => void;
  /** Nothing waits any more, after too much did. */
  onDrained: () => void;
}

/** The messages that wait. */
export class Intake {
  readonly #options: IntakeOptions;
  #waiting: StreamMessage[] = [];
  #bytes = 0;
  #isFull = false;

  /**
   * Nothing waits yet.
   *
   * @param options What is done with messages.
   */
  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  /** The number of the newest message that waits; undefined when none does. */
  get lastSeq(): number | undefined {
    return this.#waiting.at(-1)?.seq;
  }

  /** Adds the next message. */
  add(message: StreamMessage): void {
    this.#waiting.push(message);
    this.#bytes += message.data.length;
    if (this.#waiting.length === 1) this.#next();
    if (this.#bytes <= MAX_BYTES) return;
    this.#isFull = true;
    this.#options.onFull();
  }

  /** Nothing is carried out any more. */
  close(): void {
    this.#waiting = [];
  }

  /** Carries out the first messages, as far as there is room. */
  #next(): void {
    for (let [first] = this.#waiting; first; [first] = this.#waiting) {
      const room = this.#options.admit(first.data.length, BATCH_ENTRIES);
      if (room) {
        room.then(() => {
          this.#carryOutFirst();
          this.#next();
        });
        return;
      }
      this.#carryOutFirst();
    }
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#options.onDrained();
  }

  #carryOutFirst(): void {
    const message = this.#waiting.shift();
    if (!message) return;
    this.#bytes -= message.data.length;
    this.#options.carryOut(message);
  }
}
