/**
 * The benchmark: `deno task bench`. With `--against inspircd,ngircd,ncat,nats` it measures those of
 * them that are installed under the same load in the same run. Each server runs in a process of its
 * own, with flood control off and its output in a file; each load runs in another process. A figure
 * counts only if every message arrived. Needs Linux, because it reads `/proc`.
 */

import { parseArgs } from "@std/cli/parse-args";
import { chat, type Competitor, OTHERS } from "./competitor.ts";
import { runWorker, type Workloads } from "./worker.ts";
import { quantile } from "./quantile.ts";
import { ServerProcess } from "./server_process.ts";
import { Table } from "./table.ts";

/** Makes a measured server that listens on this port. */
type MakeCompetitor = (port: number) => Competitor;

/** The workloads in the order they run, by their names in `--only`. */
const WORKLOADS = { flood, latency, join, arrivals, flooded, start, stall, history };
type WorkloadName = keyof typeof WORKLOADS;

/** What the command line selects. */
interface Plan {
  /** Our server first. */
  competitors: MakeCompetitor[];
  rounds: number;
}

const FLOODS = [
  { senders: 1, receivers: 10 },
  { senders: 1, receivers: 100 },
  { senders: 1, receivers: 1000 },
  { senders: 1, receivers: 2000 },
  { senders: 10, receivers: 100 },
];
const FLOOD_SECONDS = 2;
/** How long a server idles before its memory is measured. */
const REST_SECONDS = 3;
const MIB = 1024 * 1024;
const FIRST_PORT = 20_000;
let nextPort = FIRST_PORT + Math.floor(Math.random() * 10_000);

const noRateLimit = ["--rate", "0"];
const OURS: MakeCompetitor[] = [
  (port) => chat("line", port, { options: noRateLimit }),
  (port) => chat("structured", port, { options: noRateLimit }),
];

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { against, only, rounds, _: extra, ...unknown } = parseArgs(argv, {
    string: ["against", "only", "rounds"],
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
        `--only with some of ${Object.keys(WORKLOADS)}, --rounds from 1 to 99`,
    );
    return 2;
  }
  const plan: Plan = { competitors: [...OURS], rounds: Number(rounds) };
  print(await machine());
  for (const make of [OURS[0]!, ...others.map((name: string) => OTHERS[name]!)]) {
    const competitor = make(0);
    const version = await versionOf(competitor);
    print(version ?? `${competitor.name} is not installed, and is left out`);
    if (version && make !== OURS[0]) plan.competitors.push(make);
  }
  for (const name of workloads) await WORKLOADS[name as WorkloadName](plan);
  return 0;
}

/** Deliveries per second, and per second of the server's processor time. */
async function flood({ competitors, rounds }: Plan): Promise<void> {
  for (const { senders, receivers } of FLOODS) {
    const table = new Table(
      `${senders} x ${receivers}, 64-byte texts`,
      ["M deliveries/s", "M per CPU-second"],
      namesOf(competitors),
    );
    await alternate(competitors, rounds, async (competitor) => {
      const job = { workload: "flood" as const, senders, receivers, seconds: FLOOD_SECONDS };
      const { deliveriesPerSecond, deliveriesPerCpuSecond } = await measure(competitor, job);
      table.add(competitor.name, [deliveriesPerSecond / 1e6, deliveriesPerCpuSecond / 1e6]);
    });
    print(table.toString());
  }
}

/** From sending to receiving, 50 messages a second. */
async function latency({ competitors, rounds }: Plan): Promise<void> {
  for (const receivers of [100, 1000]) {
    const table = new Table(
      `50 messages/s, ${receivers} receivers`,
      ["p50 ms", "p99 ms", "max ms"],
      namesOf(competitors),
    );
    await alternate(competitors, rounds, async (competitor) => {
      const job = { workload: "latency" as const, receivers, rate: 50, seconds: 5 };
      const { p50Ms, p99Ms, maxMs } = await measure(competitor, job);
      table.add(competitor.name, [p50Ms, p99Ms, maxMs]);
    });
    print(table.toString());
  }
}

/** Time and memory for people who join one after the other. */
async function join({ competitors, rounds }: Plan): Promise<void> {
  for (const people of [1000, 5000]) {
    const table = new Table(
      `${people} people come one after the other, everybody is told of each`,
      ["s", "CPU-s", "KB per connection", "peak MB"],
      namesOf(competitors),
    );
    await alternate(competitors, rounds, async (competitor) => {
      const job = { workload: "join" as const, people, restSeconds: REST_SECONDS };
      const { seconds, cpuSeconds, bytesPerConnection, peakBytes } = await measure(competitor, job);
      table.add(competitor.name, [seconds, cpuSeconds, bytesPerConnection / 1000, peakBytes / MIB]);
    });
    print(table.toString());
  }
}

/** Join latency of our server in a full, busy room. */
async function arrivals({ competitors, rounds }: Plan): Promise<void> {
  const ours = competitors.slice(0, OURS.length);
  const table = new Table(
    "newcomers in a room of 10000 in which 100 messages are said per second",
    ["p50 ms", "p99 ms", "processors", "resident MB"],
    namesOf(ours),
  );
  await alternate(ours, rounds, async (competitor) => {
    const room = { people: 10_000, rate: 100, newcomers: 100 };
    const { p50Ms, p99Ms, cpuShare, residentBytes } = await measure(competitor, {
      workload: "arrivals" as const,
      ...room,
    });
    table.add(competitor.name, [p50Ms, p99Ms, cpuShare, residentBytes / MIB]);
  });
  print(table.toString());
}

/** Latency of the others while one client sends 10,000 messages a second against the rate limit. */
async function flooded({ rounds }: Plan): Promise<void> {
  // Line clients of one address share a rate limit: the others would wait for the flooding one.
  const limited: MakeCompetitor[] = [(port) => chat("structured", port)];
  const table = new Table(
    "50 messages/s, 100 receivers, and one who says 10000 messages/s",
    ["p99 ms without", "p99 ms with", "grown MB", "peak MB"],
    namesOf(limited),
  );
  await alternate(limited, rounds, async (competitor) => {
    const job = { workload: "flooded" as const, receivers: 100, seconds: 5 };
    const { quietP99Ms, floodedP99Ms, grownBytes, peakBytes } = await measure(competitor, job);
    table.add(competitor.name, [quietP99Ms, floodedP99Ms, grownBytes / MIB, peakBytes / MIB]);
  });
  print(table.toString());
}

/** From the start of the process to the first connection. */
async function start({ competitors, rounds }: Plan): Promise<void> {
  const empty = "an empty Deno program, until its end";
  const [, ...others] = competitors; // Both dialects are the same program.
  const names = [...namesOf(others), empty];
  const table = new Table("from start to listening", ["ms"], names);
  for (let round = 0; round < Math.max(5, rounds); round++) {
    await alternate(others, 1, async (competitor) => {
      await using server = await ServerProcess.start(competitor);
      table.add(competitor.name, [server.startMs]);
    });
    const startedAt = performance.now();
    await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", ""] }).output();
    table.add(empty, [performance.now() - startedAt]);
  }
  print(table.toString());
}

/** A flood in which one receiver stops reading. */
async function stall({ competitors, rounds }: Plan): Promise<void> {
  const names = namesOf(competitors);
  const table = new Table(
    "1 x 100, and one more who stops reading",
    ["longest silence of the others, ms", "peak MB"],
    names,
  );
  await alternate(competitors, rounds, async (competitor) => {
    const load = { senders: 1, receivers: 100, seconds: 3 * FLOOD_SECONDS, hasStalled: true };
    const { longestGapMs, peakBytes } = await measure(competitor, { workload: "flood", ...load });
    table.add(competitor.name, [longestGapMs, peakBytes / MIB]);
  });
  print(table.toString());
}

/** The cost of writing every entry to disk before it is broadcast. */
async function history({ rounds }: Plan): Promise<void> {
  const lag = new URL("lag.ts", import.meta.url).pathname;
  const withLag = (name: string, options: string[]): MakeCompetitor => (port) => ({
    ...chat("structured", port, {
      options: [...noRateLimit, ...options],
      flags: ["--preload", lag],
    }),
    name,
  });
  const competitors = [
    withLag("chat structured", []),
    withLag("chat structured --history", ["--history", "chat.db"]),
  ];
  const table = new Table(
    "1 x 100 with a history",
    ["M deliveries/s", "loop late p99 ms", "loop late max ms"],
    namesOf(competitors),
  );
  await alternate(competitors, rounds, async (competitor) => {
    await using server = await ServerProcess.start(competitor);
    const job = { workload: "flood" as const, senders: 1, receivers: 100, seconds: FLOOD_SECONDS };
    const { deliveriesPerSecond, measured: [from, to] } = await load(competitor, server, job);
    await server.stop();
    const lags: [at: number, lateMs: number][] = JSON.parse(await server.read("lags.json"));
    const late = lags.filter(([at]) => at >= from && at <= to).map(([, lateMs]) => lateMs);
    late.sort((a, b) => a - b);
    table.add(competitor.name, [deliveriesPerSecond / 1e6, quantile(late, 0.99), late.at(-1)!]);
  });
  print(table.toString());
}

/** Runs all servers in every round, so that a noisy minute affects all. */
async function alternate(
  competitors: MakeCompetitor[],
  rounds: number,
  run: (competitor: Competitor) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const make of competitors) {
      const competitor = make(nextPort++);
      try {
        await run(competitor);
      } catch (error) {
        print(`${competitor.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

type JobOf<W extends keyof Workloads> = Omit<Workloads[W]["job"], "port" | "pid" | "dialect">;

/** Starts a server, runs a job against it, and ends the server. */
async function measure<W extends keyof Workloads>(
  competitor: Competitor,
  job: JobOf<W> & { workload: W },
): Promise<Workloads[W]["figures"]> {
  await using server = await ServerProcess.start(competitor);
  return await load(competitor, server, job);
}

/** Runs a job in a worker. */
async function load<W extends keyof Workloads>(
  { dialect, port }: Competitor,
  { pid }: ServerProcess,
  job: JobOf<W> & { workload: W },
): Promise<Workloads[W]["figures"]> {
  return await runWorker<W>(
    { ...job, port, pid, dialect } as unknown as Workloads[W]["job"] & { workload: W },
  );
}

function namesOf(competitors: MakeCompetitor[]): string[] {
  return competitors.map((make) => make(0).name);
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

function print(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${text}\n`));
}
