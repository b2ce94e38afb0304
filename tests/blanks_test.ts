import { assertEquals } from "@std/assert";
import { shortenBlanks } from "../lib/blanks.ts";
import { safeText } from "../lib/text.ts";
import { assertLinear } from "./support/cost.ts";

const pure = { permissions: "none" } as const;

const BLANKS = " \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
  "\u202f\u205f\u2800\u3000\u{13441}\u{13442}\u{16fe4}\u{1d159}";

Deno.test("shortenBlanks() leaves runs of 16 blanks alone", pure, () => {
  const run = " ".repeat(16);
  const texts = ["", "oi", run, `a${run}b`, `${run}a\n${run}b${run}`, `${run}x`.repeat(9)];
  for (const text of texts) assertEquals(shortenBlanks(text), text);
});

Deno.test("shortenBlanks() shortens every longer run, wherever it stands", pure, () => {
  const run = " ".repeat(16);
  for (const length of [17, 80, 81, 97, 4000]) {
    const long = " ".repeat(length);
    for (const text of ["#", "#a", "a#b", "a#", "a#\n#b#c", "#\n#", "ação 👍#Ана"]) {
      assertEquals(shortenBlanks(text.replaceAll("#", long)), text.replaceAll("#", run), text);
    }
  }
});

Deno.test("shortenBlanks() counts everything that a font shows as blank", pure, () => {
  for (const blank of BLANKS) {
    assertEquals(shortenBlanks(`a${blank.repeat(17)}b`), `a${blank.repeat(16)}b`, escape(blank));
    assertEquals(shortenBlanks(`a${blank.repeat(16)}b`), `a${blank.repeat(16)}b`, escape(blank));
  }
  const mixed = [...BLANKS.repeat(4)];
  assertEquals(shortenBlanks(`a${mixed.join("")}b`), `a${mixed.slice(0, 16).join("")}b`);
});

Deno.test("shortenBlanks() knows every blank that safeText() lets pass", pure, () => {
  for (let code = 0; code < 0x110000; code++) {
    const character = String.fromCodePoint(code);
    if (!/[\s\p{Zs}]/u.test(character)) continue;
    const safe = safeText(`a${character.repeat(40)}b`);
    if (safe.includes("\n")) continue;
    assertEquals(/[\s\p{Zs}]{17}/u.test(shortenBlanks(safe)), false, `U+${code.toString(16)}`);
  }
});

Deno.test("shortenBlanks() takes linear time, and any length", pure, () => {
  for (const unit of [" ", "\u3000", `${" ".repeat(16)}x`, "\u{13441}"]) {
    const make = (size: number) => `a${unit.repeat(size / unit.length)}b`;
    assertLinear(JSON.stringify(unit), make, shortenBlanks);
  }
  assertEquals(shortenBlanks("\u3000".repeat(20_000_000)), "\u3000".repeat(16));
});

Deno.test("shortenBlanks() shows a tab as four blanks", pure, () => {
  assertEquals(shortenBlanks("\ta\tb"), "    a    b");
  assertEquals(shortenBlanks(`a${"\t".repeat(5)}b`), `a${" ".repeat(16)}b`);
});
