/**
 * The dialects of the original: names and messages in, sentences out, and nothing else. A line
 * client (netcat, telnet) ends each message in a newline; an unframed client (the old program)
 * ends none, so what one read brings is one message. Nobody is told what they themselves said.
 */

import { concat } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Entry, type Event, LIMITS, PROTOCOL_VERSION, type Rejected } from "../protocol.ts";
import { parseUserInput, personHelp } from "../slash.ts";
import { isHarmless, safeText } from "../text.ts";
import type { Dialect, DialectKind, Received } from "./dialect.ts";
import { decodeStrict, type Line, LineDecoder, unfinishedBytes } from "./lines.ts";

/** A chunk this long may be the beginning of a message that the network cut (RFC 879: 536). */
const MAYBE_CUT_BYTES = 512;
/** Longer than a lost packet takes to be sent again (RFC 6298 asks 1 s at first, systems take 0.2 s). */
const CUT_SILENCE_MS = 250;

/** The lines a person reads about an entry, each ended by `\n`. */
export function encodeEntry(entry: Entry, texts: Texts): string {
  switch (entry.type) {
    case "joined":
      return `${texts.joined(entry.name)}\n`;
    case "left":
      return `${texts.left(entry.name)}\n`;
    case "renamed":
      return `${texts.renamed(entry.from, entry.to)}\n`;
    case "said":
      return eachLine(entry.text, (line) => texts.said(entry.from, line));
    case "whispered":
      return eachLine(entry.text, (line) => texts.whispered(entry.from, line));
    case "undelivered":
      return eachLine(entry.text, (line) => texts.undelivered(entry.to, line));
    case "notice":
      return eachLine(entry.text, texts.notice);
  }
}

/** Every line of a message says whose it is: a second line could pass for somebody else's words. */
function eachLine(text: string, sentence: (line: string) => string): string {
  if (!text.includes("\n")) return `${sentence(text)}\n`;
  return text.split("\n").map((line) => `${sentence(line)}\n`).join("");
}

/** What line clients and unframed clients share: everything but where a message ends. */
export abstract class PlainText implements Dialect {
  abstract readonly kind: DialectKind;
  /** The language it is told everything in. */
  protected readonly texts: Texts;
  #hasJoined = false;

  /**
   * Begins before the name.
   *
   * @param texts The server's language.
   */
  constructor(texts: Texts) {
    this.texts = texts;
  }

  get idleTimeoutMs(): number {
    return 0;
  }

  abstract receive(bytes: Uint8Array): Iterable<Received>;
  abstract end(): Iterable<Received>;

  onIdle(): Iterable<Received> {
    return [];
  }

  encode(event: Event): string {
    switch (event.type) {
      case "welcome":
        this.#hasJoined = true;
        return "";
      case "refused":
        return `${this.texts.refusals[event.code](event.value ?? "")}\n`;
      case "rejected":
        return `${this.texts.rejections[event.code](event.value ?? "")}\n`;
      case "people":
        return `${this.texts.people(event.people)}\n`;
      case "missed":
        return `${this.texts.missed(event.count)}\n`;
      case "past":
        return event.entries.map((entry) => encodeEntry(entry, this.texts)).join("");
      case "ping":
      case "pong":
        return "";
      default:
        return encodeEntry(event, this.texts);
    }
  }

  /**
   * What lines mean, one after the other.
   *
   * @param isOverfull Whether the unfinished message behind them is past its bound.
   */
  protected *decode(lines: Iterable<Line>, isOverfull = false): Iterable<Received> {
    for (const line of lines) {
      if (line === null) {
        yield this.#undecodable();
        continue;
      }
      // Whatever ends a line ends a message: an `@` behind it is the first of its line.
      for (const text of isHarmless(line) ? [line] : safeText(applyErasing(line)).split("\n")) {
        const received = this.#decodeLine(text.trim());
        if (received) yield received;
      }
    }
    if (isOverfull) yield this.#ended("line-too-long");
  }

  #decodeLine(text: string): Received | undefined {
    if (!this.#hasJoined) return { type: "hello", version: PROTOCOL_VERSION, name: text };
    const typed = parseUserInput(text, this.texts);
    switch (typed.type) {
      case "nothing":
        return undefined;
      case "help":
        return {
          type: "answer",
          text: personHelp(this.texts, ["clear", "past"]).join("\n") + "\n",
          line: text,
        };
      case "clear":
      case "past":
        return this.#unknown(text);
      case "invalid":
        if (typed.code === "bad-count") return this.#unknown(text);
        return this.#rejected({ type: "rejected", code: typed.code, value: typed.value }, text);
      default:
        return typed;
    }
  }

  /** A command that is only for our own client. */
  #unknown(text: string): Received {
    const [value] = text.split(/\s/);
    return this.#rejected({ type: "rejected", code: "unknown-command", value }, text);
  }

  // One who is in may have a keyboard that does not speak UTF-8; a stranger's bytes are noise.
  #undecodable(): Received {
    return this.#hasJoined
      ? this.#rejected({ type: "rejected", code: "not-utf8" }, "�")
      : this.#ended("binary");
  }

  #rejected(event: Rejected, line: string): Received {
    return { type: "answer", text: this.encode(event), line };
  }

  #ended(code: "binary" | "line-too-long"): Received {
    const refusal = { type: "refused" as const, code };
    return { type: "end", refusal, farewell: this.encode(refusal) };
  }
}

/** One who ends each message in a newline. */
export class LineDialect extends PlainText {
  /** Its name. */
  override readonly kind = "line";
  readonly #lines = new LineDecoder();

  /** Understands the lines that are finished. */
  override receive(bytes: Uint8Array): Iterable<Received> {
    return this.decode(this.#lines.push(bytes), this.#lines.isOverfull);
  }

  /** Understands the line that was not finished. */
  override end(): Iterable<Received> {
    return this.decode(this.#lines.end());
  }
}

/** One who ends no message: a read is one, unless the network cut it or it holds newlines. */
export class UnframedDialect extends PlainText {
  /** Its name. */
  override readonly kind = "unframed";
  #held: Uint8Array[] = [];

  /** 250 ms while the end of a message may be missing, else 0. */
  override get idleTimeoutMs(): number {
    return this.#held.length > 0 ? CUT_SILENCE_MS : 0;
  }

  /** Understands what one read brought, unless its end is missing. */
  override receive(bytes: Uint8Array): Iterable<Received> {
    this.#held.push(bytes.slice());
    const all = concat(this.#held);
    const isCut = bytes.length >= MAYBE_CUT_BYTES;
    if (all.length > LIMITS.unfinishedLineBytes) return this.decode([], true);
    return unfinishedBytes(all) === 0 && !isCut ? this.end() : [];
  }

  /** Takes what is held for a whole message. */
  override *onIdle(): Iterable<Received> {
    if (unfinishedBytes(concat(this.#held)) === 0) yield* this.end();
  }

  /** Understands what is held. */
  override *end(): Iterable<Received> {
    const all = concat(this.#held);
    this.#held = [];
    if (all.length > 0) yield* this.decode(messages(all));
  }

  /** The old program says by itself that its person left. */
  override encode(event: Event): string {
    return event.type === "refused" && event.code === "left" ? "" : super.encode(event);
  }
}

function messages(bytes: Uint8Array): Line[] {
  const text = decodeStrict(bytes);
  if (text === null) return [null];
  const lines = text.split(/\r?\n/);
  if (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines;
}

/** What the old program takes in one read. */
export const UNFRAMED_READ_BYTES = 1024;

/**
 * How bytes go out to an unframed client: the piece to be taken by its next read, and how many bytes
 * are done with then. Nothing ends the last message of a piece, and no piece ends in the middle of a
 * character.
 *
 * @param bytes What is to go out; one at least.
 */
export function unframedPiece(bytes: Uint8Array): { piece: Uint8Array; length: number } {
  const full = bytes.subarray(0, UNFRAMED_READ_BYTES);
  const isLast = full.length === bytes.length;
  const piece = isLast ? full : full.subarray(0, full.length - unfinishedBytes(full));
  return { piece: piece.at(-1) === 10 ? piece.subarray(0, -1) : piece, length: piece.length };
}

/** Telnet sends each key as it is typed, Backspace too. */
function applyErasing(line: string): string {
  if (!/[\b\x7f]/.test(line)) return line;
  const kept: string[] = [];
  for (const character of line) {
    if (character === "\b" || character === "\x7f") kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}

/** What our own client hears from a server of the original: each read is shown as lines. */
export class UnframedDecoder {
  #held: Uint8Array = new Uint8Array();

  /** The lines to show for what was read; a character cut between two reads waits for its rest. */
  receive(bytes: Uint8Array): string[] {
    const all = concat([this.#held, bytes]);
    const whole = all.length - unfinishedBytes(all);
    this.#held = all.slice(whole);
    if (whole === 0) return [];
    const text = safeText(new TextDecoder().decode(all.subarray(0, whole)));
    return text.replace(/\n$/, "").split("\n");
  }
}
