/**
 * IRC in the frames of a WebSocket: one line per message, without its line end
 * (https://ircv3.net/specs/extensions/websocket).
 */

import { concat, encodeUtf8 } from "../bytes.ts";
import type { Entry, Event } from "../protocol.ts";
import type { FramedDialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import type { FrameCache } from "./irc_frame_cache.ts";
import { IrcDialect } from "./irc_dialect.ts";
import { type IrcDialectOptions } from "./irc_house.ts";
import { encodeFrame, OPCODES } from "./websocket_frames.ts";

/** The subprotocols of IRC, and in which frames their messages are. */
export const IRC_SUBPROTOCOLS: Readonly<Record<string, "text" | "binary">> = {
  "text.ircv3.net": "text",
  "binary.ircv3.net": "binary",
};

const [CARRIAGE_RETURN, NEWLINE] = [13, 10];
const LINE_END = Uint8Array.of(NEWLINE);

/** An entry may be several messages, each with a header of its own: so every reader asks for its frames. */
const LOG_FORMAT: LogFormat = {
  key: "irc in frames",
  encode: () => "",
  hidesOwn: false,
  encodesEach: true,
};

/** Whether an event is an entry that all read alike but its author. */
function isForAll(event: Event): event is Entry {
  return ["said", "joined", "left", "renamed", "notice"].includes(event.type);
}

/** The dialect of an IRC client in a browser. */
export class IrcFrames implements FramedDialect {
  readonly kind = "irc";
  readonly answersPings = true;
  readonly logFormat: LogFormat = LOG_FORMAT;
  readonly #dialect: IrcDialect;
  readonly #opcode: number;
  readonly #cache: FrameCache;

  /**
   * Makes the dialect of a client that has not said who it is.
   *
   * @param options What all clients share, and where this one is.
   * @param frames In which frames messages are sent; both are understood.
   */
  constructor(options: IrcDialectOptions, frames: "text" | "binary") {
    const { send, house } = options;
    this.#cache = house.frames;
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

  receive(message: string | Uint8Array): Iterable<Received> {
    const bytes = typeof message === "string" ? encodeUtf8(message) : message;
    return this.#inFrames(this.#dialect.receive(concat([bytes, LINE_END])));
  }

  onIdle(): Iterable<Received> {
    return this.#inFrames(this.#dialect.onIdle());
  }

  encode(event: Event, isOwn = false): Uint8Array {
    if (isForAll(event) && !isOwn) {
      const { key, encode } = this.#dialect.logFormat;
      return this.#cache.of(
        `${this.#opcode} ${key} ${event.seq}`,
        () => this.#framesOf(encodeUtf8(encode(event))),
      );
    }
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
