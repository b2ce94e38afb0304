/** UAX #15, "Stream-Safe Text Format": at most 30 combining marks in a row. */

import { assert, assertEquals } from "@std/assert";
import { safeText } from "../lib/text.ts";
import { withSeeds } from "./support/random.ts";

const pure = { permissions: "none" } as const;

Deno.test("safeText() keeps the first 30 combining marks in a row", pure, () => {
  const marks = (count: number) => "\u0301\u0323".repeat(count).slice(0, count);
  const sorted = (count: number) =>
    "ạ" + "\u0323".repeat(count / 2 - 1) + "\u0301".repeat(count / 2);
  const cases: [raw: string, safe: string][] = [
    [`a${"\u0316".repeat(30)}b`, `a${"\u0316".repeat(30)}b`],
    [`a${"\u0316".repeat(31)}b`, `a${"\u0316".repeat(30)}b`],
    [
      `a${"\u0316".repeat(500)}b${"\u0317".repeat(500)}`,
      `a${"\u0316".repeat(30)}b${"\u0317".repeat(30)}`,
    ],
    [`a${marks(30)}b`, `${sorted(30)}b`],
    [`a${marks(1000)}b`, `${sorted(30)}b`],
    ["\u{1e8d0}".repeat(100), "\u{1e8d0}".repeat(30)],
    ["カ" + "\uff9e".repeat(100), "カ" + "\uff9e".repeat(30)],
    ["ハ" + "\uff9f".repeat(100), "ハ" + "\uff9f".repeat(30)],
  ];
  for (const [raw, safe] of cases) assertEquals(safeText(raw), safe, JSON.stringify(raw));
});

Deno.test(
  "safeText() counts marks as one run, also when what stood between is removed",
  pure,
  () => {
    const part = "\u0316".repeat(29);
    for (const between of ["\u200b", "\u200d", "\x1b[m", "\x9b0m", "\x07"]) {
      const raw = `a${part}${between}${part}${between}${part}b`;
      assertEquals(safeText(raw), `a${"\u0316".repeat(30)}b`, JSON.stringify(between));
    }
    // These two are marks themselves, and removed after the first cut.
    for (const between of ["\u034f", "\ufe0f"]) {
      assertEquals(safeText(`a${part}${between}${part}b`), `a${part}b`, JSON.stringify(between));
      assertEquals(safeText(`a${`\u0316${between}`.repeat(90)}b`), `a${"\u0316".repeat(15)}b`);
    }
    // NFC writes U+0344 as two marks.
    assertEquals(safeText(`q${"\u0344".repeat(20)}`), `q${"\u0308\u0301".repeat(15)}`);
  },
);

Deno.test("safeText() is idempotent for long runs of marks", pure, () => {
  withSeeds(500, (random) => {
    const alphabet = [
      "\u0301",
      "\u0323",
      "\u0344",
      "\u0334",
      "\u0304",
      "\uff9e",
      "\u200b",
      "\u034f",
    ];
    const marks = Array.from(
      { length: 80 },
      () => alphabet[Math.floor(random() * alphabet.length)],
    );
    const safe = safeText(`u\u0308${marks.join("")}x`);
    assertEquals(safeText(safe), safe);
    assert(!/[\p{M}\uff9e\uff9f]{31}/u.test(safe), safe);
  });
});

Deno.test("safeText() accepts a run of marks of any length", pure, () => {
  assertEquals(safeText(`a${"\u0316".repeat(20_000_000)}`), `a${"\u0316".repeat(30)}`);
});
