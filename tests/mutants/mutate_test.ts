import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { filesBelow } from "./copy.ts";
import { applyMutant, findMutants } from "./mutate.ts";

const pure = { permissions: "none" } as const;

/** Each mutant of a text as one line. */
function mutantsOf(text: string): string[] {
  return findMutants("a.ts", text).map(({ line, kind, before, after }) =>
    `${line} ${kind}: ${before} → ${after}`
  );
}

Deno.test(
  "findMutants() finds every statement and condition of a function, and nothing else",
  pure,
  () => {
    const text = `import { b } from "./b.ts";
/** if (a) b(); */
export interface C { d?: 1 | 2 }
export async function e(f: boolean, g: boolean): Promise<void> {
  const h = f ? 1 : 2;
  if (f && g) return;
  await b(h);
  while (f || g) {
    if (f) continue;
    g = !f;
  }
  throw new Error(f ? "one" : "two");
}
`;
    assertEquals(mutantsOf(text), [
      "5 negate: const h = f ? 1 : 2; → const h = !(f) ? 1 : 2;",
      "6 delete: if (f && g) return; → (deleted)",
      "6 negate: if (f && g) return; → if (!(f && g)) return;",
      "6 swap: if (f && g) return; → if (f || g) return;",
      "6 delete: if (f && g) return; → if (f && g) ;",
      "7 delete: await b(h); → (deleted)",
      "8 negate: while (f || g) { → while (!(f || g)) {",
      "8 swap: while (f || g) { → while (f && g) {",
      "9 delete: if (f) continue; → (deleted)",
      "9 negate: if (f) continue; → if (!(f)) continue;",
      "9 delete: if (f) continue; → if (f) ;",
      "10 delete: g = !f; → (deleted)",
    ]);
  },
);

Deno.test("findMutants() negates the conditions of for and do", pure, () => {
  assertEquals(mutantsOf("for (let n = 0; n < 9; n++) {}\ndo {} while (a);\nfor (;;) {}"), [
    "1 negate: for (let n = 0; n < 9; n++) {} → for (let n = 0; !(n < 9); n++) {}",
    "2 negate: do {} while (a); → do {} while (!(a));",
  ]);
});

Deno.test("findMutants() deletes `return x` only from functions that give nothing", pure, () => {
  for (
    const [text, count] of [
      ["function f(): void { return g(); }", 1],
      ["async function f(): Promise<void> { return await g(); }", 1],
      ["class A { f(): void { return g(); } }", 1],
      ["const f = (): void => { return g(); };", 1],
      ["function f(): number { return g(); }", 0],
      ["function f() { return g(); }", 0],
      ["function f(): void { h((): number => { return 1; }); }", 1],
    ] as const
  ) {
    assertEquals(mutantsOf(text).length, count, text);
  }
});

Deno.test("findMutants() leaves a jump out after which nothing would run", pure, () => {
  const deleted = (body: string) =>
    findMutants("a.ts", `function f(a) { ${body} }`).filter(({ kind }) => kind === "delete")
      .map(({ start, end }) => `function f(a) { ${body} }`.slice(start, end))
      .filter((text) => /^(return|break|continue)/.test(text));
  for (
    const [body, jumps] of [
      ["g(); return;", []],
      ["if (a) { return; }", []],
      ["if (a) return; g();", ["return;"]],
      ["while (a) { return; }", ["return;"]],
      ["while (a) { g(); continue; }", []],
      ["while (a) { if (a) continue; g(); }", ["continue;"]],
      ["while (a) { g(); break; }", ["break;"]],
      ["switch (a) { case 1: break; default: g(); break; }", ["break;"]],
      ["switch (a) { case 1: return; default: g(); } g();", ["return;"]],
      ["switch (a) { default: return; }", []],
      ["while (a) { switch (a) { default: continue; } }", []],
    ] as [string, string[]][]
  ) {
    assertEquals(deleted(body), jumps, body);
  }
});

Deno.test("findMutants() keeps super() and directives", pure, () => {
  const text = `"use strict"; class A extends B { constructor() { super(1); this.c(); } }`;
  assertEquals(findMutants("a.ts", text).map(({ start, end }) => text.slice(start, end)), [
    "this.c();",
  ]);
});

Deno.test("findMutants() leaves out the tables of sentences, in no other folder", pure, () => {
  const text = `const en = { people: (n) => n === 1 ? "one" : "many" };\nif (a) b();`;
  const lines = (file: string) => findMutants(file, text).map(({ line }) => line);
  assertEquals(lines("lib/i18n/en.ts"), [2, 2, 2]);
  assertEquals(lines("lib/view/en.ts"), [1, 2, 2, 2]);
});

Deno.test("findMutants() shows the first line of a statement that has several", pure, () => {
  assertEquals(mutantsOf("if (\n  a\n) {\n  b();\n}\n"), [
    "1 delete: if ( → (deleted)",
    "2 negate: a → !(a)",
    "4 delete: b(); → (deleted)",
  ]);
});

Deno.test("findMutants() names the file that does not parse", pure, () => {
  for (const text of ["if (a) b();\n}\n", "enum A { B }", "if (a) b(;", "break;"]) {
    assertThrows(() => findMutants("lib/a.ts", text), SyntaxError, 'Cannot parse "lib/a.ts": ');
  }
});

Deno.test("applyMutant() changes the one place, and no line moves", pure, () => {
  const text = "a();\nif (b && c) {\n  d();\n} else if (e) f();\n";
  const changed = findMutants("a.ts", text).map((mutant) => applyMutant(text, mutant));
  assertEquals(changed, [
    ";\nif (b && c) {\n  d();\n} else if (e) f();\n",
    "a();\n;\n",
    "a();\nif (!(b && c)) {\n  d();\n} else if (e) f();\n",
    "a();\nif (b || c) {\n  d();\n} else if (e) f();\n",
    "a();\nif (b && c) {\n  ;\n} else if (e) f();\n",
    "a();\nif (b && c) {\n  d();\n} else ;\n",
    "a();\nif (b && c) {\n  d();\n} else if (!(e)) f();\n",
    "a();\nif (b && c) {\n  d();\n} else if (e) ;\n",
  ]);
});

Deno.test("every mutant of the program shows another line than the source", async () => {
  const root = new URL("../..", import.meta.url).pathname;
  let count = 0;
  for await (const path of filesBelow(root, "lib/")) {
    if (!path.endsWith(".ts")) continue;
    const text = await Deno.readTextFile(`${root}/${path}`);
    const mutants = findMutants(path, text);
    count += mutants.length;
    for (const mutant of mutants) assertNotEquals(mutant.before, mutant.after, path);
  }
  assert(count > 500, `only ${count} mutants are found in lib`);
});
