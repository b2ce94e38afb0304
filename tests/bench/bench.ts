/**
 * The benchmark: `deno task bench`. With `--against inspircd,ngircd,ncat,nats` it measures those of
 * them that are installed under the same load in the same run. Each server runs in a process of its
 * own, with flood control off and its output in a file; each load runs in another process. A figure
 * counts only if every message arrived. Needs Linux, because it reads `/proc`.
 */

import { parseArgs } from "@std/cli/parse-args";
import { type Competitor, OTHERS } from "./competitor.ts";
import { OURS, type Plan, print } from "./run.ts";
import { catchUp } from "./tables/catch_up.ts";
import { crowd } from "./tables/crowd.ts";
import { downloads } from "./tables/downloads.ts";
import { editor } from "./tables/editor.ts";
import { flooded, latency } from "./tables/delay.ts";
import { arrivals, join, start } from "./tables/people.ts";
import { servers } from "./tables/servers.ts";
import { strangers } from "./tables/strangers.ts";
import { flood, history, stall } from "./tables/throughput.ts";
import { tls, websocket } from "./tables/beside.ts";

/** The workloads in the order they run, by their names in `--only`. */
const WORKLOADS: Record<string, (plan: Plan) => Promise<void>> = {
  flood,
  latency,
  join,
  arrivals,
  flooded,
  start,
  stall,
  history,
  websocket,
  tls,
  downloads,
  crowd,
  strangers,
  "catch-up": catchUp,
  servers,
  editor,
};

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { against, only, rounds, all, _: extra, ...unknown } = parseArgs(argv, {
    string: ["against", "only", "rounds"],
    boolean: ["all"],
    default: { against: "", only: Object.keys(WORKLOADS).join(","), rounds: "3" },
  });
  const others = against.split(",").filter((name: string) => name !== "");
  const workloads = only.split(",");
  const wrong = [...extra, ...Object.keys(unknown)][0] ??
    others.find((name: string) => !Object.hasOwn(OTHERS, name)) ??
    workloads.find((name: string) => !Object.hasOwn(WORKLOADS, name)) ??
    (/^[1-9]\d?$/.test(rounds) ? undefined : rounds);
  if (wrong !== undefined) {
    print(
      `"${wrong}" will not do: --against with some of ${Object.keys(OTHERS)}, ` +
        `--only with some of ${Object.keys(WORKLOADS)}, --rounds from 1 to 99, --all`,
    );
    return 2;
  }
  const plan: Plan = { competitors: [...OURS], rounds: Number(rounds), isComplete: all };
  print(await machine());
  for (const make of [OURS[0]!, ...others.map((name: string) => OTHERS[name]!)]) {
    const competitor = make(0);
    const version = await versionOf(competitor);
    print(version ?? `${competitor.name} is not installed, and is left out`);
    if (version && make !== OURS[0]) plan.competitors.push(make);
  }
  for (const name of workloads) await WORKLOADS[name]!(plan);
  return Number(Deno.exitCode);
}

async function versionOf({ name, version: [program, ...args] }: Competitor) {
  try {
    const { stdout, stderr } = await new Deno.Command(program!, { args }).output();
    const text = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    return `${name.split(" ")[0]}: ${text.trim().split("\n", 1)[0]}`;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function machine(): Promise<string> {
  const cpus = await Deno.readTextFile("/proc/cpuinfo");
  const model = /model name\s*: (.*)/.exec(cpus)?.[1] ?? "unknown";
  return `${navigator.hardwareConcurrency} x ${model}, Linux ${Deno.osRelease()}`;
}
