/** Ordinary chat: a few messages a second, broadcast to all. */

import { Clients } from "../clients.ts";
import { quantile } from "../quantile.ts";
import { cpuSeconds } from "../server_process.ts";
import { type DialectName, inOne, textOf } from "../dialect.ts";

/** The parameters of the workload. */
export interface LatencyJob {
  workload: "latency";
  port: number;
  pid: number;
  dialect: DialectName;
  receivers: number;
  /** Messages per second. */
  rate: number;
  seconds: number;
}

/** The time from just before a message is written until it is read, over all deliveries. */
export interface LatencyFigures {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  /** The processor time of the server for each delivery, in us. */
  cpuUsPerDelivery: number;
}

const NEWLINE = 10;
/** What a message in a frame ends in. */
const BRACE = 0x7d;
/** After so many deliveries the JIT compilers of the servers and ours have finished. */
export const WARM_UP_DELIVERIES = 200_000;
/** Of so many messages at most. */
export const MAX_WARM_UP_MESSAGES = 2_000;

/** Measures the latency of messages. */
export async function latency(job: LatencyJob): Promise<LatencyFigures> {
  const clients = new Clients(job.port, job.dialect);
  const { linesPerMessage, ping, hasFrames } = clients.dialect;
  const end = hasFrames ? BRACE : NEWLINE;
  const receivers = await clients.join(job.receivers, "r");
  const [sender] = await clients.join(1, "s", true);
  await clients.barrier(sender!, receivers, 1);
  sender!.count();
  const sentAt: number[] = [];
  const warmUp = Math.min(MAX_WARM_UP_MESSAGES, WARM_UP_DELIVERIES / job.receivers);
  const delays: number[] = [];
  let received = 0;
  for (const receiver of receivers) {
    let lines = 0;
    receiver.listen(4 * 1024, (bytes) => {
      const now = performance.now();
      if (ping && isPing(bytes, ping.received)) receiver.send(ping.reply);
      else {
        for (const byte of bytes) {
          if (byte !== end || ++lines % linesPerMessage !== 0) continue;
          const number = lines / linesPerMessage - 1;
          if (number >= warmUp) delays.push(now - sentAt[number]!);
          received++;
        }
      }
      clients.changes.notify();
    });
  }
  const send = async () => {
    const number = sentAt.push(performance.now());
    await sender!.send(inOne(clients.dialect, textOf(0, number), number + 1));
  };
  const receiveAll = async () => {
    const expected = sentAt.length * job.receivers;
    await clients.until(
      () => received === expected,
      () => `${expected} deliveries, ${received} came`,
    );
  };
  while (sentAt.length < warmUp) await send();
  await receiveAll();
  const cpuBefore = await cpuSeconds(job.pid);
  const startedAt = performance.now();
  for (let sent = 1; sent <= job.seconds * job.rate; sent++) {
    const waitMs = startedAt + sent * 1000 / job.rate - performance.now();
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
    await send();
  }
  await receiveAll();
  const cpu = await cpuSeconds(job.pid) - cpuBefore;
  clients.close();
  delays.sort((a, b) => a - b);
  return {
    p50Ms: quantile(delays, 0.5),
    p99Ms: quantile(delays, 0.99),
    maxMs: delays.at(-1)!,
    cpuUsPerDelivery: cpu * 1e6 / delays.length,
  };
}

function isPing(bytes: Uint8Array, ping: string): boolean {
  return bytes.length === ping.length && new TextDecoder().decode(bytes) === ping;
}
