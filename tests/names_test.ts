import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { checkName, fold } from "../lib/names.ts";

const pure = { permissions: "none" } as const;

Deno.test("checkName() accepts letters of any alphabet, digits and _ - .", pure, () => {
  const names =
    "Ana Notebook_Mãe NotebookTrabalho x 42 -x x... _1 ﬁ 日本 Ольга مینا ١٢ हिन्दी 한국 \u{1d49c}";
  for (const name of names.split(" ")) assertEquals(checkName(name), { ok: true, name });
});

Deno.test("checkName() returns the name in NFC, without surrounding blanks", pure, () => {
  for (
    const [raw, name] of [
      ["Joa\u0303o", "João"],
      ["\u1112\u1161\u11ab", "\ud55c"],
      ["  Ana\t", "Ana"],
      ["Ana\r\n", "Ana"],
      ["\u2003Ana\u3000", "Ana"],
      ["\ufeffAna\u2028", "Ana"],
    ] as const
  ) {
    assertEquals(checkName(raw), { ok: true, name });
  }
});

Deno.test("checkName() refuses a name of nothing", pure, () => {
  for (const raw of ["", " ", "\t\r\n", "\u00a0\u3000\ufeff"]) {
    assertEquals(checkName(raw), { ok: false, code: "name-empty" });
  }
});

Deno.test("checkName() refuses a name with a space", pure, () => {
  for (
    const raw of [
      "Notebook Trabalho",
      "a\tb",
      "a\nb",
      "a\u00a0b",
      "a\u2028b",
      "a\u3000b",
      "a\ufeffb",
      "@ana oi",
    ]
  ) {
    assertEquals(checkName(raw), { ok: false, code: "name-spaces" });
  }
});

Deno.test("checkName() refuses characters that are neither letter nor digit", pure, () => {
  const names =
    `@ana /sair a/b a:b o'neil a"b a\\b a² a½ 👩 ana👩 ana♥ \u0301a \ud83d ana\ude00 \ue000`;
  for (const raw of names.split(" ")) {
    assertEquals(checkName(raw), { ok: false, code: "name-characters" }, JSON.stringify(raw));
  }
});

Deno.test("checkName() refuses a name without any letter or digit", pure, () => {
  for (const raw of [".", "...", "-", "_", "_-.", " _ ", "_\u0301"]) {
    assertEquals(checkName(raw), { ok: false, code: "name-characters" }, raw);
  }
  for (const raw of ["a.", "-1", "_é_", "٣", ".日"]) {
    assertEquals(checkName(raw), { ok: true, name: raw });
  }
});

Deno.test("checkName() refuses invisible, control and bidi characters", pure, () => {
  const invisible = "\x00\x07\x1b\x7f\x85\x9b\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e" +
    "\u200b\u200c\u200d\u200e\u202e\u2060\u2066\u2069\u3164\ufe0f\uffa0\ufff9\uffff" +
    "\u{13441}\u{13442}\u{16fe4}\u{1d173}\u{e0001}\u{e0041}\u{e0100}";
  for (const character of invisible) {
    for (const raw of [character, `${character}ana`, `ana${character}`, `م${character}ی`]) {
      assertEquals(checkName(raw), { ok: false, code: "name-characters" }, JSON.stringify(raw));
    }
  }
});

Deno.test("checkName() counts 32 graphemes of any length", pure, () => {
  for (
    const letter of [
      "x",
      "é",
      "e\u0301",
      "日",
      "\u{1d49c}",
      "q\u0307\u0323",
      "\u1112\u1161\u11ab",
    ]
  ) {
    const name = letter.normalize("NFC").repeat(32);
    assertEquals(checkName(letter.repeat(32)), { ok: true, name });
    assertEquals(checkName(letter.repeat(33)), { ok: false, code: "name-too-long" });
  }
});

Deno.test("checkName() refuses a letter under a heap of accents", pure, () => {
  for (const raw of ["z" + "\u0301".repeat(120), "z" + "\u0301".repeat(6)]) {
    assertEquals(checkName(raw), { ok: false, code: "name-characters" });
  }
  assertEquals(checkName("q\u0307\u0323\u0302\u0310".repeat(32)), {
    ok: false,
    code: "name-too-long",
  });
});

Deno.test(
  "fold() returns the same key for names that differ in case, normal form or width",
  pure,
  () => {
    for (
      const [one, other] of [
        ["JOÃO", "joa\u0303o"],
        ["Notebook_Mãe", "nOTEBOOK_MÃE"],
        ["straße", "STRASSE"],
        ["straße", "STRA\u1e9eE"],
        ["straße", "strasse"],
        ["ΟΔΟΣ", "οδος"],
        ["οδοσ", "οδος"],
        ["Σ", "ς"],
        ["İ", "i\u0307"],
        ["ＡＮＡ", "ana"],
        ["ｱ", "ア"],
        ["ﬁm", "FIM"],
        ["\u212aarl", "karl"],
        ["\u00b5", "\u03bc"],
        ["ſ", "S"],
        ["ǅ", "ǆ"],
        ["ǰ", "J\u030c"],
        ["ΐ", "Ϊ\u0301"],
        ["\u{1d49c}na", "Ana"],
        ["Ⅸ", "ix"],
        ["\u13a0", "\uab70"],
        ["\u1112\u1161\u11ab", "\ud55c"],
      ] as const
    ) {
      assertEquals(fold(one), fold(other), `${one} and ${other}`);
    }
  },
);

Deno.test("fold() distinguishes different names", pure, () => {
  for (
    const [one, other] of [
      ["joão", "joao"],
      ["ana", "anna"],
      ["ana", "ana_"],
      ["a-b", "a_b"],
      ["ana", "ana1"],
      ["İ", "i"],
      ["ana", "\u0430na"],
      ["日", "曰"],
    ] as const
  ) {
    assertNotEquals(fold(one), fold(other), `${one} and ${other}`);
  }
});

Deno.test("fold() does not distinguish letters by case or normal form", pure, () => {
  for (let code = 0; code < 0x1_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (!checkName(`a${letter}`).ok) continue;
    const key = fold(letter);
    for (
      const same of [
        letter.toLowerCase(),
        letter.toUpperCase(),
        letter.normalize("NFD"),
        letter.normalize("NFKD"),
        key,
      ]
    ) {
      assert(fold(same) === key, `U+${code.toString(16)} ${letter}: ${same}`);
    }
  }
});
