/**
 * A WebSocket, on the server's side: what is spoken in its messages, JSON or IRC, is what the client has
 * asked for, or begins with.
 */

import { concat } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Event, isNameRefusal, type RefusalCode, type Refused, refused } from "../protocol.ts";
import type {
  Dialect,
  DialectKind,
  FramedDialect,
  LogFormat,
  PeopleEvent,
  Received,
} from "./dialect.ts";
import type { IrcDialectOptions } from "./irc_house.ts";
import { IRC_SUBPROTOCOLS, IrcFrames } from "./irc_frames.ts";
import { beginsIrc } from "./irc_registration.ts";
import { JsonFrames } from "./json_frames.ts";
import type { PeopleList } from "./people_list.ts";
import {
  CLOSE_CODES,
  type FrameFailure,
  WebSocketDecoder,
  type WebSocketMessage,
} from "./websocket.ts";
import { encodeClose, encodePong } from "./websocket_frames.ts";

/** What the person reads when frames cannot be decoded. */
const FAILURES: Record<FrameFailure | 1003, RefusalCode> = {
  [CLOSE_CODES.protocolError]: "bad-frame",
  [CLOSE_CODES.notText]: "binary",
  [CLOSE_CODES.notUtf8]: "binary",
  [CLOSE_CODES.tooLong]: "line-too-long",
};

/** The code of the close frame behind a refusal; all others are `policy`. */
const CLOSE_CODE_OF: Partial<Record<RefusalCode, number>> = {
  "left": CLOSE_CODES.normal,
  "line-too-long": CLOSE_CODES.tooLong,
  "server-closing": CLOSE_CODES.goingAway,
};

/** What a WebSocket is made with. */
export interface WebSocketOptions {
  /** The language of refusals and rejections, until the client names another. */
  texts: Texts;
  /** What IRC clients share, and where this one is. @default {JSON is spoken} */
  irc?: IrcDialectOptions | undefined;
  /** What the client asked for, and was promised. @default {its first message decides} */
  subprotocol?: string | undefined;
}

/** The dialect of one WebSocket. */
export class WebSocketDialect implements Dialect {
  readonly #irc: IrcDialectOptions | undefined;
  readonly #decoder = new WebSocketDecoder();
  #spoken: FramedDialect;
  /** Whether the first message, which decides what is spoken, has not come. */
  #isOpen: boolean;

  /**
   * Makes the dialect of a client that has said nothing.
   *
   * @param options What it may speak.
   */
  constructor({ texts, irc, subprotocol = "" }: WebSocketOptions) {
    const frames = irc && IRC_SUBPROTOCOLS[subprotocol];
    this.#irc = irc;
    this.#spoken = frames ? new IrcFrames(irc, frames) : new JsonFrames(texts);
    this.#isOpen = !frames;
  }

  get kind(): DialectKind {
    return this.#spoken.kind;
  }

  get canResume(): boolean {
    return this.#spoken.canResume;
  }

  get answersPings(): boolean {
    return this.#spoken.answersPings;
  }

  get logFormat(): LogFormat {
    return this.#spoken.logFormat;
  }

  get idleTimeoutMs(): number {
    return this.#spoken.idleTimeoutMs;
  }

  *receive(bytes: Uint8Array): Iterable<Received> {
    for (const message of this.#decoder.push(bytes)) yield* this.#decode(message);
  }

  onIdle(): Iterable<Received> {
    return this.#spoken.onIdle();
  }

  end(): Iterable<Received> {
    return [];
  }

  encode(event: Event, isOwn = false): Uint8Array {
    const bytes = this.#spoken.encode(event, isOwn);
    if (event.type !== "refused" || isNameRefusal(event.code)) return bytes;
    return concat([bytes, encodeClose(CLOSE_CODE_OF[event.code] ?? CLOSE_CODES.policy)]);
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    return this.#spoken.encodePeople(event, people);
  }

  *#decode(message: WebSocketMessage): Iterable<Received> {
    switch (message.type) {
      case "text":
        return yield* this.#receive(message.text);
      case "binary":
        return yield* this.#receive(message.bytes);
      case "ping":
        return yield { type: "response", bytes: encodePong(message.payload) };
      case "fragment":
      case "pong":
        return yield { type: "nothing" };
      case "close":
        return yield { type: "closed", lastWords: encodeClose(message.code) };
      case "failed":
        return yield this.#fail(message.code);
    }
  }

  *#receive(message: string | Uint8Array): Iterable<Received> {
    if (this.#isOpen) this.#decide(message);
    if (typeof message !== "string" && this.#spoken.kind !== "irc") {
      return yield this.#fail(CLOSE_CODES.notText);
    }
    for (const one of this.#spoken.receive(message)) {
      yield one.type === "end" ? this.#close(one.refusal, one.lastWords) : one;
    }
  }

  /** The first message tells what the client speaks, and in which frames. */
  #decide(message: string | Uint8Array): void {
    this.#isOpen = false;
    const isText = typeof message === "string";
    const line = isText ? message : new TextDecoder().decode(message);
    if (this.#irc && beginsIrc(line)) {
      this.#spoken = new IrcFrames(this.#irc, isText ? "text" : "binary");
    }
  }

  #fail(code: FrameFailure | 1003): Received {
    const refusal = refused(FAILURES[code]);
    return this.#close(refusal, this.#spoken.encode(refusal), code);
  }

  /** The end of the connection, with the close frame behind the last words. */
  #close(
    refusal: Refused,
    words: Uint8Array,
    code = CLOSE_CODE_OF[refusal.code] ?? CLOSE_CODES.policy,
  ): Received {
    return { type: "end", refusal, lastWords: concat([words, encodeClose(code)]) };
  }
}
