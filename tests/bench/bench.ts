/**
 * The benchmark: `deno task bench`, with `--against inspircd,ngircd,ncat,nats` also of those among
 * them that are installed, with the same load in the same run. Each server runs in a process of its
 * own, with flood control off and what it prints written to a file, each load in another process; a
 * figure counts only if every message arrived. Runs on Linux, for it reads `/proc`.
 */

import { parseArgs } from "@std/cli/parse-args";
import { chat, type Contender, OTHERS } from "./contender.ts";
import { employ, type Works } from "./employ.ts";
import { quantile } from "./figures.ts";
import { Measured } from "./measured.ts";
import { Table } from "./table.ts";

/** A server that is measured, by the port it is to listen on. */
type Candidate = (port: number) => Contender;

/** What is measured, in this order, by the names `--only` takes. */
const WORKS = { flood, latency, join, arrivals, flooded, start, stall, history };
type WorkName = keyof typeof WORKS;

/** What was asked for. */
interface Plan {
  /** Ours first. */
  candidates: Candidate[];
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
/** How much a server's memory settles in. */
const REST_SECONDS = 3;
const MIB = 1024 * 1024;
const FIRST_PORT = 20_000;
let nextPort = FIRST_PORT + Math.floor(Math.random() * 10_000);

const unlimited = ["--rate", "0"];
const OURS: Candidate[] = [
  (port) => chat("line", port, { options: unlimited }),
  (port) => chat("structured", port, { options: unlimited }),
];

if (import.meta.main) Deno.exit(await main(Deno.args));

async function main(argv: string[]): Promise<number> {
  const { against, only, rounds, _: extra, ...unknown } = parseArgs(argv, {
    string: ["against", "only", "rounds"],
    default: { against: "", only: Object.keys(WORKS).join(","), rounds: "3" },
  });
  const others = against.split(",").filter((name: string) => name !== "");
  const works = only.split(",");
  const wrong = [...extra, ...Object.keys(unknown)][0] ??
    others.find((name: string) => !Object.hasOwn(OTHERS, name)) ??
    works.find((name: string) => !Object.hasOwn(WORKS, name)) ??
    (/^[1-9]\d?$/.test(rounds) ? undefined : rounds);
  if (wrong !== undefined) {
    print(
      `"${wrong}" will not do: --against with some of ${Object.keys(OTHERS)}, ` +
        `--only with some of ${Object.keys(WORKS)}, --rounds from 1 to 99`,
    );
    return 2;
  }
  const plan: Plan = { candidates: [...OURS], rounds: Number(rounds) };
  print(await machine());
  for (const candidate of [OURS[0]!, ...others.map((name: string) => OTHERS[name]!)]) {
    const contender = candidate(0);
    const version = await versionOf(contender);
    print(version ?? `${contender.name} is not installed, and is left out`);
    if (version && candidate !== OURS[0]) plan.candidates.push(candidate);
  }
  for (const name of works) await WORKS[name as WorkName](plan);
  return 0;
}

/** Deliveries per second, and per second of the server's processor time. */
async function flood({ candidates, rounds }: Plan): Promise<void> {
  for (const { senders, receivers } of FLOODS) {
    const table = new Table(
      `${senders} x ${receivers}, 64-byte texts`,
      ["M deliveries/s", "M per CPU-second"],
      candidates.map((candidate) => candidate(0).name),
    );
    await alternate(candidates, rounds, async (contender) => {
      const job = { work: "flood" as const, senders, receivers, seconds: FLOOD_SECONDS };
      const { deliveriesPerSecond, deliveriesPerCpuSecond } = await measure(contender, job);
      table.add(contender.name, [deliveriesPerSecond / 1e6, deliveriesPerCpuSecond / 1e6]);
    });
    print(table.toString());
  }
}

/** From saying to hearing, 50 messages a second. */
async function latency({ candidates, rounds }: Plan): Promise<void> {
  for (const receivers of [100, 1000]) {
    const table = new Table(
      `50 messages/s, ${receivers} receivers`,
      ["p50 ms", "p99 ms", "max ms"],
      candidates.map((candidate) => candidate(0).name),
    );
    await alternate(candidates, rounds, async (contender) => {
      const job = { work: "latency" as const, receivers, rate: 50, seconds: 5 };
      const { p50Ms, p99Ms, maxMs } = await measure(contender, job);
      table.add(contender.name, [p50Ms, p99Ms, maxMs]);
    });
    print(table.toString());
  }
}

/** A room that fills, and what it holds then. */
async function join({ candidates, rounds }: Plan): Promise<void> {
  for (const people of [1000, 5000]) {
    const table = new Table(
      `${people} people come one after the other, everybody is told of each`,
      ["s", "CPU-s", "KB per connection", "peak MB"],
      candidates.map((candidate) => candidate(0).name),
    );
    await alternate(candidates, rounds, async (contender) => {
      const job = { work: "join" as const, people, restSeconds: REST_SECONDS };
      const { seconds, cpuSeconds, bytesPerConnection, peakBytes } = await measure(contender, job);
      table.add(contender.name, [
        seconds,
        cpuSeconds,
        bytesPerConnection / 1000,
        peakBytes / MIB,
      ]);
    });
    print(table.toString());
  }
}

/** How soon ours answers in a full room while somebody speaks all the time. */
async function arrivals({ candidates, rounds }: Plan): Promise<void> {
  const ours = candidates.slice(0, OURS.length);
  const table = new Table(
    "newcomers in a room of 10000 in which 100 messages are said per second",
    ["p50 ms", "p99 ms", "processors", "resident MB"],
    ours.map((candidate) => candidate(0).name),
  );
  await alternate(ours, rounds, async (contender) => {
    const load = { people: 10_000, rate: 100, newcomers: 100 };
    const { p50Ms, p99Ms, cpuShare, residentBytes } = await measure(contender, {
      work: "arrivals" as const,
      ...load,
    });
    table.add(contender.name, [p50Ms, p99Ms, cpuShare, residentBytes / MIB]);
  });
  print(table.toString());
}

/** What flood control keeps from the others when one says 10,000 messages a second. */
async function flooded({ rounds }: Plan): Promise<void> {
  const limited: Candidate[] = [(port) => chat("line", port), (port) => chat("structured", port)];
  const table = new Table(
    "50 messages/s, 100 receivers, and one who says 10000 messages/s",
    ["p99 ms without", "p99 ms with", "grown MB", "peak MB"],
    limited.map((candidate) => candidate(0).name),
  );
  await alternate(limited, rounds, async (contender) => {
    const job = { work: "flooded" as const, receivers: 100, seconds: 5 };
    const { quietP99Ms, floodedP99Ms, grownBytes, peakBytes } = await measure(contender, job);
    table.add(contender.name, [quietP99Ms, floodedP99Ms, grownBytes / MIB, peakBytes / MIB]);
  });
  print(table.toString());
}

/** From the start of a process to its first connection. */
async function start({ candidates, rounds }: Plan): Promise<void> {
  const empty = "an empty Deno program, until its end";
  const [, ...others] = candidates; // Both our dialects are the same program.
  const names = [...others.map((candidate) => candidate(0).name), empty];
  const table = new Table("from start to listening", ["ms"], names);
  for (let round = 0; round < Math.max(5, rounds); round++) {
    await alternate(others, 1, async (contender) => {
      await using server = await Measured.start(contender);
      table.add(contender.name, [server.startMs]);
    });
    const begun = performance.now();
    await new Deno.Command(Deno.execPath(), { args: ["eval", "--no-config", ""] }).output();
    table.add(empty, [performance.now() - begun]);
  }
  print(table.toString());
}

/** A flood in which one reader stops reading. */
async function stall({ candidates, rounds }: Plan): Promise<void> {
  const names = candidates.map((candidate) => candidate(0).name);
  const table = new Table(
    "1 x 100, and one more who stops reading",
    ["longest silence of the others, ms", "peak MB"],
    names,
  );
  await alternate(candidates, rounds, async (contender) => {
    const load = { senders: 1, receivers: 100, seconds: 3 * FLOOD_SECONDS, hasStalled: true };
    const { longestGapMs, peakBytes } = await measure(contender, { work: "flood", ...load });
    table.add(contender.name, [longestGapMs, peakBytes / MIB]);
  });
  print(table.toString());
}

/** What it costs that everything is on disk before anybody is shown it. */
async function history({ rounds }: Plan): Promise<void> {
  const lag = new URL("lag.ts", import.meta.url).pathname;
  const watched = (name: string, options: string[]): Candidate => (port) => ({
    ...chat("structured", port, {
      options: [...unlimited, ...options],
      flags: ["--preload", lag],
    }),
    name,
  });
  const candidates = [
    watched("chat structured", []),
    watched("chat structured --history", ["--history", "chat.db"]),
  ];
  const table = new Table(
    "1 x 100 with a history",
    ["M deliveries/s", "loop late p99 ms", "loop late max ms"],
    candidates.map((candidate) => candidate(0).name),
  );
  await alternate(candidates, rounds, async (contender) => {
    await using server = await Measured.start(contender);
    const job = { work: "flood" as const, senders: 1, receivers: 100, seconds: FLOOD_SECONDS };
    const { deliveriesPerSecond, measured: [from, to] } = await load(contender, server, job);
    await server.stop();
    const lags: [at: number, lateMs: number][] = JSON.parse(await server.read("lags.json"));
    const late = lags.filter(([at]) => at >= from && at <= to).map(([, lateMs]) => lateMs);
    late.sort((a, b) => a - b);
    table.add(contender.name, [deliveriesPerSecond / 1e6, quantile(late, 0.99), late.at(-1)!]);
  });
  print(table.toString());
}

/** Gives everybody a turn in every round, so that a noisy minute is nobody's. */
async function alternate(
  candidates: Candidate[],
  rounds: number,
  act: (contender: Contender) => Promise<void>,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (const candidate of candidates) {
      const contender = candidate(nextPort++);
      try {
        await act(contender);
      } catch (error) {
        print(`${contender.name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

type JobOf<W extends keyof Works> = Omit<Works[W]["job"], "port" | "pid" | "tongue">;

/** Starts a server, has a generator do a job, and ends the server. */
async function measure<W extends keyof Works>(
  contender: Contender,
  job: JobOf<W> & { work: W },
): Promise<Works[W]["figures"]> {
  await using server = await Measured.start(contender);
  return await load(contender, server, job);
}

/** Has a generator do a job. */
async function load<W extends keyof Works>(
  { tongue, port }: Contender,
  { pid }: Measured,
  job: JobOf<W> & { work: W },
): Promise<Works[W]["figures"]> {
  return await employ<W>({ ...job, port, pid, tongue } as unknown as Works[W]["job"] & { work: W });
}

async function versionOf({ name, version: [program, ...args] }: Contender) {
  try {
    const { stdout, stderr } = await new Deno.Command(program!, { args }).output();
    const told = new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
    return `${name.split(" ")[0]}: ${told.trim().split("\n", 1)[0]}`;
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
