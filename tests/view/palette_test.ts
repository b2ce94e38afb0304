import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { colorOf, NAME_COLORS } from "../../lib/view/palette.ts";

const pure = { permissions: "none" } as const;

Deno.test("colorOf() never changes the colour of a name", pure, () => {
  for (
    const [name, color] of [
      ["Ana", 94],
      ["Bia", 162],
      ["João", 99],
      ["Notebook_Mãe", 32],
      ["日本", 166],
      ["\u{1d49c}", 127],
    ] as const
  ) {
    assertEquals(colorOf(name), color, name);
  }
});

Deno.test("colorOf() returns one colour for all spellings of a name", pure, () => {
  for (
    const names of [
      ["João", "JOÃO", "joão", "joa\u0303o", "JOA\u0303O", "ＪＯÃＯ"],
      ["Notebook_Mãe", "notebook_mãe", "NOTEBOOK_MA\u0303E"],
      ["Straße", "STRASSE", "strasse"],
      ["Ζευς", "ΖΕΥΣ"],
      ["\u1112\u1161\u11ab", "\ud55c"],
    ]
  ) {
    assertEquals(new Set(names.map(colorOf)).size, 1, names[0]);
  }
});

Deno.test(
  "colorOf() distinguishes names that differ by an accent or the order of letters",
  pure,
  () => {
    for (const [one, other] of [["Ana", "Bia"], ["João", "Joao"], ["Ana", "Naa"]] as const) {
      assertNotEquals(colorOf(one), colorOf(other), `${one} and ${other}`);
    }
  },
);

Deno.test("colorOf() spreads a thousand names over every colour", pure, () => {
  for (
    const nameOf of [
      (at: number) => `Pessoa_${at}`,
      (at: number) => `${at}`,
      (at: number) => String.fromCodePoint(0x4e00 + at),
      (at: number) => "x".repeat(at),
    ]
  ) {
    const counts = new Map(NAME_COLORS.map((color) => [color, 0]));
    for (let at = 1; at <= 1000; at++) {
      const color = colorOf(nameOf(at));
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    assertEquals(counts.size, NAME_COLORS.length);
    for (const [color, count] of counts) {
      assert(count > 0 && count < 2 * 1000 / NAME_COLORS.length, `${nameOf(7)}: ${color} ${count}`);
    }
  }
});

/** The channels of the colour cube of xterm, colours 16 to 231: its `256colres.pl`. */
const LEVELS = [0, 95, 135, 175, 215, 255];

/** Relative luminance, 0 to 1 (WCAG 2.2, "relative luminance"). */
function luminance(color: number): number {
  assert(
    color >= 16 && color <= 231,
    `${color} is not in the cube, and themes redefine the others`,
  );
  const at = color - 16;
  const [red, green, blue] = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((level) => {
    const channel = LEVELS[level]! / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** From 1 to 21 (WCAG 2.2, "contrast ratio"). */
function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

Deno.test("NAME_COLORS are readable on black and on white", pure, () => {
  assertEquals(contrast(luminance(16), luminance(231)), 21);
  for (const color of NAME_COLORS) {
    const onBlack = contrast(luminance(color), 0);
    const onWhite = contrast(luminance(color), 1);
    assert(onBlack >= 3.4, `${color} on black: ${onBlack}`);
    assert(onWhite >= 3.4, `${color} on white: ${onWhite}`);
  }
});

Deno.test("NAME_COLORS names no colour twice", pure, () => {
  assertEquals(new Set(NAME_COLORS).size, NAME_COLORS.length);
});
