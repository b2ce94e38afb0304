import { countNormalizations } from "../support/cost.ts";
import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { nearest, nearestCommand } from "../../lib/naming/nearest.ts";
import { personWords } from "../../lib/slash.ts";
import { hostWords, operatorWords } from "../../lib/slash/operator.ts";

const pure = { permissions: "none" } as const;

const pt = textsOf("pt-BR");
const en = textsOf("en");
const names = ["Ana", "André", "João", "Joana", "Bia", "Notebook_Mãe"];
const commands = ["/quem", "/ajuda", "/sair"];

const NEAR: [kind: string, meant: string, typed: string[]][] = [
  ["the same", "/quem", ["/quem", "/QUEM"]],
  ["an accent", "João", ["joao", "JOAO", "Joa\u0303o", "jóão"]],
  ["a swap", "/quem", ["/qeum", "/qume", "q/uem"]],
  ["a swap", "Bia", ["Bai", "iBa"]],
  ["a missing letter", "/ajuda", ["/ajda", "/juda", "/ajud", "ajuda"]],
  ["an extra letter", "/sair", ["/saiir", "/sairr", "//sair", "/ssair"]],
  ["a wrong letter", "André", ["Andri", "Indre", "Amdré"]],
  ["a third of the letters", "Notebook_Mãe", ["Notbok_Ma", "netebuuk_mae", "ontebok_mea"]],
];

Deno.test("nearest() returns the intended word", pure, () => {
  for (const [kind, meant, typed] of NEAR) {
    for (const word of typed) {
      assertEquals(nearest(word, [...names, ...commands]), meant, `${kind}: ${word}`);
    }
  }
});

Deno.test("nearest() returns the word with the fewest changed letters", pure, () => {
  for (const candidates of [["Mariana", "Marina", "Maria"], ["Maria", "Marina", "Mariana"]]) {
    assertEquals(nearest("Marria", candidates), "Maria");
    assertEquals(nearest("Marrina", candidates), "Marina");
    assertEquals(nearest("Marianna", candidates), "Mariana");
    assertEquals(nearest("mariana", candidates), "Mariana");
  }
  assertEquals(nearest("Bea", ["Bia", "Lea"]), "Bia");
  assertEquals(nearest("Bea", ["Lea", "Bia"]), "Lea");
});

Deno.test(
  "nearest() returns nothing when more than a third of the letters would change",
  pure,
  () => {
    for (
      const [typed, candidate, isNear] of [
        ["abc", "abx", true],
        ["abc", "axx", false],
        ["abcde", "abcdx", true],
        ["abcde", "abcxx", false],
        ["abcdef", "abcdxx", true],
        ["abcdef", "abcxxx", false],
        ["abcdefghi", "abcdefxxx", true],
        ["abcdefghi", "abcdexxxx", false],
      ] as const
    ) {
      assertEquals(nearest(typed, [candidate]), isNear ? candidate : undefined, candidate);
    }
    for (const word of ["Carlos", "xyz", "/desligar", "/xyz", "João_Pedro", "👍👍👍"]) {
      assertEquals(nearest(word, [...names, ...commands]), undefined, word);
    }
    assertEquals(nearest("Bia", []), undefined);
  },
);

Deno.test("nearest() allows one mistake in a short name, and no more", pure, () => {
  for (
    const [typed, candidate, isNear] of [
      ["Bai", "Bia", true],
      ["Li", "Lia", true],
      ["Liia", "Lia", true],
      ["ol", "Lô", true],
      ["Bo", "Bia", false],
      ["xy", "Al", false],
      ["Iab", "Bia", false],
      ["Lia", "Bea", false],
      ["B", "Bia", false],
    ] as const
  ) {
    assertEquals(nearest(typed, [candidate]), isNear ? candidate : undefined, typed);
  }
});

Deno.test("nearest() counts what a person sees as one letter", pure, () => {
  for (const [typed, candidate] of [["🎉", "r"], ["👨‍👩‍👧", "me"], ["🇧🇷", "r"], ["👍🏽", "r"]] as const) {
    assertEquals(nearest(typed, [candidate]), undefined, typed);
  }
  assertEquals(nearest("🎉r", ["r"]), "r");
  assertEquals(nearest("👨‍👩‍👧na", ["Ana"]), "Ana");
});

Deno.test("nearest() normalizes no word that is too long for a name", pure, () => {
  const long = `@${"a".repeat(512)}`;
  const count = countNormalizations(() => {
    assertEquals(nearest(long, [long.slice(0, -1)]), undefined);
  });
  assertEquals(count, 0);
  const fits = "a".repeat(512);
  assertEquals(nearest(fits, [fits.slice(1)]), fits.slice(1));
});

Deno.test("nearestCommand() prefers the words of the person's language", pure, () => {
  for (
    const [typed, portuguese, english] of [
      ["/ignora", "/ignorar", "/ignore"],
      ["/exi", "/exit", "/exit"],
      ["/quen", "/quem", "/quem"],
      ["/nicj", "/nick", "/nick"],
      ["/🎉", undefined, undefined],
      ["/xyz", undefined, undefined],
    ] as const
  ) {
    assertEquals(nearestCommand(typed, personWords(pt)), portuguese, typed);
    assertEquals(nearestCommand(typed, personWords(en)), english, typed);
  }
  for (const typed of ["/expulsr", "expulsr", "expulsar"]) {
    assertEquals(nearestCommand(typed, operatorWords(pt)), "/expulsar", typed);
    assertEquals(nearestCommand(typed, hostWords(pt)), "/expulsar", typed);
    assertEquals(nearestCommand(typed, personWords(pt)), undefined, typed);
  }
});
