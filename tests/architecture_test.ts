/** The structure of the code, as `lib/README.md` draws it. */

import { assert, assertEquals } from "@std/assert";
import { EDGES, MAY_IMPORT } from "./support/rooms.ts";

/** What only the edges may use. */
const SYSTEM = new RegExp(
  [
    String.raw`\bDeno\.|"node:|\b(setTimeout|setInterval|queueMicrotask|performance|crypto)\b`,
    String.raw`Date\.now|\bnew Date\(\)|\bDate\(\)|Math\.random|AbortSignal\.timeout`,
  ].join("|"),
);

/** `from "x"`, `import "x"` and `import("x")`. */
const IMPORT = /\b(?:from|import)\s*\(?\s*"([^"\s{}]+)"/g;

const ROOT = new URL("..", import.meta.url);

interface Source {
  path: string;
  /** The text without comments. */
  code: string;
  text: string;
  /** What it imports, files as paths. */
  imports: string[];
}

Deno.test("every file imports only what the table allows", async () => {
  for (const { path, imports } of await sources()) {
    const room = roomOf(path);
    const allowed = MAY_IMPORT[room] ?? [];
    assert(room in MAY_IMPORT, `${path} is in no room of the table`);
    for (const target of imports.filter(isFile)) {
      const isAllowed = roomOf(target) === room ||
        allowed.some((to) => target === `lib/${to}.ts` || target === `${to}.ts`) ||
        allowed.includes(roomOf(target)) || target === "deno.json" && path === "main.ts";
      assert(isAllowed, `${path} imports ${target}`);
    }
  }
});

Deno.test("no two files import each other, directly or through others", async () => {
  const all = new Map((await sources()).map(({ path, imports }) => [path, imports]));
  const isDone = new Set<string>();
  const visit = (path: string, way: string[]): void => {
    assert(!way.includes(path), `a cycle: ${[...way, path].join(" → ")}`);
    if (isDone.has(path)) return;
    for (const target of all.get(path) ?? []) visit(target, [...way, path]);
    isDone.add(path);
  };
  for (const path of all.keys()) visit(path, []);
});

Deno.test("the table allows nothing that no file imports", async () => {
  const all = await sources();
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    const targets = all.filter(({ path }) => roomOf(path) === room).flatMap((one) => one.imports);
    const unused = allowed.filter((to) =>
      !targets.some((target) =>
        target === `lib/${to}.ts` || target === `${to}.ts` || roomOf(target) === to
      )
    );
    assertEquals(unused, [], `${room} does not import these`);
  }
});

Deno.test("only the edges touch the system, the clock and random numbers", async () => {
  for (const { path, code, text } of await sources()) {
    if (!EDGES.includes(path)) {
      const allowed = path === "lib/broadcast/broadcaster.ts" ? "queueMicrotask" : undefined;
      const used = [...code.matchAll(new RegExp(SYSTEM, "g"))].map(([word]) => word)
        .filter((word) => word !== allowed);
      assertEquals(used, [], path);
    } else if (path.startsWith("lib/")) {
      assert(text.includes("[edge]"), `${path} does not say that it is an edge`);
    }
  }
});

Deno.test("the architecture test sees every kind of import, and every clock", () => {
  const code = [
    'import a from "./a.ts";',
    'import "./b.ts";',
    'const c = await import("./c.ts");',
    'export * from "./d.ts";',
  ].join("\n");
  assertEquals(importsOf(code), ["./a.ts", "./b.ts", "./c.ts", "./d.ts"]);
  for (
    const use of [
      "new Date()",
      "AbortSignal.timeout(5)",
      "Date.now()",
      "performance.now()",
      "Math.random()",
      "setTimeout(f)",
      'import x from "node:fs"',
      "Deno.args",
    ]
  ) {
    assert(SYSTEM.test(use), use);
  }
  assert(!SYSTEM.test("new Date(time)"));
});

Deno.test("the keyboard is never read through Deno.stdin", async () => {
  for (const { path, text } of await sources()) {
    assert(!/Deno\.stdin/.test(text), `${path} reads Deno.stdin, which spoils accents on Windows`);
  }
});

Deno.test("the standard library is imported under its own names", async () => {
  for (const { path, imports } of await sources()) {
    const foreign = imports.filter((name) => !isFile(name) && !/^(@std\/|node:)/.test(name));
    const allowed = path.startsWith("lib/password/")
      ? /^@(noble|scure)\//
      : path.startsWith("lib/nats/")
      ? /^@(nats-io|noble)\//
      : path === "lib/operator/qr_code.ts"
      ? /^uqr$/
      : path === "lib/discovery/dns_sd.ts"
      ? /^multicast-dns$/
      : /^$/;
    assertEquals(foreign.filter((name) => !allowed.test(name)), [], path);
  }
});

Deno.test("the map shows the table of imports as it is", async () => {
  const map = await readMap();
  for (const [room, allowed] of Object.entries(MAY_IMPORT)) {
    if (allowed.length === 0) continue;
    const row = new RegExp(`^${room} +→ ${allowed.join(", ")}$`, "m");
    assert(row.test(map), `lib/README.md lacks the row ${room} → ${allowed.join(", ")}`);
  }
});

Deno.test("the files that the map names exist, and it names every folder", async () => {
  const map = await readMap();
  const named = [...map.matchAll(/`((?:lib\/)?[a-z_]+\/[a-z_]+\.ts)`/g)].map(([, path]) => path!);
  assert(named.length >= 12, `the map names only ${named.length} files`);
  for (const path of named) {
    await Deno.stat(new URL(path.startsWith("lib/") ? path : `lib/${path}`, ROOT));
  }
  for await (const { name, isDirectory } of Deno.readDir(new URL("lib", ROOT))) {
    if (isDirectory) assert(map.includes(`${name}/`), `the map lacks ${name}/`);
  }
});

Deno.test("no file is longer than 300 lines", async () => {
  const paths = [
    "main.ts",
    "server.ts",
    "client.ts",
    ...await below("lib"),
    ...await below("tests"),
  ];
  const lengths: number[] = [];
  for (const path of paths) {
    const lines = (await Deno.readTextFile(new URL(path, ROOT))).split("\n").length - 1;
    if (!path.startsWith("tests/")) lengths.push(lines);
    assert(lines <= 300, `${path} has ${lines} lines`);
  }
  const median = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)]!;
  assert(median < 100, `the median of the program's files is ${median} lines`);
});

Deno.test("no class has more than ten mutable fields", async () => {
  for (const { path, code } of await sources()) {
    for (const [name, fields] of mutableFields(code)) {
      assert(fields.length <= 10, `${path}: ${name} has ${fields.length}: ${fields.join(", ")}`);
    }
  }
});

Deno.test("mutableFields() counts fields, not methods, accessors or constants", () => {
  const code = [
    "export class A<T> implements B {",
    "  readonly #a = 1;",
    "  #b = 2;",
    "  c?: string;",
    "  protected d = false;",
    "  static readonly E = 1;",
    "  get f(): number {",
    "    return 1;",
    "  }",
    "  #g(): void {}",
    "  abstract readonly h: string;",
    "}",
  ].join("\n");
  assertEquals(mutableFields(code), [["A", ["#b", "c", "d"]]]);
});

/** The fields of each class that are not `readonly`, by the format of `deno fmt`. */
function mutableFields(code: string): [name: string, fields: string[]][] {
  const classes = code.matchAll(/^(?:export )?(?:abstract )?class (\w+)[^\n]*\{\n([^]*?)^\}/gm);
  return [...classes].map(([, name, body]) => {
    const fields = body!.matchAll(
      /^ {2}(?:protected |private |public |override )*(#?\w+)[?!]?(?:: [^=;(]*)?(?: =|;)/gm,
    );
    return [name!, [...fields].map(([, field]) => field!).filter((field) => field !== "readonly")];
  });
}

async function readMap(): Promise<string> {
  return await Deno.readTextFile(new URL("lib/README.md", ROOT));
}

async function sources(): Promise<Source[]> {
  const paths = ["main.ts", "server.ts", "client.ts", ...await below("lib")];
  return await Promise.all(paths.map(async (path) => {
    const text = await Deno.readTextFile(new URL(path, ROOT));
    const code = text.replace(/\/\*[^]*?\*\/|(?<!["\w:])\/\/.*/g, "");
    const imports = importsOf(code).map((target) =>
      target.startsWith(".") ? new URL(target, new URL(path, "file:///")).pathname.slice(1) : target
    );
    return { path, text, code, imports };
  }));
}

function importsOf(code: string): string[] {
  return [...code.matchAll(IMPORT)].map(([, target]) => target!);
}

function isFile(target: string): boolean {
  return /^[\w/]+\.(ts|json|css|html|js|svg)$/.test(target);
}

async function below(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, ROOT))) {
    const path = `${folder}/${name}`;
    if (isDirectory) found.push(...await below(path));
    else if (name.endsWith(".ts")) found.push(path);
  }
  return found;
}

/** `lib/wire/lines.ts` → `wire`, `lib/slash.ts` → `slash`, `main.ts` → `main`. */
function roomOf(path: string): string {
  return path.replace(/^lib\//, "").replace(/\.ts$/, "").split("/")[0]!;
}
