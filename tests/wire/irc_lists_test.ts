import { assertEquals } from "@std/assert";
import { isLike } from "../../lib/wire/irc_lists.ts";

Deno.test("isLike() knows * and ?, and no letter case", { permissions: "none" }, () => {
  const cases: [name: string, pattern: string, isLike: boolean][] = [
    ["Ana", "ana", true],
    ["Ana", "an", false],
    ["Ana", "anab", false],
    ["Ana", "*", true],
    ["Ana", "", false],
    ["Ana", "a*", true],
    ["Ana", "*n", false],
    ["Ana", "*n*", true],
    ["Ana", "A?A", true],
    ["Ana", "a??a", false],
    ["Ana", "ana**", true],
    ["João", "jo?o", true],
    ["😀a", "?a", true],
    ["a.c", "a?c", true],
    ["abc", "a.c", false],
    ["aab", "a*ab", true],
    ["abab", "*ab", true],
    ["a".repeat(128), `${"*a".repeat(60)}*b`, false],
  ];
  for (const [name, pattern, expected] of cases) {
    assertEquals(isLike(name, pattern), expected, `${name} ${pattern}`);
  }
});
