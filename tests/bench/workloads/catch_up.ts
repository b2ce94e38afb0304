/** People come back to many entries, read from disk: how long it takes, and the echo of the others. */

import { Changes } from "../../support/changes.ts";
import { Clients } from "../clients.ts";
import { textOf } from "../dialect.ts";
import { Echo, type EchoFigures, now } from "../echo.ts";
import { MessageCounter } from "../message_counter.ts";

/** The parameters of the workload. */
export interface CatchUpJob {
  workload: "catchUp";
  port: number;
  pid: number;
  dialect: "structured";
  /** How many come back. */
  returning: number;
  /** How many entries they missed. */
  entries: number;
  /** How many chat meanwhile, and how often one of them says something, in ms. */
  others: number;
  everyMs: number;
}

/** Whoever comes back, in a second worker. */
export interface ReturnersJob {
  workload: "returners";
  port: number;
  pid: number;
  dialect: "structured";
  entries: number;
  sessions: Seat[];
}

/** What a person keeps to resume a session. */
export interface Seat {
  name: string;
  token: string;
  seen: number;
}

/** How those who came back fared; times in ms since 1970. */
export interface ReturnersFigures {
  from: number;
  to: number;
  /** How many received every entry once and in order. */
  whole: number;
  /** Of the others: what was wrong first. */
  fault?: string;
}

/** The echo of the others meanwhile. */
export interface CatchUpFigures extends EchoFigures {
  /** Until the last has caught up, in s. */
  seconds: number;
  whole: number;
  fault?: string;
}

const BLOCK_MESSAGES = 400;
const MAX_IN_FLIGHT = 4_000;
/** The author of the missed entries; the others are 0 in their texts. */
const AUTHOR = 1;
const WARM_UP_MS = 1_000;
const PATIENCE_MS = 10_000;
const TIMEOUT_MS = 60_000;

/**
 * Measures the echo of the others.
 *
 * @param runWorker Runs a job in another process.
 */
export async function catchUp(
  job: CatchUpJob,
  runWorker: (job: ReturnersJob) => Promise<ReturnersFigures>,
): Promise<CatchUpFigures> {
  const { port, pid, dialect, entries } = job;
  const sessions: Seat[] = [];
  for (let number = 0; number < job.returning; number++) {
    sessions.push(await takeSeat(port, `z${number}`));
  }
  const clients = new Clients(port, dialect);
  await say(clients, entries);
  const echo = new Echo(clients, await clients.join(job.others, "r"));
  const speaking = echo.speak(job.everyMs);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const back = await runWorker({ workload: "returners", port, pid, dialect, entries, sessions });
  await echo.stop(PATIENCE_MS);
  await speaking;
  const figures = {
    ...echo.figures(back.from, back.to),
    seconds: (back.to - back.from) / 1000,
    whole: back.whole,
    fault: back.fault,
  };
  clients.close();
  return figures;
}

/** Joins, and loses the connection. */
async function takeSeat(port: number, name: string): Promise<Seat> {
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  let seat: Seat | undefined;
  const hello = JSON.stringify({ type: "hello", version: 1, name });
  await conn.write(new TextEncoder().encode(`${hello}\n`));
  await readLines(conn, (line) => {
    const { type, token, seq } = JSON.parse(line);
    if (type === "welcome") seat = { name, token, seen: seq };
    return type !== "welcome";
  });
  conn.close();
  if (!seat) throw new Error(`Cannot join as "${name}": no welcome came`);
  return seat;
}

/** Says so many messages, and waits until all are said. */
async function say(clients: Clients, entries: number): Promise<void> {
  const author = await clients.joinOne("s");
  const counter = new MessageCounter("structured");
  author.listen(64 * 1024, (bytes) => {
    counter.read(bytes, performance.now());
    clients.changes.notify();
  });
  for (let sent = 0; sent < entries;) {
    let text = "";
    for (const end = Math.min(entries, sent + BLOCK_MESSAGES); sent < end;) {
      text += clients.dialect.message(textOf(AUTHOR, ++sent), sent);
    }
    await author.send(text);
    const limit = sent < entries ? MAX_IN_FLIGHT : 0;
    await clients.until(
      () => sent - counter.messages <= limit,
      () => `${sent} messages, ${counter.messages} came`,
    );
  }
}

/** Resumes all sessions at once, and reads until each has every entry. */
export async function returners(job: ReturnersJob): Promise<ReturnersFigures> {
  const from = now();
  const changes = new Changes();
  let ended = 0;
  let whole = 0;
  let fault: string | undefined;
  const connections: Deno.TcpConn[] = [];
  const resume = async ({ name, token, seen }: Seat) => {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port: job.port });
    connections.push(conn);
    const hello = { type: "hello", version: 1, name, resume: { token, seen } };
    await conn.write(new TextEncoder().encode(`${JSON.stringify(hello)}\n`));
    let last = 0;
    await readLines(conn, (line) => {
      const number = Number(/"text":"0001:(\d{8}) x/.exec(line)?.[1] ?? NaN);
      if (Number.isNaN(number)) return true;
      if (number !== last + 1) throw new Error(`After ${last} came: ${line}`);
      last = number;
      return number < job.entries;
    });
    if (last < job.entries) throw new Error(`The server hung up after entry ${last}`);
    whole++;
  };
  for (const session of job.sessions) {
    resume(session).catch((error) => fault ??= error.message).finally(() => {
      ended++;
      changes.notify();
    });
  }
  try {
    await changes.until(
      () => ended === job.sessions.length,
      () => `${job.sessions.length} people to catch up, ${whole} did`,
      TIMEOUT_MS,
    );
  } catch (error) {
    fault ??= error instanceof Error ? error.message : `${error}`;
  }
  for (const conn of connections) conn.close();
  return { from, to: now(), whole, fault };
}

/** Reads lines until the connection ends, or `onLine` returns false. */
async function readLines(conn: Deno.TcpConn, onLine: (line: string) => boolean): Promise<void> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(256 * 1024);
  let tail = "";
  for (;;) {
    const length = await conn.read(buffer);
    if (length === null) return;
    const lines = (tail + decoder.decode(buffer.subarray(0, length), { stream: true })).split("\n");
    tail = lines.pop()!;
    for (const line of lines) if (!onLine(line)) return;
  }
}
