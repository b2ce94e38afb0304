import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Person } from "../../lib/protocol.ts";
import { encodeLine } from "../../lib/wire/json_lines.ts";
import { concat } from "../../lib/bytes.ts";
import { PeopleList } from "../../lib/wire/people_list.ts";
import { withSeeds } from "../support/random.ts";

const person = (name: string, since = 1, away = false): Person => ({ name, since, away });

/** The bytes that a list writes for these people. */
function filled(list: PeopleList, people: Person[]): string {
  return textOf(list.fill(encodeLine({ type: "people", people: [] }), people));
}

const textOf = (pieces: Uint8Array[]) => new TextDecoder().decode(concat(pieces));

Deno.test("PeopleList.fill() writes the same as JSON.stringify() after joins and leaves", {
  permissions: "none",
}, () => {
  withSeeds(30, (random) => {
    const list = new PeopleList();
    const names = ["Ana", "João", 'a"b\\c', "🙂", "ば".repeat(16), "x"];
    let people: Person[] = [];
    for (let step = 0; step < 300; step++) {
      const at = Math.floor(random() * people.length);
      const name = names[Math.floor(random() * names.length)]!;
      if (random() < 0.8) people = [...people, person(name, step)];
      else if (random() < 0.5) people = people.toSpliced(at, 1);
      else if (people.length > 0) people = people.with(at, person(name, step, true));
      assertEquals(filled(list, people), encodeLine({ type: "people", people }));
    }
  });
});

Deno.test("PeopleList.fill() returns views that do not change", { permissions: "none" }, () => {
  const list = new PeopleList();
  const [ana, bia, caio] = [person("Ana"), person("Bia"), person("Caio")];
  const text = encodeLine({ type: "people", people: [] });
  const lists = [[ana], [ana, bia], [bia], [bia, caio], []];
  const written = lists.map((people) => list.fill(text, people));
  assertEquals(written.map(textOf), lists.map((people) => encodeLine({ type: "people", people })));
});

Deno.test("PeopleList.fill() writes the same bytes for all while no person leaves", {
  permissions: "none",
}, () => {
  const list = new PeopleList();
  const [ana, bia] = [person("Ana"), person("Bia")];
  const [, before] = list.fill("[]}\n", [ana]);
  const [, after] = list.fill("[]}\n", [ana, bia]);
  assertStrictEquals(after!.buffer, before!.buffer);
});

Deno.test("PeopleList.fill() encodes each person once, though others leave", {
  permissions: "none",
}, () => {
  const list = new PeopleList();
  let encoded = 0;
  const people = Array.from({ length: 100 }, (_, number): Person => ({
    get name() {
      encoded++;
      return `x${number}`;
    },
    since: 1,
    away: false,
  }));
  for (let left = 0; left < people.length; left++) list.fill("[]}\n", people.slice(left));
  assertEquals(encoded, people.length);
});
