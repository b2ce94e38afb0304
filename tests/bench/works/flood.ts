/** As much as goes through: a few say as many messages as the server takes, many hear them all. */

import { type Client, Crowd } from "../crowd.ts";
import { cpuSeconds, peakBytes } from "../measured.ts";
import { textOf, type Tongue, type TongueName } from "../tongue.ts";
import { Witness } from "../witness.ts";

/** How a flood is to be. */
export interface FloodJob {
  work: "flood";
  port: number;
  pid: number;
  tongue: TongueName;
  senders: number;
  receivers: number;
  /** For how long is sent, in s. */
  seconds: number;
  /** Whether one more receiver stops reading when the flood begins. */
  hasStalled?: boolean;
}

/** What was measured of a flood. */
export interface FloodFigures {
  deliveriesPerSecond: number;
  deliveriesPerCpuSecond: number;
  messages: number;
  /** From when to when was measured, in ms since 1970. */
  measured: [from: number, to: number];
  /** The longest time a receiver heard nothing, in ms. */
  longestGapMs: number;
  /** The most memory the server ever held, in bytes. */
  peakBytes: number;
}

/** So many messages are sent in one write. */
const BLOCK_MESSAGES = 400;
/** Compilers that learn from what runs have learnt by then, those of the servers and our own. */
const WARM_UP_SECONDS = 1;
const NUDGE_MS = 2;
/** So many messages may be on their way: no server has to hold more than these for anybody. */
const MAX_UNDER_WAY = 4_000;

/**
 * Measures a flood.
 *
 * @throws {Error} When a single message did not arrive, or not in order.
 */
export async function flood(job: FloodJob): Promise<FloodFigures> {
  const crowd = new Crowd(job.port, job.tongue);
  const receivers = await crowd.enter(job.receivers, "r");
  const [stalled] = await crowd.enter(job.hasStalled ? 1 : 0, "z");
  const senders = await crowd.enter(job.senders, "s", true);
  const stopNudging = await nudge(crowd);
  await crowd.hush(senders[0]!, stalled ? [...receivers, stalled] : receivers, 1);
  for (const one of crowd.clients) one.count();
  const witness = new Witness(crowd.tongue, job.senders);
  const watch = observe(receivers[0]!, witness, crowd);

  let said = 0;
  const numbers = senders.map(() => 1);
  /** Everybody says as much as goes through for a while, and all of it arrives. */
  const pour = async (seconds: number) => {
    const deadline = performance.now() + seconds * 1000;
    await Promise.all(senders.map(async (sender, at) => {
      while (performance.now() < deadline) {
        await sender.say(block(crowd.tongue, at, numbers[at]!));
        numbers[at]! += BLOCK_MESSAGES;
        said += BLOCK_MESSAGES;
        const isFull = () => said - witness.messages > MAX_UNDER_WAY;
        if (isFull()) await crowd.until(() => watch.failed() || !isFull(), () => "messages");
      }
    }));
    const told = () => `${said} messages, ${witness.messages} came`;
    await crowd.until(() => watch.failed() || witness.messages === said, told);
    watch.check();
    const [{ bytes }] = receivers as [Client];
    const missing = () => receivers.filter((one) => one.bytes !== bytes).length;
    const poll = setInterval(() => crowd.changes.notify(), 1);
    await crowd.until(() => missing() === 0, () => `${missing()} receivers to hear ${bytes} bytes`);
    clearInterval(poll);
  };
  await pour(WARM_UP_SECONDS);
  if (stalled) stalled.isReading = false;
  const saidBefore = said;
  for (const receiver of receivers) receiver.longestGapMs = 0;
  const cpuBefore = await cpuSeconds(job.pid);
  const from = Date.now();
  const begun = performance.now();
  await pour(job.seconds);
  const measured: [number, number] = [from, Date.now()];
  const ms = Math.max(...receivers.map(({ heardAt }) => heardAt)) - begun;
  const cpu = await cpuSeconds(job.pid) - cpuBefore;
  stopNudging();
  crowd.leave();
  const deliveries = (said - saidBefore) * job.receivers;
  return {
    deliveriesPerSecond: deliveries / ms * 1000,
    deliveriesPerCpuSecond: deliveries / cpu,
    messages: said - saidBefore,
    measured,
    longestGapMs: Math.max(...receivers.map(({ longestGapMs }) => longestGapMs)),
    peakBytes: await peakBytes(job.pid),
  };
}

/** A bystander sees to it that no server sleeps over what it has not read. */
async function nudge(crowd: Crowd): Promise<() => void> {
  const { nudge } = crowd.tongue;
  if (nudge === undefined) return () => {};
  const bystander = await crowd.enterOne("n", true);
  bystander.count();
  const timer = setInterval(() => bystander.say(nudge), NUDGE_MS);
  return () => clearInterval(timer);
}

/** One receiver reads what it hears; the others are only counted. */
function observe(receiver: Client, witness: Witness, crowd: Crowd) {
  let error: unknown;
  const count = receiver.hear;
  receiver.listen(256 * 1024, (bytes) => {
    count(bytes);
    try {
      witness.take(bytes);
    } catch (caught) {
      error ??= caught;
    }
    crowd.changes.notify();
  });
  return {
    failed: () => error !== undefined,
    check: () => {
      if (error !== undefined) throw error;
    },
  };
}

const encoder = new TextEncoder();

/** Some messages of one sender, numbered on; ids are one ahead, for the first said hush. */
function block(tongue: Tongue, sender: number, from: number): Uint8Array {
  let text = "";
  for (let number = from; number < from + BLOCK_MESSAGES; number++) {
    text += tongue.say(textOf(sender, number), number + 1);
  }
  return encoder.encode(text);
}
