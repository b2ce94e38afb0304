import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { drawMutants, type Equivalent, isEquivalent } from "./draw.ts";
import { findMutants, type Kind } from "./mutate.ts";

const pure = { permissions: "none" } as const;

const SOURCES = {
  "b.ts": Array.from({ length: 30 }, (_, n) => `b${n}();`).join("\n"),
  "a.ts": "a0();\nif (a1) a2();\n",
};

Deno.test("drawMutants() draws the same from the same seed, each at most once", pure, () => {
  const drawn = drawMutants(SOURCES, { count: 8, seed: 7 });
  assertEquals(drawMutants(SOURCES, { count: 8, seed: 7 }), drawn);
  assertNotEquals(drawMutants(SOURCES, { count: 8, seed: 8 }), drawn);
  assertEquals(new Set(drawn.map(({ file, start, kind }) => `${file} ${start} ${kind}`)).size, 8);
});

Deno.test("drawMutants() draws all there are when more are asked for", pure, () => {
  assertEquals(drawMutants(SOURCES, { count: 1000, seed: 1 }).length, 34);
});

Deno.test("drawMutants() does not draw what does not parse", pure, () => {
  // Without a semicolon a statement ends where its type begins: `; as C` stays of it.
  const drawn = drawMutants({ "a.ts": "a() as C\nb();\n" }, { count: 9, seed: 1 });
  assertEquals(drawn.map(({ before }) => before), ["b();"]);
});

Deno.test("drawMutants() does not draw an equivalent mutant", pure, () => {
  const entry = { file: "a.ts", text: "if (a1) a2();", kind: "negate" as Kind, reason: "none" };
  const drawn = drawMutants(SOURCES, { count: 1000, seed: 1, equivalents: [entry] });
  assertEquals(drawn.length, 33);
  assertEquals(drawn.filter((mutant) => isEquivalent(mutant, entry)), []);
});

Deno.test("at most ten mutants are called equivalent, and each names a line of the source", async () => {
  const root = new URL("../..", import.meta.url);
  const list = await Deno.readTextFile(new URL("equivalent.json", import.meta.url));
  const entries: Equivalent[] = JSON.parse(list);
  assert(entries.length <= 10, `${entries.length} entries`);
  for (const entry of entries) {
    const mutants = findMutants(entry.file, await Deno.readTextFile(new URL(entry.file, root)));
    assert(mutants.some((mutant) => isEquivalent(mutant, entry)), `no mutant: ${entry.text}`);
    assert(entry.reason.length >= 20, `no reason: ${entry.text}`);
  }
});
