import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Entry } from "../../lib/protocol.ts";
import { peopleBefore } from "../../lib/wire/irc_names.ts";

const pure = { permissions: "none" as const };

const at = { seq: 1, time: 0 };
const joined = (name: string): Entry => ({ ...at, type: "joined", name });
const left = (name: string): Entry => ({ ...at, type: "left", name, reason: "left" });
const renamed = (from: string, to: string): Entry => ({ ...at, type: "renamed", from, to });
const said: Entry = { ...at, type: "said", from: "Ana", text: "oi" };
const personOf = (name: string) => ({ name, since: 1, away: true });

Deno.test("peopleBefore() takes back what the entries tell", pure, () => {
  const cases: [now: string, entries: Entry[], before: string][] = [
    ["Ana Bia", [], "Ana Bia"],
    ["Ana Bia", [said, joined("Bia")], "Ana"],
    ["Ana", [left("Bia")], "Ana Bia"],
    ["Ana Eva", [renamed("Bia", "Eva")], "Ana Bia"],
    ["Ana", [joined("Bia"), renamed("Bia", "Eva"), left("Eva")], "Ana"],
    ["Ana Bia", [left("Bia"), joined("Bia")], "Ana Bia"],
    ["Ana", [renamed("Bia", "Eva"), left("Eva"), joined("Caio"), left("Caio")], "Ana Bia"],
    ["Ana", [joined("Ana")], ""],
  ];
  for (const [now, entries, before] of cases) {
    const people = peopleBefore(now.split(" ").map(personOf), entries);
    assertEquals(people.map(({ name }) => name).sort().join(" "), before);
  }
  const people = [personOf("Ana")];
  assertStrictEquals(peopleBefore(people, []), people);
  assertEquals(peopleBefore([personOf("Eva")], [renamed("Bia", "Eva")]), [personOf("Bia")]);
});
