/**
 * HTTP/1.1, as far as a server that closes after each answer needs it (RFC 9110, RFC 9112): decodes one
 * request, GET, HEAD or the POST of the one form, and encodes the head of the answer. Bytes come in,
 * values go out.
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import { SERVER_LIMITS } from "../server_limits.ts";

/** A request for a file of the page, for a WebSocket, or with a form. */
export interface HttpRequest {
  /** Whether only the head of the answer is wanted. */
  isHead: boolean;
  /** The path without the query, with its percent signs decoded. */
  path: string;
  /** The name or address that was asked, with its port, in lower case; undefined in HTTP/1.0. */
  host: string | undefined;
  /** The fields, by their names in lower case. Fields of one name are joined by commas. */
  fields: ReadonlyMap<string, string>;
  /** The whole body of a form; undefined of GET and HEAD. */
  form?: Uint8Array | undefined;
}

/** The answers to requests that are not understood. */
export type HttpFailure = 400 | 405 | 411 | 413 | 431 | 505;

/** The head of a request, or why there is none. */
export type HttpHead =
  /** `rest`: the bytes behind the request. */
  | { request: HttpRequest; rest: Uint8Array }
  | HttpRejection;

/** A request that is not understood. */
export interface HttpRejection {
  /** The status code of the answer. */
  failure: HttpFailure;
  /** Whether only the head of the answer is wanted (RFC 9110, 9.3.2). */
  isHead: boolean;
}

/** What is behind the head of an answer, or announces it. */
export interface HttpAnswer {
  /** The status code. */
  status: number;
  /** The fields, besides those that every answer has. */
  fields: Record<string, string>;
  /** The body, also when only the head is wanted. */
  body: Uint8Array;
}

const REASONS: Record<number, string> = {
  101: "Switching Protocols",
  200: "OK",
  206: "Partial Content",
  303: "See Other",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  411: "Length Required",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  426: "Upgrade Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  503: "Service Unavailable",
  505: "HTTP Version Not Supported",
};

/** What may be in a policy: an address that has none of its signs. */
const PLAIN_ADDRESS = /^[\w.:[\]-]+$/;

/**
 * The page runs its own files, and talks to its own server and others of the same room; no other page
 * may hold it in a frame.
 *
 * @param servers Those others, as `host:port`.
 */
export function contentSecurityPolicy(servers: readonly string[]): string {
  const others = servers.filter((one) => PLAIN_ADDRESS.test(one))
    .map((one) => ` ws://${one} wss://${one}`).join("");
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `connect-src 'self'${others}`,
    "img-src 'self' data: blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

const COMMON_FIELDS: Record<string, string> = {
  "Content-Security-Policy": contentSecurityPolicy([]),
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

/** The only path to which a form is sent. */
export const FORM_PATH = "/password";

const REQUEST_LINE = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) (\S+) HTTP\/(\d)\.(\d)$/;
/** `http://host:1/path`, as it is sent to a proxy (RFC 9112, 3.2.2). */
const ABSOLUTE_TARGET = /^https?:\/\/([^\/?#]*)([^?#]*)/i;
const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;
// What no field may have: control characters but Tab, among them a CR that ends no line.
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x08\x0a-\x1f\x7f]/;

// Every byte becomes one character, whatever it means.
const bytesAsText = new TextDecoder("latin1");

/** A head whose body is awaited. */
interface AwaitedBody {
  request: HttpRequest;
  /** Where the body begins and ends. */
  from: number;
  to: number;
}

/** Decodes the one request of a connection. */
export class HttpReader {
  #bytes: Uint8Array = new Uint8Array();
  #awaited?: AwaitedBody | undefined;

  /**
   * Decodes bytes that were read.
   *
   * @param bytes The bytes; the reader copies what it buffers.
   * @returns The request, or why it is none; undefined until its end has come.
   */
  push(bytes: Uint8Array): HttpHead | undefined {
    const from = Math.max(0, this.#bytes.length - 3);
    this.#bytes = concat([this.#bytes, bytes]);
    if (this.#awaited) return this.#withBody(this.#awaited);
    const end = endOfHead(this.#bytes, from);
    if (end === undefined) {
      return this.#bytes.length > SERVER_LIMITS.httpHeadBytes ? this.#reject(431) : undefined;
    }
    if (end > SERVER_LIMITS.httpHeadBytes) return this.#reject(431);
    const read = parseHead(bytesAsText.decode(this.#bytes.subarray(0, end)));
    if (typeof read === "number") return this.#reject(read);
    if (!read.isPost) return { request: read.request, rest: this.#bytes.slice(end) };
    const size = bodySize(read.request.fields);
    if (typeof size !== "number") return this.#reject(size.failure);
    this.#awaited = { request: read.request, from: end, to: end + size };
    return this.#withBody(this.#awaited);
  }

  /** The request with its body; undefined until the whole body has come. */
  #withBody({ request, from, to }: AwaitedBody): HttpHead | undefined {
    if (this.#bytes.length < to) return undefined;
    const form = this.#bytes.slice(from, to);
    return { request: { ...request, form }, rest: this.#bytes.slice(to) };
  }

  /** Whether only the head of an answer is wanted, as far as it can be told. */
  get isHead(): boolean {
    return bytesAsText.decode(this.#bytes.subarray(0, 5)) === "HEAD ";
  }

  #reject(failure: HttpFailure): HttpRejection {
    return { failure, isHead: this.isHead };
  }
}

/** Where the empty line behind a head ends, at or after an index; a line may end in LF alone. */
function endOfHead(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(10, from); at !== -1; at = bytes.indexOf(10, at + 1)) {
    if (bytes[at + 1] === 10) return at + 2;
    if (bytes[at + 1] === 13 && bytes[at + 2] === 10) return at + 3;
  }
  return undefined;
}

/** The size of the body that is announced, or why it is not read (RFC 9112, 6). */
function bodySize(fields: HttpRequest["fields"]): number | { failure: HttpFailure } {
  const length = fields.get("content-length");
  if (length === undefined || fields.has("transfer-encoding")) return { failure: 411 };
  if (!/^\d+$/.test(length)) return { failure: 400 };
  const size = Number(length);
  return size <= SERVER_LIMITS.httpBodyBytes ? size : { failure: 413 };
}

function parseHead(text: string): { request: HttpRequest; isPost: boolean } | HttpFailure {
  const [requestLine = "", ...lines] = text.split(/\r?\n/).slice(0, -2);
  const [, method, target = "", major, minor] = REQUEST_LINE.exec(requestLine) ?? [];
  if (method === undefined || CONTROLS.test(text.replaceAll(/\r?\n/g, ""))) return 400;
  if (major !== "1") return 505;
  const fields = parseFields(lines);
  if (!fields) return 400;
  const isPost = method === "POST";
  if (!isPost && method !== "GET" && method !== "HEAD") return 405;
  const [, authority, absolutePath] = ABSOLUTE_TARGET.exec(target) ?? [];
  const host = (authority ?? fields.get("host"))?.toLowerCase();
  // HTTP/1.1 has exactly one (RFC 9112, 3.2).
  if (host === undefined && minor !== "0" || fields.get("host")?.includes(",")) return 400;
  const path = decodePath(absolutePath ?? target.replace(/[?#].*$/, ""));
  if (path === undefined) return 400;
  if (isPost && path !== FORM_PATH) return 405;
  return { request: { isHead: method === "HEAD", path, host, fields }, isPost };
}

/** The fields; undefined when a line is none. */
function parseFields(lines: string[]): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const line of lines) {
    const [, name, value = ""] = FIELD.exec(line) ?? [];
    if (name === undefined) return undefined;
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return fields;
}

function decodePath(path: string): string | undefined {
  try {
    const decoded = decodeURIComponent(path === "" ? "/" : path);
    return decoded.startsWith("/") ? decoded : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Encodes the head of an answer. The connection ends behind every answer but a switch of protocols. */
export function encodeHttpHead(status: number, fields: Record<string, string>): Uint8Array {
  const all = {
    ...COMMON_FIELDS,
    "Cache-Control": "no-store",
    ...(status === 101 ? {} : { "Connection": "close" }),
    ...fields,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
  return encodeUtf8([`HTTP/1.1 ${status} ${REASONS[status]}`, ...lines, "", ""].join("\r\n"));
}

/** Encodes an answer: the head, and the body unless only the head is wanted. */
export function encodeHttpAnswer(
  { status, fields, body }: HttpAnswer,
  isHead: boolean,
): Uint8Array {
  const head = encodeHttpHead(status, { ...fields, "Content-Length": String(body.length) });
  return isHead ? head : concat([head, body]);
}
