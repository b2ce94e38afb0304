/** The structured dialect over a WebSocket, on the server's side: one JSON object per text frame. */

import { concat } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import { type Event, isNameRefusal, type RefusalCode, type Refused, refused } from "../protocol.ts";
import type { Dialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { JsonCommands } from "./json_commands.ts";
import { encodeJson } from "./json_lines.ts";
import type { PeopleList } from "./people_list.ts";
import {
  CLOSE_CODES,
  type FrameFailure,
  WebSocketDecoder,
  type WebSocketMessage,
} from "./websocket.ts";
import { encodeClose, encodePong, encodeText, textHeader } from "./websocket_frames.ts";

/** What the person reads when frames cannot be decoded. */
const FAILURES: Record<FrameFailure, RefusalCode> = {
  [CLOSE_CODES.protocolError]: "bad-frame",
  [CLOSE_CODES.notText]: "binary",
  [CLOSE_CODES.notUtf8]: "binary",
  [CLOSE_CODES.tooLong]: "line-too-long",
};

/** The code of the close frame behind a refusal; all others are `policy`. */
const CLOSE_CODE_OF: Partial<Record<RefusalCode, number>> = {
  "left": CLOSE_CODES.normal,
  "server-closing": CLOSE_CODES.goingAway,
};

/** The frame of a JSON line, without its line end. */
function frameOf(line: string): Uint8Array {
  return encodeText(line.slice(0, -1));
}

const LOG_FORMAT: LogFormat = {
  key: "websocket",
  encode: encodeJson,
  makeHeader: textHeader,
  hidesOwn: false,
};

/** The dialect of the page. */
export class WebSocketDialect implements Dialect {
  readonly kind = "websocket";
  readonly canResume = true;
  readonly answersPings = true;
  readonly logFormat: LogFormat = LOG_FORMAT;
  readonly idleTimeoutMs = 0;
  readonly #decoder = new WebSocketDecoder();
  readonly #commands: JsonCommands;

  /**
   * Makes the dialect of a client that has not sent `hello`.
   *
   * @param texts The language of refusals and rejections until a `hello` names another.
   */
  constructor(texts: Texts) {
    this.#commands = new JsonCommands(texts, (event) => this.encode(event));
  }

  *receive(bytes: Uint8Array): Iterable<Received> {
    for (const message of this.#decoder.push(bytes)) yield this.#decode(message);
  }

  onIdle(): Iterable<Received> {
    return [];
  }

  end(): Iterable<Received> {
    return [];
  }

  encode(event: Event): Uint8Array {
    if (event.type === "refused" && !isNameRefusal(event.code)) {
      return this.#lastWords(event, CLOSE_CODE_OF[event.code] ?? CLOSE_CODES.policy);
    }
    return frameOf(this.#commands.lineOf(event));
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    const pieces = people.fill(this.#commands.lineOf({ ...event, people: [] }), event.people);
    const end = pieces.pop()!.subarray(0, -1);
    const length = pieces.reduce((sum, piece) => sum + piece.length, end.length);
    return [textHeader(length), ...pieces, end];
  }

  /** A refusal, and the close frame behind it. */
  #lastWords(refusal: Refused, code: number): Uint8Array {
    return concat([frameOf(this.#commands.lineOf(refusal)), encodeClose(code)]);
  }

  #fail(code: FrameFailure): Received {
    const refusal = refused(FAILURES[code]);
    return { type: "end", refusal, lastWords: this.#lastWords(refusal, code) };
  }

  #decode(message: WebSocketMessage): Received {
    switch (message.type) {
      case "text":
        return this.#commands.decode(message.text);
      case "ping":
        return { type: "response", bytes: encodePong(message.payload) };
      case "binary": // Not taken.
      case "fragment":
      case "pong":
        return { type: "nothing" };
      case "close":
        return { type: "closed", lastWords: encodeClose(message.code) };
      case "failed":
        return this.#fail(message.code);
    }
  }
}
