/** Strangers who send much that means nothing: the echo of people who chat beside them. */

import { Clients } from "../clients.ts";
import { Echo, type EchoFigures, now } from "../echo.ts";
import { type StrangerKind, STRANGERS } from "../stranger_kinds.ts";

/** The parameters of the workload. */
export interface StrangersJob {
  workload: "strangers";
  port: number;
  pid: number;
  dialect: "structured";
  /** The kind, by its place in `STRANGERS`. */
  kind: number;
  strangers: number;
  /** How many people chat. */
  people: number;
  /** They say a message this often, all together, in ms. */
  everyMs: number;
  seconds: number;
}

/** The strangers, in a second worker. */
export interface IntrudersJob {
  workload: "intruders";
  port: number;
  pid: number;
  dialect: "structured";
  kind: number;
  strangers: number;
  seconds: number;
}

/** When the strangers were at work, in ms since 1970, and how much they did. */
export interface IntrudersFigures {
  from: number;
  to: number;
  connections: number;
  bytes: number;
}

/** The echo while the strangers were at work. */
export interface StrangersFigures extends EchoFigures {
  /** How many people the server disconnected. */
  dropped: number;
  /** How much all strangers sent. */
  bytes: number;
  connections: number;
}

const WARM_UP_MS = 1_000;
/** How long after the strangers the last echo is waited for, in ms. */
const PATIENCE_MS = 10_000;
const CHUNK_BYTES = 64 * 1024;
/** After a refused connection, in ms. */
const REDIAL_MS = 10;

/**
 * Measures the echo.
 *
 * @param runWorker Runs a job in another process.
 */
export async function strangers(
  job: StrangersJob,
  runWorker: (job: IntrudersJob) => Promise<IntrudersFigures>,
): Promise<StrangersFigures> {
  const { port, pid, dialect, kind, strangers, seconds } = job;
  const clients = new Clients(port, dialect);
  // Names of their own: a history keeps the places of those who were here before.
  const people = await clients.join(job.people, `b${kind}x${strangers}n`);
  const echo = new Echo(clients, people);
  const speaking = echo.speak(job.everyMs);
  await new Promise((resolve) => setTimeout(resolve, WARM_UP_MS));
  const intruders = await runWorker({
    workload: "intruders",
    port,
    pid,
    dialect,
    kind,
    strangers,
    seconds,
  });
  await echo.stop(PATIENCE_MS);
  await speaking;
  const figures = {
    ...echo.figures(intruders.from, intruders.to),
    dropped: people.filter(({ isDisconnected }) => isDisconnected).length,
    bytes: intruders.bytes,
    connections: intruders.connections,
  };
  clients.close();
  return figures;
}

/** Sends much that means nothing. */
export async function intruders(job: IntrudersJob): Promise<IntrudersFigures> {
  const kind = STRANGERS[job.kind]!;
  const figures = { from: now(), to: 0, connections: 0, bytes: 0 };
  const deadline = performance.now() + job.seconds * 1000;
  const isOver = () => performance.now() >= deadline;
  const isIdle = kind.data === undefined && !kind.isHangingUp;
  const connections = new Set<Deno.TcpConn>();
  /** The server may read nothing more: the end of the time ends every write. */
  const timer = setTimeout(() => {
    for (const conn of connections) close(conn);
  }, job.seconds * 1000);
  const work = async () => {
    while (!isOver()) {
      let conn;
      try {
        conn = await Deno.connect({ hostname: "127.0.0.1", port: job.port });
      } catch {
        // The server, or the system, has no place left for now.
        await new Promise((resolve) => setTimeout(resolve, REDIAL_MS));
        continue;
      }
      connections.add(conn);
      if (isOver()) close(conn);
      figures.bytes += await intrude(conn, kind, figures.connections++, isOver);
      close(conn);
      connections.delete(conn);
    }
  };
  if (isIdle) await new Promise((resolve) => setTimeout(resolve, job.seconds * 1000));
  else await Promise.all(Array.from({ length: job.strangers }, work));
  clearTimeout(timer);
  return { ...figures, to: now() };
}

/** Sends on one connection, until it breaks or the time is over; returns how many bytes. */
async function intrude(
  conn: Deno.TcpConn,
  { hello, data, isReading = true, isHangingUp }: StrangerKind,
  number: number,
  isOver: () => boolean,
): Promise<number> {
  let sent = 0;
  try {
    if (hello) sent += await send(conn, encoder.encode(hello(number)));
    if (isHangingUp || data === undefined) return sent;
    if (isReading) discard(conn);
    const chunk = repeat(typeof data === "string" ? encoder.encode(data) : data);
    while (!isOver()) sent += await send(conn, chunk);
  } catch {
    // The server has hung up, or the time is over.
  }
  return sent;
}

const encoder = new TextEncoder();

async function send(conn: Deno.TcpConn, bytes: Uint8Array): Promise<number> {
  for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
  return bytes.length;
}

async function discard(conn: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  try {
    while (await conn.read(buffer) !== null);
  } catch {
    // Closed.
  }
}

function repeat(piece: Uint8Array): Uint8Array {
  const times = Math.max(1, Math.ceil(CHUNK_BYTES / piece.length));
  const whole = new Uint8Array(times * piece.length);
  for (let at = 0; at < whole.length; at += piece.length) whole.set(piece, at);
  return whole;
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
