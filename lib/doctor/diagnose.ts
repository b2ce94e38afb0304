/**
 * What keeps a conversation from working, found out step by step: the name, the port, who answers
 * there, how fast, and whether the clocks agree. How to look up, to dial and to wait is handed in.
 */

import { encodeUtf8 } from "../bytes.ts";
import { messageOf } from "../errors.ts";
import { DIAL_TIMEOUT_MS, type Transport } from "../net/link.ts";
import { JsonEventDecoder } from "../wire/json_events.ts";
import { encodeLine } from "../wire/json_lines.ts";

/** How a stranger's port is examined. */
export interface ProbeRuntime<Failure> {
  /** The address of a name; rejects when it finds none, which dialling has the last word on. */
  lookUp: (host: string) => Promise<string>;
  /** Opens a socket to a host; rejects when it cannot. */
  dial: (host: string, port: number) => Promise<Transport>;
  /** Why dialling failed. */
  classifyDialError: (error: unknown) => Failure;
  /** Resolves after so many ms, sooner when the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** In ms; only differences count. */
  now: () => number;
  /** In ms since 1970. */
  date: () => number;
}

/** What was found at a port. */
export type Diagnosis<Failure> =
  | { type: "unknown-host" }
  | { type: "unreachable"; address: string; why: Failure; detail: string }
  /** Something answers, or takes words and says nothing, and it is no chat of ours. */
  | { type: "foreign"; address: string }
  | Chat;

/** A chat of ours answers. */
export interface Chat {
  /** Says that it is one. */
  type: "chat";
  /** In numbers. */
  address: string;
  /** The version of the dialect it speaks; undefined when it is too old to tell. */
  version?: number;
  /** From asking to the answer, in ms. */
  roundTripMs: number;
  /** How much its clock is ahead of ours, in ms; undefined when it is too old to tell. */
  aheadMs?: number;
}

/** How long whatever answers may take to do so, in ms. */
const ANSWER_MS = 5_000;

/** Looks at a port as a client would, without entering. */
export async function diagnose<Failure>(
  { host, port }: { host: string; port: number },
  means: ProbeRuntime<Failure>,
): Promise<Diagnosis<Failure | "timed-out">> {
  const address = await means.lookUp(host).catch(() => host);
  const dialed = means.dial(address, port);
  let transport: Transport | undefined;
  try {
    transport = await within(DIAL_TIMEOUT_MS, dialed, means);
  } catch (error) {
    const detail = messageOf(error);
    const why = means.classifyDialError(error);
    if (why === "unknown-host") return { type: "unknown-host" };
    return { type: "unreachable", address, why, detail };
  }
  if (!transport) {
    dialed.then((late) => late.close(), () => {});
    return { type: "unreachable", address, why: "timed-out", detail: "" };
  }
  const asking = ask(transport, address, means).catch(() => undefined);
  const chat = await within(ANSWER_MS, asking, means);
  transport.close();
  return chat ?? { type: "foreign", address };
}

/** Says `ping`, and waits for the `pong` that only a chat of ours answers. */
async function ask(
  transport: Transport,
  address: string,
  { now, date }: ProbeRuntime<unknown>,
): Promise<Chat | undefined> {
  const server = new JsonEventDecoder();
  const buffer = new Uint8Array(4096);
  const words = encodeUtf8(encodeLine({ type: "ping" }));
  const askedAt = now();
  for (let done = 0; done < words.length;) done += await transport.write(words.subarray(done));
  for (;;) {
    const length = await transport.read(buffer);
    if (length === null || server.isForeign) return undefined;
    const pong = server.receive(buffer.subarray(0, length)).find(({ type }) => type === "pong");
    if (pong?.type !== "pong") continue;
    const roundTripMs = now() - askedAt;
    const { version, clock } = pong;
    return {
      type: "chat",
      address,
      roundTripMs,
      ...(version === undefined ? {} : { version }),
      // Its clock was read about half of the way back.
      ...(clock === undefined ? {} : { aheadMs: clock + roundTripMs / 2 - date() }),
    };
  }
}

/** What a promise comes to, or nothing when that takes too long. */
async function within<T>(
  ms: number,
  promise: Promise<T>,
  { sleep }: ProbeRuntime<unknown>,
): Promise<T | undefined> {
  const over = new AbortController();
  try {
    return await Promise.race([promise, sleep(ms, over.signal).then(() => undefined)]);
  } finally {
    over.abort();
  }
}
