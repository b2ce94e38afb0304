/**
 * What the tests do not notice: `deno task mutants` draws statements of `--files GLOB`, deletes or
 * negates one at a time, and runs the tests that belong to its file. A mutant with which all of
 * them pass has survived: a test is missing, or the statement is. `--seed N` draws the same again.
 */

import { parseArgs } from "@std/cli/parse-args";
import { hunt } from "./hunt.ts";
import { RedTestError, type Verdict } from "./trial.ts";

const USAGE = `deno task mutants
  --files GLOB       draw from these, such as lib/net/*.ts,lib/term/** (all of lib)
  --count N          draw so many (20)
  --seed N           draw the same again (random)
  --jobs N           try so many at a time (1)
  --test-seconds N   leave out test files that take longer (20)
  --at-least N       exit with 1 when fewer are caught (0)`;

/** A test file that takes longer is named: it explains why nothing is printed for a while. */
const WORTH_TELLING_MS = 10_000;

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { files, _: extra, ...given } = parseArgs(argv, {
    string: ["files", "count", "seed", "jobs", "test-seconds", "at-least"],
    collect: ["files"],
    default: { count: "20", jobs: "1", "test-seconds": "20", "at-least": "0" },
  });
  const {
    count,
    seed = drawSeed(),
    jobs,
    "test-seconds": seconds,
    "at-least": atLeast,
    ...unknown
  } = given;
  const numbers = [count, seed, jobs, seconds].map(String);
  const wrong = numbers.find((value) => !/^[1-9]\d{0,9}$/.test(value)) ??
    [atLeast].find((value) => !/^\d{1,9}$/.test(value)) ?? [...extra, ...Object.keys(unknown)][0];
  if (wrong !== undefined) {
    print(`"${wrong}" will not do.\n${USAGE}`);
    return 2;
  }
  const globs = (files as string[]).flatMap((list) => list.split(",")).filter(Boolean);
  const aborting = new AbortController();
  const abort = () => aborting.abort();
  Deno.addSignalListener("SIGINT", abort);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", abort);
  const leftOut: string[] = [];
  print(`seed ${seed}`);
  try {
    const verdicts = await hunt({
      root: Deno.cwd(),
      files: globs.length > 0 ? globs : ["lib/**/*.ts"],
      count: Number(count),
      seed: Number(seed),
      jobs: Number(jobs),
      longestTestMs: 1000 * Number(seconds),
      signal: aborting.signal,
      onMeasured(test, ms) {
        if (ms === Infinity) leftOut.push(test);
        if (ms === Infinity) print(`${test}: left out, takes more than ${seconds} s`);
        else if (ms > WORTH_TELLING_MS) print(`${test}: takes ${inSeconds(ms)} without a mutant`);
      },
      onVerdict: (verdict, done, all) => print(`[${done}/${all}] ${progress(verdict)}`),
    });
    print(report(verdicts, { seed: Number(seed), leftOut }));
    return caught(verdicts) < Number(atLeast) ? 1 : 0;
  } catch (error) {
    if (aborting.signal.aborted) return 130;
    const isExpected = [RedTestError, RangeError, SyntaxError].some((type) =>
      error instanceof type
    );
    if (!isExpected) throw error;
    print((error as Error).message);
    return 2;
  }
}

function drawSeed(): number {
  return 1 + Math.floor(Math.random() * 2 ** 31);
}

function caught(verdicts: Verdict[]): number {
  return verdicts.filter(({ type }) => type !== "survived").length;
}

function progress({ mutant, type, ms, by }: Verdict): string {
  const end = type === "survived" ? "survived" : type === "failed" ? "caught" : "caught, timed out";
  const place = `${mutant.file}:${mutant.line} ${mutant.kind}`;
  return `${place}: ${end} after ${inSeconds(ms)}${by ? `: ${by}` : ""}`;
}

function inSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/** What {@linkcode report} is told beside the verdicts. */
export interface ReportOptions {
  seed: number;
  /** Test files that took too long: a survivor may be one that they would have caught. */
  leftOut: string[];
}

/** The survivors, the test files that were left out, how many were caught, and the seed. */
export function report(verdicts: Verdict[], { seed, leftOut }: ReportOptions): string {
  const lines = verdicts.filter(({ type }) => type === "survived").flatMap(({ mutant }) => [
    `${mutant.file}:${mutant.line} ${mutant.kind}`,
    `  - ${mutant.before}`,
    `  + ${mutant.after}`,
  ]);
  if (leftOut.length > 0) lines.push(`left out: ${leftOut.toSorted().join(", ")}`);
  const late = verdicts.filter(({ type }) => type === "timed-out").length;
  const timeouts = late > 0 ? ` (${late} timed out)` : "";
  lines.push(`${caught(verdicts)} of ${verdicts.length} caught${timeouts}, seed ${seed}`);
  return lines.join("\n");
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
