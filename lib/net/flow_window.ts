/**
 * The flow window of a pipe: bounds what is under way between its two ends. Without it a loopback
 * connection takes several megabytes, and a slow reader behind it looks like a fast one.
 */

import type { Clock } from "../clock.ts";

/** What a TLS record adds to the bytes in it, at most: with AES-GCM in TLS 1.2 (RFC 5288, 3). */
const RECORD_OVERHEAD = 29;
/** The most bytes in a record (RFC 8446, 5.1). */
const RECORD_BYTES = 16 * 1024;
/** Less room than this part of a window is none. */
const MIN_ROOM = 1 / 2;
/** A reader that has waited so long for bytes has read all of them: nothing is under way. */
const IDLE_MS = 5;

/** The bytes under way in one direction. */
export class FlowWindow {
  readonly #clock: Clock;
  readonly #max: number;
  #underWay = 0;
  #readingSince?: number | undefined;
  #changed?: PromiseWithResolvers<void> | undefined;
  #isClosed = false;

  /**
   * Has nothing under way.
   *
   * @param clock Measures how long the reader waits.
   * @param max The most bytes under way.
   */
  constructor(clock: Clock, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  /** How many bytes may be sent now: half of the most at least, or none, so that no write is tiny. */
  get room(): number {
    const room = this.#isClosed ? this.#max : this.#max - this.#underWay;
    return room < this.#max * MIN_ROOM ? 0 : room;
  }

  /**
   * Waits for room.
   *
   * @returns How many bytes may be sent.
   */
  async nextRoom(): Promise<number> {
    while (this.room === 0) {
      this.#changed ??= Promise.withResolvers();
      const isRead = this.#readingSince !== undefined; // Else only bytes that leave make room.
      const cancel = isRead ? this.#clock.after(IDLE_MS, () => this.#notify()) : () => {};
      await this.#changed.promise;
      cancel();
      // The count is an estimate, and errs upwards: records are counted as larger than they are.
      if (this.#hasIdleReader) this.#underWay = 0;
    }
    return this.room;
  }

  /** So many bytes were sent, encrypted if they go to the other end in records. */
  sent(bytes: number, isEncrypted: boolean): void {
    this.#underWay += bytes + (isEncrypted ? RECORD_OVERHEAD * Math.ceil(bytes / RECORD_BYTES) : 0);
  }

  /** The reader waits for bytes from now on. */
  readBegins(): void {
    this.#readingSince = this.#clock.now();
    this.#notify();
  }

  /** The reader has received bytes, or the end. */
  readEnds(): void {
    this.#readingSince = undefined;
  }

  /** So many bytes have left the pipe. */
  left(bytes: number): void {
    this.#underWay = Math.max(0, this.#underWay - bytes);
    this.#notify();
  }

  /** Bounds nothing any more: the pipe is closed, and nobody has to wait for it. */
  close(): void {
    this.#isClosed = true;
    this.#notify();
  }

  get #hasIdleReader(): boolean {
    return this.#clock.now() - (this.#readingSince ?? Infinity) >= IDLE_MS;
  }

  #notify(): void {
    this.#changed?.resolve();
    this.#changed = undefined;
  }
}
