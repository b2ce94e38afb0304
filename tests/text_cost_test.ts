/** What text of strangers costs before it is known to be valid. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { checkName, fold } from "../lib/names.ts";
import { parseUserInput } from "../lib/slash.ts";
import { parseOperatorCommand } from "../lib/slash/operator.ts";
import { safeText } from "../lib/text.ts";
import { assertLinear, countNormalizations } from "./support/cost.ts";

const pure = { permissions: "none" } as const;

/** What a text is made of, again and again. */
const UNITS: [kind: string, unit: string][] = [
  ["one mark", "\u0301"],
  ["marks in descending order", "\u0301\u0323\u0334"],
  ["marks and what is removed", "\u0301\u200b\u0323\u034f\u0334\u200d"],
  ["marks and escape sequences", "\u0301\x1b[m\u0323\x9b0m"],
  ["marks of which one is two in NFC", "\u0344\u0323"],
  ["halfwidth marks, which NFKC makes combining", "\uff9e\u0334"],
  ["viramas and joiners", "\u094d\u200d"],
  ["letters and joiners", "ب\u200c"],
  ["unfinished control sequences", "\x1b[0;"],
  ["single introducers", "\x9b"],
  ["unfinished control strings", "\x1bPq"],
  ["nested titles", "\x1b]0;a"],
  ["joined emoji", "👩\u200d"],
  ["families", "👩‍👩‍👧‍👦"],
  ["emoji with a variation selector", "☺\ufe0f"],
  ["variation selectors", "\ufe0f"],
  ["leading jamo", "\u1100"],
  ["whole jamo syllables", "\u1100\u1161\u11a8"],
  ["a letter of 18 in NFKC", "\ufdfa"],
  ["halves of flags", "🇧"],
  ["flags of tags", "🏴\u{e0067}"],
  ["halves of surrogate pairs", "\ud800"],
  ["tabs", "\t"],
  ["blanks", " \u3000"],
];

Deno.test("safeText() takes linear time, whatever is repeated", pure, () => {
  for (const [kind, unit] of UNITS) {
    const make = (size: number) => `a${unit.repeat(size / unit.length)}b`;
    assertLinear(kind, make, safeText);
  }
});

Deno.test("safeText() takes linear time for two long runs of marks", pure, () => {
  const make = (size: number) => `a${"\u0301".repeat(size / 2)}${"\u0323".repeat(size / 2)}`;
  assertLinear("two runs", make, safeText);
});

Deno.test("fold() takes linear time for text that safeText() returned", pure, () => {
  for (const [kind, unit] of UNITS) {
    const make = (size: number) => safeText(`a${unit.repeat(size / unit.length)}b`);
    assertLinear(kind, make, fold);
  }
});

Deno.test("parsing a line takes linear time, whatever blanks are in it", pure, () => {
  const texts = textsOf("pt-BR");
  for (
    const [at, end] of [["x", "y "], [" x", "y"], ["@Bia", "\u2800"], ["/quem", "."], ["", ""]]
  ) {
    const make = (size: number) => `${at}${" ".repeat(size)}${end}`;
    assertLinear(`${at}…${end}`, make, (line) => parseUserInput(line, texts));
    assertLinear(`${at}…${end}`, make, (line) => parseOperatorCommand(line, texts));
  }
});

Deno.test("checkName() normalizes only what may be a name", pure, () => {
  const long = "a\u0301".repeat(257);
  const count = countNormalizations(() => {
    for (const raw of [long, `  ${long}  `, "x".repeat(513), "a b".repeat(10_000)]) {
      assertEquals(checkName(raw), { ok: false, code: "name-too-long" });
    }
  });
  assertEquals(count, 0);
  assertEquals(countNormalizations(() => checkName("x".repeat(512))), 1);
  assertEquals(checkName(`${" ".repeat(9000)}Ana${" ".repeat(9000)}`), { ok: true, name: "Ana" });
});
