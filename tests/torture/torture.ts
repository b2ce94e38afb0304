/**
 * Runs many schedules, several in parallel: `deno task torture --schedules 5000`. `--seed N` runs
 * the one schedule of a seed. `--servers 3` runs those of a room on several servers, one by one.
 */

import { parseArgs } from "@std/cli/parse-args";
import { CopiesDiffer } from "../support/copies.ts";
import { runRoomSchedule, SERVERS } from "./room_schedule.ts";
import { runSchedule } from "./schedule.ts";

/** How schedules are run. */
export interface ScheduleKind {
  /** Runs the schedule of a seed. Rejects with the seed, and with what is wrong. */
  run: (seed: number) => Promise<void>;
  /** How many run in parallel. */
  concurrency: number;
  /** How many are run without `--schedules`. */
  initialCount: number;
  /** After how many the progress is told. */
  reportEvery: number;
}

/** One server, and faults of the network. */
export const ONE_SERVER: ScheduleKind = {
  run: runSchedule,
  concurrency: 4 * navigator.hardwareConcurrency,
  initialCount: 200,
  reportEvery: 100,
};

/** Several servers with NATS: the six processes of a schedule need the machine for themselves. */
export const SEVERAL_SERVERS: ScheduleKind = {
  run: runRoomSchedule,
  concurrency: 1,
  initialCount: 20,
  reportEvery: 1,
};

/** A seed that nobody has chosen. */
const randomSeed = () => Math.floor(Math.random() * 2 ** 31);

/**
 * Runs schedules.
 *
 * @param seedOf The seed of the n-th one, from 1. @default {random ones}
 * @param progress Called after each schedule, with the error if it failed.
 */
export async function runSchedules(
  { run, concurrency }: ScheduleKind,
  count: number,
  progress: (done: number, error?: unknown) => void,
  seedOf: (n: number) => number = randomSeed,
): Promise<void> {
  let started = 0;
  let done = 0;
  const runNext = async () => {
    while (started++ < count) {
      await run(seedOf(started)).then(() => progress(++done), (error) => progress(++done, error));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, runNext));
}

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { schedules, seed, servers, _: extra, ...unknown } = parseArgs(argv, {
    string: ["schedules", "seed", "servers"],
    default: { servers: "1" },
  });
  const [option] = [...extra, ...Object.keys(unknown)];
  const isNumber = (value: string) => /^[1-9]\d{0,9}$/.test(value);
  const wrong = [schedules ?? "1", seed ?? "1"].find((value) => !isNumber(value)) ??
    [servers].find((value) => !["1", String(SERVERS)].includes(value)) ?? option;
  if (wrong !== undefined) {
    print(`"${wrong}" will not do: --schedules N or --seed N, with a whole number from 1`);
    print(`--servers ${SERVERS} for a room on so many`);
    return 2;
  }
  const kind = servers === "1" ? ONE_SERVER : SEVERAL_SERVERS;
  if (seed !== undefined) {
    await kind.run(Number(seed));
    print(`seed ${seed}: all is well`);
    return 0;
  }
  const count = Number(schedules ?? kind.initialCount);
  let failed = 0;
  await runSchedules(kind, count, (done, error) => {
    if (error) print(String(error).slice(0, 2000));
    if (error instanceof CopiesDiffer) print("not counted: the copies that NATS keeps differ");
    else failed += error ? 1 : 0;
    if (done % kind.reportEvery === 0 || error) print(`${done} schedules, ${failed} failed`);
  });
  print(`${count} schedules, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

function print(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}
