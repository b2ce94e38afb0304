/** Batches of servers, and the messages that they are in. */

import { type Batch, encodeBatch, encodeCommand } from "../../lib/nats/batch.ts";
import { type Charter, charterOf } from "../../lib/nats/charter.ts";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";

/** The charter of the servers in tests. */
export const CHARTER: Charter = charterOf({ maxPeople: 4, graceMs: 30_000, unicode: "17" });
/** One that differs from it in `grace`. */
export const OTHER_CHARTER: Charter = charterOf({ maxPeople: 4, graceMs: 5_000, unicode: "17" });

/** A batch without commands, unless they are among the fields. */
export function batchOf(server: string, n: number, fields: Partial<Batch> = {}): Batch {
  return { server, n, commands: [], ...fields };
}

/** The first batch of a server. */
export function bootOf(server: string, charter = CHARTER, address?: string): Batch {
  const boot = { charter, ...(address === undefined ? {} : { address }) };
  return batchOf(server, 1, { boot });
}

/** A batch with one notice for each text. */
export function noticesOf(server: string, n: number, ...texts: string[]): Batch {
  return batchOf(server, n, { commands: texts.map((text) => ({ type: "notice", text })) });
}

/** A message of a stream. */
export function messageOf(seq: number, date: number, batch: Batch): StreamMessage {
  return { seq, date, data: encoded(batch) };
}

/** A batch as a message. */
export function encoded({ commands, ...head }: Batch): Uint8Array<ArrayBuffer> {
  return encodeBatch(head, commands.map(encodeCommand));
}
