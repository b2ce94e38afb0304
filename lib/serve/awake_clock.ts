/**
 * The time that a room is awake. A machine that was suspended, or busy with something else, has served
 * nobody meanwhile, and that time counts for nobody.
 */

import type { Stamp } from "../chat/room_command.ts";
import type { Clock } from "../clock.ts";

const TICK_MS = 250;
/** The time counted between two ticks at most. */
const MAX_TICK_MS = 2 * TICK_MS;

/** Counts the time between its ticks, four a second while it runs. */
export class AwakeClock {
  readonly #clock: Clock;
  readonly #onTick: (now: number) => void;
  #ms = 0;
  #tickedAt = 0;
  #stop?: (() => void) | undefined;

  /**
   * Stands still until it is started.
   *
   * @param clock Measures the time.
   * @param onTick Called with the monotonic time in ms.
   */
  constructor(clock: Clock, onTick: (now: number) => void) {
    this.#clock = clock;
    this.#onTick = onTick;
  }

  /** The time so far, in ms. */
  get ms(): number {
    if (!this.#stop) return this.#ms;
    return this.#ms + Math.min(this.#clock.coarseNow() - this.#tickedAt, MAX_TICK_MS);
  }

  /** Runs from now on. Does nothing when it runs already. */
  start(): void {
    if (this.#stop) return;
    this.#tickedAt = this.#clock.coarseNow();
    this.#stop = this.#clock.every(TICK_MS, () => {
      this.#ms = this.ms;
      this.#tickedAt = this.#clock.coarseNow();
      this.#onTick(this.#tickedAt);
    });
  }

  /** Stands still from now on. */
  stop(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}

/** The time of a room, whenever it is read: what a command needs none of costs nothing. */
export class RoomTime implements Stamp {
  readonly #clock: Clock;
  readonly #awake: AwakeClock;

  /**
   * Reads both clocks of a room.
   *
   * @param awake How long the room is awake.
   */
  constructor(clock: Clock, awake: AwakeClock) {
    this.#clock = clock;
    this.#awake = awake;
  }

  get date(): number {
    return this.#clock.date();
  }

  get awakeMs(): number {
    return this.#awake.ms;
  }
}
