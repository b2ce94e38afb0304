/** Asking a server what it is: a ping before `hello`, and the pong, which only a chat of ours sends. */

import { concat } from "../bytes.ts";
import type { Transport } from "../net/link.ts";
import type { Event } from "../protocol.ts";
import { EventReader } from "./event_reader.ts";
import { sendCommand } from "./send_command.ts";

/** What a server of ours says of itself. */
export type Pong = Event & { type: "pong" };

/** What answered: a server of ours, or another program, with what it sent. */
export type Answer =
  | { type: "pong"; pong: Pong; roundTripMs: number }
  | { type: "foreign"; received: Uint8Array };

/** Times and waits, as far as asking needs them. */
export interface AskRuntime {
  /** Monotonic time in ms; only differences count. */
  now: () => number;
  /** Resolves after so many ms, or when the signal aborts. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Asks what answers on a new connection. Takes as long as the other side does.
 *
 * @throws The error of the connection.
 */
export async function ask(transport: Transport, { now, sleep }: AskRuntime): Promise<Answer> {
  const reader = new EventReader(transport);
  const askedAt = now();
  await sendCommand(transport, { type: "ping" }, sleep);
  const pong = await reader.next("pong");
  if (pong) return { type: "pong", pong, roundTripMs: now() - askedAt };
  return { type: "foreign", received: concat(reader.received) };
}
