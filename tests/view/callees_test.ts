import { assertEquals } from "@std/assert";
import { calleesOf } from "../../lib/view/callees.ts";
import { countNormalizations } from "../support/cost.ts";

const pure = { permissions: "none" } as const;

Deno.test("calleesOf() finds the exact name, or all that differ in accents alone", pure, () => {
  const people = ["João", "Joao", "Joâo", "Bia", "Иван"];
  const cases: [typed: string, names: string[]][] = [
    ["João", ["João"]],
    ["JOAO", ["Joao"]],
    ["joa\u0302o", ["Joâo"]],
    ["joäo", ["João", "Joao", "Joâo"]],
    ["bía", ["Bia"]],
    ["иван", ["Иван"]],
    ["Joaoo", []],
    ["Вia", []],
    ["", []],
    ["__proto__", []],
  ];
  for (const [typed, names] of cases) assertEquals(calleesOf(people, typed), names, typed);
});

Deno.test("calleesOf() compares no name twice, and none with a text that is no name", pure, () => {
  const people = Array.from({ length: 1000 }, (_, at) => `João${at}`);
  assertEquals(countNormalizations(() => calleesOf(people, "a\u0301".repeat(300))), 0);
  calleesOf(people, "joao7");
  const count = countNormalizations(() => assertEquals(calleesOf(people, "joao7"), ["João7"]));
  assertEquals(count < 10, true, `${count} normalizations`);
});
