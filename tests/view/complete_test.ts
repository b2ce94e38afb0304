import { countNormalizations } from "../support/cost.ts";
import { assertEquals } from "@std/assert";
import { type Candidates, complete, nearest } from "../../lib/view/complete.ts";

const pure = { permissions: "none" } as const;

const names = ["Ana", "André", "João", "Joana", "Bia", "Notebook_Mãe"];
const commands = ["/quem", "/quit", "/ajuda", "/sair"];
const HERE: Candidates = { names, commands };

/** The bar marks the cursor in each text. */
function assertCompleted(cases: [marked: string, from: number, choices: string[]][]): void {
  for (const [marked, from, choices] of cases) {
    const completion = complete(marked.replace("|", ""), marked.indexOf("|"), HERE);
    assertEquals(completion, { from, choices }, marked);
  }
}

Deno.test("complete() completes a name after @, wherever it stands", pure, () => {
  assertCompleted([
    ["@B|", 0, ["@Bia"]],
    ["@Bia|", 0, ["@Bia"]],
    ["oi @B|", 3, ["@Bia"]],
    ["oi\t@B|", 3, ["@Bia"]],
    ["um\n@B|", 3, ["@Bia"]],
    ["  @B|", 2, ["@Bia"]],
    ["👍🏽 @B|", 5, ["@Bia"]],
    ["@Ana @B|", 5, ["@Bia"]],
    ["/msg @B|", 5, ["@Bia"]],
    ["/ignorar B|", 9, ["Bia"]],
    ["/IGNORE B|", 8, ["Bia"]],
    ["@notebook_|", 0, ["@Notebook_Mãe"]],
  ]);
});

Deno.test("complete() completes the word before the cursor, not after it", pure, () => {
  assertCompleted([
    ["@B|", 0, ["@Bia"]],
    ["@B|eto", 0, ["@Bia"]],
    ["@B| oi @Ana", 0, ["@Bia"]],
    ["oi @B| e @Ana", 3, ["@Bia"]],
    ["|@Bia", 0, []],
    ["@Bia |", 5, []],
    ["@Bia o|i", 5, []],
    ["/q|uem", 0, ["/quem", "/quit"]],
  ]);
});

Deno.test("complete() completes a command only at the beginning of the text", pure, () => {
  assertCompleted([
    ["/a|", 0, ["/ajuda"]],
    ["/sair|", 0, ["/sair"]],
    ["oi /a|", 3, []],
    ["/quem /a|", 6, []],
    ["um\n/a|", 3, []],
    ["@Bia /a|", 5, []],
    ["oi/a|", 0, []],
  ]);
});

Deno.test("complete() returns all candidates in their order", pure, () => {
  assertCompleted([
    ["@|", 0, names.map((name) => `@${name}`)],
    ["@an|", 0, ["@Ana", "@André"]],
    ["@jo|", 0, ["@João", "@Joana"]],
    ["/|", 0, commands],
    ["/q|", 0, ["/quem", "/quit"]],
    ["/qui|", 0, ["/quit"]],
  ]);
});

Deno.test("complete() ignores letter case and accents on both sides", pure, () => {
  assertCompleted([
    ["@ANDR|", 0, ["@André"]],
    ["@andre|", 0, ["@André"]],
    ["@ANDRÉ|", 0, ["@André"]],
    ["@ândr|", 0, ["@André"]],
    ["@andre\u0301|", 0, ["@André"]],
    ["@ｂｉａ|", 0, ["@Bia"]],
    ["@joa|", 0, ["@João", "@Joana"]],
    ["@joã|", 0, ["@João", "@Joana"]],
    ["@NOTEBOOK_MAE|", 0, ["@Notebook_Mãe"]],
    ["/QUE|", 0, ["/quem"]],
    ["/qué|", 0, ["/quem"]],
  ]);
  const decomposed = { names: ["Joa\u0303o", "İpek"], commands: [] };
  assertEquals(complete("@joã", 4, decomposed), { from: 0, choices: ["@Joa\u0303o"] });
  assertEquals(complete("@ip", 3, decomposed), { from: 0, choices: ["@İpek"] });
});

Deno.test("complete() offers everybody after the people, once two letters are typed", pure, () => {
  assertCompleted([
    ["@to|", 0, ["@todos"]],
    ["oi @TOD|", 3, ["@todos"]],
    ["@al|", 0, ["@all"]],
    ["@t|", 0, []],
    ["@a|", 0, ["@Ana", "@André"]],
    ["/msg to|", 5, []],
  ]);
  const tomas = { names: ["Tomás"], commands: [] };
  assertEquals(complete("@to", 3, tomas), { from: 0, choices: ["@Tomás", "@todos"] });
});

Deno.test("complete() returns nothing for other words", pure, () => {
  assertCompleted([
    ["|", 0, []],
    ["B|", 0, []],
    ["oi |", 3, []],
    ["oi B|", 3, []],
    ["quem|", 0, []],
    ["@x|", 0, []],
    ["@ia|", 0, []],
    ["@Biaa|", 0, []],
    ["/x|", 0, []],
    ["ana@B|", 0, []],
    ["@@B|", 0, []],
    ["//q|", 0, []],
    ["@/q|", 0, []],
    ["/@B|", 0, []],
  ]);
  assertEquals(complete("@", 1, { names: [], commands }), { from: 0, choices: [] });
  assertEquals(complete("/", 1, { names, commands: [] }), { from: 0, choices: [] });
});

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

Deno.test("complete() and nearest() normalize no word that is too long for a name", pure, () => {
  const long = `@${"a".repeat(512)}`;
  const count = countNormalizations(() => {
    assertEquals(complete(`oi ${long}`, long.length + 3, HERE), { from: 3, choices: [] });
    assertEquals(nearest(long, [long.slice(0, -1)]), undefined);
  });
  assertEquals(count, 0);
  const fits = "a".repeat(512);
  assertEquals(nearest(fits, [fits.slice(1)]), fits.slice(1));
  assertEquals(complete(`@${fits.slice(1)}`, 512, { names: [fits], commands }), {
    from: 0,
    choices: [`@${fits}`],
  });
});
