/** Join latency in a full room in which messages are sent all the time. */

import { Clients } from "../clients.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { quantile } from "../quantile.ts";
import { cpuSeconds, residentBytes } from "../server_process.ts";
import { type DialectName, inOne, textOf } from "../dialect.ts";

/** The parameters of the workload. */
export interface ArrivalsJob {
  workload: "arrivals";
  port: number;
  pid: number;
  dialect: DialectName;
  people: number;
  /** Messages per second. */
  rate: number;
  newcomers: number;
}

/** The join latency, and the server's load meanwhile. */
export interface ArrivalsFigures {
  /** From connecting until the join is confirmed, in ms. */
  p50Ms: number;
  p99Ms: number;
  /** The share of one processor that the server used, 0 to 1. */
  cpuShare: number;
  /** The server's resident memory before the first message, in bytes. */
  residentBytes: number;
}

/** People who join one after the other, in a second worker: the first is busy with the room. */
export interface NewcomersJob {
  workload: "newcomers";
  port: number;
  pid: number;
  dialect: DialectName;
  count: number;
}

/** The latency of each join. */
export interface NewcomersFigures {
  delaysMs: number[];
}

const PAUSE_MS = 50;

/**
 * Measures the join latency.
 *
 * @param runWorker Runs a job in another process.
 * @throws {Error} When the server closes a connection, or a message does not arrive.
 */
export async function arrivals(
  job: ArrivalsJob,
  runWorker: (job: NewcomersJob) => Promise<NewcomersFigures>,
): Promise<ArrivalsFigures> {
  const { port, pid, dialect, people, rate, newcomers } = job;
  const clients = new Clients(port, dialect);
  const stopHeartbeat = startHeartbeat(clients.dialect, clients.all);
  const receivers = await clients.join(people, "r");
  const [sender] = await clients.join(1, "s", true);
  await clients.barrier(sender!, receivers, 1);
  const bytesBefore = await residentBytes(pid);
  for (const client of clients.all) client.count();
  let number = 1;
  const failed = Promise.withResolvers<never>();
  const timer = setInterval(() => {
    sender!.send(inOne(clients.dialect, textOf(0, number), ++number)).catch(failed.reject);
  }, 1000 / rate);
  const cpuBefore = await cpuSeconds(pid);
  const startedAt = performance.now();
  const measuring = runWorker({ workload: "newcomers", port, pid, dialect, count: newcomers });
  const { delaysMs } = await Promise.race([measuring, failed.promise]);
  const cpuShare = (await cpuSeconds(pid) - cpuBefore) / (performance.now() - startedAt) * 1000;
  clearInterval(timer);
  const incomplete = () => receivers.filter(({ bytes }) => bytes !== receivers[0]!.bytes).length;
  const poll = setInterval(() => clients.changes.notify(), 100);
  await clients.until(
    () => incomplete() === 0,
    () => `${incomplete()} receivers to get as many bytes as the first`,
  );
  clearInterval(poll);
  stopHeartbeat();
  clients.close();
  delaysMs.sort((a, b) => a - b);
  return {
    p50Ms: quantile(delaysMs, 0.5),
    p99Ms: quantile(delaysMs, 0.99),
    cpuShare,
    residentBytes: bytesBefore,
  };
}

/** Joins and leaves again and again. */
export async function newcomers(job: NewcomersJob): Promise<NewcomersFigures> {
  const clients = new Clients(job.port, job.dialect);
  const delaysMs: number[] = [];
  for (let number = 0; number < job.count; number++) {
    const startedAt = performance.now();
    const client = await clients.joinOne(`n${number}`);
    delaysMs.push(performance.now() - startedAt);
    client.isReading = false;
    client.close();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return { delaysMs };
}
