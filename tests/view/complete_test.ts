import { countNormalizations } from "../support/cost.ts";
import { assertEquals } from "@std/assert";
import { type Candidates, complete } from "../../lib/view/complete.ts";

const pure = { permissions: "none" } as const;

const names = ["Ana", "André", "João", "Joana", "Bia", "Notebook_Mãe"];
const commands = { own: ["/quem", "/ajuda", "/sair"], others: ["/who", "/quit"] };
const HERE: Candidates = { names, commands };

/** The bar marks the cursor in each text, `<` and `>` the word that is completed. */
function assertCompleted(cases: [marked: string, choices: string[]][], candidates = HERE): void {
  for (const [marked, choices] of cases) {
    const text = marked.replaceAll(/[<|>]/g, "");
    const cursor = marked.replaceAll(/[<>]/g, "").indexOf("|");
    const from = marked.replaceAll(/[|>]/g, "").indexOf("<");
    const to = marked.replaceAll(/[<|]/g, "").indexOf(">");
    const place = from === -1 ? { from: cursor, to: cursor } : { from, to };
    assertEquals(complete(text, cursor, candidates), { ...place, choices }, marked);
  }
}

Deno.test("complete() completes a name after @, wherever it stands", pure, () => {
  assertCompleted([
    ["<@B|>", ["@Bia"]],
    ["<@Bia|>", ["@Bia"]],
    ["oi <@B|>", ["@Bia"]],
    ["oi\t<@B|>", ["@Bia"]],
    ["um\n<@B|>", ["@Bia"]],
    ["  <@B|>", ["@Bia"]],
    ["👍🏽 <@B|>", ["@Bia"]],
    ["@Ana <@B|>", ["@Bia"]],
    ["/msg <@B|>", ["@Bia"]],
    ["/msg <B|>", ["Bia"]],
    ["/ignorar <B|>", ["Bia"]],
    ["/IGNORE <B|>", ["Bia"]],
    ["/expulsar <B|>", ["Bia"]],
    ["<@notebook_|>", ["@Notebook_Mãe"]],
  ]);
});

Deno.test("complete() completes a name behind what opens or separates", pure, () => {
  for (const mark of ["(", '"', "'", "[", "{", ",", ":", ";", "¿", "«", "“", "—", "oi,", "x ("]) {
    assertCompleted([[`${mark}<@B|>`, ["@Bia"]], [`${mark}<@B|ia>)`, ["@Bia"]]]);
  }
  assertCompleted([["ana@B|", []], ["a.@B|", []], ["1@B|", []], ["@Ana@B|", []]]);
});

Deno.test("complete() completes the whole word at the cursor, by what is before it", pure, () => {
  assertCompleted([
    ["<@B|eto>", ["@Bia"]],
    ["<@B|eto>, oi", ["@Bia"]],
    ["<@B|eto>. Oi", ["@Bia"]],
    ["<@B|e.to>", ["@Bia"]],
    ["<@B|ea\u0303>", ["@Bia"]],
    ["<@B|> oi @Ana", ["@Bia"]],
    ["oi <@B|> e @Ana", ["@Bia"]],
    ["/msg <B|eto> oi", ["Bia"]],
    ["|@Bia", []],
    ["@Bia |", []],
    ["@Bia o|i", []],
    ["</q|uit>", ["/quem"]],
  ]);
});

Deno.test("complete() completes a command only at the beginning of the text", pure, () => {
  assertCompleted([
    ["</a|>", ["/ajuda"]],
    ["  </a|>", ["/ajuda"]],
    ["</sair|>", ["/sair"]],
    ["oi /a|", []],
    ["/quem /a|", []],
    ["um\n/a|", []],
    ["@Bia /a|", []],
    ["oi/a|", []],
    [`${" ".repeat(600)}/a|`, []],
  ]);
});

Deno.test("complete() returns all candidates in their order", pure, () => {
  assertCompleted([
    ["<@|>", names.map((name) => `@${name}`)],
    ["<@an|>", ["@Ana", "@André"]],
    ["<@jo|>", ["@João", "@Joana"]],
    ["</|>", commands.own],
  ]);
});

Deno.test("complete() offers commands of another language only where none is meant", pure, () => {
  assertCompleted([
    ["</q|>", ["/quem"]],
    ["</qui|>", ["/quit"]],
    ["</w|>", ["/who"]],
  ]);
});

Deno.test("complete() ignores letter case and accents on both sides", pure, () => {
  assertCompleted([
    ["<@ANDR|>", ["@André"]],
    ["<@andre|>", ["@André"]],
    ["<@ANDRÉ|>", ["@André"]],
    ["<@ândr|>", ["@André"]],
    ["<@andre\u0301|>", ["@André"]],
    ["<@ｂｉａ|>", ["@Bia"]],
    ["<@joa|>", ["@João", "@Joana"]],
    ["<@joã|>", ["@João", "@Joana"]],
    ["<@NOTEBOOK_MAE|>", ["@Notebook_Mãe"]],
    ["</QUE|>", ["/quem"]],
    ["</qué|>", ["/quem"]],
  ]);
  const decomposed = { names: ["Joa\u0303o", "İpek"], commands };
  assertCompleted([["<@joã|>", ["@Joa\u0303o"]], ["<@ip|>", ["@İpek"]]], decomposed);
});

Deno.test("complete() offers everybody after the people, once two letters are typed", pure, () => {
  assertCompleted([
    ["<@to|>", ["@todos"]],
    ["oi <@TOD|>", ["@todos"]],
    ["<@al|>", ["@all"]],
    ["<@t|>", []],
    ["<@a|>", ["@Ana", "@André"]],
    ["/msg <to|>", []],
  ]);
  assertCompleted([["<@to|>", ["@Tomás", "@todos"]]], { names: ["Tomás"], commands });
});

Deno.test("complete() returns nothing for other words", pure, () => {
  assertCompleted([
    ["|", []],
    ["B|", []],
    ["oi |", []],
    ["oi B|", []],
    ["quem|", []],
    ["<@x|>", []],
    ["<@ia|>", []],
    ["<@Biaa|>", []],
    ["</x|>", []],
    ["@@B|", []],
    ["<//q|>", []],
    ["<@/q|>", []],
    ["</@B|>", []],
  ]);
  assertCompleted([["<@|>", []]], { names: [], commands });
  assertCompleted([["</|>", []]], { names, commands: { own: [], others: [] } });
});

Deno.test("complete() normalizes no word that is too long for a name", pure, () => {
  const long = `@${"a".repeat(512)}`;
  const count = countNormalizations(() => {
    assertEquals(complete(`oi ${long}`, long.length + 3, HERE).choices, []);
  });
  assertEquals(count, 0);
  const fits = "a".repeat(512);
  assertCompleted([[`<@${fits.slice(1)}|>`, [`@${fits}`]]], { names: [fits], commands });
});
