import { assertEquals, assertStrictEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { decodeStrict, type Line, LineDecoder, unfinishedBytes } from "../../lib/wire/lines.ts";
import { bytesOf, latin1, pieces, takeEach } from "../support/bytes.ts";
import { withSeeds } from "../support/random.ts";

const MAX_BYTES = 16 * 1024;

function feed(lines: LineDecoder, parts: Uint8Array[]): Line[] {
  return takeEach(parts, (bytes) => lines.push(bytes));
}

const CASES: [criterion: string, bytes: Uint8Array, lines: Line[]][] = [
  ["one line", bytesOf("oi\n"), ["oi"]],
  ["several lines", bytesOf("um\ndois\ntrês\n"), ["um", "dois", "três"]],
  ["empty lines", bytesOf("\n\na\n\n"), ["", "", "a", ""]],
  ["CRLF", bytesOf("um\r\ndois\r\n\r\n"), ["um", "dois", ""]],
  ["only the CR before the end goes", bytesOf("a\rb\r\r\n"), ["a\rb\r"]],
  ["accents and emoji", bytesOf("ã\n🙂👩‍💻\nば\n"), ["ã", "🙂👩‍💻", "ば"]],
  ["NUL is text", bytesOf("a\0b\n"), ["a\0b"]],
  ["a mark is kept", bytesOf("\ufeffa\n"), ["\ufeffa"]],
  ["bytes that are not UTF-8", latin1("\xff\n"), [null]],
  [
    "only the line that is not UTF-8 is lost",
    concat([
      bytesOf("ã\n"),
      latin1("irm\xe3\r\n"),
      bytesOf("\nõ\n"),
    ]),
    ["ã", null, "", "õ"],
  ],
  ["a character that ends with its line unfinished", latin1("\xf0\x9f\n\x99\x82\n"), [null, null]],
  ["surrogates and overlong forms are not UTF-8", latin1("\xed\xa0\x80\n\xc0\xaf\n"), [null, null]],
];

Deno.test("LineDecoder.push() returns lines from reads of any size", {
  permissions: "none",
}, () => {
  for (const [criterion, bytes, expected] of CASES) {
    for (const size of [bytes.length, 1, 2, 3]) {
      const lines = new LineDecoder();
      assertEquals(feed(lines, pieces(bytes, size)), expected, `${criterion}, by ${size}`);
      assertEquals(lines.end(), [], criterion);
    }
  }
});

Deno.test("LineDecoder.push() keeps the bytes after the last newline", {
  permissions: "none",
}, () => {
  for (const [criterion, bytes, expected] of CASES) {
    const trailing = concat([bytes, bytesOf("rest🙂")]);
    for (const size of [trailing.length, 1, 5]) {
      const lines = new LineDecoder();
      assertEquals(feed(lines, pieces(trailing, size)), expected, criterion);
      assertEquals(lines.end(), ["rest🙂"], criterion);
      assertEquals(lines.end(), [], criterion);
    }
  }
});

Deno.test("LineDecoder.push() joins a character split anywhere", { permissions: "none" }, () => {
  const bytes = bytesOf("mãe🙂!\r\n");
  for (let at = 0; at <= bytes.length; at++) {
    const lines = feed(new LineDecoder(), [bytes.slice(0, at), bytes.slice(at)]);
    assertEquals(lines, ["mãe🙂!"], `cut at ${at}`);
  }
});

Deno.test("LineDecoder.end() returns null for an unfinished line of invalid UTF-8", {
  permissions: "none",
}, () => {
  const lines = new LineDecoder();
  assertEquals(lines.push(bytesOf("a\n🙂").slice(0, 4)), ["a"]);
  assertEquals(lines.end(), [null]);
});

Deno.test("LineDecoder.isOverLimit is true beyond the limit, not at it", {
  permissions: "none",
}, () => {
  for (const size of [MAX_BYTES, 1, 1000]) {
    const lines = new LineDecoder();
    const full = new Uint8Array(MAX_BYTES).fill(0x61);
    assertEquals(feed(lines, pieces(full, size)), []);
    assertStrictEquals(lines.isOverLimit, false);
    assertEquals(lines.push(bytesOf("\nb")), ["a".repeat(MAX_BYTES)]);
    assertStrictEquals(lines.isOverLimit, false);
  }
  for (const size of [MAX_BYTES + 1, 1, 1000]) {
    const lines = new LineDecoder();
    assertEquals(feed(lines, pieces(new Uint8Array(MAX_BYTES + 1).fill(0x61), size)), []);
    assertStrictEquals(lines.isOverLimit, true);
  }
});

Deno.test(
  "LineDecoder.isOverLimit counts only the unfinished line",
  { permissions: "none" },
  () => {
    const lines = new LineDecoder(4);
    assertEquals(lines.push(bytesOf("abcd")), []);
    assertEquals(lines.push(bytesOf("\nefgh")), ["abcd"]);
    assertStrictEquals(lines.isOverLimit, false);
    assertEquals(lines.push(bytesOf("i")), []);
    assertStrictEquals(lines.isOverLimit, true);
  },
);

Deno.test("LineDecoder(Infinity) has no bound", { permissions: "none" }, () => {
  const lines = new LineDecoder(Infinity);
  const text = "a".repeat(MAX_BYTES * 4);
  assertEquals(lines.push(bytesOf(text)), []);
  assertStrictEquals(lines.isOverLimit, false);
  assertEquals(lines.push(bytesOf("\n")), [text]);
});

Deno.test("LineDecoder returns the same lines for random bytes, split anywhere", {
  permissions: "none",
}, () => {
  withSeeds(100, (random) => {
    const alphabet = [10, 13, 0x61, 0xc3, 0xa3, 0xf0, 0x9f, 0x99, 0x82, 0xff, 0];
    const bytes = Uint8Array.from(
      { length: Math.floor(random() * 200) },
      () => random() < 0.8 ? alphabet[Math.floor(random() * alphabet.length)]! : random() * 256,
    );
    const parts: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const next = at + 1 + Math.floor(random() * 9);
      parts.push(bytes.slice(at, next));
      at = next;
    }
    const naive = latin1Lines(bytes);
    const lines = new LineDecoder();
    const fed = [...feed(lines, parts), ...lines.end()];
    assertEquals(fed, naive);
  });
});

/** The expected lines of all bytes, by a plain algorithm. */
function latin1Lines(bytes: Uint8Array): Line[] {
  const raw = String.fromCharCode(...bytes).split("\n");
  const rest = raw.pop()!;
  const lines = raw.map((line) => decodeStrict(latin1(line.replace(/\r$/, ""))));
  return rest === "" ? lines : [...lines, decodeStrict(latin1(rest))];
}

Deno.test("decodeStrict() returns text, or null for invalid UTF-8", { permissions: "none" }, () => {
  const cases: [bytes: Uint8Array, text: string | null][] = [
    [bytesOf(""), ""],
    [bytesOf("\ufeffolá 🙂"), "\ufeffolá 🙂"],
    [latin1("ol\xe1"), null],
    [latin1("\xf0\x9f\x99"), null],
  ];
  for (const [bytes, text] of cases) assertStrictEquals(decodeStrict(bytes), text);
});

Deno.test("unfinishedBytes() counts the beginning of a character", { permissions: "none" }, () => {
  const cases: [character: string, unfinished: number[]][] = [
    ["a", [0, 0]],
    ["ã", [0, 1, 0]],
    ["ば", [0, 1, 2, 0]],
    ["🙂", [0, 1, 2, 3, 0]],
  ];
  for (const [character, expected] of cases) {
    for (const before of ["", "x", "ã", "🙂"]) {
      const bytes = bytesOf(before + character);
      const start = bytesOf(before).length;
      const counts = expected.map((_, length) => unfinishedBytes(bytes.slice(0, start + length)));
      assertEquals(counts, expected, before + character);
    }
  }
});

Deno.test("unfinishedBytes() treats stray continuation bytes as finished", {
  permissions: "none",
}, () => {
  for (
    const stray of [
      "\x80",
      "\xa3\xa3",
      "\xa3\xa3\xa3",
      "\xa3\xa3\xa3\xa3",
      "a\xa3",
      "\xc3\xa3\xa3",
    ]
  ) {
    assertStrictEquals(unfinishedBytes(latin1(stray)), 0);
  }
});

Deno.test("unfinishedBytes() does not treat bytes invalid in UTF-8 as the start of a character", {
  permissions: "none",
}, () => {
  const never = [0xc0, 0xc1, ...Array.from({ length: 11 }, (_, n) => 0xf5 + n)];
  for (const byte of never) {
    for (const rest of [[], [0x80], [0x80, 0x80]]) {
      const bytes = Uint8Array.of(0x61, byte, ...rest);
      assertStrictEquals(unfinishedBytes(bytes), 0, byte.toString(16));
    }
  }
  for (const byte of [0xc2, 0xdf, 0xe0, 0xef, 0xf0, 0xf4]) {
    assertStrictEquals(unfinishedBytes(Uint8Array.of(0x61, byte)), 1, byte.toString(16));
  }
});

Deno.test("concat() joins pieces into one that is its own", { permissions: "none" }, () => {
  assertEquals(concat([]), new Uint8Array());
  const first = Uint8Array.of(1, 2);
  const whole = concat([first, Uint8Array.of(), Uint8Array.of(3)]);
  first[0] = 9;
  assertEquals(whole, Uint8Array.of(1, 2, 3));
});

Deno.test("LineDecoder.push() returns the lines before a finished one beyond the limit", {
  permissions: "none",
}, () => {
  const long = "x".repeat(MAX_BYTES + 1);
  const cases: [text: string, lines: Line[], isOverLimit: boolean][] = [
    [`${long}\n`, [], true],
    [`um\r\n\ndois\n${long}\ntrês\n`, ["um", "", "dois"], true],
    [`um\n${long}\n${long}\nb`, ["um"], true],
    [`um\n${long}`, ["um"], true],
    [`${"x".repeat(MAX_BYTES)}\n`.repeat(3), Array(3).fill("x".repeat(MAX_BYTES)), false],
    ["a\n".repeat(MAX_BYTES), Array(MAX_BYTES).fill("a"), false],
  ];
  for (const [text, expected, isOverLimit] of cases) {
    for (const size of [text.length, 1000]) {
      const lines = new LineDecoder();
      assertEquals(feed(lines, pieces(bytesOf(text), size)), expected, text.slice(0, 20));
      assertStrictEquals(lines.isOverLimit, isOverLimit);
      if (!isOverLimit) continue;
      assertEquals(lines.push(bytesOf("mais\n")), []);
      assertEquals(lines.end(), []);
      assertStrictEquals(lines.isOverLimit, true);
    }
  }
});

Deno.test("LineDecoder.push() marks a line that is not UTF-8 before one beyond the limit", {
  permissions: "none",
}, () => {
  const lines = new LineDecoder(4);
  const bytes = concat([latin1("a\xe3\r\n"), bytesOf("ção\nabcde\n")]);
  assertEquals(lines.push(bytes), [null]);
  const wider = new LineDecoder(5);
  assertEquals(wider.push(bytes), [null, "ção", "abcde"]);
});
