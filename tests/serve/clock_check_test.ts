/** The check of the wall clock: pure, with two clocks made of numbers. */

import { assertEquals } from "@std/assert";
import { ClockCheck } from "../../lib/serve/clock_check.ts";

const pure = { permissions: "none" } as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const DATE = Date.UTC(2026, 0, 31);

/** A check whose monotonic clock the test advances, with a wall clock that is off by some time. */
class Times {
  readonly check: ClockCheck;
  #now = 5;

  constructor(aheadMs = 0) {
    this.check = new ClockCheck(DATE, 5);
    this.aheadMs = aheadMs;
  }
  aheadMs: number;

  /** Advances both clocks, and checks. */
  after(ms: number): string {
    this.#now += ms;
    return this.check.check(this.#now, this.date);
  }
  get now(): number {
    return this.#now;
  }
  get date(): number {
    return DATE + this.#now - 5 + this.aheadMs;
  }
}

Deno.test("ClockCheck believes a clock up to a day off, and doubts it after that", pure, () => {
  const cases: [aheadMs: number, state: string][] = [
    [0, "believed"],
    [DAY, "believed"],
    [-DAY, "believed"],
    [DAY + 1, "jumped"],
    [-DAY - 1, "jumped"],
    [YEAR, "jumped"],
    [-DATE, "jumped"],
  ];
  for (const [aheadMs, state] of cases) {
    const times = new Times(aheadMs);
    assertEquals([times.after(0), times.check.isDoubted], [state, state === "jumped"]);
    const known = state === "jumped" ? [DATE, aheadMs] : [times.date, 0];
    const { check, now, date } = times;
    assertEquals([check.believedDate, check.aheadMs(now, date)], known);
  }
});

Deno.test("ClockCheck follows a clock that drifts less than a day at once", pure, () => {
  const times = new Times();
  for (let step = 0; step < 10; step++) {
    times.aheadMs += 20 * HOUR;
    assertEquals(times.after(250), "believed");
  }
  times.aheadMs += YEAR;
  assertEquals(times.after(250), "jumped");
  for (let step = 0; step < 10; step++) {
    times.aheadMs += 20 * HOUR;
    assertEquals(times.after(250), "doubted");
  }
});

Deno.test("ClockCheck believes the clock a day after the last jump", pure, () => {
  const times = new Times(YEAR);
  assertEquals(times.after(0), "jumped");
  assertEquals(times.after(DAY - 1), "doubted");
  times.aheadMs += 2 * DAY;
  assertEquals(times.after(0), "jumped");
  assertEquals(times.after(DAY - 1), "doubted");
  assertEquals([times.after(1), times.check.isDoubted], ["believed", false]);
  assertEquals(times.after(DAY), "believed");
  times.aheadMs += DAY + 1;
  assertEquals(times.after(0), "jumped");
});

Deno.test("ClockCheck believes a clock that returned, wherever it had been", pure, () => {
  const times = new Times();
  times.aheadMs = YEAR;
  assertEquals(times.after(HOUR), "jumped");
  times.aheadMs = -YEAR;
  assertEquals(times.after(HOUR), "jumped");
  times.aheadMs = HOUR;
  assertEquals([times.after(HOUR), times.check.isDoubted], ["returned", false]);
  assertEquals(times.after(250), "believed");
});

Deno.test("ClockCheck.believe() ends the doubt", pure, () => {
  const times = new Times(YEAR);
  assertEquals(times.after(0), "jumped");
  times.check.believe(times.now, times.date);
  assertEquals([times.check.isDoubted, times.after(DAY)], [false, "believed"]);
  times.aheadMs = 0;
  assertEquals(times.after(0), "jumped");
});
