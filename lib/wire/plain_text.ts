/**
 * The plain text dialects: decode names and messages, and encode events as sentences, as the
 * original program does. A line client (netcat, telnet) ends each message with a newline. Clients
 * do not receive their own messages.
 */

import { shortenBlanks } from "../blanks.ts";
import { encodeUtf8 } from "../bytes.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import {
  type Entry,
  type Event,
  PROTOCOL_VERSION,
  refused,
  type Rejected,
  rejected,
} from "../protocol.ts";
import type { EncodedEntries, SaidRun } from "../protocol/run.ts";
import { parseSafeInput, personHelp } from "../slash.ts";
import { isHarmless, safeText } from "../text.ts";
import type { Dialect, DialectKind, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { type Line, LineDecoder } from "./lines.ts";
import { decodeRuns, findPlainLines } from "./runs.ts";

/** Encodes an entry as lines for a person, each with `\n` at its end. */
export function encodeEntry(entry: Entry, texts: ConversationTexts): string {
  switch (entry.type) {
    case "joined":
      return `${texts.joined(entry.name)}\n`;
    case "left":
      return `${texts.left(entry.name)}\n`;
    case "renamed":
      return `${texts.renamed(entry.from, entry.to)}\n`;
    case "said":
      return encodeLines(
        entry.text,
        (line) => entry.action ? texts.action(entry.from, line) : texts.said(entry.from, line),
      );
    case "whispered":
      return encodeLines(entry.text, (line) => texts.whispered(entry.from, line));
    case "undelivered":
      return encodeLines(entry.text, (line) => texts.undelivered(entry.to, line));
    case "delayed":
    case "received":
      return ""; // The original says nothing of it.
    case "notice":
      return encodeLines(entry.text, texts.notice);
  }
}

/**
 * Encodes a message with its author in every line: a second line without an author could pass for a
 * line of another person.
 */
function encodeLines(text: string, sentence: (line: string) => string): string {
  const shown = shortenBlanks(text);
  if (!shown.includes("\n")) return `${sentence(shown)}\n`;
  return shown.split("\n").map((line) => `${sentence(line)}\n`).join("");
}

/** Encodes a run, as `encodeEntry` does each message of it; undefined where a line has to be changed. */
function encodeRun(
  { text, from, ends }: SaidRun,
  texts: ConversationTexts,
): EncodedEntries | undefined {
  if (shortenBlanks(text) !== text) return undefined;
  const [before = "", after = ""] = texts.said(from, "\n").split("\n");
  const behind = `${after}\n`;
  const between = `${behind}${before}`.replaceAll("$", "$$$$");
  const perLine = before.length + behind.length;
  return {
    text: `${before}${text.replace(/\n/g, between)}${behind}`,
    // Each line end of the run is counted already.
    ends: ends.map((end, at) => end - at + (at + 1) * perLine),
  };
}

const formats = new Map<ConversationTexts, LogFormat>();

/** The log in the sentences of a language: one object for each. */
function plainFormat(texts: ConversationTexts): LogFormat {
  let format = formats.get(texts);
  if (!format) {
    format = {
      key: "plain",
      encode: (entry) => encodeEntry(entry, texts),
      encodeRun: (run) => encodeRun(run, texts),
      hidesOwn: true,
    };
    formats.set(texts, format);
  }
  return format;
}

/** The plain text dialect without its framing, which line clients and unframed clients define. */
export abstract class PlainText implements Dialect {
  abstract readonly kind: DialectKind;
  readonly canResume = false;
  readonly answersPings = false;
  /** The log in sentences. */
  readonly logFormat: LogFormat;
  /** The language of the sentences. */
  protected readonly texts: ConversationTexts;
  /** Whether the person is in the room. */
  protected hasJoined = false;

  /**
   * Makes the dialect of a client that has not sent a name.
   *
   * @param texts The server's language.
   */
  constructor(texts: ConversationTexts) {
    this.texts = texts;
    this.logFormat = plainFormat(texts);
  }

  get idleTimeoutMs(): number {
    return 0;
  }

  abstract receive(bytes: Uint8Array): Iterable<Received>;
  abstract end(): Iterable<Received>;

  onIdle(): Iterable<Received> {
    return [];
  }

  encode(event: Event): Uint8Array {
    return encodeUtf8(this.sentenceFor(event));
  }

  encodePeople(event: PeopleEvent): Uint8Array[] {
    return [this.encode(event)];
  }

  /** The sentences for an event; empty when the original says nothing of it. */
  sentenceFor(event: Event): string {
    switch (event.type) {
      case "welcome":
        this.hasJoined = true;
        return "";
      case "refused":
        return `${this.texts.refusals[event.code](shortenBlanks(event.value ?? ""))}\n`;
      case "rejected":
        return `${this.texts.rejections[event.code](shortenBlanks(event.value ?? ""))}\n`;
      case "people":
        return `${this.texts.people(event.people)}\n`;
      case "missed":
        return `${this.texts.missedSlow(event.count)}\n`;
      case "past":
        return event.entries.map((entry) => encodeEntry(entry, this.texts)).join("");
      case "challenge":
      case "ping":
      case "pong":
      case "servers":
        return "";
      default:
        return encodeEntry(event, this.texts);
    }
  }

  /**
   * Decodes lines, one after the other.
   *
   * @param isOverLimit Whether the message after them is longer than the limit.
   */
  protected *decode(lines: Iterable<Line>, isOverLimit = false): Iterable<Received> {
    for (const line of lines) {
      if (line === null) {
        yield this.#rejectUndecodable();
        continue;
      }
      // Every kind of line end ends a message: an `@` after it begins a new line.
      for (const text of isHarmless(line) ? [line] : safeText(applyBackspaces(line)).split("\n")) {
        yield this.#decodeLine(text.trim());
      }
    }
    if (isOverLimit) yield this.#refuse("line-too-long");
  }

  #decodeLine(text: string): Received {
    if (!this.hasJoined) return helloOf(text);
    const input = parseSafeInput(text, this.texts);
    switch (input.type) {
      case "help":
        return {
          type: "response",
          bytes: encodeUtf8(
            [...personHelp(this.texts, ["clear", "ignore", "past"]), this.texts.relayNote, ""]
              .join("\n"),
          ),
          line: text,
        };
      case "clear":
      case "ignore":
      case "past":
        return this.#rejectUnknown(text);
      case "invalid":
        if (input.code === "bad-count") return this.#rejectUnknown(text);
        return this.#reject(rejected(undefined, input.code, input.value), text);
      default:
        return input;
    }
  }

  /** Rejects a command that only our own client has. */
  #rejectUnknown(text: string): Received {
    const [value] = text.split(/\s/);
    return this.#reject(rejected(undefined, "unknown-command", value), text);
  }

  // The terminal of a person who has joined may not be set to UTF-8. Before the name, such bytes
  // are binary data.
  #rejectUndecodable(): Received {
    return this.hasJoined
      ? this.#reject(rejected(undefined, "not-utf8"), "�")
      : this.#refuse("binary");
  }

  #reject(event: Rejected, line: string): Received {
    return { type: "response", bytes: this.encode(event), line };
  }

  #refuse(code: "binary" | "line-too-long"): Received {
    const refusal = refused(code);
    return { type: "end", refusal, lastWords: this.encode(refusal) };
  }
}

/** What a line before the welcome is: a name, or behind `PASS` the password of the room. */
function helloOf(text: string): Received {
  const [, password] = /^PASS +(.*)$/is.exec(text) ?? [];
  if (password !== undefined) return { type: "password", password };
  return { type: "hello", version: PROTOCOL_VERSION, name: text };
}

/** The dialect of netcat and telnet. Framing: a newline ends each message. */
export class LineDialect extends PlainText {
  /** The kind of netcat and telnet. */
  override readonly kind = "line";
  readonly #lines = new LineDecoder();

  /** Decodes the lines that the bytes finish. */
  override receive(bytes: Uint8Array): Iterable<Received> {
    return decodeRuns(this.#lines.pushText(bytes), {
      find: (text, from) => this.hasJoined ? findPlainLines(text, from) : undefined,
      decode: (line) => this.decode([line]),
      decodeTooLong: this.#lines.isOverLimit ? () => this.decode([], true) : undefined,
    });
  }

  /** Decodes the unfinished line. */
  override end(): Iterable<Received> {
    return this.decode(this.#lines.end());
  }
}

/** Applies each Backspace: telnet sends every key, also those that erase. */
function applyBackspaces(line: string): string {
  if (!/[\b\x7f]/.test(line)) return line;
  const kept: string[] = [];
  for (const character of line) {
    if (character === "\b" || character === "\x7f") kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}
