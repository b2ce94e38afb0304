/**
 * The hunt for survivors: draws mutants of a project and runs, for each, the tests of its file,
 * nearest first, until one fails. Works on copies: the project itself is only read.
 */

import { Copy } from "./copy.ts";
import { drawMutants } from "./draw.ts";
import { readProject } from "./project.ts";
import { Trial, type Verdict } from "./trial.ts";

/** A test file that takes longer without a mutant is left out, in milliseconds. */
const LONGEST_TEST_MS = 20_000;

/** What {@linkcode hunt} is told. */
export interface HuntOptions {
  /** The project's folder; its `deno.json` says, in the task `test`, how tests are run. */
  root: string;
  /** Globs of the files to draw from, from the project's folder. */
  files: string[];
  count: number;
  seed: number;
  /** How many mutants are tried at a time, each in a copy of its own. @default {1} */
  jobs?: number;
  /** A test file that takes longer without a mutant is left out. @default {20_000} */
  longestTestMs?: number;
  /** Ends the hunt, which then throws the signal's reason. */
  signal?: AbortSignal;
  /** Called when a test file was run without a mutant: how long it took, Infinity if too long. */
  onMeasured?: (test: string, ms: number) => void;
  /** Called after each mutant. */
  onVerdict?: (verdict: Verdict, done: number, count: number) => void;
}

/**
 * Tries mutants.
 *
 * @returns What became of each, in the order in which they were drawn.
 * @throws {RedTestError} When a test that is needed fails without a mutant.
 * @throws {RangeError} When there is nothing to draw from.
 * @throws {SyntaxError} When a source text does not parse.
 */
export async function hunt(options: HuntOptions): Promise<Verdict[]> {
  const { root, files, count, seed, jobs = 1, onVerdict } = options;
  const project = await readProject(root);
  const globs = files.map(globToRegExp);
  const targets = Object.entries(project.sources).filter(([path]) =>
    /(?<!_test)\.ts$/.test(path) && globs.some((glob) => glob.test(path))
  );
  const sources = Object.fromEntries(targets);
  const mutants = drawMutants(sources, { count, seed, equivalents: project.equivalents });
  if (mutants.length === 0) throw new RangeError(`Cannot draw from "${files}": nothing to change`);

  const failure = new AbortController();
  const signal = AbortSignal.any([failure.signal, ...options.signal ? [options.signal] : []]);
  const { longestTestMs = LONGEST_TEST_MS, onMeasured } = options;
  const trial = new Trial(project, { longestTestMs, signal, onMeasured });
  const verdicts: Verdict[] = [];
  let begun = 0;
  let done = 0;
  const work = async () => {
    await using copy = await Copy.make(root, project.testCommand);
    while (begun < mutants.length) {
      const at = begun++;
      verdicts[at] = await trial.judge(mutants[at]!, copy);
      onVerdict?.(verdicts[at], ++done, mutants.length);
    }
  };
  const workers = Array.from(
    { length: Math.min(jobs, mutants.length) },
    () =>
      work().catch((error) => {
        // The first failure ends the others.
        failure.abort(error);
        throw error;
      }),
  );
  // All have to end before an error is told: each removes its copy.
  await Promise.allSettled(workers);
  await Promise.all(workers);
  return verdicts;
}

/** `*` is any part of a name, `**` any folders. */
function globToRegExp(glob: string): RegExp {
  const pattern = glob.replace(/^\.\//, "").replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(
    /\*\*\/|\*\*|\*|\?/g,
    (star) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[star]!,
  );
  return new RegExp(`^${pattern}$`);
}
