/** The time of a room on several servers. */

import { assertEquals } from "@std/assert";
import { StreamTime } from "../../lib/nats/stream_time.ts";

const pure = { permissions: "none" } as const;

Deno.test("StreamTime begins with the date of the first message", pure, () => {
  const time = new StreamTime();
  assertEquals(time.stamp, { date: 0, awakeMs: 0 });
  assertEquals(time.advance(1_700_000_000_000), { date: 1_700_000_000_000, awakeMs: 0 });
});

Deno.test("StreamTime counts at most two seconds between two messages as awake", pure, () => {
  const time = new StreamTime();
  time.advance(10_000);
  const stamps = [10_500, 12_500, 14_501, 100_000].map((date) => time.advance(date));
  assertEquals(stamps.map(({ date, awakeMs }) => [date, awakeMs]), [
    ...[[10_500, 500], [12_500, 2_500], [14_501, 4_500], [100_000, 6_500]],
  ]);
  assertEquals(time.stamp, stamps.at(-1)!);
});

Deno.test("StreamTime never goes back, and goes on from its latest date", pure, () => {
  const time = new StreamTime();
  time.advance(10_000);
  assertEquals(time.advance(4_000), { date: 10_000, awakeMs: 0 });
  assertEquals(time.advance(9_999), { date: 10_000, awakeMs: 0 });
  assertEquals(time.advance(10_100), { date: 10_100, awakeMs: 100 });
});

Deno.test("StreamTime goes on from a stamp", pure, () => {
  const time = new StreamTime({ date: 10_000, awakeMs: 70 });
  assertEquals(time.stamp, { date: 10_000, awakeMs: 70 });
  assertEquals(time.advance(10_005), { date: 10_005, awakeMs: 75 });
});
