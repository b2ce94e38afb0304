/** JSON lines: one JSON object per line, `type` first. */

import type { Command, Event } from "../protocol.ts";
import type { EncodedEntries, SaidRun } from "../protocol/run.ts";

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

/** Encodes a run as JSON lines; undefined where a text has to be escaped. */
export function encodeRun(
  { seq, time, from, id, text, ends }: SaidRun,
): EncodedEntries | undefined {
  const isEscaped = JSON.stringify(text).length > text.length + ends.length + 1;
  if (isEscaped) return undefined; // More than the line ends.
  const author = `,"time":${time},"from":${quote(from)},`;
  const lines: string[] = [];
  const lineEnds: number[] = [];
  let [start, length] = [0, 0];
  ends.forEach((end, at) => {
    const idField = id === undefined ? "" : `"id":${id + at},`;
    const line = `{"type":"said","seq":${seq + at}${author}${idField}"text":"` +
      `${text.slice(start, end)}"}\n`;
    lines.push(line);
    lineEnds.push(length += line.length);
    start = end + 1;
  });
  return { text: lines.join(""), ends: lineEnds };
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
