/** Heads of HTTP requests. */

import type { HttpHead } from "../../lib/wire/http.ts";

/** A request for a path; `host` is left out when it is null. */
export function requestFor(
  path: string,
  { isHead = false, host = "127.0.0.1:9999", ...fields }: {
    isHead?: boolean;
    host?: string | null;
    [field: string]: unknown;
  } = {},
): HttpHead {
  const entries = Object.entries(fields as Record<string, string>);
  const request = { isHead, path, host: host ?? undefined, fields: new Map(entries) };
  return { request, rest: new Uint8Array() };
}

/** The fields of an upgrade to a WebSocket; the key and its answer are those of RFC 6455, 1.3. */
export const UPGRADE = {
  "upgrade": "websocket",
  "connection": "keep-alive, Upgrade",
  "sec-websocket-version": "13",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
};

/** The text of the answer to a request, as its parts. */
export function partsOf(
  answer: string,
): { status: number; fields: Map<string, string>; body: string } {
  const [head = "", ...body] = answer.split("\r\n\r\n");
  const [line = "", ...rows] = head.split("\r\n");
  const fields = rows.map((row) => row.split(": ") as [string, string]);
  return {
    status: Number(line.split(" ")[1]),
    fields: new Map(fields.map(([name, value]) => [name.toLowerCase(), value])),
    body: body.join("\r\n\r\n"),
  };
}
