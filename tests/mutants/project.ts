/** A project as the hunt for survivors reads it: texts, imports, and how its tests are run. */

import { filesBelow } from "./copy.ts";
import type { Equivalent } from "./draw.ts";
import { ImportGraph } from "./which_tests.ts";

/** Options of the task that mutants do not need: they run in order, and nothing is measured. */
const LEFT_OUT = /^--(parallel|clean|coverage.*)$/;

/** What the hunt knows of a project. */
export interface Project {
  /** The text of each `.ts` and `.json` file, by its path from the project's folder. */
  sources: Record<string, string>;
  /** Which file imports which. */
  graph: ImportGraph;
  /** What `tests/mutants/equivalent.json` lists. */
  equivalents: Equivalent[];
  /** The arguments of `deno` that run tests; file names are added. */
  testCommand: string[];
}

/**
 * Reads a project.
 *
 * @throws {RangeError} When its task `test` does not run `deno test`.
 * @throws {SyntaxError} When a source text does not parse.
 */
export async function readProject(root: string): Promise<Project> {
  const sources: Record<string, string> = {};
  for await (const path of filesBelow(root)) {
    if (/\.(ts|json)$/.test(path)) sources[path] = await Deno.readTextFile(`${root}/${path}`);
  }
  const config = JSON.parse(sources["deno.json"] ?? "{}");
  const words: string[] = config.tasks?.test?.command?.split(" ") ?? [];
  if (words[0] !== "deno" || words[1] !== "test") {
    throw new RangeError(`Cannot run tests of "${root}": no task "test" that runs "deno test"`);
  }
  return {
    sources,
    /** Which file imports which. */
    graph: new ImportGraph(sources, config.imports),
    equivalents: JSON.parse(sources["tests/mutants/equivalent.json"] ?? "[]"),
    // The permissions of the suite; the order of files is ours, so one after another.
    testCommand: words.slice(1).filter((word, at) =>
      at === 0 || word.startsWith("-") && !LEFT_OUT.test(word)
    ),
  };
}
