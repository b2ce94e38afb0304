/** The program of a worker: runs one job, given in JSON, and prints its figures. */

import { type Job, runWorker, type Workloads } from "./worker.ts";
import { arrivals, newcomers } from "./workloads/arrivals.ts";
import { catchUp, returners } from "./workloads/catch_up.ts";
import { crowd } from "./workloads/crowd.ts";
import { flood } from "./workloads/flood.ts";
import { flooded, flooder } from "./workloads/flooded.ts";
import { join } from "./workloads/join.ts";
import { latency } from "./workloads/latency.ts";
import { serversDelay, serversFlood } from "./workloads/servers.ts";
import { intruders, strangers } from "./workloads/strangers.ts";

if (import.meta.main) {
  const figures = await run(JSON.parse(Deno.args[0]!));
  Deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify(figures)));
  Deno.exit(0);
}

function run(job: Job): Promise<Workloads[keyof Workloads]["figures"]> {
  switch (job.workload) {
    case "flood":
      return flood(job);
    case "latency":
      return latency(job);
    case "join":
      return join(job);
    case "arrivals":
      return arrivals(job, runWorker);
    case "newcomers":
      return newcomers(job);
    case "flooded":
      return flooded(job, runWorker);
    case "flooder":
      return flooder(job);
    case "crowd":
      return crowd(job);
    case "strangers":
      return strangers(job, runWorker);
    case "intruders":
      return intruders(job);
    case "catchUp":
      return catchUp(job, runWorker);
    case "returners":
      return returners(job);
    case "serversFlood":
      return serversFlood(job);
    case "serversDelay":
      return serversDelay(job);
  }
}
