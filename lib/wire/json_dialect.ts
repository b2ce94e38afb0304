/** The structured dialect over TCP, on the server's side: one JSON object per line. */

import { encodeUtf8 } from "../bytes.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Event } from "../protocol.ts";
import type { Dialect, LogFormat, PeopleEvent, Received } from "./dialect.ts";
import { JsonCommands } from "./json_commands.ts";
import { encodeLine, encodeRun } from "./json_lines.ts";
import { type Line, LineDecoder } from "./lines.ts";
import type { PeopleList } from "./people_list.ts";
import { decodeRuns, findSays } from "./runs.ts";

const LOG_FORMAT: LogFormat = { key: "structured", encode: encodeLine, encodeRun, hidesOwn: false };

/** The dialect of our own client and of bots. */
export class JsonDialect implements Dialect {
  readonly kind = "structured";
  readonly canResume = true;
  readonly answersPings = true;
  readonly logFormat: LogFormat = LOG_FORMAT;
  readonly idleTimeoutMs = 0;
  readonly #lines = new LineDecoder();
  readonly #commands: JsonCommands;

  /**
   * Makes the dialect of a client that has not sent `hello`.
   *
   * @param texts The language of refusals and rejections until a `hello` names another.
   */
  constructor(texts: Texts) {
    this.#commands = new JsonCommands(texts, (event) => this.encode(event));
  }

  receive(bytes: Uint8Array): Iterable<Received> {
    return this.#decode(this.#lines.pushText(bytes), this.#lines.isOverLimit);
  }

  onIdle(): Iterable<Received> {
    return [];
  }

  end(): Iterable<Received> {
    return this.#decode(this.#lines.end());
  }

  encode(event: Event): Uint8Array {
    return encodeUtf8(this.#commands.lineOf(event));
  }

  encodePeople(event: PeopleEvent, people: PeopleList): Uint8Array[] {
    return people.fill(this.#commands.lineOf({ ...event, people: [] }), event.people);
  }

  #decode(lines: string | Line[], isOverLimit = false): Iterable<Received> {
    const commands = this.#commands;
    return decodeRuns(lines, {
      find: (text, from) => commands.hasJoined ? findSays(text, from) : undefined,
      decode: (line) => [line === null ? commands.refuse("binary") : commands.decode(line)],
      decodeTooLong: isOverLimit ? () => [commands.refuse("line-too-long")] : undefined,
    });
  }
}
