import { assertAlmostEquals, assertEquals } from "@std/assert";
import { TokenBucket, type TokenBucketOptions } from "../../lib/chat/rate_limit.ts";

const pure = { permissions: "none" } as const;

/** Tries to take a token at each of these times; returns the waits. */
function waits(options: TokenBucketOptions, start: number, times: number[]): number[] {
  const bucket = new TokenBucket(options, start);
  return times.map((now) => bucket.take(now));
}

Deno.test("TokenBucket.take() returns the wait that the bucket needs", pure, () => {
  const cases: [
    criterion: string,
    TokenBucketOptions,
    start: number,
    [at: number, waitMs: number][],
  ][] = [
    ["a burst is free, and a try without a token costs nothing", { rate: 10, burst: 3 }, 500, [
      [500, 0],
      [500, 0],
      [500, 0],
      [500, 100],
      [500, 100],
    ]],
    ["a client that waits as asked continues at the rate", { rate: 4, burst: 1 }, 0, [
      [0, 0],
      [0, 250],
      [250, 0],
      [250, 250],
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
      [60, 40],
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
    ["a bucket may begin with fewer tokens", { rate: 10, tokens: 1 }, 0, [
      [0, 0],
      [0, 100],
    ]],
  ];
  for (const [criterion, options, start, takes] of cases) {
    const expected = takes.map(([, waitMs]) => waitMs);
    assertEquals(waits(options, start, takes.map(([at]) => at)), expected, criterion);
  }
});

Deno.test("TokenBucket.take() allows a burst of 20 by default", pure, () => {
  const now = new Array(21).fill(0);
  assertEquals(waits({ rate: 10 }, 0, now), [...new Array(20).fill(0), 100]);
});

Deno.test("TokenBucket.take() takes a token that is complete but for rounding", pure, () => {
  for (const rate of [3, 7, 0.3, 1 / 3]) {
    const bucket = new TokenBucket({ rate, burst: 1 }, 0);
    let now = 0.1;
    bucket.take(now);
    for (let count = 0; count < 100; count++) {
      now += bucket.take(now);
      assertEquals(bucket.take(now), 0, `rate ${rate}, token ${count}`);
    }
    assertAlmostEquals(now - 0.1, 100_000 / rate, 1);
  }
});

Deno.test("TokenBucket.charge() takes a token that is not there", pure, () => {
  const bucket = new TokenBucket({ rate: 10, burst: 1 }, 0);
  bucket.charge(0);
  bucket.charge(0);
  assertEquals([bucket.waitMs(0, 0), bucket.waitMs(1, 0), bucket.take(0)], [100, 200, 200]);
  assertEquals([bucket.waitMs(0, 100), bucket.take(150), bucket.take(200)], [0, 50, 0]);
  bucket.charge(250); // Half a token was there.
  assertEquals(bucket.waitMs(0, 250), 50);
});

Deno.test("TokenBucket.drain() takes out what is there, and leaves a debt", pure, () => {
  const bucket = new TokenBucket({ rate: 10, burst: 3 }, 0);
  bucket.charge(0);
  assertEquals([bucket.drain(0), bucket.drain(0), bucket.take(0)], [2, 0, 100]);
  assertEquals([bucket.drain(50), bucket.take(50)], [0.5, 100]);
  bucket.charge(50);
  assertEquals([bucket.drain(50), bucket.waitMs(0, 50)], [0, 100]);
});

Deno.test("TokenBucket.stop() ends the refill until start()", pure, () => {
  const bucket = new TokenBucket({ rate: 10, burst: 3 }, 0);
  assertEquals(bucket.drain(0), 3);
  bucket.stop(50);
  assertEquals(bucket.take(10_000), 50);
  bucket.start(10_000);
  assertEquals([bucket.take(10_025), bucket.take(10_050), bucket.take(10_050)], [25, 0, 100]);
  bucket.start(10_100); // It runs already.
  assertEquals(bucket.take(10_150), 0);
});

Deno.test("TokenBucket.take() takes the tokens of several messages, or none", pure, () => {
  const bucket = new TokenBucket({ rate: 10, burst: 5 }, 0);
  assertEquals([bucket.take(0, 3), bucket.take(0, 3), bucket.take(0, 2)], [0, 100, 0]);
  assertEquals([bucket.take(300, 4), bucket.take(400, 4), bucket.take(400)], [100, 0, 100]);
});
