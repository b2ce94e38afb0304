/** One room on 1, 2 and 3 servers with NATS, beside one server without it. */

import { hasNats } from "../../support/nats.ts";
import { chat, jetStream } from "../competitor.ts";
import { freePort, MIB, noRateLimit, type Plan, print } from "../run.ts";
import { ServerProcess } from "../server_process.ts";
import { Table } from "../table.ts";
import { runWorker } from "../worker.ts";
import type { Processors } from "../workloads/servers.ts";

/** By its name in the tables: how many servers there are; the first row is without NATS. */
const ROOMS: [name: string, servers: number][] = [
  ["without NATS", 1],
  ["1 server", 1],
  ["2 servers", 2],
  ["3 servers", 3],
];
const NAMES = ROOMS.map(([name]) => name);
const READERS = 1000;
/** How many receive ordinary chat at each server. */
const CHATTERS = [100, 1000];
const MAX_PEOPLE = 10_000;
const PROCESSORS = [
  "processors: the sender's server",
  "each other server",
  "NATS",
  "the load",
];

/** The servers, processes and NATS of a room, as the workloads take them. */
interface RunningRoom {
  ports: number[];
  pids: number[];
  natsPid?: number;
}

/** Throughput of all servers together, and delays from one to the others. */
export async function servers({ rounds }: Plan): Promise<void> {
  if (!hasNats) return print("nats-server is not installed: servers is left out");
  await throughput(rounds);
  for (const readers of CHATTERS) await delays(rounds, readers);
}

async function throughput(rounds: number): Promise<void> {
  const columns = ["M deliveries/s of all", "times", "M per CPU-second", "CPU times"];
  columns.push(...PROCESSORS, "peak MB of a server");
  const table = new Table(`1 x ${READERS} at each server, 64-byte texts`, columns, NAMES);
  const load = { workload: "serversFlood" as const, readers: READERS, seconds: 2 };
  await compare(rounds, (room) => runWorker({ ...load, ...room }), (name, figures, reference) => {
    const { deliveriesPerSecond, deliveriesPerCpuSecond, processors, peakBytes } = figures;
    table.add(name, [
      deliveriesPerSecond / 1e6,
      deliveriesPerSecond / reference.deliveriesPerSecond,
      deliveriesPerCpuSecond / 1e6,
      deliveriesPerCpuSecond / reference.deliveriesPerCpuSecond,
      ...cellsOf(processors),
      peakBytes / MIB,
    ]);
  });
  print(table.toString());
}

async function delays(rounds: number, readers: number): Promise<void> {
  const columns = ["p50 ms", "p50 times", "p99 ms", "p99 times", "max ms"];
  columns.push("CPU us per delivery", ...PROCESSORS);
  const table = new Table(`50 messages/s, ${readers} readers at each server`, columns, NAMES);
  const load = { workload: "serversDelay" as const, readers, rate: 50, seconds: 5 };
  await compare(rounds, (room) => runWorker({ ...load, ...room }), (name, figures, reference) => {
    const { p50Ms, p99Ms, maxMs, cpuUsPerDelivery, processors } = figures;
    table.add(name, [
      ...[p50Ms, p50Ms / reference.p50Ms, p99Ms, p99Ms / reference.p99Ms, maxMs],
      ...[cpuUsPerDelivery, ...cellsOf(processors)],
    ]);
  });
  print(table.toString());
}

/** Measures every room in every round, and adds its figures beside those of the first room. */
async function compare<T>(
  rounds: number,
  run: (room: RunningRoom) => Promise<T>,
  add: (name: string, figures: T, reference: T) => void,
): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    let reference: T | undefined;
    for (const [at, [name, count]] of ROOMS.entries()) {
      try {
        const figures = await inRoom(count, at > 0, run);
        if (at === 0) reference = figures;
        if (reference !== undefined) add(name, figures, reference);
      } catch (error) {
        Deno.exitCode = 1;
        print(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
  }
}

/** Starts servers, with a node of NATS of their own if they share a room; ends all of them. */
async function inRoom<T>(
  count: number,
  isShared: boolean,
  run: (room: RunningRoom) => Promise<T>,
): Promise<T> {
  await using processes = new AsyncDisposableStack();
  const node = jetStream(freePort());
  const nats = isShared ? processes.use(await ServerProcess.start(node)) : undefined;
  const options = [...noRateLimit, ...(nats ? ["--nats", `nats://127.0.0.1:${node.port}`] : [])];
  const room: RunningRoom = { ports: [], pids: [], ...(nats ? { natsPid: nats.pid } : {}) };
  for (let at = 0; at < count; at++) {
    const server = chat("structured", freePort(), { options, maxPeople: MAX_PEOPLE });
    const { pid } = processes.use(await ServerProcess.start(server));
    room.ports.push(server.port);
    room.pids.push(pid);
  }
  return await run(room);
}

function cellsOf({ servers: [first, ...others], nats = NaN, load }: Processors): number[] {
  const each = others.reduce((sum, one) => sum + one, 0) / others.length;
  return [first!, each, nats, load];
}
