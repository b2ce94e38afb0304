/** The load generator: a process that does one job, given in JSON, and prints its figures. */

import { flood, type FloodFigures, type FloodJob } from "./works/flood.ts";
import { join, type JoinFigures, type JoinJob } from "./works/join.ts";
import { latency, type LatencyFigures, type LatencyJob } from "./works/latency.ts";

/** What there is to do, and what is measured of it, by the name of the work. */
export interface Works {
  flood: { job: FloodJob; figures: FloodFigures };
  latency: { job: LatencyJob; figures: LatencyFigures };
  join: { job: JoinJob; figures: JoinFigures };
}

/** One thing to do. */
export type Job = Works[keyof Works]["job"];

if (import.meta.main) {
  const figures = await run(JSON.parse(Deno.args[0]!));
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(figures)));
  Deno.exit(0);
}

function run(job: Job): Promise<Works[keyof Works]["figures"]> {
  switch (job.work) {
    case "flood":
      return flood(job);
    case "latency":
      return latency(job);
    case "join":
      return join(job);
  }
}
