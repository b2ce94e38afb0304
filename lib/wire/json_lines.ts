/**
 * The codec of the structured dialect: one JSON object per line, `type` first. Unknown fields are
 * ignored, and every string is made safe on the way in.
 */

import type { Command, Event } from "../protocol.ts";
import { safeText } from "../text.ts";

/** Reads the value of a field; undefined when it is of another type or range. */
export type Field = (value: unknown) => unknown;
/** The fields of one kind of object, by name. */
export type Shape = Record<string, Field>;

const NONE = Symbol("the field may be left out");

const text: Field = (value) => typeof value === "string" ? safeText(value) : undefined;
const count: Field = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined;
/** A text of one line, such as a name. */
const word: Field = (value) =>
  typeof value === "string" ? safeText(value).replaceAll("\n", " ") : undefined;
/** A time that a calendar has (ECMA-262, 21.4.1.1). */
const time: Field = (value) => Number(value) <= 8.64e15 ? count(value) : undefined;
const id: Field = (value) => value === 0 ? undefined : count(value);
const flag: Field = (value) => typeof value === "boolean" ? value : undefined;
const optional = (field: Field): Field => (value) => value === undefined ? NONE : field(value);
const object = (shape: Shape): Field => (value) => {
  const read = readShape(value, shape);
  return typeof read === "string" ? undefined : read;
};
const listOf = (field: Field): Field => (value) => {
  if (!Array.isArray(value)) return undefined;
  const items = value.map(field);
  return items.includes(undefined) ? undefined : items;
};
/** Messages to everybody; other entries, of a newer server, are ignored. */
const messages: Field = (value) =>
  Array.isArray(value)
    ? value.map((item) => readEvent(item))
      .filter((event) => event?.type === "said" || event?.type === "notice")
    : undefined;
const people = listOf(object({ name: word, since: time, away: flag }));

/** The fields of each command, without `type`. */
export const COMMANDS: Record<Command["type"], Shape> = {
  hello: {
    version: count,
    name: text,
    lang: optional(text),
    resume: optional(object({ token: text, seen: count })),
  },
  say: { id: optional(id), text },
  whisper: { id: optional(id), to: text, text },
  rename: { name: text },
  who: {},
  past: { count, before: optional(count) },
  leave: {},
  ping: {},
  pong: {},
};

/** The fields of each event, without `type`. */
export const EVENTS: Record<Event["type"], Shape> = {
  joined: { seq: count, time, name: word },
  left: { seq: count, time, name: word, reason: text },
  renamed: { seq: count, time, from: word, to: word },
  said: { seq: count, time, from: word, id: optional(id), text },
  whispered: { seq: count, time, from: word, to: word, id: optional(id), text },
  undelivered: { seq: count, time, to: word, id: optional(id), text },
  notice: { seq: count, time, text },
  welcome: { name: word, token: text, seq: count, people },
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

/** Encodes a value as a line of JSON. */
export function encodeLine(value: Command | Event): string {
  if (value.type !== "said") return `${JSON.stringify(value)}\n`;
  const { seq, time, from, id, text } = value;
  const ided = id === undefined ? "" : `"id":${id},`;
  return `{"type":"said","seq":${seq},"time":${time},"from":${quote(from)},${ided}` +
    `"text":${quote(text)}}\n`;
}

function quote(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Reads an event; undefined when its type is unknown or a field is missing. */
export function readEvent(value: Record<string, unknown> | undefined): Event | undefined {
  const type = value?.["type"];
  if (!value || typeof type !== "string" || !Object.hasOwn(EVENTS, type)) return undefined;
  const read = readShape(value, EVENTS[type as Event["type"]]);
  return typeof read === "string" ? undefined : { type, ...read } as Event;
}

/** Parses a line; undefined when it is not a JSON object. */
export function parseJsonLine(line: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Reads the known fields of an object; the name of the first that is missing or wrong. */
export function readShape(value: unknown, shape: Shape): Record<string, unknown> | string {
  const read: Record<string, unknown> = {};
  const fields = typeof value === "object" && value !== null ? value as typeof read : {};
  for (const name in shape) {
    const field = shape[name]!(fields[name]);
    if (field === undefined) return name;
    if (field !== NONE) read[name] = field;
  }
  return read;
}
