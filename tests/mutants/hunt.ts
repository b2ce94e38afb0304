/**
 * The hunt for survivors: draws mutants of a project and runs, for each, the tests of its file,
 * nearest first, until one fails. Works on copies: the project itself is only read.
 */

import { Copy, filesBelow, type Outcome } from "./copy.ts";
import { applyMutant, drawMutants, type Equivalent, type Mutant } from "./mutate.ts";
import { ImportGraph } from "./which_tests.ts";

/** Options of the task that mutants do not need: they run in order, and nothing is measured. */
const LEFT_OUT = /^--(parallel|clean|coverage.*)$/;

/** A mutant's tests may take so many times as long as without it, */
const TIMEOUT_FACTOR = 3;
/** and this much longer: room for a machine that is busy with something else. */
const TIMEOUT_SLACK_MS = 20_000;
/** What a test that was not measured yet is taken to need: between the quick and the slow. */
const UNMEASURED_MS = 5000;

/** What became of a mutant. */
export interface Verdict {
  mutant: Mutant;
  /** A mutant that makes its tests hang is caught too. */
  type: "failed" | "timed-out" | "survived";
  /** How long its tests took, without those of no mutant. */
  ms: number;
  /** The test that noticed, as far as the output names it. */
  by?: string;
}

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
  /** A test file that takes longer without a mutant is left out. @default {60_000} */
  longestTestMs?: number;
  /** Ends the hunt, which then throws the signal's reason. */
  signal?: AbortSignal;
  /** Called when a test file was run without a mutant: how long it took, Infinity if too long. */
  onMeasured?: (test: string, ms: number) => void;
  /** Called after each mutant. */
  onVerdict?: (verdict: Verdict, done: number, count: number) => void;
}

/** A test fails without any mutant, so nothing can be told. */
export class RedTestError extends Error {
  override name = "RedTestError";
}

/**
 * Tries mutants.
 *
 * @returns What became of each, in the order in which they were drawn.
 * @throws {RedTestError} When a test that is needed fails without a mutant.
 * @throws {RangeError} When there is nothing to draw from.
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
  const trial = new Trial(project, { ...options, signal });
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

interface Project {
  sources: Record<string, string>;
  graph: ImportGraph;
  equivalents: Equivalent[];
  testCommand: string[];
}

async function readProject(root: string): Promise<Project> {
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
    graph: new ImportGraph(sources, config.imports),
    equivalents: JSON.parse(sources["tests/mutants/equivalent.json"] ?? "[]"),
    // The permissions of the suite; the order of files is ours, so one after another.
    testCommand: words.slice(1).filter((word, at) =>
      at === 0 || word.startsWith("-") && !LEFT_OUT.test(word)
    ),
  };
}

/** Tries one mutant after another, and remembers how long each test takes without any. */
class Trial {
  readonly #project: Project;
  readonly #options: HuntOptions;
  readonly #measuring = new Map<string, Promise<number>>();
  readonly #measuredMs = new Map<string, number>();

  constructor(project: Project, options: HuntOptions) {
    this.#project = project;
    this.#options = options;
  }

  async judge(mutant: Mutant, copy: Copy): Promise<Verdict> {
    const { mirror, importers, programs } = this.#project.graph.stagesOf(mutant.file);
    // The mirror in one process. Of the others each alone: most are never needed, nor measured.
    const groups = [
      mirror,
      ...[importers, programs].flatMap((tests) => this.#quickestFirst(tests)),
    ];
    let ms = 0;
    for (const tests of groups) {
      const outcome = await this.#try(mutant, tests, copy);
      ms += outcome?.ms ?? 0;
      if (!outcome || outcome.type === "passed") continue;
      return { mutant, type: outcome.type, ms, by: failureIn(outcome.output) ?? tests[0] };
    }
    return { mutant, type: "survived", ms };
  }

  /** As far as is known; of the others the nearest importer first. */
  #quickestFirst(tests: string[]): string[][] {
    const expectedMs = (test: string) => this.#measuredMs.get(test) ?? UNMEASURED_MS;
    return tests.toSorted((a, b) => expectedMs(a) - expectedMs(b)).map((test) => [test]);
  }

  /** @returns Undefined when no test is left to run. */
  async #try(mutant: Mutant, tests: string[], copy: Copy): Promise<Outcome | undefined> {
    const timed: { test: string; ms: number }[] = [];
    for (const test of tests) timed.push({ test, ms: await this.#measure(test, copy) });
    const left = timed.filter(({ ms }) => ms < Infinity).sort((a, b) => a.ms - b.ms);
    if (left.length === 0) return;
    const usualMs = left.reduce((sum, { ms }) => sum + ms, 0);
    const timeoutMs = TIMEOUT_FACTOR * usualMs + TIMEOUT_SLACK_MS;
    const source = this.#project.sources[mutant.file]!;
    await copy.write(mutant.file, applyMutant(source, mutant));
    try {
      const { signal } = this.#options;
      return await copy.run(left.map(({ test }) => test), { timeoutMs, signal });
    } finally {
      await copy.write(mutant.file, source);
    }
  }

  /** How long a test file takes in a copy without a mutant; each is measured once. */
  #measure(test: string, copy: Copy): Promise<number> {
    let measuring = this.#measuring.get(test);
    if (!measuring) {
      measuring = this.#runUnmutated(test, copy);
      this.#measuring.set(test, measuring);
    }
    return measuring;
  }

  /** @returns Infinity when it takes too long. */
  async #runUnmutated(test: string, copy: Copy): Promise<number> {
    const { longestTestMs = 60_000, signal } = this.#options;
    const run = () => copy.run([test], { timeoutMs: longestTestMs, signal });
    let outcome = await run();
    // Once more, for it may have failed because the machine was busy.
    if (outcome.type === "failed") outcome = await run();
    if (outcome.type === "failed") {
      throw new RedTestError(`${test} fails without a mutant:\n${outcome.output}`);
    }
    const ms = outcome.type === "timed-out" ? Infinity : outcome.ms;
    this.#measuredMs.set(test, ms);
    this.#options.onMeasured?.(test, ms);
    return ms;
  }
}

/** The first test that `deno test` says failed: its file, and its name if it has got so far. */
function failureIn(output: string): string | undefined {
  const test = /^(.+) => \.\/(\S+_test\.ts):\d+:\d+$/m.exec(output);
  if (test) return `${test[2]}: ${test[1]}`;
  return /^\.\/(\S+_test\.ts) \(uncaught error\)/m.exec(output)?.[1];
}

/** `*` is any part of a name, `**` any folders. */
function globToRegExp(glob: string): RegExp {
  const pattern = glob.replace(/^\.\//, "").replace(/[.+^${}()|[\]\\]/g, "\\$&").replace(
    /\*\*\/|\*\*|\*|\?/g,
    (star) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[star]!,
  );
  return new RegExp(`^${pattern}$`);
}
