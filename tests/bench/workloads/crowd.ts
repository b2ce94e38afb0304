/**
 * Many people who flood at once: does every message arrive at every reader, and is nobody dropped?
 * What goes wrong is counted, and every wait is bounded.
 */

import { Checker } from "../checker.ts";
import { type Client, Clients } from "../clients.ts";
import { textOf } from "../dialect.ts";
import { startHeartbeat } from "../heartbeat.ts";
import { MessageCounter, type OwnDialect } from "../message_counter.ts";
import { cpuSeconds, peakBytes } from "../server_process.ts";

/** The parameters of the workload. */
export interface CrowdJob {
  workload: "crowd";
  port: number;
  pid: number;
  dialect: OwnDialect;
  senders: number;
  readers: number;
  textBytes: number;
  /** How long the senders flood, in s; left out, each sends `burst` messages at once. */
  seconds?: number;
  burst?: number;
}

/** What arrived, and what did not. */
export interface CrowdFigures {
  /** How many messages were sent to everybody. */
  said: number;
  /** Deliveries to readers and senders, per second. */
  deliveriesPerSecond: number;
  /** The processor time of the server for it, in s. */
  cpuSeconds: number;
  /** How many of the senders and readers the server disconnected. */
  dropped: number;
  /** How many deliveries are missing, over all people. */
  missed: number;
  /** The server's peak resident memory, in bytes. */
  peakBytes: number;
  /** The longest time a reader received nothing, in ms. */
  longestGapMs: number;
  /** What else was wrong: messages that came twice, damaged or in another order. */
  fault?: string;
}

/** How many messages one write sends. */
const BLOCK_MESSAGES = 400;
/** A sender has at most this much on its way: several times what the server takes in one read. */
const SENDER_BYTES = 1024 * 1024;
/** All senders have at most this much on its way: twice the log, so that it has to be bounded. */
const ALL_SENDERS_BYTES = 16 * 1024 * 1024;
/**
 * This much is on its way at once, over all people. Readers and server share the memory of one
 * system's TCP: past its limit (1.5 GB here) it drops packets, and readers stand still for seconds.
 */
const ON_THE_WAY_BYTES = 1e9;
/** What a line has beside the text, at most. */
const LINE_BYTES = 100;
const MIN_MESSAGES = 4;
const BUFFER_BYTES = 64 * 1024;
const POLL_MS = 50;
/** After so long without a delivery the rest counts as missed; when people were dropped, sooner. */
const GIVE_UP_MS = 20_000;
const GIVE_UP_DROPPED_MS = 1_000;
/** In any case, in ms. */
const DEADLINE_MS = 120_000;

/** Lets the crowd flood, and counts what everybody receives. */
export async function crowd(job: CrowdJob): Promise<CrowdFigures> {
  const clients = new Clients(job.port, job.dialect);
  const readers = await clients.join(job.readers, "r");
  const senders = await clients.join(job.senders, "s");
  const [marker] = await clients.join(1, "m");
  await clients.barrier(marker!, [...readers, ...senders], 1);
  marker!.count();
  const silent = [marker!, ...readers];
  const stopHeartbeat = startHeartbeat(clients.dialect, silent);
  const checker = new Checker(clients.dialect, job.senders, job.textBytes);
  const people = [...readers, ...senders].map((client) => new Person(client, job));
  const [checked] = people as [Person];
  checked.checker = checker;
  const sent = senders.map(() => 0);
  /** How many messages somebody should have received. */
  const expected = (at: number) => {
    const own = at < readers.length || job.dialect === "structured"
      ? 0
      : sent[at - readers.length]!;
    return sum(sent) - own;
  };
  const dropped = () => people.filter(({ client }) => client.isDisconnected).length;
  const received = () => sum(people.map(({ counter }) => counter.messages));

  const cpuBefore = await cpuSeconds(job.pid);
  const startedAt = performance.now();
  for (const { counter } of people) counter.start(startedAt);
  const poll = setInterval(() => clients.changes.notify(), POLL_MS);
  let isFlooding = true;
  let sending = senders.length;
  const window = windowOf(job);
  senders.forEach(async (sender, at) => {
    const limit = job.burst ?? Infinity;
    try {
      while (isFlooding && sent[at]! < limit) {
        const room = job.burst ?? checker.last(at) + window - sent[at]!;
        const count = Math.min(room, BLOCK_MESSAGES);
        if (count > 0) {
          const from = sent[at]! + 1;
          sent[at]! += count;
          await sender.send(block(clients, job, at, from, count));
        } else await clients.changes.next;
      }
    } catch {
      // Disconnected: counted as dropped.
    }
    sending--;
    silent.push(sender);
  });

  let progress = 0;
  let progressAt = startedAt;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    const now = performance.now();
    const isBroken = dropped() > 0 || checked.error !== undefined;
    if (isBroken || now - startedAt > (job.seconds ?? 0) * 1000) isFlooding = false;
    if (received() > progress) [progress, progressAt] = [received(), now];
    if (now - progressAt > (isBroken ? GIVE_UP_DROPPED_MS : GIVE_UP_MS)) break;
    if (now - startedAt > DEADLINE_MS) break;
    if (isFlooding || isBroken || sending > 0) continue;
    if (people.every(({ counter }, at) => counter.messages === expected(at))) break;
  }
  const endedAt = performance.now();
  clearInterval(poll);
  stopHeartbeat();
  // Of messages that nobody received it is not known whether the server took them.
  const isWhole = dropped() === 0 && sending === 0;
  const said = isWhole ? sum(sent) : Math.max(...people.map(({ counter }) => counter.messages));
  const missing = people.map(({ counter }, at) =>
    Math.max(0, Math.min(said, expected(at)) - counter.messages)
  );
  const isDifferent = people.slice(0, readers.length).some(({ counter }) =>
    counter.bytes !== checked.counter.bytes
  );
  const lastAt = Math.max(...people.map(({ counter }) => counter.receivedAt));
  const isLate = endedAt - startedAt > DEADLINE_MS;
  const figures = {
    said,
    deliveriesPerSecond: received() / (lastAt - startedAt) * 1000,
    cpuSeconds: await cpuSeconds(job.pid) - cpuBefore,
    dropped: dropped(),
    missed: sum(missing),
    peakBytes: await peakBytes(job.pid),
    longestGapMs: Math.max(
      ...people.slice(0, readers.length).map(({ counter }, at) =>
        missing[at]! > 0
          ? Math.max(counter.longestGapMs, endedAt - counter.receivedAt)
          : counter.longestGapMs
      ),
    ),
    fault: checked.error ??
      (isLate ? `still not over after ${DEADLINE_MS / 1000} s` : undefined) ??
      (isWhole && isDifferent ? "readers got different bytes" : undefined),
  };
  clients.close();
  return figures;
}

/** A reader or a sender: both receive everything. */
class Person {
  readonly client: Client;
  readonly counter: MessageCounter;
  /** Checks the order of its messages, if anything does. */
  checker?: Checker;
  /** What the checker found. */
  error?: string;

  constructor(client: Client, { dialect, textBytes }: CrowdJob) {
    this.client = client;
    this.counter = new MessageCounter(dialect, textBytes);
    client.listen(BUFFER_BYTES, (bytes) => {
      this.counter.read(bytes, performance.now());
      try {
        this.checker?.read(bytes);
      } catch (error) {
        this.error ??= error instanceof Error ? error.message : `${error}`;
      }
    });
  }
}

/** How many messages a sender may have on their way. */
function windowOf({ senders, readers, textBytes }: CrowdJob): number {
  const all = Math.min(ALL_SENDERS_BYTES, ON_THE_WAY_BYTES / (senders + readers));
  const bytes = Math.min(SENDER_BYTES, all / senders);
  return Math.max(MIN_MESSAGES, Math.floor(bytes / (textBytes + LINE_BYTES)));
}

const encoder = new TextEncoder();

function block(
  { dialect }: Clients,
  { textBytes }: CrowdJob,
  sender: number,
  from: number,
  count: number,
): Uint8Array {
  let text = "";
  for (let number = from; number < from + count; number++) {
    text += dialect.message(textOf(sender, number, textBytes), number);
  }
  return encoder.encode(text);
}

function sum(figures: readonly number[]): number {
  return figures.reduce((total, figure) => total + figure, 0);
}
