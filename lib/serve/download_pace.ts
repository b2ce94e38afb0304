/**
 * The pace of the downloads of a room: all together send a piece every 2 ms, which is 32 MB/s and a tenth
 * of the time of a processor. Downloads without a pace delay every message of the chat.
 */

import type { Clock } from "../clock.ts";

const PIECE_MS = 2;

/** The pace of the downloads of one room. */
export class DownloadPace {
  readonly #clock: Pick<Clock, "now" | "sleep">;
  #lastAt = 0;

  /**
   * Begins with no download.
   *
   * @param clock Measures time, and waits.
   */
  constructor(clock: Pick<Clock, "now" | "sleep">) {
    this.#clock = clock;
  }

  /** Resolves when the next piece may be read: 2 ms after the one before it, of whatever download. */
  async turn(): Promise<void> {
    const now = this.#clock.now();
    this.#lastAt = Math.max(now, this.#lastAt + PIECE_MS);
    if (this.#lastAt > now) await this.#clock.sleep(this.#lastAt - now);
  }
}
