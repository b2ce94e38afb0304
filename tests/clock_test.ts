import { assert, assertEquals } from "@std/assert";
import { coarseClock, systemClock } from "../lib/clock.ts";

Deno.test("coarseClock() looks at the time when the date has changed, also backwards", {
  permissions: "none",
}, () => {
  let [time, date] = [5, 1_000];
  const coarseNow = coarseClock({ now: () => time, date: () => date });
  const read = (newTime: number, newDate: number) => {
    [time, date] = [newTime, newDate];
    return coarseNow();
  };
  assertEquals([read(5, 0), read(6, 0), read(7, 1), read(8, 1), read(9, -5)], [5, 5, 7, 7, 9]);
});

Deno.test("systemClock.coarseNow() is never ahead of now(), and at most a few ms behind", {
  permissions: "none",
}, () => {
  for (let look = 0; look < 1_000; look++) {
    const before = systemClock.now();
    const coarse = systemClock.coarseNow();
    assert(coarse <= systemClock.now(), "ahead");
    assert(coarse > before - 1_000, `${before - coarse} ms behind`);
  }
});
