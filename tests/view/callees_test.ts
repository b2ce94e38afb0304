import { assertEquals } from "@std/assert";
import { calleesOf, longerCallKeys } from "../../lib/view/callees.ts";
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

Deno.test("calleesOf() gives nobody the name of another person who has left", pure, () => {
  const people = ["José", "Bia"];
  assertEquals(calleesOf(people, "jose", ["jose"]), []);
  assertEquals(calleesOf(people, "JOSE", ["jose"]), []);
  assertEquals(calleesOf(people, "josé", ["jose"]), ["José"]);
  assertEquals(calleesOf(people, "jose", ["Jósé"]), ["José"]);
  assertEquals(calleesOf(people, "bia", ["Bia"]), ["Bia"]);
});

Deno.test("calleesOf() compares no name twice, and none with a text that is no name", pure, () => {
  const people = Array.from({ length: 1000 }, (_, at) => `João${at}`);
  assertEquals(countNormalizations(() => calleesOf(people, "a\u0301".repeat(300))), 0);
  calleesOf(people, "joao7");
  const count = countNormalizations(() => assertEquals(calleesOf(people, "joao7"), ["João7"]));
  assertEquals(count < 10, true, `${count} normalizations`);
});

Deno.test("longerCallKeys() finds the names that begin with a name and go on", pure, () => {
  const people = ["田中", "田中さん", "山田中", "Ana", "Ánabela"];
  assertEquals(longerCallKeys(people, "田中"), ["田中さん"]);
  assertEquals(longerCallKeys(people, "ana"), ["anabela"]);
  assertEquals(longerCallKeys(people, "anabela"), []);
});
