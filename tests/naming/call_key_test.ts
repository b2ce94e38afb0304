import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { checkName, fold } from "../../lib/names.ts";
import { callKey } from "../../lib/naming/call_key.ts";

const pure = { permissions: "none" } as const;

Deno.test("callKey() ignores accents, letter case, normal form and width", pure, () => {
  for (
    const [name, typed] of [
      ["João", "joao"],
      ["João", "JOA\u0303O"],
      ["JOÂO", "joão"],
      ["Ｊｏãｏ", "joao"],
      ["Conceição", "conceicao"],
      ["Łukasz", "lukasz"],
      ["Bjørn", "BJORN"],
      ["Đorđe", "dorde"],
      ["Ħŧ", "ht"],
      ["Nguyễn", "nguyen"],
      ["Işıl", "isil"],
      ["İsa", "isa"],
      ["Андрей", "андреи"],
      ["Ζεύς", "ζευσ"],
      ["ΖΕΥΣ", "Ζευς"],
      ["ﬁm", "FIM"],
      ["Straße", "STRASSE"],
    ] as const
  ) {
    assertEquals(callKey(name), callKey(typed), `${name} and ${typed}`);
  }
  assertEquals(callKey("JOÃO"), "joao");
  assertEquals(callKey("ANA_2"), "ana_2");
});

Deno.test("callKey() keeps the marks that make another letter", pure, () => {
  for (
    const [one, other] of [["कि", "का"], ["กี", "กา"], ["が", "か"], ["Ana", "Anna"], ["Ana", "Аna"]]
  ) {
    assertNotEquals(callKey(one!), callKey(other!), `${one} and ${other}`);
  }
});

Deno.test("callKey() is the same for names that fold() makes equal", pure, () => {
  for (let code = 0; code < 0x1_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (!checkName(`a${letter}`).ok) continue;
    const key = callKey(letter);
    for (const same of [letter.toUpperCase(), letter.toLowerCase(), letter.normalize("NFKD")]) {
      assert(callKey(same) === key, `U+${code.toString(16)} ${letter}: ${same}`);
    }
    assert(callKey(fold(letter)) === key, `U+${code.toString(16)} ${letter} and its fold`);
  }
});
