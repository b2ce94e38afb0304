/**
 * The fields of JSON objects: decodes each by its type and range, and sanitizes every string. Unknown
 * fields are ignored.
 */

import { safeText } from "../text.ts";

/** Decodes the value of a field; undefined when its type or range is not valid. */
export type Field = (value: unknown) => unknown;
/** The fields of an object, by name, each with its decoder. */
export type Shape = Record<string, Field>;

/** The length of a name, a language or a token, beyond which the rest is not looked at. */
const MAX_SHORT_UTF16_UNITS = 1024;
/** The latest time of a `Date` (ECMA-262, 21.4.1.1). */
const MAX_TIME = 8.64e15;

/** The decoded value of an optional field that is absent. */
const ABSENT = Symbol("the field may be left out");

/** Text, sanitized. */
export function text(value: unknown): unknown {
  return typeof value === "string" ? safeText(value) : undefined;
}

/** Text that is short in every valid command. The `…` after a part of a longer one is never valid. */
export function short(value: unknown): unknown {
  const isLong = typeof value === "string" && value.length > MAX_SHORT_UTF16_UNITS;
  return text(isLong ? `${value.slice(0, MAX_SHORT_UTF16_UNITS)}…` : value);
}

/** Text of one line, such as a name. */
export function line(value: unknown): unknown {
  return typeof value === "string" ? safeText(value).replaceAll("\n", " ") : undefined;
}

/** A whole number, 0 or more. */
export function count(value: unknown): unknown {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? value : undefined;
}

/** A whole number, 1 or more. */
export function id(value: unknown): unknown {
  return value === 0 ? undefined : count(value);
}

/** A time in ms since 1970. */
export function time(value: unknown): unknown {
  return Number(value) <= MAX_TIME ? count(value) : undefined;
}

/** True or false. */
export function flag(value: unknown): unknown {
  return typeof value === "boolean" ? value : undefined;
}

/** True, or left out. */
export function mark(value: unknown): unknown {
  return value === true ? true : value === false ? ABSENT : undefined;
}

/** A field that may be left out. */
export function optional(field: Field): Field {
  return (value) => value === undefined ? ABSENT : field(value);
}

/** An object with these fields. */
export function object(shape: Shape): Field {
  return (value) => {
    const read = readShape(value, shape);
    return typeof read === "string" ? undefined : read;
  };
}

/** A list whose items are all valid. */
export function listOf(field: Field): Field {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const items = value.map(field);
    return items.includes(undefined) ? undefined : items;
  };
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
