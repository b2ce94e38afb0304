/** One room on several servers, each with readers: one sends, at the first server. */

import { Checker } from "../checker.ts";
import { type Client, Clients } from "../clients.ts";
import { inOne, textOf } from "../dialect.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { quantile } from "../quantile.ts";
import { cpuSeconds, peakBytes } from "../server_process.ts";
import { block, BLOCK_MESSAGES, startChecking, WARM_UP_SECONDS } from "./flood.ts";
import { MAX_WARM_UP_MESSAGES, WARM_UP_DELIVERIES } from "./latency.ts";

/** The room, and how long is measured. */
interface SharedRoomJob {
  /** Where its servers listen, and their processes. */
  ports: number[];
  pids: number[];
  /** The process of NATS. @default {there is one server, and no NATS} */
  natsPid?: number;
  /** How many read at each server. */
  readers: number;
  seconds: number;
}

/** The parameters of a flood. */
export interface ServersFloodJob extends SharedRoomJob {
  workload: "serversFlood";
}

/** The parameters of ordinary chat. */
export interface ServersDelayJob extends SharedRoomJob {
  workload: "serversDelay";
  /** Messages per second. */
  rate: number;
}

/** How many processors each process used. */
export interface Processors {
  /** The server of the sender first. */
  servers: number[];
  nats?: number;
  /** The load itself. */
  load: number;
}

/** The throughput of all servers together. */
export interface ServersFloodFigures {
  deliveriesPerSecond: number;
  /** Per second of the processor time of all servers. */
  deliveriesPerCpuSecond: number;
  processors: Processors;
  /** The peak resident memory of the largest server, in bytes. */
  peakBytes: number;
}

/** From just before a message is written until it is read at another server, if there is one. */
export interface ServersDelayFigures {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** The processor time of all servers for each delivery, in us. */
  cpuUsPerDelivery: number;
  processors: Processors;
}

/** Those at one server. The messages of the first reader are checked. */
interface Group {
  clients: Clients;
  readers: Client[];
  checker: Checker;
  check: ReturnType<typeof startChecking>;
}

/**
 * How many messages may be in flight: 0.8 GB at 3000 readers. Past 1.5 GB the system's TCP drops
 * packets.
 */
const MAX_IN_FLIGHT = 2_000;
const NEWLINE = 10;

/**
 * Measures a flood.
 *
 * @throws {Error} When a message does not arrive, or not in order.
 */
export async function serversFlood(job: ServersFloodJob): Promise<ServersFloodFigures> {
  const { groups, sender, leave } = await enter(job);
  const { dialect } = groups[0]!.clients;
  let sent = 0;
  /** Sends as much as the servers take; resolves when all of it has arrived everywhere. */
  const sendFor = async (seconds: number) => {
    const deadline = performance.now() + seconds * 1000;
    while (performance.now() < deadline) {
      await sender.send(block(dialect, 0, sent + 1));
      sent += BLOCK_MESSAGES;
      for (const group of groups) await untilChecked(group, sent - MAX_IN_FLIGHT);
    }
    for (const group of groups) {
      await untilChecked(group, sent);
      await untilAllRead(group);
    }
  };
  await sendFor(WARM_UP_SECONDS);
  const sentBefore = sent;
  const endUsage = await startUsage(job);
  const startedAt = performance.now();
  await sendFor(job.seconds);
  const readers = groups.flatMap(({ readers }) => readers);
  const ms = Math.max(...readers.map(({ lastReceivedAt }) => lastReceivedAt)) - startedAt;
  const { cpu, processors } = await endUsage();
  leave();
  const deliveries = (sent - sentBefore) * readers.length;
  return {
    deliveriesPerSecond: deliveries / ms * 1000,
    deliveriesPerCpuSecond: deliveries / cpu,
    processors,
    peakBytes: Math.max(...await Promise.all(job.pids.map(peakBytes))),
  };
}

/**
 * Measures the delays of ordinary chat.
 *
 * @throws {Error} When a message does not arrive.
 */
export async function serversDelay(job: ServersDelayJob): Promise<ServersDelayFigures> {
  const { groups, sender, leave } = await enter(job);
  const { dialect } = groups[0]!.clients;
  const sentAt: number[] = [];
  const warmUp = Math.min(MAX_WARM_UP_MESSAGES, WARM_UP_DELIVERIES / job.readers);
  const delays: number[] = [];
  const received = groups.map(({ clients, readers }, at) => {
    const isMeasured = at > 0 || groups.length === 1;
    const count = { deliveries: 0 };
    for (const reader of readers) {
      const onData = reader.onData;
      let number = 0;
      reader.listen(4 * 1024, (bytes) => {
        const now = performance.now();
        onData(bytes);
        for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, end + 1)) {
          if (isMeasured && number >= warmUp) delays.push(now - sentAt[number]!);
          number++;
          count.deliveries++;
        }
        clients.changes.notify();
      });
    }
    return count;
  });
  const send = async () => {
    const number = sentAt.push(performance.now());
    await sender.send(inOne(dialect, textOf(0, number), number + 1));
  };
  const receiveAll = async () => {
    const expected = sentAt.length * job.readers;
    for (const [at, group] of groups.entries()) {
      const count = received[at]!;
      await group.clients.until(
        () => count.deliveries === expected,
        () => `${expected} deliveries at server ${at + 1}, ${count.deliveries} came`,
      );
      await untilChecked(group, sentAt.length);
    }
  };
  while (sentAt.length < warmUp) await send();
  await receiveAll();
  const endUsage = await startUsage(job);
  const startedAt = performance.now();
  for (let count = 1; count <= job.seconds * job.rate; count++) {
    const waitMs = startedAt + count * 1000 / job.rate - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
    await send();
  }
  await receiveAll();
  const { cpu, processors } = await endUsage();
  leave();
  const deliveries = job.seconds * job.rate * job.readers * groups.length;
  delays.sort((a, b) => a - b);
  return {
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
    maxMs: delays.at(-1)!,
    cpuUsPerDelivery: cpu * 1e6 / deliveries,
    processors,
  };
}

/** Joins everybody; resolves when they have received everything up to now, and count bytes. */
async function enter(
  { ports, readers }: SharedRoomJob,
): Promise<{ groups: Group[]; sender: Client; leave: () => void }> {
  const all = ports.map((port) => new Clients(port, "structured"));
  const [first] = all as [Clients];
  const listeners: Client[] = [];
  const stopHeartbeat = startHeartbeat(first.dialect, listeners);
  const readersOf: Client[][] = [];
  for (const [at, clients] of all.entries()) {
    const joined = await clients.join(readers, `r${at}x`);
    readersOf.push(joined);
    listeners.push(...joined);
  }
  const sender = await first.joinOne("s", true);
  await first.barrier(sender, listeners, 1);
  for (const { all: clients } of all) for (const client of clients) client.count();
  const groups = all.map((clients, at): Group => {
    const checker = new Checker(clients.dialect, 1);
    const [checked] = readersOf[at] as [Client];
    const check = startChecking(checked, checker, clients);
    return { clients, readers: readersOf[at]!, checker, check };
  });
  const leave = () => {
    stopHeartbeat();
    for (const clients of all) clients.close();
  };
  return { groups, sender, leave };
}

/** Waits until the checked reader of a server has received the messages up to a number. */
async function untilChecked({ clients, checker, check }: Group, number: number): Promise<void> {
  await clients.until(
    () => check.failed() || checker.messages >= number,
    () => `message ${number}, ${checker.messages} came`,
  );
  check.throwIfFailed();
}

/** Waits until all readers of a server have received as many bytes as the one that is checked. */
async function untilAllRead({ clients, readers }: Group): Promise<void> {
  const [{ bytes }] = readers as [Client];
  const missing = () => readers.filter((reader) => reader.bytes !== bytes).length;
  const poll = setInterval(() => clients.changes.notify(), 1);
  await clients.until(
    () => missing() === 0,
    () => `${missing()} readers to receive ${bytes} bytes`,
  );
  clearInterval(poll);
}

/** The processor time of all servers together, in s, and how it and the rest was spread. */
interface Usage {
  cpu: number;
  processors: Processors;
}

/** Starts to measure; the function it returns ends that. */
async function startUsage({ pids, natsPid }: SharedRoomJob): Promise<() => Promise<Usage>> {
  const all = [Deno.pid, ...pids, ...(natsPid === undefined ? [] : [natsPid])];
  const before = await Promise.all(all.map(cpuSeconds));
  const startedAt = performance.now();
  return async () => {
    const seconds = (performance.now() - startedAt) / 1000;
    const after = await Promise.all(all.map(cpuSeconds));
    const [load, ...rest] = after.map((cpu, at) => (cpu - before[at]!) / seconds);
    const servers = rest.slice(0, pids.length);
    const [nats] = rest.slice(pids.length);
    const cpu = servers.reduce((sum, one) => sum + one, 0) * seconds;
    return { cpu, processors: { load: load!, servers, ...(nats === undefined ? {} : { nats }) } };
  };
}
