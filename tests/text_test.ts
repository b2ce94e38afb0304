import { assert, assertEquals } from "@std/assert";
import { safeText, shorten } from "../lib/text.ts";

const pure = { permissions: "none" } as const;

/** Every control character except line feed and tab. */
const CONTROL = /(?![\n\t])\p{Cc}/u;

function assertMade(cases: readonly (readonly [raw: string, safe: string])[]): void {
  for (const [raw, safe] of cases) assertEquals(safeText(raw), safe, JSON.stringify(raw));
}

Deno.test("safeText() does not change harmless text", pure, () => {
  for (
    const text of [
      "",
      "Olá, tudo bem com você?",
      "a\nb",
      "  dois  espaços  ",
      "@Ana /sair [31m \\x1b",
      "“aspas” — travessão… ﬁ",
      "\u00a0",
      "日本語 Ольга עברית",
      "q\u0307\u0323".normalize("NFC"),
      "e\u{1d165}\ue000",
    ]
  ) {
    assertEquals(safeText(text), text);
  }
});

Deno.test("safeText() removes escape sequences", pure, () => {
  assertMade([
    ["a\x1b[31mb\x1b[0mc", "abc"],
    ["a\x1b[38;5;196mb", "ab"],
    ["a\x1b[2J\x1b[Hb", "ab"],
    ["a\x1b[?25lb", "ab"],
    ["a\x1b[200~b\x1b[201~c", "abc"],
    ["a\x9b31mb", "ab"],
    ["a\x1b]0;titulo\x07b", "ab"],
    ["\x1b]8;;http://x.com\x07link\x1b]8;;\x07", "link"],
    ["a\x1b[38:5:196mb", "ab"],
    ["a\x1b[2 qb", "ab"],
    ["a\x1b]0;titulo\x1b\\b", "ab"],
    ["a\x9d0;titulo\x9cb", "ab"],
    ["a\x1bPq#0\x1b\\b", "ab"],
    ["a\x1b(Bb", "ab"],
    ["a\x1bOPb\x1bOAc", "abc"],
  ]);
});

Deno.test("safeText() keeps the text after an Escape that begins no sequence", pure, () => {
  assertMade([
    ["\x1bOlá", "Olá"],
    ["\x1b@Ana oi", "@Ana oi"],
    ["\x1b[@Ana oi", "@Ana oi"],
    ["\x9b@Ana oi", "@Ana oi"],
    ["\x1b/sair", "/sair"],
    ["\x1b]sem fim", "sem fim"],
  ]);
});

Deno.test("safeText() passes no unfinished or nested escape sequence", pure, () => {
  for (
    const raw of [
      "\x1b",
      "a\x1b[",
      "a\x1b[31",
      "a\x1b[31;",
      "a\x9b",
      "\x1b]0;t",
      "\x1b]0;t\x1b\\",
      "\x9d0;t\x9c",
      "\x1bPq\x1b\\",
      "\x1b\x1b[0m[31m",
      "\x1b[3\x1b[0m1m",
      "\x1b[\u200b31m",
      "\x1b\u202e[31m",
      "\u200d\x1b\n[31m",
      "\x1b\x9b\x1b\x9b[m",
    ]
  ) {
    assert(!CONTROL.test(safeText(raw)), JSON.stringify(raw));
  }
});

Deno.test("safeText() removes control characters", pure, () => {
  for (let code = 0; code < 0xa0; code++) {
    if (code === 0x20) code = 0x7f;
    const control = String.fromCharCode(code);
    if ("\t\n\v\f\r\x1b\x85\x9b".includes(control)) continue;
    assertEquals(safeText(`a${control}b`), "ab", `U+${code.toString(16)}`);
  }
});

Deno.test("safeText() makes every line end a \\n, and keeps tabs", pure, () => {
  assertMade([
    ["a\r\nb\rc\nd", "a\nb\nc\nd"],
    ["a\vb\fc\u0085d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"],
    ["a\n\rb", "a\n\nb"],
    ["a\r\r\nb", "a\n\nb"],
    ["\ta\tb", "\ta\tb"],
  ]);
});

Deno.test("safeText() removes invisible and bidi characters", pure, () => {
  const invisible = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u200f" +
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2066\u2067\u2068\u2069\u3164\ufe0e\ufe0f\ufeff" +
    "\uffa0\ufff9\ufffa\ufffb\u{1d173}\u{e0001}\u{e0041}\u{e007f}\u{e0100}";
  for (const character of invisible) {
    const where = `U+${character.codePointAt(0)?.toString(16)}`;
    assertEquals(safeText(`a${character}b`), "ab", where);
    assertEquals(safeText(character), "", where);
    assertEquals(safeText(`${character.repeat(3)}é`), "é", where);
  }
});

Deno.test("safeText() keeps whole emoji", pure, () => {
  const emoji = "👨‍👩‍👧‍👦 👩🏽‍🚀 🏳️‍🌈 ❤️‍🔥 👍🏽 🇧🇷 🇧🇷🇵🇹 1️⃣ #️⃣ ❤️ ©️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🙂";
  for (const grapheme of emoji.split(" ")) {
    assertEquals(safeText(grapheme), grapheme);
    assertEquals(safeText(`a\u200b${grapheme}\u200db`), `a${grapheme}b`);
  }
  assertEquals(safeText(emoji), emoji);
});

Deno.test("safeText() removes a joiner that makes no emoji", pure, () => {
  assertMade([
    ["👨\u200d", "👨"],
    ["\u200d👨", "👨"],
    ["x\u200d👨", "x👨"],
    ["👨\u200d\u200d👩", "👨👩"],
    ["a\ufe0f", "a"],
    ["🏴\u{e0067}\u{e007f}", "🏴"],
    ["🙂\u{e0041}\u{e0042}", "🙂"],
  ]);
});

Deno.test("safeText() keeps joiners within words", pure, () => {
  for (
    const word of [
      "می\u200cخواهم",
      "کتاب\u200cها",
      "क्\u200dष",
      "क्\u200cष",
      "শ্\u200dর",
      "ක්\u200dර",
      "র\u200d্য", // Bengali: ra, not the sign repha.
      "ರ\u200d್ಕ", // The same in Kannada.
      "خانه\u200c ما", // Persian: heh without the tail, before a blank.
      "خانه\u200c",
      "ه\u200d.",
      "ᠠ\u180bᠪ",
      "ᠨ\u180eᠠ",
    ]
  ) {
    assertEquals(safeText(word), word);
  }
});

Deno.test("safeText() keeps variants of characters, and the presentation of emoji", pure, () => {
  for (
    const text of [
      "🏳\u200d🌈", // As some systems send it: without U+FE0F.
      "👁\ufe0f\u200d🗨\ufe0f",
      "❤\ufe0e",
      "☺\ufe0e",
      "👩\u{1f3fd}\u200d🔬",
      "葛\u{e0100}",
      "辻\u{e0101}",
      "神\ufe00",
    ]
  ) {
    assertEquals(safeText(text), text.normalize("NFC"), JSON.stringify(text));
    assertEquals(safeText(`a ${text} b`), `a ${text.normalize("NFC")} b`);
  }
  assertMade([
    ["葛\u{e0100}\u{e0100}", "葛\u{e0100}"],
    ["a\u{e0100}", "a"],
    ["1\ufe0e", "1"],
    ["a\u180b", "a"],
    ["ᠠ\u180e", "ᠠ"],
    ["☺\ufe0e\ufe0e", "☺\ufe0e"],
  ]);
});

Deno.test("safeText() removes a joiner that no script needs there", pure, () => {
  assertMade([
    ["\u200cمی", "می"],
    ["क\u200d ष", "क ष"],
    ["می\u200c\u200cخ", "میخ"],
    ["می\u200c@", "می@"],
    ["abc\u200cdef", "abcdef"],
    ["日\u200c本", "日本"],
  ]);
});

Deno.test("safeText() puts U+FFFD for half a surrogate pair", pure, () => {
  assertMade([
    ["\ud83d", "\ufffd"],
    ["a\ude42b", "a\ufffdb"],
    ["\ude42\ud83d", "\ufffd\ufffd"],
    ["\ud83d🙂", "\ufffd🙂"],
    ["\ud83d\u200b\ude42", "\ufffd\ufffd"],
  ]);
});

Deno.test("safeText() returns NFC, also of characters that it joined", pure, () => {
  assertMade([
    ["informac\u0327a\u0303o", "informação"],
    ["a\u200b\u0303", "ã"],
    ["\u1112\u1161\u11ab", "\ud55c"],
    ["\u212b", "\u00c5"],
    ["\u037e", ";"],
  ]);
});

Deno.test("safeText() is idempotent", pure, () => {
  const alphabet = [
    ..."a[m;0]\\@/\n\r\t\x1b\x9b\x9d\x07\u200b\u200c\u200d\u202e\ufe0f",
    ..."1\u20e3👨👩🏽🇧🇷🏴\u{e0067}\u{e007f}",
    ..."\u0301\u0303میक\u1112\u1161",
    "\ud83d",
    "\ude42",
  ];
  // A fixed sequence, the same on every run (Numerical Recipes' generator).
  let seed = 1;
  const pick = () => {
    seed = (seed * 1664525 + 1013904223) % 2 ** 32;
    return alphabet[Math.floor(seed / 2 ** 32 * alphabet.length)];
  };
  for (let round = 0; round < 5000; round++) {
    const raw = Array.from({ length: 12 }, pick).join("");
    const safe = safeText(raw);
    assertEquals(safeText(safe), safe, JSON.stringify(raw));
    assert(!CONTROL.test(safe) && !/[\u200b\u202e]/.test(safe), JSON.stringify(raw));
    assert(safe.isWellFormed(), JSON.stringify(raw));
  }
});

Deno.test("shorten() leaves a text alone that fits", pure, () => {
  for (const text of ["", "a", "abc", "ção", "🙂🙂🙂"]) assertEquals(shorten(text, 3), text);
  assertEquals(shorten("x".repeat(80)), "x".repeat(80));
  assertEquals(shorten("🙂".repeat(80)), "🙂".repeat(80));
});

Deno.test("shorten() ends a longer text with … and splits no surrogate pair", pure, () => {
  for (
    const [text, short] of [
      ["abcd", "ab…"],
      ["ação", "aç…"],
      ["🙂🙂🙂🙂", "🙂🙂…"],
      ["a🙂b🙂", "a🙂…"],
      ["🙂abcdefghi", "🙂a…"],
      ["x".repeat(1_000_000), "xx…"],
    ] as const
  ) {
    assertEquals(shorten(text, 3), short);
  }
  assertEquals(shorten("x".repeat(81)), "x".repeat(79) + "…");
  assertEquals(shorten("a🙂", 1), "…");
});

Deno.test("shorten() bounds the UTF-16 units, where graphemes are long", pure, () => {
  const family = "👩‍👩‍👧‍👦";
  const cases: [text: string, short: string][] = [
    ["\u1100".repeat(1000), "\u1100".repeat(24) + "…"],
    ["a" + "\u1100".repeat(1000), "a…"],
    [family.repeat(3), `${family}${family}…`.slice(0, 22) + "…"],
    ["🇧".repeat(13), "🇧".repeat(4) + "…"],
  ];
  for (const [text, short] of cases) assertEquals(shorten(text, 3), short, text.slice(0, 30));
  const half = shorten("x" + "\u200d🙂".repeat(100), 1);
  assert(half.isWellFormed() && half.length <= 9, half);
});
