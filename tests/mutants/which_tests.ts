/**
 * Which tests belong to a file: first its mirror (`lib/net/link.ts` → `tests/net/link_test.ts`,
 * `tests/net/link_*_test.ts`), then every test that imports it, then those that start a program
 * which imports it. Pure: takes the text of every file of the project.
 */

import ts from "npm:typescript@5.9.3";

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
      const { imports, strings } = path.endsWith(".json") ? namesIn(text) : referencesOf(text);
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

function referencesOf(text: string): References {
  const source = ts.createSourceFile("", text, ts.ScriptTarget.Latest, true);
  const [imports, strings]: [string[], string[]] = [[], []];
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) {
      if (!node.importClause?.isTypeOnly) imports.push(textOf(node.moduleSpecifier));
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      if (!node.isTypeOnly) imports.push(textOf(node.moduleSpecifier));
    } else if (ts.isStringLiteralLike(node) && !ts.isTypeNode(node.parent)) {
      const isImported = ts.isCallExpression(node.parent) &&
        node.parent.expression.kind === ts.SyntaxKind.ImportKeyword;
      if (isImported) imports.push(node.text);
      else if (/^[\w./-]+\.ts$/.test(node.text)) strings.push(node.text);
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return { imports, strings };
}

function textOf(specifier: ts.Expression): string {
  return ts.isStringLiteral(specifier) ? specifier.text : "";
}

/** The files that a JSON text names: `deno.json` says what the tasks run. */
function namesIn(text: string): References {
  return { imports: [], strings: text.match(/[\w./-]+\.ts\b/g) ?? [] };
}

/** The path to which a relative specifier leads from a file, or from the project's folder: `""`. */
function resolve(from: string, specifier: string): string {
  return new URL(specifier, new URL(from, "file:///")).pathname.slice(1);
}
