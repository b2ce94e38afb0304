/**
 * Runs many schedules, several in parallel: `deno task torture --schedules 5000`. `--seed N` runs
 * the one schedule of a seed.
 */

import { parseArgs } from "@std/cli/parse-args";
import { runSchedule } from "./schedule.ts";

/** How many schedules run in parallel. */
const CONCURRENCY = 4 * navigator.hardwareConcurrency;

/**
 * Runs schedules with random seeds.
 *
 * @param progress Called after each schedule, with the error if it failed.
 */
export async function runSchedules(
  count: number,
  progress: (done: number, error?: unknown) => void,
): Promise<void> {
  let started = 0;
  let done = 0;
  const runNext = async () => {
    while (started++ < count) {
      const seed = Math.floor(Math.random() * 2 ** 31);
      await runSchedule(seed).then(() => progress(++done), (error) => progress(++done, error));
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, runNext));
}

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { schedules, seed, _: extra, ...unknown } = parseArgs(argv, {
    string: ["schedules", "seed"],
    default: { schedules: "200" },
  });
  const [option] = [...extra, ...Object.keys(unknown)];
  const wrong = [schedules, seed ?? "1"].find((value) => !/^[1-9]\d{0,9}$/.test(value)) ?? option;
  if (wrong !== undefined) {
    print(`"${wrong}" will not do: --schedules N or --seed N, with a whole number from 1`);
    return 2;
  }
  if (seed !== undefined) {
    await runSchedule(Number(seed));
    print(`seed ${seed}: all is well`);
    return 0;
  }
  let failed = 0;
  await runSchedules(Number(schedules), (done, error) => {
    if (error) print(String(error).slice(0, 2000));
    failed += error ? 1 : 0;
    if (done % 100 === 0 || error) print(`${done} schedules, ${failed} failed`);
  });
  print(`${schedules} schedules, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
