/** The time of a room on several servers: that of the messages in its stream. */

import type { Stamp } from "../chat/room_command.ts";

/** The awake clock counts at most so much between two messages: there is one each second. */
const MAX_GAP_MS = 2_000;

/** The time, message by message. It never goes back. */
export class StreamTime {
  #stamp: Stamp;

  /**
   * Goes on from a time.
   *
   * @param stamp The time of the last message. @default {none has come}
   */
  constructor(stamp: Stamp = { date: 0, awakeMs: 0 }) {
    this.#stamp = stamp;
  }

  /** The time of the last message. */
  get stamp(): Stamp {
    return this.#stamp;
  }

  /**
   * The next message has come.
   *
   * @param date When the stream has stored it, in ms since 1970.
   * @returns Its time.
   */
  advance(date: number): Stamp {
    const { date: last, awakeMs } = this.#stamp;
    if (last === 0) return this.#stamp = { date, awakeMs };
    const next = Math.max(last, date);
    return this.#stamp = { date: next, awakeMs: awakeMs + Math.min(next - last, MAX_GAP_MS) };
  }
}
