import { assertEquals } from "@std/assert";
import { TokenBucket, type TokenBucketOptions } from "../../lib/chat/rate_limit.ts";

/** Takes a token at each of these times; returns the waits. */
function waits(options: TokenBucketOptions, start: number, times: number[]): number[] {
  const bucket = new TokenBucket(options, start);
  return times.map((now) => bucket.take(now));
}

Deno.test("TokenBucket.take() returns the wait that the bucket needs", {
  permissions: "none",
}, () => {
  const cases: [
    criterion: string,
    TokenBucketOptions,
    start: number,
    [at: number, waitMs: number][],
  ][] = [
    ["a burst is free, then each message costs its share", { rate: 10, burst: 3 }, 500, [
      [500, 0],
      [500, 0],
      [500, 0],
      [500, 100],
      [500, 200],
    ]],
    ["a client that waits as asked continues at the rate", { rate: 4, burst: 1 }, 0, [
      [0, 0],
      [0, 250],
      [250, 250],
      [500, 250],
    ]],
    ["time gives tokens back", { rate: 10, burst: 3 }, 0, [
      [0, 0],
      [0, 0],
      [0, 0],
      [100, 0],
      [100, 100],
    ]],
    ["part of a share is given back too", { rate: 10, burst: 1 }, 0, [
      [0, 0],
      [50, 50],
      [60, 140],
    ]],
    ["no more is saved than a burst", { rate: 10, burst: 2 }, 0, [
      [3_600_000, 0],
      [3_600_000, 0],
      [3_600_000, 100],
    ]],
    ["a clock that jumps back gives nothing and takes nothing", { rate: 10, burst: 2 }, 5000, [
      [5000, 0],
      [1000, 0],
      [1000, 100],
    ]],
  ];
  for (const [criterion, options, start, takes] of cases) {
    const expected = takes.map(([, waitMs]) => waitMs);
    assertEquals(waits(options, start, takes.map(([at]) => at)), expected, criterion);
  }
});

Deno.test("TokenBucket.take() allows a burst of 20 by default", { permissions: "none" }, () => {
  const now = new Array(21).fill(0);
  assertEquals(waits({ rate: 10 }, 0, now), [...new Array(20).fill(0), 100]);
});

Deno.test("TokenBucket.take() returns no wait when the rate is 0", { permissions: "none" }, () => {
  assertEquals(waits({ rate: 0, burst: 1 }, 0, new Array(100).fill(0)), new Array(100).fill(0));
});
