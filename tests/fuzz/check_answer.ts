/** What must be true of every answer of the site, whatever was asked. */

import { assert, assertEquals } from "@std/assert";
import { ptBr } from "../../lib/i18n/pt_br.ts";
import { acceptKey } from "../../lib/serve/accept_key.ts";
import { Site, type SiteAnswer } from "../../lib/serve/site.ts";
import type { HttpHead } from "../../lib/wire/http.ts";
import { textOf } from "../support/bytes.ts";

const SIZE = 10;

/** A site with a page, a file and a name. */
export const site = new Site({
  files: [
    { path: "/", type: "text/html", text: "<p>ã" },
    { path: "/page.css", type: "text/css", text: "p {}", isPublic: true },
  ],
  offers: [{
    name: "lição (1).exe",
    size: SIZE,
    sha256: "abc",
    version: "0.1.0",
    read: () => Promise.resolve(new Uint8Array()),
  }],
  hostNames: ["notebook"],
  texts: ptBr,
  acceptKey,
});

const STATUS_LINE =
  /^HTTP\/1\.1 (101|200|206|303|400|403|404|405|411|413|415|416|426|429|431|505) [A-Z][A-Za-z ]+$/;
/** Printable ASCII alone: nothing that ends a line, and nothing that a program reads otherwise. */
const FIELD = /^([A-Za-z-]+): ([ -~]+)$/;
/** Every field that the site knows; another one was injected. */
const KNOWN = new Set(
  [
    ...["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"],
    ...[
      "connection",
      "cross-origin-resource-policy",
      "content-type",
      "content-length",
      "allow",
      "upgrade",
      "sec-websocket-version",
    ],
    ...["location", "set-cookie", "retry-after"],
    ...["sec-websocket-accept", "content-disposition", "accept-ranges", "etag", "content-range"],
  ],
);
const SECURITY: [name: string, value: RegExp][] = [
  ["content-security-policy", /^default-src 'none';.*frame-ancestors 'none'$/],
  ["x-content-type-options", /^nosniff$/],
  ["referrer-policy", /^(no-referrer|same-origin)$/],
];
const UNSAFE = new RegExp(String.raw`[[\p{Cc}--\t]\p{Bidi_Control}]`, "v");

/** Asserts that an answer is one of HTTP/1.1, as safe as every other, and that no field is the asker's. */
export function checkAnswer(
  answer: Exclude<SiteAnswer, { type: "password" }>,
  request: HttpHead,
): void {
  const bytes = answer.type === "file" ? answer.head : answer.bytes;
  const text = textOf(bytes);
  const end = text.indexOf("\r\n\r\n");
  assert(end !== -1, text);
  const [statusLine = "", ...lines] = text.slice(0, end).split("\r\n");
  assert(STATUS_LINE.test(statusLine), statusLine);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name = "", value = ""] = FIELD.exec(line) ?? [];
    const key = name.toLowerCase();
    assert(KNOWN.has(key) && !fields.has(key), line);
    fields.set(key, value);
  }
  for (const [name, value] of SECURITY) assert(value.test(fields.get(name) ?? ""), statusLine);
  const isUpgradeWanted = fields.get("upgrade") !== undefined;
  const connection = answer.type === "upgrade"
    ? "Upgrade"
    : isUpgradeWanted
    ? "Upgrade, close"
    : "close";
  assertEquals(fields.get("connection"), connection);
  const body = text.slice(end + 4);
  if (answer.type === "upgrade") {
    assertEquals(statusLine, "HTTP/1.1 101 Switching Protocols");
    assertEquals(body, "");
  } else if (answer.type === "file") {
    const { from, to } = answer;
    assert(0 <= from && from < to && to <= SIZE, `${from} to ${to}`);
    assertEquals(fields.get("content-length"), String(to - from));
  } else {
    const { isHead } = "request" in request ? request.request : request;
    const length = new TextEncoder().encode(body).length;
    assertEquals(isHead ? 0 : Number(fields.get("content-length")), length);
    const type = fields.get("content-type");
    if (type?.startsWith("text/plain")) {
      assert(!UNSAFE.test(body.slice(0, -1)), JSON.stringify(body));
    } else assert(!UNSAFE.test(body.replaceAll("\n", "")) && !/evil/i.test(body), body);
  }
}
