import { assertEquals } from "@std/assert";
import { Guesses } from "../../lib/serve/guesses.ts";

const pure = { permissions: "none" } as const;
const MINUTE = 60_000;

function guessRight(guesses: Guesses, address: string): void {
  guesses.add(address, 0);
  guesses.forgive(address);
}

/** Guesses wrong as often as it may, and returns the waits between the guesses. */
function waitsOf(guesses: Guesses, address: string, count: number, start = 0): number[] {
  let now = start;
  return Array.from({ length: count }, () => {
    const waitMs = guesses.waitMs(address, now);
    now += waitMs;
    guesses.add(address, now);
    return waitMs;
  });
}

Deno.test("Guesses lets an address guess five times, and then slower and slower", pure, () => {
  const waits = waitsOf(new Guesses(), "a", 14);
  const seconds = [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60];
  assertEquals(waits, seconds.map((one) => one * 1000));
});

Deno.test("Guesses does not let an address guess before its time", pure, () => {
  const guesses = new Guesses();
  waitsOf(guesses, "a", 7);
  assertEquals(guesses.waitMs("a", 3_000), 4_000);
  assertEquals(guesses.waitMs("a", 6_999), 1);
  assertEquals(guesses.waitMs("a", 7_000), 0);
  // Another address is not concerned.
  assertEquals(guesses.waitMs("b", 1_000), 0);
});

Deno.test("Guesses forgets after ten minutes", pure, () => {
  const guesses = new Guesses();
  waitsOf(guesses, "a", 6);
  assertEquals(guesses.waitMs("a", 1_000 + 10 * MINUTE - 1), 0);
  for (let at = 0; at < 4; at++) guesses.add("a", 11 * MINUTE);
  assertEquals(guesses.waitMs("a", 11 * MINUTE), 0);
  guesses.add("a", 11 * MINUTE);
  assertEquals(guesses.waitMs("a", 11 * MINUTE), 1_000);
});

Deno.test("Guesses forgets those of all addresses after ten minutes", pure, () => {
  const guesses = new Guesses();
  for (let at = 0; at < 40; at++) guesses.add(`a${at}`, 0);
  for (const [now, waitMs] of [[10 * MINUTE - 1, 2_000], [10 * MINUTE, 0]] as const) {
    assertEquals(guesses.waitMs("b", now), 0);
    guesses.add("b", now);
    assertEquals(guesses.waitMs("c", now), waitMs);
  }
});

Deno.test("Guesses slows every address down after forty wrong guesses, a new one too", pure, () => {
  const guesses = new Guesses();
  for (let address = 0; address < 39; address++) guesses.add(`a${address}`, 0);
  assertEquals(guesses.waitMs("new", 0), 0);
  assertEquals(guesses.confirm("a0"), { address: false, all: false });
  guesses.add("last", 0);
  const told = [guesses.confirm("last"), guesses.confirm("last")];
  assertEquals(told, [{ address: false, all: true }, { address: false, all: false }]);
  assertEquals(guesses.waitMs("new", 0), 1_000);
  assertEquals(guesses.waitMs("new", 999), 1);
  assertEquals(guesses.waitMs("new", 1_000), 0);
  guesses.add("another", 1_000);
  assertEquals(guesses.waitMs("newer", 1_000), 2_000);
  assertEquals(guesses.waitMs("newer", 10 * MINUTE), 0);
});

Deno.test("Guesses lets many addresses together guess no faster than one", pure, () => {
  const guesses = new Guesses();
  let made = 0;
  for (let now = 0; now < 10 * MINUTE; now += 1_000) {
    for (let address = 0; address < 100; address++) {
      if (guesses.waitMs(`a${address}`, now) > 0) continue;
      guesses.add(`a${address}`, now);
      made++;
    }
  }
  // Forty at once, then after 1, 2, 4 … 60 s.
  assertEquals(made, 40 + 14);
});

Deno.test("Guesses of strangers do not slow down an address that was right", pure, () => {
  const guesses = new Guesses();
  guesses.add("a", 0);
  guesses.forgive("a");
  for (let address = 0; address < 60; address++) guesses.add(`b${address}`, 0);
  assertEquals([guesses.waitMs("a", 0), guesses.waitMs("c", 0) > 0], [0, true]);
});

Deno.test(
  "Guesses.confirm() tells once when guesses begin to wait, and again after ten minutes",
  pure,
  () => {
    const guesses = new Guesses();
    const wrong = (count: number, now: number) =>
      Array.from({ length: count }, () => {
        guesses.add("a", now);
        return guesses.confirm("a").address;
      });
    assertEquals(wrong(7, 0).indexOf(true), 4);
    assertEquals(wrong(3, 0), [false, false, false]);
    assertEquals(wrong(6, 10 * MINUTE), [false, false, false, false, true, false]);
    assertEquals(guesses.confirm("b"), { address: false, all: false });
  },
);

Deno.test(
  "Guesses.confirm() tells nothing of five guesses of which the last is right",
  pure,
  () => {
    const guesses = new Guesses();
    for (let round = 0; round < 5; round++) {
      guesses.add("a", 0);
      if (round < 4) guesses.confirm("a");
    }
    guesses.forgive("a");
    assertEquals(guesses.confirm("a").address, false);
    // Guesses that are made at once, and turn out wrong later, are told once.
    for (let count = 0; count < 3; count++) guesses.add("a", 0);
    const told = [guesses.confirm("a"), guesses.confirm("a")];
    assertEquals(told.map(({ address }) => address), [true, false]);
  },
);

Deno.test(
  "Guesses.confirm() tells again of all addresses when they were fewer meanwhile",
  pure,
  () => {
    const guesses = new Guesses();
    const wrong = (now: number) => {
      for (let address = 0; address < 40; address++) guesses.add(`a${address}`, now);
      return guesses.confirm("a0").all;
    };
    assertEquals([wrong(0), wrong(0)], [true, false]);
    assertEquals(guesses.waitMs("b", 10 * MINUTE), 0);
    assertEquals(wrong(10 * MINUTE), true);
  },
);

Deno.test("Guesses.confirm() tells of an address and of all at once", pure, () => {
  const guesses = new Guesses();
  for (let count = 0; count < 40; count++) guesses.add(`a${count % 8}`, 0);
  assertEquals(guesses.confirm("a0"), { address: true, all: true });
});

Deno.test("Guesses.forgive() takes a right guess back, and no other", pure, () => {
  const guesses = new Guesses();
  for (let at = 0; at < 200; at++) {
    guesses.add("a", at);
    guesses.forgive("a");
  }
  assertEquals(guesses.waitMs("a", 200), 0);
  waitsOf(guesses, "b", 4);
  guesses.add("b", 3);
  guesses.add("b", 5);
  guesses.forgive("b");
  assertEquals(guesses.waitMs("b", 5), 998); // From the last wrong one on.
  guesses.forgive("unknown");
});

Deno.test("Guesses remembers the 4096 addresses that guessed last", pure, () => {
  const guesses = new Guesses();
  for (let at = 0; at < 5; at++) guesses.add("first", 0);
  for (let at = 0; at < 5; at++) guesses.add("again", 0);
  for (let at = 0; at < 4094; at++) guessRight(guesses, `a${at}`);
  guesses.add("again", 0);
  // To ask is no guess.
  for (let at = 0; at < 5000; at++) guesses.waitMs(`b${at}`, 0);
  assertEquals([guesses.waitMs("first", 0), guesses.waitMs("again", 0)], [1_000, 2_000]);
  guessRight(guesses, "c1");
  guessRight(guesses, "c2");
  assertEquals([guesses.waitMs("first", 0), guesses.waitMs("again", 0)], [0, 2_000]);
});

Deno.test("Guesses remembers the 4096 addresses that were right last", pure, () => {
  const guesses = new Guesses();
  for (let at = 0; at < 4096; at++) guessRight(guesses, `a${at}`);
  guessRight(guesses, "a0");
  guessRight(guesses, "a4096");
  for (let at = 0; at < 40; at++) guesses.add("flood", 0);
  const waits = ["a0", "a1", "a2"].map((address) => guesses.waitMs(address, 0));
  assertEquals(waits, [0, 1_000, 0]);
});
