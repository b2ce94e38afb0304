import { assert, assertEquals } from "@std/assert";
import { graphemes } from "../../lib/graphemes.ts";
import { columns, truncate, wrap, wrapForTerminal } from "../../lib/term/cells.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;

const FAMILY = "👨‍👩‍👧‍👦";

Deno.test("graphemes() splits a text into user-perceived characters", pure, () => {
  const parts = ["a", "ã", "e\u0301", "天", "🇧🇷", "🇵🇹", FAMILY, "👍🏽", "❤️", "각", "\n", " "];
  assertEquals(graphemes(parts.join("")), parts);
  assertEquals(graphemes(""), []);
});

Deno.test("columns() counts the columns of the widest rendering", pure, () => {
  const cases: [text: string, columns: number][] = [
    ["", 0],
    ["olá", 3],
    ["informac\u0327a\u0303o", 10],
    ["天地", 4],
    ["한국", 4],
    ["한", 2],
    ["🙂", 2],
    ["🇧🇷", 2],
    ["👍🏽", 4],
    [FAMILY, 8],
    ["❤", 1],
    ["❤️", 2],
    ["1️⃣", 2],
    ["❤️ ❤️", 5],
    ["…", 1],
  ];
  for (const [text, expected] of cases) assertEquals(columns(text), expected, text);
});

Deno.test("fit() keeps a text that fits, and shortens another with …", pure, () => {
  const cases: [text: string, width: number, fitted: string][] = [
    ["", 2, ""],
    ["olá", 3, "olá"],
    ["olá", 4, "olá"],
    ["olá!", 3, "ol…"],
    ["olá", 1, "…"],
    ["e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"],
    ["e\u0301e\u0301e\u0301", 2, "e\u0301…"],
    ["天地人", 6, "天地人"],
    ["天地人", 5, "天地…"],
    ["天地人", 4, "天…"],
    ["a🙂b", 3, "a…"],
    [`a${FAMILY}b`, 9, "a…"],
    [`a${FAMILY}b`, 10, `a${FAMILY}b`],
    [`${FAMILY}bc`, 9, `${FAMILY}…`],
    ["🇧🇷🇵🇹", 3, "🇧🇷…"],
    ["❤️❤️", 3, "❤️…"],
  ];
  for (const [text, width, fitted] of cases) {
    assertEquals(truncate(text, width), fitted, `${text} in ${width}`);
  }
});

function assertWraps(cases: [text: string, width: number, rows: string[]][]): void {
  for (const [text, width, rows] of cases) {
    assertEquals(wrap(text, width), rows, `${JSON.stringify(text)} in ${width}`);
  }
}

Deno.test("wrap() breaks between words", pure, () => {
  assertWraps([
    ["", 10, [""]],
    ["oi", 10, ["oi"]],
    ["um dois", 7, ["um dois"]],
    ["um dois", 6, ["um", "dois"]],
    ["um dois três", 8, ["um dois", "três"]],
    ["a informação não é só", 12, ["a informação", "não é só"]],
    ["informac\u0327a\u0303o sim", 14, ["informac\u0327a\u0303o sim"]],
  ]);
});

Deno.test("wrap() draws no blank where a row breaks, and every other one", pure, () => {
  assertWraps([
    ["um   dois", 6, ["um", "dois"]],
    ["um dois", 3, ["um", "doi", "s"]],
    ["abc  d", 4, ["abc", "d"]],
    ["abc  d", 5, ["abc", "d"]],
    ["abc d", 3, ["abc", "d"]],
    ["a  b", 4, ["a  b"]],
    ["  a b", 5, ["  a b"]],
    ["abc ", 3, ["abc"]],
    ["abc ", 4, ["abc "]],
    ["    a", 3, ["a"]],
    ["    ", 3, [""]],
  ]);
});

Deno.test("wrap() breaks a word only when it alone is too wide", pure, () => {
  assertWraps([
    ["abcdef", 3, ["abc", "def"]],
    ["abcdefg", 3, ["abc", "def", "g"]],
    ["x abcdefg y", 4, ["x", "abcd", "efg", "y"]],
    ["x abcdefg y", 5, ["x", "abcde", "fg y"]],
    ["天地人", 4, ["天地", "人"]],
    ["天地人", 5, ["天地", "人"]],
    ["a天地", 4, ["a天", "地"]],
  ]);
});

Deno.test("wrap() cuts no character", pure, () => {
  assertWraps([
    ["e\u0301e\u0301e\u0301", 2, ["e\u0301e\u0301", "e\u0301"]],
    ["a🙂🙂", 2, ["a", "🙂", "🙂"]],
    ["🇧🇷🇵🇹", 3, ["🇧🇷", "🇵🇹"]],
    [`${FAMILY}${FAMILY}`, 15, [FAMILY, FAMILY]],
    ["👍🏽👍🏽", 7, ["👍🏽", "👍🏽"]],
    ["❤️❤️", 3, ["❤️", "❤️"]],
    ["각각", 2, ["각", "각"]],
  ]);
});

Deno.test("wrap() keeps the lines of a text, also empty ones", pure, () => {
  assertWraps([
    ["um\ndois", 10, ["um", "dois"]],
    ["um dois\ntrês", 4, ["um", "dois", "três"]],
    ["\n", 4, ["", ""]],
    ["um\n\ndois\n", 4, ["um", "", "dois", ""]],
  ]);
});

Deno.test("wrap() returns rows that fit and together have every character", pure, () => {
  const alphabet = ["a", "ã", "e\u0301", "天", "🙂", "🇧🇷", "❤️", "각", " ", " ", "  ", "\n", "-"];
  withSeeds(300, (random) => {
    const text = Array.from(
      { length: Math.floor(random() * 60) },
      () => alphabet[Math.floor(random() * alphabet.length)]!,
    ).join("");
    const width = 2 + Math.floor(random() * 12);
    const rows = wrap(text, width);
    const seen = `${JSON.stringify(text)} in ${width}: ${JSON.stringify(rows)}`;
    for (const row of rows) assert(columns(row) <= width, seen);
    assertEquals(rows.join("").replace(/\s/g, ""), text.replace(/\s/g, ""), seen);
    assert(rows.length >= text.split("\n").length, seen);
  });
});

Deno.test("wrap() breaks no word that fits alone, and at no no-break space", {
  permissions: "none",
}, () => {
  assertEquals(wrap("      abcde", 8), ["abcde"]);
  assertEquals(wrap("em 100\u00a0km", 8), ["em", "100\u00a0km"]);
  assertEquals(wrap("👨‍👩‍👧‍👦", 4), ["👨‍👩‍👧‍👦"]);
});

Deno.test("wrapForTerminal() breaks between words, and leaves a wider word whole", pure, () => {
  const cases: [text: string, width: number, rows: string[]][] = [
    ["um dois três", 8, ["um dois", "três"]],
    ["abcdef", 3, ["abcdef"]],
    ["x abcdefg y", 4, ["x abcdefg", "y"]],
    ["x abcdefg yz", 5, ["x abcdefg", "yz"]],
    ["ab cdefgh ij kl", 5, ["ab cdefgh", "ij kl"]],
    ["天地人", 4, ["天地人"]],
    ["um\n\ndoisdois", 4, ["um", "", "doisdois"]],
    // With these it could look like the beginning of another row.
    ["ab 12:30\u00a0Bia:\u00a0oi", 5, ["ab", "12:30", "\u00a0Bia:", "\u00a0oi"]],
  ];
  for (const [text, width, rows] of cases) {
    assertEquals(wrapForTerminal(text, width), rows, `${JSON.stringify(text)} in ${width}`);
  }
});

Deno.test("wrap() and wrapForTerminal() lose no character that can be seen", pure, () => {
  const parts = [
    "a",
    "漢",
    "😀",
    " ",
    "  ",
    "\u00a0",
    "\u202f",
    "\t",
    "\n",
    "x".repeat(12),
    "\u3000",
  ];
  withSeeds(500, (random) => {
    const pick = () => parts[Math.floor(random() * parts.length)]!;
    const text = Array.from({ length: Math.floor(random() * 14) }, pick).join("");
    const width = 2 + Math.floor(random() * 14);
    const visible = (shown: string) => shown.replace(/\s/g, "");
    for (const wrapped of [wrap(text, width), wrapForTerminal(text, width)]) {
      assertEquals(visible(wrapped.join("")), visible(text), JSON.stringify([text, width]));
    }
  });
  const url = `https://exemplo.org/${"caminho/".repeat(9)}`;
  assertEquals(
    wrapForTerminal(`vejam: \u00a0${url}`, 34).join("").includes("caminho/caminho"),
    true,
  );
  assertEquals(
    wrapForTerminal(`${"x".repeat(9)}12:35\u{1d159}Bia:\u{1d159}oi`, 8).length > 1,
    true,
  );
});
