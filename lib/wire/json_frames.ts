/** The structured dialect in the frames of a WebSocket: one JSON object per text. */

import type { Texts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import type { FramedDialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { JsonCommands } from "./json_commands.ts";
import { encodeJson } from "./json_lines.ts";
import type { PeopleList } from "./people_list.ts";
import { encodeText, textHeader } from "./websocket_frames.ts";

const LOG_FORMAT: LogFormat = {
  key: "websocket",
  encode: encodeJson,
  makeHeader: textHeader,
  hidesOwn: false,
};

/** The dialect of the page. */
export class JsonFrames implements FramedDialect {
  readonly kind = "websocket";
  readonly canResume = true;
  readonly answersPings = true;
  readonly logFormat: LogFormat = LOG_FORMAT;
  readonly idleTimeoutMs = 0;
  readonly #commands: JsonCommands;

  /**
   * Makes the dialect of a client that has not sent `hello`.
   *
   * @param texts The language of refusals and rejections until a `hello` names another.
   */
  constructor(texts: Texts) {
    this.#commands = new JsonCommands(texts, (event) => this.encode(event));
  }

  receive(message: string): Iterable<Received> {
    return [this.#commands.decode(message)];
  }

  onIdle(): Iterable<Received> {
    return [];
  }

  encode(event: Event): Uint8Array {
    return encodeText(this.#commands.lineOf(event).slice(0, -1)); // Without its line end.
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    const pieces = people.fill(this.#commands.lineOf({ ...event, people: [] }), event.people);
    const end = pieces.pop()!.subarray(0, -1);
    const length = pieces.reduce((sum, piece) => sum + piece.length, end.length);
    return [textHeader(length), ...pieces, end];
  }
}
