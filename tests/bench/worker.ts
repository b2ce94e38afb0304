/** Worker processes that generate load: a worker gets one job, and returns its figures. */

import type { ArrivalsFigures, ArrivalsJob } from "./workloads/arrivals.ts";
import type {
  CatchUpFigures,
  CatchUpJob,
  ReturnersFigures,
  ReturnersJob,
} from "./workloads/catch_up.ts";
import type { CrowdFigures, CrowdJob } from "./workloads/crowd.ts";
import type { NewcomersFigures, NewcomersJob } from "./workloads/arrivals.ts";
import type {
  FloodedFigures,
  FloodedJob,
  FlooderFigures,
  FlooderJob,
} from "./workloads/flooded.ts";
import type { FloodFigures, FloodJob } from "./workloads/flood.ts";
import type { JoinFigures, JoinJob } from "./workloads/join.ts";
import type { LatencyFigures, LatencyJob } from "./workloads/latency.ts";
import type {
  ServersDelayFigures,
  ServersDelayJob,
  ServersFloodFigures,
  ServersFloodJob,
} from "./workloads/servers.ts";
import type {
  IntrudersFigures,
  IntrudersJob,
  StrangersFigures,
  StrangersJob,
} from "./workloads/strangers.ts";

/** The job and the figures of each workload. */
export interface Workloads {
  flood: { job: FloodJob; figures: FloodFigures };
  latency: { job: LatencyJob; figures: LatencyFigures };
  join: { job: JoinJob; figures: JoinFigures };
  arrivals: { job: ArrivalsJob; figures: ArrivalsFigures };
  flooded: { job: FloodedJob; figures: FloodedFigures };
  flooder: { job: FlooderJob; figures: FlooderFigures };
  newcomers: { job: NewcomersJob; figures: NewcomersFigures };
  crowd: { job: CrowdJob; figures: CrowdFigures };
  strangers: { job: StrangersJob; figures: StrangersFigures };
  intruders: { job: IntrudersJob; figures: IntrudersFigures };
  catchUp: { job: CatchUpJob; figures: CatchUpFigures };
  returners: { job: ReturnersJob; figures: ReturnersFigures };
  serversFlood: { job: ServersFloodJob; figures: ServersFloodFigures };
  serversDelay: { job: ServersDelayJob; figures: ServersDelayFigures };
}

/** No job takes longer, in ms: what hangs is ended. */
const TIMEOUT_MS = 240_000;

/** The job of one worker. */
export type Job = Workloads[keyof Workloads]["job"];

/**
 * Runs a job in a worker process.
 *
 * @throws {Error} With the first line of its standard error, when it fails; when it takes too long.
 */
export async function runWorker<W extends keyof Workloads>(
  job: Workloads[W]["job"] & { workload: W },
): Promise<Workloads[W]["figures"]> {
  const generator = new URL("generator.ts", import.meta.url).pathname;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const { success, stdout, stderr } = await new Deno.Command("sh", {
    args: [
      ...["-c", 'ulimit -n "$(ulimit -Hn)"; exec "$@"', "sh", Deno.execPath(), "run", "--quiet"],
      // Deno allows reading /proc only with all permissions.
      ...["-A", generator, JSON.stringify(job)],
    ],
    env: { NO_COLOR: "1" },
    signal: timeout,
  }).output();
  if (timeout.aborted) throw new Error(`${job.workload} took more than ${TIMEOUT_MS / 1000} s`);
  if (!success) {
    const [line] = new TextDecoder().decode(stderr).split("\n", 1) as [string];
    throw new Error(line.replace(/^error: (Uncaught )?(\(in promise\) )?/, ""));
  }
  return JSON.parse(new TextDecoder().decode(stdout));
}
