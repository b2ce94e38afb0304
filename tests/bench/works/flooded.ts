/** Somebody says ten thousand messages a second under flood control: what the others notice of it. */

import { type Client, Crowd } from "../crowd.ts";
import { quantile } from "../figures.ts";
import { peakBytes, residentBytes } from "../measured.ts";
import { textOf, type TongueName } from "../tongue.ts";

/** How many listen, and how long. */
export interface FloodedJob {
  work: "flooded";
  port: number;
  pid: number;
  tongue: TongueName;
  receivers: number;
  /** Without the flood, and then with it, in s. */
  seconds: number;
}

/** What was measured of the others, without the flood and with it. */
export interface FloodedFigures {
  quietP99Ms: number;
  floodedP99Ms: number;
  /** How much more memory the server holds after the flood than before, in bytes. */
  grownBytes: number;
  /** The most memory the server ever held, in bytes. */
  peakBytes: number;
}

/** One who floods: a process of its own. */
export interface FlooderJob {
  work: "flooder";
  port: number;
  pid: number;
  tongue: TongueName;
  messagesPerSecond: number;
  seconds: number;
}

/** What became of it. */
export interface FlooderFigures {
  /** How many messages the server's side of the network took. */
  taken: number;
}

const FLOOD_PER_SECOND = 10_000;
/** So many speak in turn that none of them meets flood control. */
const SPEAKERS = 10;
const MESSAGES_PER_SECOND = 50;
const WARM_UP_SECONDS = 2;
const EVERY_MS = 10;

/**
 * Measures what others notice of a flood.
 *
 * @param employ Has another process do a job.
 * @throws {Error} When a message does not arrive.
 */
export async function flooded(
  job: FloodedJob,
  employ: (job: FlooderJob) => Promise<FlooderFigures>,
): Promise<FloodedFigures> {
  const { port, pid, tongue, seconds } = job;
  const crowd = new Crowd(port, tongue);
  const receivers = await crowd.enter(job.receivers, "r");
  const speakers = await crowd.enter(SPEAKERS, "s", true);
  await crowd.hush(speakers[0]!, receivers, 1);
  for (const speaker of speakers) speaker.count();
  const saidAt: number[] = [];
  const heard = listen(receivers, saidAt);
  /** The delays of what is said in a while, ascending. */
  const speak = async (seconds: number) => {
    heard.delays = [];
    const begun = performance.now();
    for (let said = 1; said <= seconds * MESSAGES_PER_SECOND; said++) {
      const waitMs = begun + said * 1000 / MESSAGES_PER_SECOND - performance.now();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs)));
      const number = saidAt.push(performance.now()) - 1;
      const speaker = speakers[number % SPEAKERS]!;
      await speaker.say(crowd.tongue.say(textOf(0, number), 2 + number));
    }
    const expected = seconds * MESSAGES_PER_SECOND * receivers.length;
    const poll = setInterval(() => crowd.changes.notify(), 10);
    const told = () => `${expected} deliveries, ${heard.delays.length} came`;
    await crowd.until(() => heard.delays.length >= expected, told);
    clearInterval(poll);
    return heard.delays.toSorted((a, b) => a - b);
  };
  await speak(WARM_UP_SECONDS);
  const quiet = await speak(seconds);
  const before = await residentBytes(pid);
  const flooding = employ({
    work: "flooder",
    port,
    pid,
    tongue,
    messagesPerSecond: FLOOD_PER_SECOND,
    seconds: seconds + 2,
  });
  await new Promise((resolve) => setTimeout(resolve, 1000)); // It takes a while to begin.
  const flooded = await speak(seconds);
  const grownBytes = await residentBytes(pid) - before;
  await flooding;
  crowd.leave();
  return {
    quietP99Ms: quantile(quiet, 0.99),
    floodedP99Ms: quantile(flooded, 0.99),
    grownBytes,
    peakBytes: await peakBytes(pid),
  };
}

/** Everybody notes when they heard what; what else is said does not count. */
function listen(receivers: Client[], saidAt: number[]): { delays: number[] } {
  const heard = { delays: [] as number[] };
  const decoder = new TextDecoder();
  for (const receiver of receivers) {
    let tail = "";
    receiver.listen(64 * 1024, (bytes) => {
      const now = performance.now();
      const lines = (tail + decoder.decode(bytes)).split("\n");
      tail = lines.pop()!;
      for (const line of lines) {
        const number = /\b0:(\d{8}) x/.exec(line)?.[1];
        if (number !== undefined) heard.delays.push(now - saidAt[Number(number)]!);
      }
    });
  }
  return heard;
}

/** Says more than it may. */
export async function flooder(job: FlooderJob): Promise<FlooderFigures> {
  const crowd = new Crowd(job.port, job.tongue);
  const client = await crowd.enterOne("f");
  client.count();
  let taken = 0;
  let isWaiting = false;
  const begun = performance.now();
  while (performance.now() - begun < job.seconds * 1000) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    if (isWaiting) continue; // The network takes no more for now.
    isWaiting = true;
    const count = job.messagesPerSecond * EVERY_MS / 1000;
    const texts = Array.from({ length: count }, (_, at) => {
      return crowd.tongue.say(textOf(9, taken + at), taken + at + 1);
    });
    client.say(texts.join("")).then(() => {
      taken += count;
      isWaiting = false;
    }, () => {});
  }
  crowd.leave();
  return { taken };
}
