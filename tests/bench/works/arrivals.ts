/** A full room in which somebody speaks all the time, and how soon newcomers are let in. */

import { Crowd } from "../crowd.ts";
import { quantile } from "../figures.ts";
import { cpuSeconds, residentBytes } from "../measured.ts";
import { textOf, type TongueName } from "../tongue.ts";

/** How full, and how loud. */
export interface ArrivalsJob {
  work: "arrivals";
  port: number;
  pid: number;
  tongue: TongueName;
  people: number;
  /** Messages per second. */
  rate: number;
  newcomers: number;
}

/** What was measured of the newcomers. */
export interface ArrivalsFigures {
  /** From connecting to being told that one is in, in ms. */
  p50Ms: number;
  p99Ms: number;
  /** The share of one processor that the server took meanwhile, 0 to 1. */
  cpuShare: number;
  /** What the server held before anything was said, in bytes. */
  residentBytes: number;
}

/** Newcomers who come one after the other: a process of their own, for the crowd's is busy. */
export interface NewcomersJob {
  work: "newcomers";
  port: number;
  pid: number;
  tongue: TongueName;
  count: number;
}

/** How long each of them waited, in ms. */
export interface NewcomersFigures {
  delaysMs: number[];
}

const PAUSE_MS = 50;

/**
 * Measures how soon newcomers are let into a full room.
 *
 * @param employ Has another process do a job.
 * @throws {Error} When anybody is thrown out, or a message does not arrive.
 */
export async function arrivals(
  job: ArrivalsJob,
  employ: (job: NewcomersJob) => Promise<NewcomersFigures>,
): Promise<ArrivalsFigures> {
  const { port, pid, tongue, people, rate, newcomers } = job;
  const crowd = new Crowd(port, tongue);
  const stopShowing = showPresence(crowd);
  const receivers = await crowd.enter(people, "r");
  const [sender] = await crowd.enter(1, "s", true);
  await crowd.hush(sender!, receivers, 1);
  const held = await residentBytes(pid);
  for (const one of crowd.clients) one.count();
  let number = 1;
  const failed = Promise.withResolvers<never>();
  const timer = setInterval(() => {
    sender!.say(crowd.tongue.say(textOf(0, number), ++number)).catch(failed.reject);
  }, 1000 / rate);
  const cpuBefore = await cpuSeconds(pid);
  const begun = performance.now();
  const employed = employ({ work: "newcomers", port, pid, tongue, count: newcomers });
  const { delaysMs } = await Promise.race([employed, failed.promise]);
  const cpuShare = (await cpuSeconds(pid) - cpuBefore) / (performance.now() - begun) * 1000;
  clearInterval(timer);
  const unlike = () => receivers.filter(({ bytes }) => bytes !== receivers[0]!.bytes).length;
  const poll = setInterval(() => crowd.changes.notify(), 100);
  await crowd.until(() => unlike() === 0, () => `${unlike()} to hear what the others heard`);
  clearInterval(poll);
  stopShowing();
  crowd.leave();
  delaysMs.sort((a, b) => a - b);
  return {
    p50Ms: quantile(delaysMs, 0.5),
    p99Ms: quantile(delaysMs, 0.99),
    cpuShare,
    residentBytes: held,
  };
}

/** Everybody shows every five seconds that they are there: nobody has to be asked. */
function showPresence({ tongue: { ping }, clients }: Crowd): () => void {
  if (!ping) return () => {};
  let next = 0;
  const timer = setInterval(() => {
    for (let count = 0; count < clients.length / 50; count++) {
      clients[next++ % clients.length]!.say(ping.answer);
    }
  }, 100);
  return () => clearInterval(timer);
}

/** Comes in again and again. */
export async function newcomers(job: NewcomersJob): Promise<NewcomersFigures> {
  const crowd = new Crowd(job.port, job.tongue);
  const delaysMs: number[] = [];
  for (let number = 0; number < job.count; number++) {
    const begun = performance.now();
    const client = await crowd.enterOne(`n${number}`);
    delaysMs.push(performance.now() - begun);
    client.isReading = false;
    client.close();
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return { delaysMs };
}
