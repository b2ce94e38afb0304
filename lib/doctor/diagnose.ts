/**
 * The diagnosis of a server's port, step by step: name lookup, dialing, detection of the program
 * that responds, round trip time, and clock difference. Lookup, dialing and timers are arguments.
 */

import { ask } from "../dial/ask.ts";
import { messageOf } from "../errors.ts";
import { DIAL_TIMEOUT_MS, type Transport } from "../net/link.ts";

/** The network and the clock of a diagnosis. */
export interface ProbeRuntime<Failure> {
  /** Looks up the address of a name. When it rejects, the name itself is dialed. */
  lookUp: (host: string) => Promise<string>;
  /** Opens a connection to a host; rejects when that fails. */
  dial: (host: string, port: number) => Promise<Transport>;
  /** Opens a connection with TLS, and trusts this certificate (DER in base64) alone. */
  dialTls: (host: string, port: number, certificate: string) => Promise<Transport>;
  /** Classifies an error of `dial`. */
  classifyDialError: (error: unknown) => Failure;
  /** Resolves after so many ms, or when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Monotonic time in ms; only differences count. */
  now: () => number;
  /** Wall-clock time, in ms since 1970. */
  date: () => number;
}

/** The diagnosis of a port. */
export type Diagnosis<Failure> =
  | { type: "unknown-host" }
  | { type: "unreachable"; address: string; failure: Failure; detail: string }
  /** A program accepts connections, but is not this chat. It may send nothing at all. */
  | { type: "foreign"; address: string }
  | Chat;

/** A server of this chat responded. */
export interface Chat {
  /** Marks a server of this chat. */
  type: "chat";
  /** The IP address. */
  address: string;
  /** The protocol version of the server; undefined when the server is too old to send it. */
  version?: number;
  /** The round trip time: from the ping to the pong, in ms. */
  roundTripMs: number;
  /** Whether TLS works; undefined when the server has none. */
  isEncrypted?: boolean;
  /** Whether its room has a password. */
  hasPassword: boolean;
  /** The server's clock minus ours, in ms; undefined when the server is too old to send it. */
  aheadMs?: number;
}

/** How long a diagnosis waits. */
export interface Timeouts {
  /** For the connection, in ms. */
  dialMs: number;
  /** For the pong, in ms. */
  pongMs: number;
}

/** The timeouts for a server anywhere. */
const ANYWHERE: Timeouts = { dialMs: DIAL_TIMEOUT_MS, pongMs: 5_000 };

/**
 * The timeouts for a server on this machine: no network is between, and a person waits for the answer
 * before a blank screen.
 */
export const HERE: Timeouts = { dialMs: 500, pongMs: 800 };

/** Connects to a port like a client, without joining, and diagnoses what responds. */
export async function diagnose<Failure>(
  { host, port }: { host: string; port: number },
  runtime: ProbeRuntime<Failure>,
  { dialMs, pongMs }: Timeouts = ANYWHERE,
): Promise<Diagnosis<Failure | "timed-out">> {
  const address = await runtime.lookUp(host).catch(() => host);
  const dialed = runtime.dial(address, port);
  let transport: Transport | undefined;
  try {
    transport = await withTimeout(dialMs, dialed, runtime);
  } catch (error) {
    const detail = messageOf(error);
    const failure = runtime.classifyDialError(error);
    if (failure === "unknown-host") return { type: "unknown-host" };
    return { type: "unreachable", address, failure, detail };
  }
  if (!transport) {
    dialed.then((late) => late.close(), () => {});
    return { type: "unreachable", address, failure: "timed-out", detail: "" };
  }
  const asked = ask(transport, runtime).catch(() => undefined);
  const answer = await withTimeout(pongMs, asked, runtime);
  transport.close();
  if (answer?.type !== "pong") return { type: "foreign", address };
  const { roundTripMs, pong: { version, clock, certificate, salt } } = answer;
  const aheadMs = clock === undefined ? undefined : clock + roundTripMs / 2 - runtime.date();
  const isEncrypted = certificate === undefined
    ? undefined
    : await tryTls(runtime.dialTls(address, port, certificate), dialMs, runtime);
  return {
    type: "chat",
    address,
    roundTripMs,
    hasPassword: salt !== undefined,
    ...(version === undefined ? {} : { version }),
    // The server read its clock about half a round trip ago.
    ...(aheadMs === undefined ? {} : { aheadMs }),
    ...(isEncrypted === undefined ? {} : { isEncrypted }),
  };
}

/** Whether a connection with TLS succeeds in time. It is closed at once. */
async function tryTls(
  dialed: Promise<Transport>,
  ms: number,
  runtime: ProbeRuntime<unknown>,
): Promise<boolean> {
  const closed = dialed.then((transport) => {
    transport.close();
    return true;
  }, () => false);
  return await withTimeout(ms, closed, runtime) ?? false;
}

/** Waits for a promise; undefined after the timeout. */
async function withTimeout<T>(
  ms: number,
  promise: Promise<T>,
  { sleep }: ProbeRuntime<unknown>,
): Promise<T | undefined> {
  const timer = new AbortController();
  try {
    return await Promise.race([promise, sleep(ms, timer.signal).then(() => undefined)]);
  } finally {
    timer.abort();
  }
}
