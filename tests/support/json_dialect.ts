/** Feeds bytes to a `JsonDialect`, and builds the values it returns. */

import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { bytesOf, takeEach } from "./bytes.ts";

/** The values that a dialect returns for these parts. */
export function feed<T>(
  dialect: { receive(bytes: Uint8Array): Iterable<T> },
  parts: Uint8Array[],
): T[] {
  return takeEach(parts, (bytes) => dialect.receive(bytes));
}

/** A dialect after its welcome. */
export function welcomed(): JsonDialect {
  const client = new JsonDialect(ptBr);
  client.encode({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [] });
  return client;
}

/** The response that rejects a line, with the sentence in Portuguese. */
export function rejected(
  line: string,
  code: "missing-field" | "unknown-type",
  value: string,
  id?: number,
): Received {
  const text = ptBr.rejections[code](value);
  const event = { type: "rejected", ...(id === undefined ? {} : { id }), code, value, text };
  return { type: "response", bytes: bytesOf(`${JSON.stringify(event)}\n`), line };
}

/** The value that ends a connection, with the refusal in Portuguese. */
export function ended(
  code: "binary" | "hello-first" | "line-too-long" | "malformed",
  value?: string,
): Received {
  const refusal = { type: "refused" as const, code, ...(value === undefined ? {} : { value }) };
  const text = ptBr.refusals[code](value ?? "");
  return { type: "end", refusal, lastWords: bytesOf(`${JSON.stringify({ ...refusal, text })}\n`) };
}
