/** Load generators, each a process of its own: what is asked of one, and what it answers. */

import type { ArrivalsFigures, ArrivalsJob } from "./works/arrivals.ts";
import type { NewcomersFigures, NewcomersJob } from "./works/arrivals.ts";
import type { FloodedFigures, FloodedJob, FlooderFigures, FlooderJob } from "./works/flooded.ts";
import type { FloodFigures, FloodJob } from "./works/flood.ts";
import type { JoinFigures, JoinJob } from "./works/join.ts";
import type { LatencyFigures, LatencyJob } from "./works/latency.ts";

/** What there is to do, and what is measured of it, by the name of the work. */
export interface Works {
  flood: { job: FloodJob; figures: FloodFigures };
  latency: { job: LatencyJob; figures: LatencyFigures };
  join: { job: JoinJob; figures: JoinFigures };
  arrivals: { job: ArrivalsJob; figures: ArrivalsFigures };
  flooded: { job: FloodedJob; figures: FloodedFigures };
  flooder: { job: FlooderJob; figures: FlooderFigures };
  newcomers: { job: NewcomersJob; figures: NewcomersFigures };
}

/** One thing to do. */
export type Job = Works[keyof Works]["job"];

/**
 * Has a process of its own do a job.
 *
 * @throws {Error} What it complained of first, when it failed.
 */
export async function employ<W extends keyof Works>(
  job: Works[W]["job"] & { work: W },
): Promise<Works[W]["figures"]> {
  const generator = new URL("generator.ts", import.meta.url).pathname;
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: [
      ...["-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh", Deno.execPath(), "run", "--quiet"],
      // Deno lets nobody read /proc who may not do everything.
      ...["-A", generator, JSON.stringify(job)],
    ],
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).split("\n", 1)[0]);
  return JSON.parse(new TextDecoder().decode(stdout));
}
