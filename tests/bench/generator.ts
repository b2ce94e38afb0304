/** The load generator: a process that does one job, given in JSON, and prints its figures. */

import { employ, type Job, type Works } from "./employ.ts";
import { arrivals, newcomers } from "./works/arrivals.ts";
import { flood } from "./works/flood.ts";
import { flooded, flooder } from "./works/flooded.ts";
import { join } from "./works/join.ts";
import { latency } from "./works/latency.ts";

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
    case "arrivals":
      return arrivals(job, employ);
    case "newcomers":
      return newcomers(job);
    case "flooded":
      return flooded(job, employ);
    case "flooder":
      return flooder(job);
  }
}
