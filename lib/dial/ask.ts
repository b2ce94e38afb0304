/** Asking a server what it is: a ping before `hello`, and the pong, which only a chat of ours sends. */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Transport } from "../net/link.ts";
import { writeAll } from "../net/write_all.ts";
import type { Event } from "../protocol.ts";
import { JsonEventDecoder } from "../wire/json_events.ts";
import { encodeLine } from "../wire/json_lines.ts";

/** What a server of ours says of itself. */
export type Pong = Event & { type: "pong" };

/** What answered: a server of ours, or another program, with what it sent. */
export type Answer =
  | { type: "pong"; pong: Pong; roundTripMs: number }
  | { type: "foreign"; received: Uint8Array };

/** More than this before the pong is no server of ours. */
const MAX_BYTES = 64 * 1024;

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
  const decoder = new JsonEventDecoder();
  const received: Uint8Array[] = [];
  let count = 0;
  const buffer = new Uint8Array(4096);
  const askedAt = now();
  await writeAll(encodeUtf8(encodeLine({ type: "ping" })), {
    write: (bytes) => transport.write(bytes),
    wait: (ms) => sleep(ms),
  });
  for (;;) {
    const length = await transport.read(buffer);
    if (length === null) return { type: "foreign", received: concat(received) };
    const bytes = buffer.slice(0, length);
    received.push(bytes);
    const pong = decoder.receive(bytes).find(({ type }) => type === "pong");
    if (pong?.type === "pong") return { type: "pong", pong, roundTripMs: now() - askedAt };
    if (decoder.isForeign || (count += length) > MAX_BYTES) {
      return { type: "foreign", received: concat(received) };
    }
  }
}
