import { assert, assertEquals, assertThrows } from "@std/assert";
import { filesBelow } from "./copy.ts";
import { findMutants } from "./mutate.ts";
import { childrenOf, type Node, parse } from "./parse.ts";

const pure = { permissions: "none" } as const;

/** The source text of every node of a type, in the order of their places. */
function textsOf(type: Node["type"], text: string): string[] {
  const all = (node: Node): Node[] => [node, ...childrenOf(node).flatMap(all)];
  return all(parse("a.ts", text).program).filter((node) => node.type === type)
    .map(({ start, end }) => text.slice(start, end));
}

Deno.test("parse() keeps the place of what stands after types, accents and emoji", pure, () => {
  const text = `/** ã 😀 */
interface A { "ã": "😀" } // ã 😀
type B = \`\${A["ã"]}😀\`;
declare const c: "ã😀"; f<"😀">(x as "ã", y!, z satisfies "😀");`;
  assertEquals(textsOf("CallExpression", text), [
    'f<"😀">(x as "ã", y!, z satisfies "😀")',
  ]);
  assertEquals(textsOf("Identifier", text), ["f", "x", "y", "z"]);
});

Deno.test("parse() removes what an import or a class says of types alone", pure, () => {
  const text = `import type { A } from "./a.ts";
import { type B, c } from "./b.ts" with { type: "json" };
export type { D } from "./d.ts";
export abstract class E<F> extends G<F> implements H {
  declare i: number;
  static readonly j?: K;
  abstract l(): void;
  protected override m(this: E<F>, n?: O): asserts n is P {}
}`;
  assertEquals(textsOf("ImportDeclaration", text).length, 1);
  assertEquals(textsOf("ExportNamedDeclaration", text).length, 1);
  assertEquals(textsOf("PropertyDefinition", text), ["static readonly j?: K;"]);
  assertEquals(textsOf("MethodDefinition", text).length, 1);
});

Deno.test("parse() gives each && and || that is an operator", pure, () => {
  const text = '(a /* && */ && b) || "||", `&&${c || d}`; e &&= /||/; // ||';
  const { logicalOperators } = parse("a.ts", text);
  assertEquals(logicalOperators.map(({ start, end }) => text.slice(start, end)), [
    "&&",
    "||",
    "||",
  ]);
  assertEquals(logicalOperators.map(({ start }) => start), [12, 18, 34]);
});

Deno.test("parse() names the text that it cannot parse", pure, () => {
  for (
    const text of [
      "if (a {}",
      "enum A { B }",
      "namespace A { b(); }",
      "class A { constructor(readonly b: number) {} }",
      "return;",
      "break;",
      "a && b ?? c;",
      "class A { b() { this.#c; } }",
    ]
  ) {
    assertThrows(() => parse("lib/a.ts", text), SyntaxError, 'Cannot parse "lib/a.ts": ');
  }
});

/** Each mutant as the place in the text that changes, and what stands there then. */
function changesOf(text: string): string[] {
  return findMutants("a.ts", text).map(({ start, end, replacement }) =>
    `${text.slice(start, end)} → ${replacement}`
  );
}

Deno.test("findMutants() finds its way through the syntax that this project uses", pure, () => {
  for (
    const [text, changes] of [
      ["class A { #b = 1; c() { this.#b ||= 2; } }", ["this.#b ||= 2; → ;"]],
      ["class A { #b; static c(d) { return #b in d && d.#b; } }", ["&& → ||"]],
      ["class A { get b(): void { return c(); } }", ["return c(); → ;"]],
      ["const a = { get b(): number { return c ? 1 : 2; } };", ["c → !(c)"]],
      ["class A { set b(c: boolean) { if (c) d(); } }", [
        "if (c) d(); → ;",
        "c → !(c)",
        "d(); → ;",
      ]],
      ["class A { b = (): void => { return c(); }; d = () => e && f; }", [
        "return c(); → ;",
        "&& → ||",
      ]],
      ["class A { static { b(); } }", ["b(); → ;"]],
      ["async function a() { using b: C = d; await using e = f ? g : h; }", ["f → !(f)"]],
      ['import a from "./a.json" with { type: "json" };\na();', ["a(); → ;"]],
      ["const a = `x${b ? `${c || d}` : e}&&`;", ["b → !(b)", "|| → &&"]],
      ["a?.b?.();\nif (a?.[0]!) {}", [
        "a?.b?.(); → ;",
        "if (a?.[0]!) {} → ;",
        "a?.[0] → !(a?.[0])",
      ]],
      ["const a = { b: c && d } satisfies E as const;", ["&& → ||"]],
      ["if ((a as B) || (c satisfies D)) {}", [
        "if ((a as B) || (c satisfies D)) {} → ;",
        "(a as B) || (c satisfies D) → !((a as B) || (c satisfies D))",
        "|| → &&",
      ]],
      ["if ((a || b) ?? c) {}", [
        "if ((a || b) ?? c) {} → ;",
        "(a || b) ?? c → !((a || b) ?? c)",
        "|| → &&",
      ]],
      ["type A<B> = B extends true ? 1 : 2; const a = <B>(c: B): c is A<B> => b;", []],
      ["function a(b = (c: D): void => { return e(); }): F { return b && g; }", [
        "return e(); → ;",
        "&& → ||",
      ]],
      ["function a(): () => void { return b; }", []],
      ["const { a = b ? c : d, ...e } = f;", ["b → !(b)"]],
      ["for await (const a of b) { if (c) continue; d(); }", [
        "if (c) continue; → ;",
        "c → !(c)",
        "continue; → ;",
        "d(); → ;",
      ]],
      ["try { a(); } catch { b(); } finally { c(); }", ["a(); → ;", "b(); → ;", "c(); → ;"]],
      ["async () => { await import(a ? b : c); };", [
        "async () => { await import(a ? b : c); }; → ;",
        "await import(a ? b : c); → ;",
        "a → !(a)",
      ]],
      ["function* a() { b = yield c && d; }", ["b = yield c && d; → ;", "&& → ||"]],
    ] as [string, string[]][]
  ) {
    assertEquals(changesOf(text), changes, text);
  }
});

Deno.test("parse() parses every file of the project", async () => {
  const root = new URL("../..", import.meta.url).pathname;
  const paths: string[] = [];
  for await (const path of filesBelow(root)) {
    if (!path.endsWith(".ts")) continue;
    paths.push(path);
    parse(path, await Deno.readTextFile(`${root}/${path}`));
  }
  for (const path of ["main.ts", "server.ts", "client.ts", "lib/protocol.ts"]) {
    assert(paths.includes(path), `"${path}" was not found`);
  }
});
