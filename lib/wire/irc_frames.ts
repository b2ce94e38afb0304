/**
 * IRC in the frames of a WebSocket: one line per message, without its line end
 * (https://ircv3.net/specs/extensions/websocket).
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Event } from "../protocol.ts";
import type { FramedDialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { IrcDialect, type IrcDialectOptions } from "./irc_dialect.ts";
import { encodeFrame, OPCODES } from "./websocket_frames.ts";

/** The subprotocols of IRC, and in which frames their messages are. */
export const IRC_SUBPROTOCOLS: Readonly<Record<string, "text" | "binary">> = {
  "text.ircv3.net": "text",
  "binary.ircv3.net": "binary",
};

const LINE_END = encodeUtf8("\r\n");
const [CARRIAGE_RETURN, NEWLINE] = LINE_END as unknown as [number, number];

/** The dialect of an IRC client in a browser. */
export class IrcFrames implements FramedDialect {
  readonly kind = "irc";
  readonly answersPings = true;
  readonly #dialect: IrcDialect;
  readonly #opcode: number;
  #format?: { of: LogFormat; framed: LogFormat };

  /**
   * Makes the dialect of a client that has not said who it is.
   *
   * @param options What all clients share, and where this one is.
   * @param frames In which frames messages are sent; both are understood.
   */
  constructor(options: IrcDialectOptions, frames: "text" | "binary") {
    const { send } = options;
    this.#opcode = OPCODES[frames];
    this.#dialect = new IrcDialect({
      ...options,
      ...(send && { send: (lines: Uint8Array) => send(this.#framesOf(lines)) }),
    });
  }

  get canResume(): boolean {
    return this.#dialect.canResume;
  }

  get idleTimeoutMs(): number {
    return this.#dialect.idleTimeoutMs;
  }

  /** An entry may be several messages: so each reader encodes it. */
  get logFormat(): LogFormat {
    const of = this.#dialect.logFormat;
    if (this.#format?.of !== of) {
      this.#format = { of, framed: { ...of, key: `${of.key} in frames`, encodesEach: true } };
    }
    return this.#format.framed;
  }

  receive(message: string | Uint8Array): Iterable<Received> {
    const bytes = typeof message === "string" ? encodeUtf8(message) : message;
    return this.#inFrames(this.#dialect.receive(concat([bytes, LINE_END])));
  }

  onIdle(): Iterable<Received> {
    return this.#inFrames(this.#dialect.onIdle());
  }

  encode(event: Event, isOwn = false): Uint8Array {
    return this.#framesOf(this.#dialect.encode(event, isOwn));
  }

  encodePeople(event: PeopleEvent): Uint8Array[] {
    return this.#dialect.encodePeople(event).map((lines) => this.#framesOf(lines));
  }

  *#inFrames(received: Iterable<Received>): Iterable<Received> {
    for (const one of received) {
      if (one.type === "response") yield { ...one, bytes: this.#framesOf(one.bytes) };
      else if (one.type === "end") yield { ...one, lastWords: this.#framesOf(one.lastWords) };
      else yield one;
    }
  }

  /** Lines with their ends, each in a frame without it. */
  #framesOf(lines: Uint8Array): Uint8Array {
    const frames: Uint8Array[] = [];
    for (let from = 0; from < lines.length;) {
      const end = lines.indexOf(NEWLINE, from);
      const hasReturn = lines[end - 1] === CARRIAGE_RETURN;
      frames.push(encodeFrame(this.#opcode, lines.subarray(from, hasReturn ? end - 1 : end)));
      from = end + 1;
    }
    return concat(frames);
  }
}
