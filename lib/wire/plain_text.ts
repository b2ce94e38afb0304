/**
 * Plain text, as the original program speaks it: names and messages in, sentences out. A line client
 * (netcat, telnet) ends each message in a newline. Clients do not receive their own messages.
 */

import type { Texts } from "../i18n/mod.ts";
import { type Entry, type Event, PROTOCOL_VERSION, refused, type Rejected } from "../protocol.ts";
import { parseUserInput, personHelp } from "../slash.ts";
import { isHarmless, safeText } from "../text.ts";
import type { Dialect, DialectKind, Received } from "./dialect.ts";
import { type Line, LineDecoder } from "./lines.ts";

/** An entry as lines for a person, each ended by `\n`. */
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

/** Every line of a message names its author: a second line could pass for another person's. */
function eachLine(text: string, sentence: (line: string) => string): string {
  if (!text.includes("\n")) return `${sentence(text)}\n`;
  return text.split("\n").map((line) => `${sentence(line)}\n`).join("");
}

/** What line clients and unframed clients have in common: everything but the framing. */
export abstract class PlainText implements Dialect {
  abstract readonly kind: DialectKind;
  /** The language of its sentences. */
  protected readonly texts: Texts;
  #hasJoined = false;

  /**
   * Waits for a name.
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
   * Decodes lines, one after the other.
   *
   * @param isOverfull Whether the unfinished message after them is past its bound.
   */
  protected *decode(lines: Iterable<Line>, isOverfull = false): Iterable<Received> {
    for (const line of lines) {
      if (line === null) {
        yield this.#undecodable();
        continue;
      }
      // Every kind of line end ends a message: an `@` after it is the first character of its line.
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

  /** A command that only our own client has. */
  #unknown(text: string): Received {
    const [value] = text.split(/\s/);
    return this.#rejected({ type: "rejected", code: "unknown-command", value }, text);
  }

  // A member may have a terminal that is not set to UTF-8; before the name such bytes are noise.
  #undecodable(): Received {
    return this.#hasJoined
      ? this.#rejected({ type: "rejected", code: "not-utf8" }, "�")
      : this.#ended("binary");
  }

  #rejected(event: Rejected, line: string): Received {
    return { type: "answer", text: this.encode(event), line };
  }

  #ended(code: "binary" | "line-too-long"): Received {
    const refusal = refused(code);
    return { type: "end", refusal, farewell: this.encode(refusal) };
  }
}

/** The dialect of netcat and telnet: each message ends in a newline. */
export class LineDialect extends PlainText {
  override readonly kind = "line";
  readonly #lines = new LineDecoder();

  override receive(bytes: Uint8Array): Iterable<Received> {
    return this.decode(this.#lines.push(bytes), this.#lines.isOverfull);
  }

  override end(): Iterable<Received> {
    return this.decode(this.#lines.end());
  }
}

/** Applies Backspace: telnet sends each key as it is typed. */
function applyErasing(line: string): string {
  if (!/[\b\x7f]/.test(line)) return line;
  const kept: string[] = [];
  for (const character of line) {
    if (character === "\b" || character === "\x7f") kept.pop();
    else kept.push(character);
  }
  return kept.join("");
}
