/**
 * Which dialect does this connection speak? The first bytes tell, or a short silence after them:
 * `{` begins the structured dialect, a line that ends is a line client, words without an end are
 * an unframed client, keys that come one by one a line client at telnet. What is none of them is
 * answered in its own manner where it has one. Afterwards the detector is the dialect it found.
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Event, LIMITS } from "../protocol.ts";
import type { Dialect, DialectKind, Received } from "./dialect.ts";
import { JsonDialect } from "./json_dialect.ts";
import { decodeStrict, unfinishedBytes } from "./lines.ts";
import { LineDialect } from "./plain_text.ts";
import { UnframedDialect } from "./unframed.ts";

/** After words without an end: long enough for the rest of a line to come through a VPN. */
const SILENCE_MS = 300;
/** After a single key, which may be the first of a name being typed at telnet. */
const TYPING_SILENCE_MS = 4_000;

// A TLS record of a handshake, and the alert that ends one: fatal, handshake_failure (RFC 8446, 6).
const TLS_HANDSHAKE = 0x16;
const TLS_ALERT = "\x15\x03\x01\x00\x02\x02\x28";

const HTTP_REQUEST = /^([A-Z]+) \S+ HTTP\/\d/;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

// Control characters that no keyboard sends in a name: not Tab, Enter, Backspace, Escape or Delete.
// deno-lint-ignore no-control-regex
const NOISE = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f]/;

/** The dialect of a connection whose dialect is not known yet. */
export class Detector implements Dialect {
  readonly #texts: Texts;
  #found?: Dialect;
  #chunks: Uint8Array[] = [];

  /**
   * Begins without an idea.
   *
   * @param texts The server's language, which line and unframed clients read.
   */
  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** `unknown` until a dialect is found, then that of the dialect. */
  get kind(): DialectKind {
    return this.#found?.kind ?? "unknown";
  }

  get idleTimeoutMs(): number {
    if (this.#found) return this.#found.idleTimeoutMs;
    if (this.#chunks.length === 0) return 0;
    return this.#chunks.every(isOneKey) ? TYPING_SILENCE_MS : SILENCE_MS;
  }

  receive(bytes: Uint8Array): Iterable<Received> {
    return this.#found ? this.#found.receive(bytes) : this.#detect(bytes);
  }

  *#detect(bytes: Uint8Array): Iterable<Received> {
    this.#chunks.push(bytes.slice());
    const all = withoutMark(concat(this.#chunks));
    if (all.length === 0) return; // A byte order mark, or a part of one.
    if (all[0] === 0x7b) return yield* this.#become(new JsonDialect(this.#texts), [all]);
    if (all[0] === TLS_HANDSHAKE) return yield this.#end("tls", TLS_ALERT);

    const newline = all.indexOf(10);
    const start = newline === -1
      ? all.subarray(0, all.length - unfinishedBytes(all))
      : all.subarray(0, newline);
    const text = decodeStrict(start);
    if (text === null || NOISE.test(text)) return yield this.#end("binary");
    const [, method] = newline === -1 ? [] : HTTP_REQUEST.exec(text) ?? [];
    if (method) return yield this.#end("http", this.#httpAnswer(method));
    if (newline !== -1 || this.#isTyping()) {
      return yield* this.#become(new LineDialect(this.#texts), [all]);
    }
    if (all.length > LIMITS.unfinishedLineBytes) yield this.#end("line-too-long");
  }

  onIdle(): Iterable<Received> {
    if (this.#found) return this.#found.onIdle();
    // Half a character: whoever sent it has more to send.
    if (this.#chunks.length === 0 || unfinishedBytes(this.#chunks.at(-1)!) > 0) return [];
    return this.#become(new UnframedDialect(this.#texts), this.#chunks);
  }

  *end(): Iterable<Received> {
    yield* this.onIdle();
    if (this.#found) yield* this.#found.end();
  }

  encode(event: Event): string {
    return (this.#found ?? new LineDialect(this.#texts)).encode(event);
  }

  *#become(found: Dialect, chunks: Uint8Array[]): Iterable<Received> {
    this.#found = found;
    this.#chunks = [];
    for (const chunk of chunks) yield* found.receive(chunk);
  }

  /** Keys come one by one: somebody is typing, and the newline has not come yet. */
  #isTyping(): boolean {
    return this.#chunks.filter(isOneKey).length > 1 && isOneKey(this.#chunks[0]!);
  }

  #end(code: "binary" | "http" | "line-too-long" | "tls", farewell?: string): Received {
    const refusal = { type: "refused" as const, code };
    return { type: "end", refusal, farewell: farewell ?? this.encode(refusal) };
  }

  #httpAnswer(method: string): string {
    const body = this.encode({ type: "refused", code: "http" });
    return [
      "HTTP/1.1 400 Bad Request",
      "Content-Type: text/plain; charset=utf-8",
      `Content-Length: ${encodeUtf8(body).length}`,
      "Connection: close",
      "",
      method === "HEAD" ? "" : body,
    ].join("\r\n");
  }
}

/** One character, whole or not: what telnet sends for one key. */
function isOneKey(chunk: Uint8Array): boolean {
  return chunk.length === 1 ||
    chunk.length <= 4 && [...new TextDecoder().decode(chunk)].length === 1;
}

/** Some programs begin what they send with a byte order mark. */
function withoutMark(bytes: Uint8Array): Uint8Array {
  const isBegun = BYTE_ORDER_MARK.every((byte, at) => at >= bytes.length || bytes[at] === byte);
  return isBegun ? bytes.subarray(3) : bytes;
}
