/** One run of the benchmark: which servers it measures, and how a job reaches each of them. */

import { chat, type Competitor } from "./competitor.ts";
import { ServerProcess } from "./server_process.ts";
import { runWorker, type Workloads } from "./worker.ts";

/**
 * How long a server idles before its memory is measured again: V8 gives the garbage of the joins back
 * after 8 to 25 s.
 */
export const REST_SECONDS = 30;

/** Makes a measured server that listens on this port. */
export type MakeCompetitor = (port: number) => Competitor;

/** What the command line selects. */
export interface Plan {
  /** Our server first. */
  competitors: MakeCompetitor[];
  rounds: number;
  /** Whether `crowd` measures every combination. */
  isComplete: boolean;
}

/** Bytes in a MiB. */
export const MIB = 1024 * 1024;

const FIRST_PORT = 20_000;
let nextPort = FIRST_PORT + Math.floor(Math.random() * 10_000);

/** The options that turn our rate limit off. */
export const noRateLimit: string[] = ["--rate", "0"];

/** Our server, in both dialects. */
export const OURS: MakeCompetitor[] = [
  (port) => chat("line", port, { options: noRateLimit }),
  (port) => chat("structured", port, { options: noRateLimit }),
];

/** Runs all servers in every round, so that a noisy minute affects all. */
export async function alternate(
  competitors: MakeCompetitor[],
  rounds: number,
  run: (competitor: Competitor) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const make of competitors) {
      const competitor = make(freePort());
      try {
        await run(competitor);
      } catch (error) {
        print(`${competitor.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

/** A port that no server of this run had before. */
export function freePort(): number {
  return nextPort++;
}

/** The parameters of a job, without those that come from its server. */
export type JobOf<W extends keyof Workloads> = Omit<
  Workloads[W]["job"],
  "port" | "pid" | "dialect"
>;

/** Starts a server, runs a job against it, and ends the server. */
export async function measure<W extends keyof Workloads>(
  competitor: Competitor,
  job: JobOf<W> & { workload: W },
): Promise<Workloads[W]["figures"]> {
  await using server = await ServerProcess.start(competitor);
  return await load(competitor, server, job);
}

/** Runs a job in a worker. */
export async function load<W extends keyof Workloads>(
  { dialect, port }: Competitor,
  { pid }: ServerProcess,
  job: JobOf<W> & { workload: W },
): Promise<Workloads[W]["figures"]> {
  return await runWorker<W>(
    { ...job, port, pid, dialect } as unknown as Workloads[W]["job"] & { workload: W },
  );
}

/** The names of these servers, in the tables. */
export function namesOf(competitors: MakeCompetitor[]): string[] {
  return competitors.map((make) => make(0).name);
}

/** Prints a line. */
export function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
