/** The charter of a room on several servers. */

import { assertEquals } from "@std/assert";
import { charterOf, differenceOf } from "../../lib/nats/charter.ts";

const pure = { permissions: "none" } as const;

Deno.test("charterOf() names everything by which a replica decides", pure, () => {
  assertEquals(charterOf({ maxPeople: 50, graceMs: 30_000, unicode: "17.0" }), {
    ...{ version: 4, "max-people": 50, grace: 30, unicode: "17.0", messageBytes: 4096 },
    ...{ unackedBytes: 1024 * 1024, unackedMessages: 1_000, formerSessions: 1024 },
    allUnackedBytes: 16 * 1024 * 1024,
    ...{ sanctions: 1000, rejections: 1024, returningMs: 30_000 },
  });
});

Deno.test("differenceOf() finds none between equal charters, in whichever order", pure, () => {
  assertEquals(differenceOf({}, {}), undefined);
  assertEquals(differenceOf({ a: 1, b: "x" }, { b: "x", a: 1 }), undefined);
});

Deno.test("differenceOf() tells the first difference, and what each side has", pure, () => {
  const difference = differenceOf({ a: 1, b: 2, c: 3 }, { c: 4, b: 5, a: 1 });
  assertEquals(difference, { name: "b", here: "2", there: "5" });
  assertEquals(differenceOf({ a: "1" }, { a: 1 }), { name: "a", here: "1", there: "1" });
});

Deno.test("differenceOf() tells what only one side has, and zero as it is", pure, () => {
  assertEquals(differenceOf({ a: 1 }, {}), { name: "a", here: "1", there: "" });
  assertEquals(differenceOf({}, { a: 1 }), { name: "a", here: "", there: "1" });
  assertEquals(differenceOf({ a: 0 }, { a: "" }), { name: "a", here: "0", there: "" });
});
