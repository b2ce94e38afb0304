/** The cases 6 of the Autobahn test suite: the UTF-8 of texts. */

import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { bytesOf, pieces, textOf } from "../support/bytes.ts";
import {
  assertDecodes,
  type Case,
  decode,
  failed,
  first,
  fragments,
  last,
  next,
  ping,
  pinged,
  said,
  text,
} from "../support/websocket_cases.ts";

const pure = { permissions: "none" as const };

const KOSME = "cebae1bdb9cf83cebcceb5";
const HELLO = "Hello-µ@ßöäüàá-UTF-8!!";

/** Bytes by their hexadecimal digits; blanks between them are left out. */
function hex(digits: string): Uint8Array {
  return Uint8Array.from(
    digits.replaceAll(" ", "").match(/../g) ?? [],
    (byte) => parseInt(byte, 16),
  );
}

/** Bytes from the first to the second, which is left out, each followed by a blank. */
function withBlanks(from: number, to: number): string {
  return range(from, to).map((byte) => `${byte} 20`).join("");
}

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => (from + at).toString(16));
}

/** The first number of a group of cases, and their bytes. */
type Group = [number: string, ...bytes: string[]];

const VALID: Group[] = [
  [
    "6.5",
    "68656c6c6f 24 776f726c64",
    "68656c6c6f c2a2 776f726c64",
    "68656c6c6f e282ac 776f726c64",
    "68656c6c6f f0a4ada2 776f726c64",
    KOSME,
  ],
  ["6.7", "00", "c280", "e0a080", "f0908080"],
  ["6.9", "7f", "dfbf", "efbfbf", "f48fbfbf"],
  ["6.11", "ed9fbf", "ee8080", "efbfbd", "f48fbfbf"],
  [
    "6.22",
    ...["efbfbe", "efbfbf"],
    ...["f09f", "f0af", "f0bf", "f18f", "f19f", "f1af", "f1bf", "f28f", "f29f", "f2af", "f2bf"]
      .flatMap((start) => [`${start}bfbe`, `${start}bfbf`]),
    ...["f38f", "f39f", "f3af", "f3bf", "f48f"].flatMap((start) => [
      `${start}bfbe`,
      `${start}bfbf`,
    ]),
  ],
  ["6.23", "efbfb9", "efbfba", "efbfbb", "efbfbc", "efbfbd", "efbfbe", "efbfbf"],
  ["a mark at the beginning", "efbbbf6f69"],
];

/** Sequences of which the last byte is missing. */
const INCOMPLETE = [
  ...["c0", "e080", "f08080", "f8808080", "fc80808080"],
  ...["df", "efbf", "f7bfbf", "fbbfbfbf", "fdbfbfbfbf"],
];

const INVALID: Group[] = [
  ["6.8", "f888808080", "fc8480808080"],
  ["6.10", "f7bfbfbf", "fbbfbfbfbf", "fdbfbfbfbfbf"],
  ["6.11.5", "f4908080"],
  [
    "6.12",
    ...["80", "bf", "80bf", "80bf80", "80bf80bf", "80bf80bf80", "80bf80bf80bf"],
    range(0x80, 0xbf).join(""),
  ],
  [
    "6.13",
    withBlanks(0xc0, 0xdf),
    withBlanks(0xe0, 0xef),
    withBlanks(0xf0, 0xf7),
    withBlanks(0xf8, 0xfb),
    withBlanks(0xfc, 0xfd),
  ],
  ["6.14", ...INCOMPLETE],
  ["6.15", INCOMPLETE.join("")],
  ["6.16", "fe", "ff", "fefeffff"],
  ["6.17", "c0af", "e080af", "f08080af", "f8808080af", "fc80808080af"],
  ["6.18", "c1bf", "e09fbf", "f08fbfbf", "f887bfbfbf", "fc83bfbfbfbf"],
  ["6.19", "c080", "e08080", "f0808080", "f880808080", "fc8080808080"],
  ["6.20", "eda080", "edadbf", "edae80", "edafbf", "edb080", "edbe80", "edbfbf"],
  [
    "6.21",
    ...["eda080edb080", "eda080edbfbf", "edadbfedb080", "edadbfedbfbf"],
    ...["edae80edb080", "edae80edbfbf", "edafbfedb080", "edafbfedbfbf"],
  ],
];

/** Each sequence of the groups, in one frame and in fragments of one byte. */
function casesOf(groups: Group[], decodedOf: (bytes: Uint8Array) => Case[2]): Case[] {
  return groups.flatMap(([number, ...sequences]) =>
    sequences.flatMap((digits, at): Case[] => {
      const bytes = hex(digits);
      const decoded = decodedOf(bytes);
      return [
        [`${number}.${at + 1}`, [text(bytes)], decoded],
        [`${number}.${at + 1} in fragments of 1 byte`, fragments(bytes, 1), decoded],
      ];
    })
  );
}

Deno.test("WebSocketDecoder.push() decodes texts of no bytes", pure, () => {
  assertDecodes([
    ["6.1.1", [text()], [said("")]],
    ["6.1.2", [first(), next(), last()], [said("")]],
    ["6.1.3", [first(), next("middle frame payload"), last()], [said("middle frame payload")]],
  ]);
});

Deno.test("WebSocketDecoder.push() joins a character that fragments cut", pure, () => {
  assertDecodes([
    ["6.2.1", [text(HELLO)], [said(HELLO)]],
    ["6.2.2", [first(HELLO.slice(0, 11)), last(HELLO.slice(11))], [said(HELLO)]],
    ["6.2.3", fragments(HELLO, 1), [said(HELLO)]],
    ["6.2.4", fragments(hex(KOSME), 1), [said(textOf(hex(KOSME)))]],
    ["a ping within", [first(hex("f09f")), ping("oi"), next(hex("99")), last(hex("82"))], [
      pinged("oi"),
      said("🙂"),
    ]],
    ["fragments of no bytes within", [first(hex("f0")), next(), next(hex("9f9982")), last()], [
      said("🙂"),
    ]],
  ]);
  const bytes = bytesOf("aã☕🙂z");
  for (let from = 0; from <= bytes.length; from++) {
    for (let to = from; to <= bytes.length; to++) {
      const frames = [bytes.slice(0, from), bytes.slice(from, to), bytes.slice(to)] as const;
      const sent = concat([first(frames[0]), next(frames[1]), last(frames[2])]);
      assertEquals(decode([sent]), [said("aã☕🙂z")], `cut at ${from} and ${to}`);
    }
  }
});

Deno.test("WebSocketDecoder.push() fails at a text that is not UTF-8", pure, () => {
  const edited = hex(`${KOSME} eda080 656469746564`);
  const beyond = hex(`${KOSME} f4908080 656469746564`);
  assertDecodes([
    ["6.3.1", [text(edited)], [failed(1007)]],
    ["6.3.2", fragments(edited, 1), [failed(1007)]],
    ["6.4.1", [first(hex(KOSME)), next(hex("f4908080")), last("edited")], [failed(1007)]],
    ["6.4.2", [first(beyond.slice(0, 12)), next(beyond.slice(12, 13)), last(beyond.slice(13))], [
      failed(1007),
    ]],
    ["6.4.3", [text(beyond)], [failed(1007)]],
    ["the last fragment is incomplete", [first("a"), last(hex("f09f99"))], [failed(1007)]],
    ["nothing follows half a character", [first(hex("c3")), last()], [failed(1007)]],
    ["a letter follows half a character", [first(hex("c3")), last("a")], [failed(1007)]],
  ]);
});

Deno.test("WebSocketDecoder.push() fails at a fragment that no other can make UTF-8", pure, () => {
  const cases: [criterion: string, frames: Uint8Array[]][] = [
    ["6.4.1", [first(hex(KOSME)), next(hex("f4908080"))]],
    ["a byte that is never in UTF-8", [first(hex("61ff62"))]],
    ["a character that does not go on", [first(hex("c3")), next("a")]],
    ["a continuation alone", [first("a"), next(hex("80"))]],
  ];
  for (const [criterion, frames] of cases) {
    assertEquals(decode(frames), [failed(1007)], criterion);
  }
});

Deno.test(
  "WebSocketDecoder.push() accepts the beginning of a text only when it is a whole one",
  pure,
  () => {
    const bytes = hex(KOSME);
    const whole = [2, 5, 7, 9, 11];
    assertDecodes(
      Array.from(bytes, (_, at): Case => {
        const start = bytes.slice(0, at + 1);
        const decoded = whole.includes(at + 1) ? said(textOf(start)) : failed(1007);
        return [`6.6.${at + 1}`, [text(start)], [decoded]];
      }),
    );
  },
);

Deno.test("WebSocketDecoder.push() decodes every kind of valid UTF-8", pure, () => {
  const cases = casesOf(VALID, (bytes) => [said(textOf(bytes))]);
  assertEquals(cases.length, 2 * (5 + 4 + 4 + 4 + 34 + 7 + 1));
  assertDecodes(cases);
});

Deno.test("WebSocketDecoder.push() fails at every kind of invalid UTF-8", pure, () => {
  const cases = casesOf(INVALID, () => [failed(1007)]);
  assertEquals(cases.length, 2 * (2 + 3 + 1 + 8 + 5 + 10 + 1 + 3 + 5 + 5 + 5 + 7 + 8));
  assertDecodes(cases);
});

Deno.test("WebSocketDecoder.push() forgets a cut character at the end of its message", pure, () => {
  const bytes = concat([...fragments("ã", 1), ...fragments("🙂", 3), text("õ")]);
  assertEquals(decode(pieces(bytes, 7)), [said("ã"), said("🙂"), said("õ")]);
});
