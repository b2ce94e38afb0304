/**
 * One mutant after another against the tests of its file, nearest first, until one fails. A test
 * file that takes too long without a mutant is left out.
 */

import type { Copy, Outcome } from "./copy.ts";
import { applyMutant, type Mutant } from "./mutate.ts";
import type { Project } from "./project.ts";

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

/** A test fails without any mutant, so nothing can be told. */
export class RedTestError extends Error {
  override name = "RedTestError";
}

/** What a {@linkcode Trial} is told. */
export interface TrialOptions {
  /** A test file that takes longer without a mutant is left out. */
  longestTestMs: number;
  /** Ends a trial, which then throws the signal's reason. */
  signal: AbortSignal;
  /** Called when a test file was run without a mutant: how long it took, Infinity if too long. */
  onMeasured?: (test: string, ms: number) => void;
}

/** Tries one mutant after another, and remembers how long each test takes without any. */
export class Trial {
  readonly #project: Project;
  readonly #options: TrialOptions;
  readonly #measuring = new Map<string, Promise<number>>();
  readonly #measuredMs = new Map<string, number>();

  constructor(project: Project, options: TrialOptions) {
    this.#project = project;
    this.#options = options;
  }

  /**
   * Tries one mutant.
   *
   * @throws {RedTestError} When a test fails without it.
   */
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
    const { longestTestMs, signal } = this.#options;
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
