import { assertEquals } from "@std/assert";
import { untilWord } from "../../lib/serve/until.ts";

Deno.test("untilWord() is a time today, a date and a time otherwise, and - for a pardon", {
  permissions: "none",
}, () => {
  const at = (...parts: [number, number, number]) => new Date(2026, 0, ...parts).getTime();
  const now = at(9, 8, 5);
  assertEquals(untilWord(at(9, 23, 59), now), "23:59");
  assertEquals(untilWord(at(9, 9, 5), now), "09:05");
  assertEquals(untilWord(at(10, 0, 0), now), "2026-01-10T00:00");
  assertEquals(untilWord(at(9, 9, 5), at(9 + 365, 9, 5)), "2026-01-09T09:05");
  assertEquals(untilWord(new Date(2027, 10, 30, 14, 7).getTime(), now), "2027-11-30T14:07");
  assertEquals(untilWord(null, now), "-");
});
