/** Throughput: a few senders send as much as the server takes, many receivers get everything. */

import { type Client, Clients } from "../clients.ts";
import { cpuSeconds, peakBytes } from "../server_process.ts";
import { type Dialect, type DialectName, textOf } from "../dialect.ts";
import { Checker } from "../checker.ts";

/** The parameters of the workload. */
export interface FloodJob {
  workload: "flood";
  port: number;
  pid: number;
  dialect: DialectName;
  senders: number;
  receivers: number;
  /** How long the senders send, in s. */
  seconds: number;
  /** Whether one more receiver stops reading when the flood begins. */
  hasStalled?: boolean;
}

/** The throughput, and the server's load. */
export interface FloodFigures {
  deliveriesPerSecond: number;
  deliveriesPerCpuSecond: number;
  messages: number;
  /** The interval that was measured, in ms since 1970. */
  measured: [from: number, to: number];
  /** The longest time a receiver got nothing, in ms. */
  longestGapMs: number;
  /** The server's peak resident memory, in bytes. */
  peakBytes: number;
}

/** How many messages one write sends. */
export const BLOCK_MESSAGES = 400;
/** By then the JIT compilers of the servers and ours have finished. */
export const WARM_UP_SECONDS = 1;
const NUDGE_MS = 2;
/** How many messages may be in flight: no server has to queue more than these for a receiver. */
const MAX_IN_FLIGHT = 4_000;

/**
 * Measures a flood.
 *
 * @throws {Error} When a message does not arrive, or not in order.
 */
export async function flood(job: FloodJob): Promise<FloodFigures> {
  const clients = new Clients(job.port, job.dialect);
  const receivers = await clients.join(job.receivers, "r");
  const [stalled] = await clients.join(job.hasStalled ? 1 : 0, "z");
  const senders = await clients.join(job.senders, "s", true);
  const stopNudging = await nudge(clients);
  await clients.barrier(senders[0]!, stalled ? [...receivers, stalled] : receivers, 1);
  for (const client of clients.all) client.count();
  const checker = new Checker(clients.dialect, job.senders);
  const check = startChecking(receivers[0]!, checker, clients);

  let sent = 0;
  const numbers = senders.map(() => 1);
  /** All senders send as much as the server takes; resolves when all of it has arrived. */
  const sendFor = async (seconds: number) => {
    const deadline = performance.now() + seconds * 1000;
    await Promise.all(senders.map(async (sender, at) => {
      while (performance.now() < deadline) {
        await sender.send(block(clients.dialect, at, numbers[at]!));
        numbers[at]! += BLOCK_MESSAGES;
        sent += BLOCK_MESSAGES;
        const isFull = () => sent - checker.messages > MAX_IN_FLIGHT;
        if (isFull()) await clients.until(() => check.failed() || !isFull(), () => "messages");
      }
    }));
    const what = () => `${sent} messages, ${checker.messages} came`;
    await clients.until(() => check.failed() || checker.messages === sent, what);
    check.throwIfFailed();
    const [{ bytes }] = receivers as [Client];
    const missing = () => receivers.filter((receiver) => receiver.bytes !== bytes).length;
    const poll = setInterval(() => clients.changes.notify(), 1);
    await clients.until(
      () => missing() === 0,
      () => `${missing()} receivers to receive ${bytes} bytes`,
    );
    clearInterval(poll);
  };
  await sendFor(WARM_UP_SECONDS);
  if (stalled) stalled.isReading = false;
  const sentBefore = sent;
  for (const receiver of receivers) receiver.longestGapMs = 0;
  const cpuBefore = await cpuSeconds(job.pid);
  const from = Date.now();
  const startedAt = performance.now();
  await sendFor(job.seconds);
  const measured: [number, number] = [from, Date.now()];
  const ms = Math.max(...receivers.map(({ lastReceivedAt }) => lastReceivedAt)) - startedAt;
  const cpu = await cpuSeconds(job.pid) - cpuBefore;
  stopNudging();
  clients.close();
  const deliveries = (sent - sentBefore) * job.receivers;
  return {
    deliveriesPerSecond: deliveries / ms * 1000,
    deliveriesPerCpuSecond: deliveries / cpu,
    messages: sent - sentBefore,
    measured,
    longestGapMs: Math.max(...receivers.map(({ longestGapMs }) => longestGapMs)),
    peakBytes: await peakBytes(job.pid),
  };
}

/** A further client wakes the server regularly, so that it polls half-read sockets. */
async function nudge(clients: Clients): Promise<() => void> {
  const { nudge } = clients.dialect;
  if (nudge === undefined) return () => {};
  const client = await clients.joinOne("n", true);
  client.count();
  const timer = setInterval(() => client.send(nudge), NUDGE_MS);
  return () => clearInterval(timer);
}

/** Checks the messages of one receiver; of the others only bytes are counted. */
export function startChecking(receiver: Client, checker: Checker, clients: Clients) {
  let error: unknown;
  const count = receiver.onData;
  receiver.listen(256 * 1024, (bytes) => {
    count(bytes);
    try {
      checker.read(bytes);
    } catch (caught) {
      error ??= caught;
    }
    clients.changes.notify();
  });
  return {
    failed: () => error !== undefined,
    throwIfFailed: () => {
      if (error !== undefined) throw error;
    },
  };
}

const encoder = new TextEncoder();

/** The next messages of a sender; ids are one ahead, because the barrier had id 1. */
export function block(dialect: Dialect, sender: number, from: number): Uint8Array {
  const messages = Array.from(
    { length: BLOCK_MESSAGES },
    (_, at) => dialect.message(textOf(sender, from + at), from + at + 1),
  );
  return dialect.framed?.(messages) ?? encoder.encode(messages.join(""));
}
