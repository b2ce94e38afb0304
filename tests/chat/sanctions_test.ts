import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Sanction } from "../../lib/chat/sanction.ts";
import { type Known, Sanctions } from "../../lib/chat/sanctions.ts";

const pure = { permissions: "none" } as const;

/** A sanction with these fields: until a pardon, of a name alone. */
function sanction(kind: Sanction["kind"], name: string, fields: Partial<Sanction> = {}): Sanction {
  return { kind, name, tokenHash: null, address: null, until: null, reason: "", ...fields };
}

function ban(name: string, fields: Partial<Sanction> = {}): Sanction {
  return sanction("ban", name, fields);
}

function mute(name: string, fields: Partial<Sanction> = {}): Sanction {
  return sanction("mute", name, fields);
}

Deno.test(
  "Sanctions.find() finds a name in any spelling, and names that look like it",
  pure,
  () => {
    const sanctions = new Sanctions([ban("Ana"), ban("João")]);
    const found = (name: string) => sanctions.find("ban", { name }, 0)?.name;
    const names = ["ana", "ANA", "\uff21na", "Аnа", "Ana.", "joão", "joa\u0303o", "Jοão"];
    assertEquals(names.map(found), ["Ana", "Ana", "Ana", "Ana", "Ana", "João", "João", "João"]);
    // Accents keep nobody from a ban, but two people who are here may differ in them.
    assertEquals(["Joao", "Joäo", "Aná"].map(found), ["João", "João", "Ana"]);
    assertEquals(["Anna", "Bia", ""].map(found), Array(3).fill(undefined));
    const muted = new Sanctions([mute("João"), mute("Ana")]);
    const others = ["Joao", "Joäo", "Aná", "joão"];
    assertEquals(others.map((name) => muted.find("mute", { name }, 0)?.name), [
      ...[undefined, undefined, undefined],
      "João",
    ]);
  },
);

Deno.test("Sanctions.find() finds a token, a session and an address, each by itself", pure, () => {
  const all = [
    ban("Ana", { tokenHash: "a" }),
    ban("Bia", { address: "26.1.2.3" }),
    ban("Caio"),
    mute("Davi", { session: 4 }),
  ];
  const sanctions = new Sanctions(all);
  const cases: [kind: Sanction["kind"], known: Known, found: string | undefined][] = [
    ["ban", { tokenHash: "a", name: "Zeca" }, "Ana"],
    ["ban", { tokenHash: "b" }, undefined],
    ["ban", { address: "26.1.2.3", tokenHash: "b" }, "Bia"],
    ["ban", { address: "26.1.2.4" }, undefined],
    ["ban", { tokenHash: null, address: undefined }, undefined],
    ["ban", {}, undefined],
    ["mute", { session: 4, name: "Zeca" }, "Davi"],
    ["mute", { session: 5 }, undefined],
    ["mute", { name: "davi" }, "Davi"],
    ["ban", { session: 4, name: "Davi" }, undefined],
    ["mute", { name: "Caio", tokenHash: "a" }, undefined],
  ];
  for (const [kind, known, found] of cases) {
    assertStrictEquals(sanctions.find(kind, known, 0)?.name, found, JSON.stringify(known));
  }
});

Deno.test("Sanctions.find() finds nothing that is over, and expire() forgets it", pure, () => {
  const sanctions = new Sanctions([ban("Ana", { until: 1_000 }), mute("Bia", { until: 2_000 })]);
  assertEquals(sanctions.find("ban", { name: "Ana" }, 999)?.until, 1_000);
  assertEquals(sanctions.find("ban", { name: "Ana" }, 1_000), undefined);
  assertEquals([sanctions.expire(999), sanctions.all.length], [false, 2]);
  assertEquals([sanctions.expire(1_000), sanctions.all], [true, [mute("Bia", { until: 2_000 })]]);
  assertEquals(sanctions.expire(1_000), false);
  const forever = new Sanctions([ban("Ana")]);
  assertEquals([forever.expire(Number.MAX_SAFE_INTEGER), forever.all.length], [false, 1]);
});

Deno.test(
  "Sanctions.add() replaces the one of the same person, of whom nothing is forgotten",
  pure,
  () => {
    const sanctions = new Sanctions([]);
    const known = { tokenHash: "a", address: "26.1.2.3" };
    assertEquals(sanctions.add(ban("Ana", { ...known, until: 5, reason: "um" })), true);
    sanctions.add(mute("Ana", { tokenHash: "a", session: 3 }));
    sanctions.add(ban("ANA", { reason: "dois" }));
    sanctions.add(mute("Ana", { tokenHash: "a", until: 7 }));
    assertEquals(sanctions.all, [
      ban("ANA", { ...known, reason: "dois" }),
      mute("Ana", { tokenHash: "a", session: 3, until: 7 }),
    ]);
    sanctions.add(ban("Ana", { tokenHash: "a", address: "26.1.2.4" }));
    assertEquals(sanctions.all[0], ban("Ana", { tokenHash: "a", address: "26.1.2.4" }));
  },
);

Deno.test("Sanctions.add() keeps those of two people who had one name", pure, () => {
  const sanctions = new Sanctions([]);
  for (const session of [1, 2]) sanctions.add(mute("Ana", { session }));
  for (const tokenHash of ["a", "b"]) sanctions.add(mute("Bia", { tokenHash }));
  sanctions.add(mute("Bia"));
  assertEquals(sanctions.all, [
    mute("Ana", { session: 1 }),
    mute("Ana", { session: 2 }),
    mute("Bia", { tokenHash: "a" }),
    mute("Bia", { tokenHash: "b" }),
  ]);
});

Deno.test("Sanctions.add() has room for a thousand", pure, () => {
  const many = Array.from({ length: 999 }, (_, at) => ban(`p${at}`));
  const sanctions = new Sanctions(many);
  assertEquals(sanctions.add(ban("Ana")), true);
  assertEquals(sanctions.add(ban("Bia")), false);
  assertEquals(sanctions.add(ban("Ana", { until: 5 })), true);
  assertEquals([sanctions.all.length, sanctions.all.at(-1)], [1000, ban("Ana", { until: 5 })]);
});

Deno.test(
  "Sanctions.pardon() lifts all of one name; accents decide only between names",
  pure,
  () => {
    const all = [ban("João"), mute("JOÃO"), ban("Joao"), ban("Zé")];
    const sanctions = new Sanctions(all);
    assertEquals(sanctions.pardon("Ninguém"), []);
    assertEquals(sanctions.pardon("joão"), [ban("João"), mute("JOÃO")]);
    assertEquals(sanctions.all, [ban("Joao"), ban("Zé")]);
    assertEquals(sanctions.pardon("joáo"), [ban("Joao")]);
    assertEquals(sanctions.pardon("ze"), [ban("Zé")]);
    assertEquals(sanctions.all, []);
  },
);

Deno.test("Sanctions.pardon() lifts the mute of a session under whatever name it was", pure, () => {
  const sanctions = new Sanctions([mute("Ana", { session: 4 }), mute("Bia", { session: 5 })]);
  assertEquals(sanctions.pardon("Zeca", { session: 4, name: "Zeca" }), [
    mute("Ana", { session: 4 }),
  ]);
  assertEquals(sanctions.all, [mute("Bia", { session: 5 })]);
});
