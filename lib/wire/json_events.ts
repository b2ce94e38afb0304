/** The structured dialect, on the client's side: decodes JSON lines into events. */

import type { Event } from "../protocol.ts";
import {
  count,
  type Field,
  flag,
  id,
  line,
  listOf,
  mark,
  object,
  optional,
  readShape,
  type Shape,
  text,
  time,
} from "./json_fields.ts";
import { parseJsonLine } from "./json_lines.ts";
import { LineDecoder } from "./lines.ts";

/** The longest line is a list of people: 16 MiB hold some 100,000. */
const MAX_SERVER_LINE_BYTES = 16 * 1024 * 1024;

/**
 * Messages to everybody. Other entries are ignored: a newer server may send them, and a `past` in a
 * `past` would be read recursively.
 */
const messages: Field = (value) =>
  Array.isArray(value)
    ? value.filter((item) => item?.type === "said" || item?.type === "notice")
      .map((item) => readEvent(item))
      .filter((event) => event !== undefined)
    : undefined;
const servers = listOf(line);
const people = listOf(object({ name: line, since: time, away: flag }));

/** The fields of each event, except `type`. */
export const EVENTS: Record<Event["type"], Shape> = {
  joined: { seq: count, time, name: line },
  left: { seq: count, time, name: line, reason: text, text: optional(text) },
  renamed: { seq: count, time, from: line, to: line },
  said: {
    seq: count,
    time,
    from: line,
    id: optional(id),
    action: optional(mark),
    auto: optional(mark),
    text,
  },
  whispered: {
    seq: count,
    time,
    from: line,
    to: line,
    id: optional(id),
    auto: optional(mark),
    text,
    waiting: optional(flag),
  },
  delayed: { seq: count, time, to: line, of: count, id: optional(id), text },
  received: { seq: count, time, to: line, of: count },
  undelivered: { seq: count, time, to: line, id: optional(id), text },
  notice: { seq: count, time, text },
  welcome: {
    name: line,
    token: text,
    seq: count,
    rejoined: optional(count),
    servers: optional(servers),
    people,
  },
  refused: { code: text, value: optional(text), text: optional(text) },
  rejected: { id: optional(id), code: text, value: optional(text), text: optional(text) },
  people: { people },
  past: { entries: messages },
  missed: { count },
  servers: { servers },
  challenge: { share: text, confirm: text },
  ping: {},
  pong: {
    version: optional(count),
    clock: optional(time),
    certificate: optional(text),
    salt: optional(text),
  },
};

/** Decodes an event; undefined when its type is unknown or a field is missing. */
export function readEvent(value: Record<string, unknown> | undefined): Event | undefined {
  const type = value?.["type"];
  if (!value || typeof type !== "string" || !Object.hasOwn(EVENTS, type)) return undefined;
  const read = readShape(value, EVENTS[type as Event["type"]]);
  return typeof read === "string" ? undefined : { type, ...read } as Event;
}

/** Decodes the events that a server sends. */
export class JsonEventDecoder {
  #lines = new LineDecoder(MAX_SERVER_LINE_BYTES);
  #isForeign = false;

  /** Whether a line was not a JSON object, so that the server does not speak this dialect. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  /** Decodes bytes into events. Events of unknown types are ignored. */
  receive(bytes: Uint8Array): Event[] {
    const values = this.#lines.push(bytes).map((line) =>
      line === null ? undefined : parseJsonLine(line)
    );
    const { isOverLimit } = this.#lines;
    this.#isForeign ||= values.includes(undefined) || isOverLimit;
    if (isOverLimit) this.#lines = new LineDecoder(MAX_SERVER_LINE_BYTES);
    return values.map(readEvent).filter((event) => event !== undefined);
  }
}
