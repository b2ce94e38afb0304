/**
 * Which tests belong to a file: first its mirror (`lib/net/link.ts` → `tests/net/link_test.ts`,
 * `tests/net/link_*_test.ts`), then every test that imports it, then those that start a program
 * which imports it. Pure: takes the text of every file of the project.
 */

import { childrenOf, type Node, parse } from "./parse.ts";

/**
 * Test files by when they are run; one that is named in a stage is in no later one. The fewer
 * imports lie between a test and the file, the earlier it stands.
 */
export interface Stages {
  /** The file's own tests, or the tests beside which they would stand. */
  mirror: string[];
  /** Tests that import the file, directly or through others. */
  importers: string[];
  /** Tests that name, in a string, a program that imports the file. */
  programs: string[];
}

/** Which file imports which. */
export class ImportGraph {
  readonly #importers = new Map<string, Set<string>>();
  readonly #starters = new Map<string, Set<string>>();
  readonly #tests: string[];

  /**
   * @param sources The text of each `.ts` and `.json` file, by its path from the project's folder.
   * @param importMap Specifiers that stand for a file of the project; others are left out.
   */
  constructor(sources: Record<string, string>, importMap: Record<string, string> = {}) {
    this.#tests = Object.keys(sources).filter((path) => path.endsWith("_test.ts")).sort();
    const add = (edges: Map<string, Set<string>>, from: string, to: string) => {
      if (!Object.hasOwn(sources, to)) return;
      edges.set(to, (edges.get(to) ?? new Set()).add(from));
    };
    for (const [path, text] of Object.entries(sources)) {
      const { imports, strings } = path.endsWith(".json")
        ? namesIn(text)
        : referencesOf(path, text);
      for (const name of imports) {
        const mapped = importMap[name];
        if (mapped !== undefined) add(this.#importers, path, resolve("", mapped));
        else if (name.startsWith(".")) add(this.#importers, path, resolve(path, name));
      }
      for (const name of strings) {
        add(this.#starters, path, resolve(path, name));
        add(this.#starters, path, resolve("", name));
      }
    }
  }

  /** The tests of a file. */
  stagesOf(file: string): Stages {
    const imported = this.#reach(file, [this.#importers]);
    const started = this.#reach(file, [this.#importers, this.#starters]);
    const importers = [...imported].filter((path) => this.#tests.includes(path));
    const mirror = mirrorOf(file, this.#tests, importers);
    const isLeft = (test: string) => !mirror.includes(test);
    return {
      mirror,
      importers: importers.filter(isLeft),
      programs: [...started].filter((path) => this.#tests.includes(path) && !imported.has(path))
        .filter(isLeft),
    };
  }

  /** What imports a file, the nearest first. */
  #reach(file: string, edges: Map<string, Set<string>>[]): Set<string> {
    const reached = new Set([file]);
    // A set also gives what is added while it is walked through.
    for (const path of reached) {
      for (const from of edges.flatMap((each) => [...each.get(path) ?? []])) reached.add(from);
    }
    return reached;
  }
}

/**
 * The tests named after the file; if there are none, those in the folder in which they would be,
 * as far as they import it: the others cannot notice.
 */
function mirrorOf(file: string, tests: string[], importers: string[]): string[] {
  const [, folder, name] = /^(?:lib\/)?(.*\/)?([^/]+)\.ts$/.exec(file)!;
  const start = `tests/${folder ?? ""}`;
  const beside = (test: string) =>
    test.startsWith(start) && !test.slice(start.length).includes("/");
  const own = tests.filter((test) =>
    beside(test) && (test === `${start}${name}_test.ts` || test.startsWith(`${start}${name}_`))
  );
  return own.length > 0 ? own : importers.filter(beside);
}

interface References {
  /** What is imported when the file runs: no types. */
  imports: string[];
  /** Other strings that may name a program. */
  strings: string[];
}

function referencesOf(path: string, text: string): References {
  const references: References = { imports: [], strings: [] };
  const visit = (node: Node) => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "ExportNamedDeclaration":
      case "ImportExpression":
        if (node.source) {
          const name = textOf(node.source);
          if (name !== undefined) references.imports.push(name);
          return;
        }
    }
    const name = textOf(node);
    if (name === undefined) childrenOf(node).forEach(visit);
    else if (/^[\w./-]+\.ts$/.test(name)) references.strings.push(name);
  };
  visit(parse(path, text).program);
  return references;
}

/** The text of a string, also of a template without expressions. */
function textOf(node: Node): string | undefined {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : undefined;
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return;
  return node.quasis[0]!.value.cooked ?? undefined;
}

/** The files that a JSON text names: `deno.json` says what the tasks run. */
function namesIn(text: string): References {
  return { imports: [], strings: text.match(/[\w./-]+\.ts\b/g) ?? [] };
}

/** The path to which a relative specifier leads from a file, or from the project's folder: `""`. */
function resolve(from: string, specifier: string): string {
  return new URL(specifier, new URL(from, "file:///")).pathname.slice(1);
}
