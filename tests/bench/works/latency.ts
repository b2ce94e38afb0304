/** Ordinary chat: somebody says something now and then, and everybody hears it soon. */

import { Crowd } from "../crowd.ts";
import { quantile } from "../figures.ts";
import { textOf, type TongueName } from "../tongue.ts";

/** How the chat is to be. */
export interface LatencyJob {
  work: "latency";
  port: number;
  tongue: TongueName;
  receivers: number;
  /** Messages per second. */
  rate: number;
  seconds: number;
}

/** From just before a message is written to when it is read, of all deliveries, in ms. */
export interface LatencyFigures {
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
}

const NEWLINE = 10;
/** Compilers that learn from what runs have learnt after so many deliveries, all at once. */
const WARM_UP_DELIVERIES = 200_000;
const MAX_WARM_UP_MESSAGES = 2_000;

/** Measures how long messages take. */
export async function latency(job: LatencyJob): Promise<LatencyFigures> {
  const crowd = new Crowd(job.port, job.tongue);
  const { linesPerMessage, ping } = crowd.tongue;
  const receivers = await crowd.enter(job.receivers, "r");
  const [sender] = await crowd.enter(1, "s", true);
  await crowd.hush(sender!, receivers, 1);
  sender!.count();
  const saidAt: number[] = [];
  const warmUp = Math.min(MAX_WARM_UP_MESSAGES, WARM_UP_DELIVERIES / job.receivers);
  const delays: number[] = [];
  let heard = 0;
  for (const receiver of receivers) {
    let lines = 0;
    receiver.listen(4 * 1024, (bytes) => {
      const now = performance.now();
      if (ping && isPing(bytes, ping.heard)) receiver.say(ping.answer);
      else {
        for (const byte of bytes) {
          if (byte !== NEWLINE || ++lines % linesPerMessage !== 0) continue;
          const number = lines / linesPerMessage - 1;
          if (number >= warmUp) delays.push(now - saidAt[number]!);
          heard++;
        }
      }
      crowd.changes.notify();
    });
  }
  const say = async () => {
    const number = saidAt.push(performance.now());
    await sender!.say(crowd.tongue.say(textOf(0, number), number + 1));
  };
  const hearAll = async () => {
    const expected = saidAt.length * job.receivers;
    await crowd.until(() => heard === expected, () => `${expected} deliveries, ${heard} came`);
  };
  while (saidAt.length < warmUp) await say();
  await hearAll();
  const begun = performance.now();
  for (let said = 1; said <= job.seconds * job.rate; said++) {
    const waitMs = begun + said * 1000 / job.rate - performance.now();
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await say();
  }
  await hearAll();
  crowd.leave();
  delays.sort((a, b) => a - b);
  return { p50Ms: quantile(delays, 0.5), p99Ms: quantile(delays, 0.99), maxMs: delays.at(-1)! };
}

function isPing(bytes: Uint8Array, ping: string): boolean {
  return bytes.length === ping.length && new TextDecoder().decode(bytes) === ping;
}
