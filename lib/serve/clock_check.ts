/**
 * The check of the wall clock, by which old entries are deleted: it is compared with the history at
 * the start, and with the monotonic clock after that. Pure: times are arguments.
 */

const DAY_MS = 86_400_000;

/** Two readings at the same moment: of the monotonic clock and of the wall clock, in ms. */
interface Reading {
  now: number;
  date: number;
}

/**
 * What a check found: the clock is believed; it has jumped just now; it is not believed since a jump;
 * or it has just returned to where it was before.
 */
export type ClockState = "believed" | "jumped" | "doubted" | "returned";

/** Checks one wall clock, again and again. */
export class ClockCheck {
  /** The last reading at which the clock was believed. */
  #believed: Reading;
  /** The newest reading since a jump. */
  #doubted?: Reading;
  #jumpedAt = 0;

  /**
   * Starts with a date that is believed.
   *
   * @param date In ms since 1970.
   * @param now In ms; only differences count.
   */
  constructor(date: number, now: number) {
    this.#believed = { now, date };
  }

  /** The last wall-clock time that was believed, in ms since 1970. */
  get believedDate(): number {
    return this.#believed.date;
  }

  /** Whether the clock is not believed at the moment. */
  get isDoubted(): boolean {
    return this.#doubted !== undefined;
  }

  /** How far the wall clock is ahead of what it should show, in ms; negative when behind. */
  aheadMs(now: number, date: number): number {
    return gapMs(this.#believed, { now, date });
  }

  /**
   * Compares the clocks. A jump of more than a day is doubted until `believe` is called, until the
   * clock is back within a day of where it was, or until a day has passed without another jump.
   */
  check(now: number, date: number): ClockState {
    const reading = { now, date };
    const agrees = Math.abs(gapMs(this.#believed, reading)) <= DAY_MS;
    if (!this.#doubted && !agrees || this.#doubted && !agrees && this.#jumpsTo(reading)) {
      this.#jumpedAt = now;
      this.#doubted = reading;
      return "jumped";
    }
    const isReturned = this.#doubted !== undefined && agrees;
    if (agrees || now - this.#jumpedAt >= DAY_MS) {
      this.believe(now, date);
      return isReturned ? "returned" : "believed";
    }
    this.#doubted = reading;
    return "doubted";
  }

  /** Believes the clock as it is. */
  believe(now: number, date: number): void {
    this.#believed = { now, date };
    this.#doubted = undefined;
  }

  #jumpsTo(reading: Reading): boolean {
    return Math.abs(gapMs(this.#doubted!, reading)) > DAY_MS;
  }
}

/** By how much more the wall clock advanced than the monotonic clock, in ms. */
function gapMs(from: Reading, to: Reading): number {
  return (to.date - from.date) - (to.now - from.now);
}
