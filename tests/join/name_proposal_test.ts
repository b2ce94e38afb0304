import { assert, assertEquals } from "@std/assert";
import { proposeName } from "../../lib/join/name_proposal.ts";
import { checkName } from "../../lib/names.ts";
import { seeded } from "../support/random.ts";

const pure = { permissions: "none" } as const;

Deno.test("proposeName() mends what a person types for a name", pure, () => {
  const proposals: [refused: string, proposal: string][] = [
    ["Maria José", "Maria_José"],
    ["  Maria   José  ", "Maria_José"],
    ["Maria\u00a0José\nda Silva", "Maria_José_da_Silva"],
    ["Ana!", "Ana"],
    ["@Ana", "Ana"],
    ["(Ana)", "Ana"],
    ["Ana :)", "Ana"],
    ["Silva, Ana", "Silva_Ana"],
    ["Ana/Bia", "Ana_Bia"],
    ["ana@escola.br", "ana_escola.br"],
    ["D'Ávila", "DÁvila"],
    ["D’Ávila", "DÁvila"],
    ['"Ana"', "Ana"],
    ["João 👩‍👩‍👧 Silva", "João_Silva"],
    ["João♥", "João"],
    ["A\u200bna\u3164", "Ana"],
    ["\u{13441}Ana", "Ana"],
    ["Ana - Bia", "Ana_-_Bia"],
    ["田中 さん", "田中_さん"],
    ["\u0301Ana", "Ana"],
    ["Joa\u0303o Silva", "João_Silva"],
    [`z${"\u0301".repeat(9)}`, `\u017a${"\u0301".repeat(4)}`],
    ["a² b", "a_b"],
    ["ana\ud83d", "ana"],
  ];
  for (const [refused, proposal] of proposals) {
    assertEquals(proposeName(refused), proposal, JSON.stringify(refused));
  }
});

Deno.test("proposeName() cuts a long name between two letters", pure, () => {
  assertEquals(proposeName("a".repeat(33)), "a".repeat(32));
  assertEquals(proposeName("é".repeat(20_000)), "é".repeat(32));
  assertEquals(proposeName(`${"a".repeat(31)} ${"b".repeat(9)}`), `${"a".repeat(31)}_`);
  const letter = "q\u0307\u0323\u0302\u0310"; // 32 of them have too many units.
  assertEquals(proposeName(letter.repeat(40)), letter.normalize("NFC").repeat(25));
});

Deno.test("proposeName() returns a name of which nothing can be made as it was", pure, () => {
  for (const refused of ["", "   ", "!!!", "👩", "\u200b", "\u0301", "/sair", " /ajuda agora"]) {
    assertEquals(proposeName(refused), refused);
  }
});

Deno.test("proposeName() returns a valid name as it was", pure, () => {
  for (const name of ["Ana", "_Ana_", "..x", "-x", "Joa\u0303o"]) {
    assertEquals(proposeName(name), name);
  }
});

Deno.test("proposeName() never returns another name that is refused", pure, () => {
  const random = seeded(7);
  const parts = [
    ..." \t\n_-.aé日z'/@!\u0301\u0302\u200b\u3164\ufe0f\u0e01\u0e33",
    "👩",
    "\ud83d",
    "ﷺ",
    "\u{e0100}",
  ];
  let mended = 0;
  for (let count = 0; count < 5_000; count++) {
    const length = Math.floor(random() * 60);
    const text = Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join("");
    const proposal = proposeName(text);
    assert(proposal === text || checkName(proposal).ok, JSON.stringify([text, proposal]));
    if (proposal !== text) mended++;
  }
  assert(mended > 2_500, `only ${mended} were mended`);
});
