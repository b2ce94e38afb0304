/**
 * The codec of the structured dialect. Framing: one JSON object per line, `type` first. Decoding
 * ignores unknown fields and sanitizes every string.
 */

import type { Command, Event } from "../protocol.ts";
import { safeText } from "../text.ts";

/** Decodes the value of a field; undefined when its type or range is not valid. */
export type Field = (value: unknown) => unknown;
/** The fields of an object, by name, each with its decoder. */
export type Shape = Record<string, Field>;

/** The length of a name, a language or a token, beyond which the rest is not looked at. */
const MAX_SHORT_UTF16_UNITS = 1024;

/** The decoded value of an optional field that is absent. */
const ABSENT = Symbol("the field may be left out");

const text: Field = (value) => typeof value === "string" ? safeText(value) : undefined;
/** Text that is short in every valid command. The `…` after a part of a longer one is never valid. */
const short: Field = (value) =>
  typeof value === "string" && value.length > MAX_SHORT_UTF16_UNITS
    ? text(`${value.slice(0, MAX_SHORT_UTF16_UNITS)}…`)
    : text(value);
const count: Field = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined;
/** Text of one line, such as a name. */
const line: Field = (value) =>
  typeof value === "string" ? safeText(value).replaceAll("\n", " ") : undefined;
/** A time in the range of `Date` (ECMA-262, 21.4.1.1). */
const time: Field = (value) => Number(value) <= 8.64e15 ? count(value) : undefined;
const id: Field = (value) => value === 0 ? undefined : count(value);
const flag: Field = (value) => typeof value === "boolean" ? value : undefined;
/** A flag that is either true or left out. */
const mark: Field = (value) => value === true ? true : value === false ? ABSENT : undefined;
const optional = (field: Field): Field => (value) => value === undefined ? ABSENT : field(value);
const object = (shape: Shape): Field => (value) => {
  const read = readShape(value, shape);
  return typeof read === "string" ? undefined : read;
};
const listOf = (field: Field): Field => (value) => {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(field);
  return items.includes(undefined) ? undefined : items;
};
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
const people = listOf(object({ name: line, since: time, away: flag }));

/** The fields of each command, except `type`. */
export const COMMANDS: Record<Command["type"], Shape> = {
  hello: {
    version: count,
    name: short,
    lang: optional(short),
    resume: optional(object({ token: short, seen: count })),
  },
  say: { id: optional(id), action: optional(mark), text },
  whisper: { id: optional(id), to: short, text },
  rename: { name: short },
  who: {},
  past: { count, before: optional(count) },
  leave: {},
  ping: {},
  pong: {},
};

/** The fields of each event, except `type`. */
export const EVENTS: Record<Event["type"], Shape> = {
  joined: { seq: count, time, name: line },
  left: { seq: count, time, name: line, reason: text, text: optional(text) },
  renamed: { seq: count, time, from: line, to: line },
  said: { seq: count, time, from: line, id: optional(id), action: optional(mark), text },
  whispered: {
    seq: count,
    time,
    from: line,
    to: line,
    id: optional(id),
    text,
    waiting: optional(flag),
  },
  delayed: { seq: count, time, to: line, of: count, id: optional(id), text },
  received: { seq: count, time, to: line, of: count },
  undelivered: { seq: count, time, to: line, id: optional(id), text },
  notice: { seq: count, time, text },
  welcome: { name: line, token: text, seq: count, rejoined: optional(count), people },
  refused: { code: text, value: optional(text), text: optional(text) },
  rejected: { id: optional(id), code: text, value: optional(text), text: optional(text) },
  people: { people },
  past: { entries: messages },
  missed: { count },
  ping: {},
  pong: { version: optional(count), clock: optional(time) },
};

// deno-lint-ignore no-control-regex
const ESCAPED = /["\\\x00-\x1f\ud800-\udfff]/;

/** Encodes a command or an event as a JSON line. */
export function encodeLine(value: Command | Event): string {
  if (value.type !== "said") return `${JSON.stringify(value)}\n`;
  const { seq, time, from, id, action, text } = value;
  const idField = id === undefined ? "" : `"id":${id},`;
  const actionField = action ? '"action":true,' : "";
  return `{"type":"said","seq":${seq},"time":${time},"from":${quote(from)},${idField}` +
    `${actionField}"text":${quote(text)}}\n`;
}

function quote(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Decodes an event; undefined when its type is unknown or a field is missing. */
export function readEvent(value: Record<string, unknown> | undefined): Event | undefined {
  const type = value?.["type"];
  if (!value || typeof type !== "string" || !Object.hasOwn(EVENTS, type)) return undefined;
  const read = readShape(value, EVENTS[type as Event["type"]]);
  return typeof read === "string" ? undefined : { type, ...read } as Event;
}

/** Parses a JSON line; undefined when it is not an object. */
export function parseJsonLine(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * Decodes the known fields of an object.
 *
 * @returns The fields, or the name of the first field that is missing or of another type or range.
 */
export function readShape(value: unknown, shape: Shape): Record<string, unknown> | string {
  const read: Record<string, unknown> = {};
  const fields = typeof value === "object" && value !== null ? value as typeof read : {};
  for (const name in shape) {
    const field = shape[name]!(fields[name]);
    if (field === undefined) return name;
    if (field !== ABSENT) read[name] = field;
  }
  return read;
}
