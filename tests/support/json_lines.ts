/** A structured client at the server, and what it is answered. */

import { ptBr } from "../../lib/i18n/pt_br.ts";
import type { Received } from "../../lib/wire/dialect.ts";
import { JsonDialect } from "../../lib/wire/json_dialect.ts";
import { takeEach } from "./bytes.ts";

/** What becomes of these parts, one after the other. */
export function feed<T>(
  dialect: { receive(bytes: Uint8Array): Iterable<T> },
  parts: Uint8Array[],
): T[] {
  return takeEach(parts, (bytes) => dialect.receive(bytes));
}

/** A client that said hello and was let in. */
export function inside(): JsonDialect {
  const client = new JsonDialect(ptBr);
  client.encode({ type: "welcome", name: "Ana", token: "t", seq: 0, people: [] });
  return client;
}

/** The rejection of a line: its response, with the sentence in Portuguese. */
export function rejected(
  line: string,
  code: "missing-field" | "unknown-type",
  value: string,
  id?: number,
): Received {
  const text = ptBr.rejections[code](value);
  const event = { type: "rejected", ...(id === undefined ? {} : { id }), code, value, text };
  return { type: "response", text: `${JSON.stringify(event)}\n`, line };
}

/** The end of a connection, with the refusal in Portuguese. */
export function ended(
  code: "binary" | "hello-first" | "line-too-long" | "malformed",
  value?: string,
): Received {
  const refusal = { type: "refused" as const, code, ...(value === undefined ? {} : { value }) };
  const text = ptBr.refusals[code](value ?? "");
  return { type: "end", refusal, lastWords: `${JSON.stringify({ ...refusal, text })}\n` };
}
