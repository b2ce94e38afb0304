/**
 * Dialect detection, from the first bytes of a connection and an idle timeout after them: `{`
 * begins the structured dialect, a request line HTTP, which may switch to a WebSocket, a line with
 * its end is a line client, text without a line end is an unframed client, and keys that arrive one
 * by X to the dialect found.
 */

import { concat } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Event, LIMITS, refused } from "../protocol.ts";
import type { Dialect, DialectKind, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { HttpDialect } from "./http_dialect.ts";
import { IrcDialect } from "./irc_dialect.ts";
import { type IrcDialectOptions } from "./irc_house.ts";
import { JsonDialect } from "./json_dialect.ts";
import { decodeStrict, unfinishedBytes } from "./lines.ts";
import type { PeopleList } from "./people_list.ts";
import { LineDialect } from "./plain_text.ts";
import { UnframedDialect } from "./unframed.ts";

/** Idle timeout after text without a line end; the rest of a line takes less, even in a VPN. */
const IDLE_TIMEOUT_MS = 300;
/** Idle timeout after a single key, which may be the first of a name typed at telnet. */
const TYPING_IDLE_TIMEOUT_MS = 4_000;

// The type of a TLS handshake record, and the alert that ends a handshake: fatal,
// handshake_failure (RFC 8446, 6).
const TLS_HANDSHAKE = 0x16;
const TLS_ALERT = new Uint8Array([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x28]);

const HTTP_REQUEST = /^[A-Z]+ \S+ HTTP\/\d/;
/** Request lines begin with these: no name has a blank and a slash. */
const HTTP_BEGINNINGS = "GET HEAD POST PUT PATCH DELETE OPTIONS".split(" ").map((one) =>
  `${one} /`
);
/** The first line of an IRC client. */
const IRC_BEGINNING = /^(?:CAP|NICK|USER|AUTHENTICATE) +\S/i;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

// Control characters that no keyboard sends in a name, unlike Tab, Enter, Backspace, Escape and
// Delete.
// deno-lint-ignore no-control-regex
const BINARY_CONTROLS = /[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f]/;

/** Which dialects a detector knows besides. */
export interface DetectorOptions {
  /** Whether TLS may begin. @default {it is refused} */
  offersTls?: boolean | undefined;
  /** What IRC clients share, and where this one is. @default {their lines are a person's} */
  irc?: IrcDialectOptions;
}

/** Detects the dialect of a connection, and is that dialect afterwards. */
export class Detector implements Dialect {
  readonly #texts: Texts;
  readonly #offersTls: boolean;
  readonly #irc: IrcDialectOptions | undefined;
  #dialect?: Dialect | undefined;
  #chunks: Uint8Array[] = [];
  /** Whether only a password has come. */
  #mayBeIrc = false;

  /**
   * Makes a detector without bytes.
   *
   * @param texts The server's language, for line clients and unframed clients.
   * @param options Which dialects it knows besides those of people and of our own clients.
   */
  constructor(texts: Texts, { offersTls = false, irc }: DetectorOptions = {}) {
    this.#texts = texts;
    this.#offersTls = offersTls;
    this.#irc = irc;
  }

  /** `unknown` until the dialect is detected. */
  get kind(): DialectKind {
    return this.#dialect?.kind ?? "unknown";
  }

  get canResume(): boolean {
    return this.#dialect?.canResume ?? false;
  }

  get answersPings(): boolean {
    return this.#dialect?.answersPings ?? false;
  }

  get logFormat(): LogFormat {
    return (this.#dialect ?? new LineDialect(this.#texts)).logFormat;
  }

  get idleTimeoutMs(): number {
    if (this.#dialect) return this.#dialect.idleTimeoutMs;
    if (this.#chunks.length === 0) return 0;
    return this.#chunks.every(isOneKey) ? TYPING_IDLE_TIMEOUT_MS : IDLE_TIMEOUT_MS;
  }

  receive(bytes: Uint8Array): Iterable<Received> {
    if (this.#mayBeIrc) this.#becomeIrc(bytes);
    return this.#dialect ? this.#dialect.receive(bytes) : this.#detect(bytes);
  }

  *#detect(bytes: Uint8Array): Iterable<Received> {
    this.#chunks.push(bytes.slice());
    const all = withoutByteOrderMark(concat(this.#chunks));
    if (all.length === 0) return; // Only a byte order mark, or the beginning of one.
    if (all[0] === 0x7b) return yield* this.#switchTo(new JsonDialect(this.#texts), [all]);
    if (all[0] === TLS_HANDSHAKE) {
      return yield this.#offersTls
        ? { type: "tls", clientHello: all }
        : this.#refuse("tls", TLS_ALERT);
    }

    const newline = all.indexOf(10);
    const firstLine = newline === -1
      ? all.subarray(0, all.length - unfinishedBytes(all))
      : all.subarray(0, newline);
    const text = decodeStrict(firstLine);
    if (text === null || BINARY_CONTROLS.test(text)) return yield this.#refuse("binary");
    const isHttp = newline === -1
      ? HTTP_BEGINNINGS.some((beginning) => text.startsWith(beginning))
      : HTTP_REQUEST.test(text);
    if (isHttp) return yield* this.#switchTo(new HttpDialect(this.#texts, this.#irc), [all]);
    if (this.#irc && newline !== -1) {
      const kind = ircKindOf(new TextDecoder().decode(all.subarray(0, all.lastIndexOf(10))));
      if (kind === "irc") {
        return yield* this.#switchTo(new IrcDialect(this.#irc), [all]);
      }
      // The next line decides, if it comes soon.
      if (kind === "unknown" && all.length <= LIMITS.lineBytes) return;
    }
    const mayBeHttp = HTTP_BEGINNINGS.some((beginning) => beginning.startsWith(text));
    if (newline !== -1 || this.#isTyping() && !mayBeHttp) {
      return yield* this.#switchTo(new LineDialect(this.#texts), [all]);
    }
    if (all.length > LIMITS.lineBytes) yield this.#refuse("line-too-long");
  }

  onIdle(): Iterable<Received> {
    if (this.#dialect) return this.#dialect.onIdle();
    // After half a character more bytes will come.
    if (this.#chunks.length === 0 || unfinishedBytes(this.#chunks.at(-1)!) > 0) return [];
    const hasLine = this.#chunks.some((chunk) => chunk.includes(10)); // `PASS`, and no line behind it.
    this.#mayBeIrc = hasLine;
    const Kind = hasLine || this.#isTyping() ? LineDialect : UnframedDialect;
    return this.#switchTo(new Kind(this.#texts), this.#chunks);
  }

  *end(): Iterable<Received> {
    yield* this.onIdle();
    if (this.#dialect) yield* this.#dialect.end();
  }

  encode(event: Event, isOwn = false): Uint8Array {
    return (this.#dialect ?? new LineDialect(this.#texts)).encode(event, isOwn);
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    return this.#dialect?.encodePeople(event, people) ?? [this.encode(event)];
  }

  /**
   * The HTTP request is answered by a switch of protocols: what follows it are frames.
   *
   * @param subprotocol What is spoken in them. @default {the first one decides}
   */
  upgrade(subprotocol?: string): void {
    if (this.#dialect instanceof HttpDialect) this.#dialect.upgrade(subprotocol);
  }

  *#switchTo(dialect: Dialect, chunks: Uint8Array[]): Iterable<Received> {
    this.#dialect = dialect;
    this.#chunks = [];
    for (const chunk of chunks) yield* dialect.receive(chunk);
  }

  /** The first line behind the password is of IRC. */
  #becomeIrc(bytes: Uint8Array): void {
    this.#mayBeIrc = false;
    const isIrc = IRC_BEGINNING.test(new TextDecoder().decode(bytes));
    if (isIrc && this.#irc) this.#dialect = new IrcDialect(this.#irc);
  }

  /** Whether keys arrive one by one: a person is typing, and the newline has not come yet. */
  #isTyping(): boolean {
    return this.#chunks.filter(isOneKey).length > 1 && isOneKey(this.#chunks[0]!);
  }

  #refuse(code: "binary" | "line-too-long" | "tls", lastWords?: Uint8Array): Received {
    const refusal = refused(code);
    return { type: "end", refusal, lastWords: lastWords ?? this.encode(refusal) };
  }
}

/**
 * Whether lines begin the registration of an IRC client, which no name does: it has no blank. Behind a
 * password, which line clients say, too, the next line decides.
 */
function ircKindOf(text: string): "irc" | "line" | "unknown" {
  const [first = "", second] = text.split("\n");
  if (!/^PASS +\S/i.test(first)) return IRC_BEGINNING.test(first) ? "irc" : "line";
  return second === undefined ? "unknown" : IRC_BEGINNING.test(second) ? "irc" : "line";
}

/** Whether a chunk is one character or a part of one: telnet sends one chunk for each key. */
function isOneKey(chunk: Uint8Array): boolean {
  return chunk.length === 1 ||
    chunk.length <= 4 && [...new TextDecoder().decode(chunk)].length === 1;
}

/** Removes a leading byte order mark, which some programs send first. */
function withoutByteOrderMark(bytes: Uint8Array): Uint8Array {
  const hasMark = BYTE_ORDER_MARK.every((byte, at) => at >= bytes.length || bytes[at] === byte);
  return hasMark ? bytes.subarray(3) : bytes;
}
