/** The lines of the transcript as rows of a terminal: with their time, word wrap, and optional colour. */

import { bold, dim, green, inverse, magenta, red, rgb8, yellow } from "@std/fmt/colors";
import type { Event } from "../protocol.ts";
import { columns, wrapForTerminal } from "../term/cells.ts";
import { sentenceRows } from "../term/sentences.ts";
import { type Mentioned, mentionRanges } from "./mentions.ts";
import type { Model } from "./model.ts";
import { colorOf } from "./palette.ts";
import {
  lineOf,
  type ListedPerson,
  noteLine,
  separator,
  type TranscriptLine,
  type TranscriptOptions,
} from "./transcript_line.ts";

/** How events are rendered. */
export interface RenderOptions extends TranscriptOptions {
  /** Whether to use colour. */
  color: boolean;
  /** Formats the time of day of a time in ms since 1970. */
  formatTime: (time: number) => string;
  /** Formats the day of a time in ms since 1970. */
  formatDay: (time: number) => string;
}

type Paint = (text: string) => string;
type Wrap = (text: string, width: number) => string[];
/** How to colour each row of a text. `index` counts the rows from 0. */
type PaintRow = (row: string, index: number) => string;

/**
 * Renders an event.
 *
 * @param model The model before the event.
 * @param width The columns of a row, for word wrap. @default {Infinity}
 * @returns The rows; none for an event that is not shown.
 */
export function eventLines(
  event: Event,
  model: Model,
  options: RenderOptions,
  width = Infinity,
): string[] {
  const line = lineOf(event, model, options);
  return line ? rowsOf(line, options, width) : [];
}

/** Renders a sentence of the program itself, with a time. */
export function noteLines(
  time: number,
  text: string,
  options: RenderOptions,
  width = Infinity,
): string[] {
  return rowsOf(noteLine(time, text), options, width);
}

/** Renders a line of the server's console, with a time. Its indented rows stay whole: `sentenceRows`. */
export function consoleLines(
  time: number,
  text: string,
  options: RenderOptions,
  width = Infinity,
): string[] {
  return clockedRows(time, text, (row) => row, options, { width, wrap: sentenceRows });
}

/** Renders the row that separates two days. */
export function dayLine(time: number, options: RenderOptions): string {
  return separatorLine(`── ${options.formatDay(time)} ──`, options);
}

/** Renders a row that separates parts of the transcript. */
export function separatorLine(text: string, options: RenderOptions): string {
  return rowsOf(separator(text), options).join("\n");
}

/**
 * Renders a line of the transcript.
 *
 * @param width The columns of a row, for word wrap. @default {Infinity}
 */
export function rowsOf(line: TranscriptLine, options: RenderOptions, width = Infinity): string[] {
  const { kind, time, text, people } = line;
  if (kind === "separator") return [paintOf(line, options)(text, 0)];
  if (time === undefined) {
    return wrapRows(people ? withPeople(text, people) : text, width, wrapForTerminal);
  }
  return clockedRows(time, text, paintOf(line, options), options, { width, wrap: wrapForTerminal });
}

/** The rows of a text behind its time. */
function clockedRows(
  time: number,
  text: string,
  paint: PaintRow,
  options: RenderOptions,
  { width, wrap }: { width: number; wrap: Wrap },
): string[] {
  const clock = `${options.formatTime(time)} `;
  const indent = columns(clock);
  // Further rows are indented, so that none can be mistaken for another person's message.
  return wrapRows(text, width - indent, wrap).map((row, index) => {
    const margin = index === 0
      ? withColor(options, dim)(clock.trimEnd()) + " "
      : " ".repeat(indent);
    return margin + paint(row, index);
  });
}

function wrapRows(text: string, width: number, wrap: Wrap): string[] {
  return width === Infinity ? text.split("\n") : wrap(text, Math.max(2, width));
}

/** A list of people, one per row, with the time since each joined. */
function withPeople(title: string, people: readonly ListedPerson[]): string {
  const width = Math.max(...people.map(({ name }) => columns(name)));
  const rows = people.map(({ name, presence }) =>
    `  ${name}${" ".repeat(width - columns(name))}   ${presence}`
  );
  return [title, ...rows].join("\n");
}

/** How the rows of a line are coloured. */
function paintOf(line: TranscriptLine, options: RenderOptions): PaintRow {
  const { kind, lead = "" } = line;
  switch (kind) {
    case "presence":
    case "note":
    case "separator":
      return withColor(options, dim);
    case "undelivered":
      return withColor(options, red);
    case "notice":
      return withColor(options, yellow);
    case "private":
      return withColor(options, (row) => bold(magenta(row)));
    case "own":
    case "received":
      return paintPrefix(lead, withColor(options, green));
    case "message":
      return paintMessage(line, options);
    case "answer":
      return (row) => row;
  }
}

function paintMessage(line: TranscriptLine, options: RenderOptions): PaintRow {
  const { lead = "", from = "", isPast, mentioned } = line;
  const nameColor: Paint = (name) => bold(rgb8(name, colorOf(from)));
  const body = isPast ? withColor(options, dim) : highlightMentions(mentioned, options);
  return paintPrefix(lead, withColor(options, nameColor), body);
}

/** Colours a prefix of the first row in one way, and everything else in another. */
function paintPrefix(prefix: string, first: Paint, rest: Paint = (it) => it): PaintRow {
  return (row, index) =>
    index === 0 && row.startsWith(prefix)
      ? first(prefix) + rest(row.slice(prefix.length))
      : rest(row);
}

function highlightMentions(mentioned: Mentioned | undefined, options: RenderOptions): Paint {
  if (!options.color || !mentioned) return (row) => row;
  return (row) => {
    let painted = "";
    let end = 0;
    for (const { from, to } of mentionRanges(row, mentioned)) {
      painted += row.slice(end, from) + inverse(bold(row.slice(from, to)));
      end = to;
    }
    return painted + row.slice(end);
  };
}

/** The colour, or no colour if the options say so. */
function withColor(options: RenderOptions, color: Paint): Paint {
  return options.color ? color : (text) => text;
}
