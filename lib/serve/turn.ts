/**
 * The turn of one connection's input in the event loop: when it has lasted long enough, whatever the
 * input means, all others have their turn. Time comes from a clock that is handed in.
 */

import type { Clock } from "../clock.ts";

/** After this time of one connection's input all others have a turn. */
const MAX_TURN_MS = 2;
/** A read of this size is processed at once; a larger one may be a flood, and waits for a turn. */
export const LIGHT_READ_BYTES = 1024;
/** A larger read is decoded in slices of this size. */
const SLICE_BYTES = 8 * 1024;
/** How often a sender whose responses pile up is looked at again. */
export const BACKLOG_POLL_MS = 20;
/** Of short reads, all that are ready have their turn in one turn of the event loop. */
export const LIGHT_TURN_MS = 0.25;

/** The turns of one connection. */
export class Turn {
  readonly #clock: Clock;
  readonly #next: () => Promise<void>;
  #endsAt = 0;

  /**
   * Makes a turn that is over.
   *
   * @param clock Measures time.
   * @param next Resolves when all others had their turn.
   */
  constructor(clock: Clock, next: () => Promise<void>) {
    this.#clock = clock;
    this.#next = next;
  }

  /**
   * Begins a turn.
   *
   * @param ms How long it lasts. @default {2}
   * @returns The time.
   */
  start(ms = MAX_TURN_MS): number {
    const now = this.#clock.coarseNow();
    this.#endsAt = now + ms;
    return now;
  }

  /** Whether it has lasted long enough. */
  isOver(now: number): boolean {
    return now > this.#endsAt;
  }

  /** Waits while others have their turn, and begins another. Resolves with the time then. */
  pause(pause: Promise<void>): Promise<number> {
    return pause.then(() => this.start());
  }

  /** Waits until all others had their turn, and begins another. Resolves with the time then. */
  next(): Promise<number> {
    return this.pause(this.#next());
  }
}

/** Decodes slice by slice: what is not carried out any more is not decoded either. */
export function inSlices<T>(
  bytes: Uint8Array,
  decode: (slice: Uint8Array) => Iterable<T>,
): Iterable<T> {
  return bytes.length <= SLICE_BYTES ? decode(bytes) : decodeSlices(bytes, decode);
}

function* decodeSlices<T>(
  bytes: Uint8Array,
  decode: (slice: Uint8Array) => Iterable<T>,
): Iterable<T> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    yield* decode(bytes.subarray(at, at + SLICE_BYTES));
  }
}
