/** One client sends 10,000 messages a second against the rate limit: latency of the others. */

import { type Client, Clients } from "../clients.ts";
import { quantile } from "../quantile.ts";
import { peakBytes, residentBytes } from "../server_process.ts";
import { type DialectName, inOne, textOf } from "../dialect.ts";

/** The parameters of the workload. */
export interface FloodedJob {
  workload: "flooded";
  port: number;
  pid: number;
  dialect: DialectName;
  receivers: number;
  /** How long is measured without the flood, and then with it, in s. */
  seconds: number;
}

/** The latency of the others, without the flood and with it. */
export interface FloodedFigures {
  quietP99Ms: number;
  floodedP99Ms: number;
  /** By how much the server's memory grew in the flood, in bytes. */
  grownBytes: number;
  /** The server's peak resident memory, in bytes. */
  peakBytes: number;
}

/** The flooding client, in a second worker. */
export interface FlooderJob {
  workload: "flooder";
  port: number;
  pid: number;
  dialect: DialectName;
  messagesPerSecond: number;
  seconds: number;
}

/** The figures of the flooding client. */
export interface FlooderFigures {
  /** How many messages were written to the socket. */
  written: number;
}

const FLOOD_PER_SECOND = 10_000;
/** The senders take turns, so that none of them reaches the rate limit. */
const SENDERS = 10;
const MESSAGES_PER_SECOND = 50;
const WARM_UP_SECONDS = 2;
const EVERY_MS = 10;

/**
 * Measures the latency with and without a flood.
 *
 * @param runWorker Runs a job in another process.
 * @throws {Error} When a message does not arrive.
 */
export async function flooded(
  job: FloodedJob,
  runWorker: (job: FlooderJob) => Promise<FlooderFigures>,
): Promise<FloodedFigures> {
  const { port, pid, dialect, seconds } = job;
  const clients = new Clients(port, dialect);
  const receivers = await clients.join(job.receivers, "r");
  const senders = await clients.join(SENDERS, "s", true);
  await clients.barrier(senders[0]!, receivers, 1);
  for (const sender of senders) sender.count();
  const sentAt: number[] = [];
  const received = listen(receivers, sentAt);
  /** Sends messages for a while; returns their delays, ascending. */
  const sendFor = async (seconds: number) => {
    received.delays = [];
    const startedAt = performance.now();
    for (let sent = 1; sent <= seconds * MESSAGES_PER_SECOND; sent++) {
      const waitMs = startedAt + sent * 1000 / MESSAGES_PER_SECOND - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
      const number = sentAt.push(performance.now()) - 1;
      const sender = senders[number % SENDERS]!;
      await sender.send(inOne(clients.dialect, textOf(0, number), 2 + number));
    }
    const expected = seconds * MESSAGES_PER_SECOND * receivers.length;
    const poll = setInterval(() => clients.changes.notify(), 10);
    const what = () => `${expected} deliveries, ${received.delays.length} came`;
    await clients.until(() => received.delays.length >= expected, what);
    clearInterval(poll);
    return received.delays.toSorted((a, b) => a - b);
  };
  await sendFor(WARM_UP_SECONDS);
  const quiet = await sendFor(seconds);
  const before = await residentBytes(pid);
  const flooding = runWorker({
    workload: "flooder",
    port,
    pid,
    dialect,
    messagesPerSecond: FLOOD_PER_SECOND,
    seconds: seconds + 2,
  });
  await new Promise((resolve) => setTimeout(resolve, 1000)); // The worker takes a while to start.
  const flooded = await sendFor(seconds);
  const grownBytes = await residentBytes(pid) - before;
  await flooding;
  clients.close();
  return {
    quietP99Ms: quantile(quiet, 0.99),
    floodedP99Ms: quantile(flooded, 0.99),
    grownBytes,
    peakBytes: await peakBytes(pid),
  };
}

/** Records the delay of each measured message; those of the flood do not count. */
function listen(receivers: Client[], sentAt: number[]): { delays: number[] } {
  const received = { delays: [] as number[] };
  const decoder = new TextDecoder();
  for (const receiver of receivers) {
    let tail = "";
    receiver.listen(64 * 1024, (bytes) => {
      const now = performance.now();
      const lines = (tail + decoder.decode(bytes)).split("\n");
      tail = lines.pop()!;
      for (const line of lines) {
        const number = /\b0000:(\d{8}) x/.exec(line)?.[1];
        if (number !== undefined) received.delays.push(now - sentAt[Number(number)]!);
      }
    });
  }
  return received;
}

/** Sends more than the rate limit allows. */
export async function flooder(job: FlooderJob): Promise<FlooderFigures> {
  const clients = new Clients(job.port, job.dialect);
  const client = await clients.joinOne("f");
  client.count();
  let written = 0;
  let isWriting = false;
  const startedAt = performance.now();
  while (performance.now() - startedAt < job.seconds * 1000) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (isWriting) continue; // The socket takes no more for now.
    isWriting = true;
    const count = job.messagesPerSecond * EVERY_MS / 1000;
    const texts = Array.from({ length: count }, (_, at) => {
      return clients.dialect.message(textOf(9, written + at), written + at + 1);
    });
    client.send(texts.join("")).then(() => {
      written += count;
      isWriting = false;
    }, () => {});
  }
  clients.close();
  return { written };
}
