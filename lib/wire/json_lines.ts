/** JSON lines: one JSON object per line, `type` first. */

import type { Command, Event } from "../protocol.ts";

// deno-lint-ignore no-control-regex
const ESCAPED = /["\\\x00-\x1f\ud800-\udfff]/;

/** Encodes a command or an event as a JSON line. */
export function encodeLine(value: Command | Event): string {
  return `${encodeJson(value)}\n`;
}

/** Encodes a command or an event as JSON. */
export function encodeJson(value: Command | Event): string {
  if (value.type === "whispered" && value.tags) {
    const { tags: _, ...rest } = value; // They are for IRC clients.
    return JSON.stringify(rest);
  }
  if (value.type !== "said") return JSON.stringify(value);
  const { seq, time, from, id, action, auto, text } = value;
  const idField = id === undefined ? "" : `"id":${id},`;
  const marks = `${action ? '"action":true,' : ""}${auto ? '"auto":true,' : ""}`;
  return `{"type":"said","seq":${seq},"time":${time},"from":${quote(from)},${idField}` +
    `${marks}"text":${quote(text)}}`;
}

function quote(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
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
