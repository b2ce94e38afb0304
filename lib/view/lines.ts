/** Renders an event as rows of the transcript: with its time, word wrap, and optional colour. */

import { bold, dim, green, inverse, magenta, red, rgb8, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import type { Entry, Event, Person, Refused, Rejected } from "../protocol.ts";
import { columns, wrapForTerminal } from "../term/cells.ts";
import { sentenceRows } from "../term/sentences.ts";
import { shortenBlanks } from "../text.ts";
import { type Mentioned, mentionRanges } from "./mentions.ts";
import { isOwn, isPast, type Model, typedText } from "./model.ts";
import { colorOf } from "./palette.ts";

/** How events are rendered. */
export interface RenderOptions {
  /** The language. */
  texts: Texts;
  /** Whether to use colour. */
  color: boolean;
  /** Formats the time of day of a time in ms since 1970. */
  formatTime: (time: number) => string;
  /** Formats the day of a time in ms since 1970. */
  formatDay: (time: number) => string;
  /** The current time, in ms since 1970. */
  now: () => number;
}

type Paint = (text: string) => string;

/** A text, and how to colour each row of it. `index` counts the rows from 0. */
interface StyledText {
  text: string;
  paint: (row: string, index: number) => string;
}

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
  switch (event.type) {
    case "joined":
    case "left":
    case "renamed":
    case "said":
    case "whispered":
    case "undelivered":
    case "notice":
      return timedRows(event.time, entryText(event, model, options), options, width);
    case "delayed": {
      if (model.waiting.some(({ seq }) => seq === event.of)) return [];
      const text = options.texts.delayed(event.to, event.text);
      const paint = withColor(options, (row) => bold(magenta(row)));
      return timedRows(event.time, { text, paint }, options, width);
    }
    case "received": {
      const received = model.waiting.find(({ seq }) => seq === event.of);
      if (!received) return [];
      const text = options.texts.receivedBy(event.to, received.text);
      const paint = paintPrefix("✓", withColor(options, green));
      return timedRows(event.time, { text, paint }, options, width);
    }
    case "welcome":
    case "past":
    case "ping":
    case "pong":
      return [];
    case "rejected":
      return wrapRows(shortenBlanks(rejectionText(event, model, options.texts)), width);
    case "refused":
      // Of a conversation that goes on: the outage has its time. Line clients read the original's sentence.
      if (event.code !== "server-closing") return wrapRows(responseText(event, options), width);
      return noteLines(options.now(), options.texts.serverClosed, options, width);
    default:
      return wrapRows(responseText(event, options), width);
  }
}

/** Renders a sentence of the program itself, with a time. */
export function noteLines(
  time: number,
  text: string,
  options: RenderOptions,
  width = Infinity,
): string[] {
  return clockedRows(time, { text, paint: withColor(options, dim) }, options, width);
}

/** Renders a line of the server's console, with a time. Its indented rows stay whole: `sentenceRows`. */
export function consoleLines(
  time: number,
  text: string,
  options: RenderOptions,
  width = Infinity,
): string[] {
  return clockedRows(time, { text, paint: (row) => row }, options, width, sentenceRows);
}

/** Renders the row that separates two days. */
export function dayLine(time: number, options: RenderOptions): string {
  return separatorLine(`── ${options.formatDay(time)} ──`, options);
}

/** Renders a row that separates parts of the transcript. */
export function separatorLine(text: string, options: RenderOptions): string {
  return withColor(options, dim)(text);
}

/** The rows of what others wrote: no run of blanks in it reaches the edge of the window. */
function timedRows(
  time: number,
  { text, paint }: StyledText,
  options: RenderOptions,
  width: number,
): string[] {
  return clockedRows(time, { text: shortenBlanks(text), paint }, options, width);
}

/** The rows of a text behind its time. The tables of the program itself keep their columns. */
function clockedRows(
  time: number,
  { text, paint }: StyledText,
  options: RenderOptions,
  width: number,
  wrap = wrapForTerminal,
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

function wrapRows(text: string, width: number, wrap = wrapForTerminal): string[] {
  return width === Infinity ? text.split("\n") : wrap(text, Math.max(2, width));
}

function entryText(
  entry: Exclude<Entry, { type: "received" | "delayed" }>,
  model: Model,
  options: RenderOptions,
): StyledText {
  const { texts } = options;
  const dimmed = withColor(options, dim);
  switch (entry.type) {
    case "joined":
      return { text: texts.joined(entry.name), paint: dimmed };
    case "left": {
      const { name, reason, text = "" } = entry;
      const sentence = reason === "kicked" ? texts.removed(name, text) : texts.left(name);
      return { text: sentence, paint: dimmed };
    }
    case "renamed":
      return { text: texts.renamed(entry.from, entry.to), paint: dimmed };
    case "undelivered":
      return { text: texts.undelivered(entry.to, entry.text), paint: withColor(options, red) };
    case "notice":
      return { text: texts.notice(entry.text), paint: withColor(options, yellow) };
    case "said": {
      const { from, action } = entry;
      const acted = action && texts.action(from, entry.text);
      if (isOwn(model, entry) && !isPast(model, entry)) {
        const text = texts.delivered(acted ?? entry.text);
        return { text, paint: paintPrefix("✓", withColor(options, green)) };
      }
      const nameColor: Paint = (name) => bold(rgb8(name, colorOf(from)));
      const body = isPast(model, entry) ? dimmed : highlightMentions(entry.text, model, options);
      const text = acted ?? texts.said(from, entry.text);
      const prefix = action ? texts.action(from, "").trimEnd() : from;
      return { text, paint: paintPrefix(prefix, withColor(options, nameColor), body) };
    }
    case "whispered": {
      const { from, to, waiting } = entry;
      const ours = waiting ? texts.waitsFor : texts.deliveredTo;
      const text = isOwn(model, entry) ? ours(to, entry.text) : texts.whispered(from, entry.text);
      return { text, paint: withColor(options, (row) => bold(magenta(row))) };
    }
  }
}

/** The reason of a rejection, and the text of the rejected message: it is shown nowhere else. */
function rejectionText(event: Rejected, { pending }: Model, texts: Texts): string {
  const reason = sentence(texts.rejections, event);
  const message = pending.find(({ id }) => id === event.id);
  if (!message || event.code === "repeated") return reason;
  const rejectedText = message.type === "whisper"
    ? texts.notWhispered(message.to, message.text)
    : texts.notSaid(typedText(message));
  return `${reason}\n${rejectedText}`;
}

function responseText(
  event: Exclude<Event, Entry | Rejected>,
  { texts, now }: RenderOptions,
): string {
  switch (event.type) {
    case "refused":
      return shortenBlanks(sentence(texts.refusals, event));
    case "people":
      return peopleText(event.people, texts, now());
    case "missed":
      return texts.missed(event.count);
    default:
      return "";
  }
}

/** The people, one per row, with the time since each joined. */
function peopleText(people: Person[], texts: Texts, now: number): string {
  if (people.length === 0) return texts.people([]);
  const width = Math.max(...people.map(({ name }) => columns(name)));
  const rows = people.map(({ name, since, away }) => {
    const minutes = Math.max(0, Math.floor((now - since) / 60_000));
    const padding = " ".repeat(width - columns(name));
    return `  ${name}${padding}   ${texts.present(minutes)}${away ? ` ${texts.away}` : ""}`;
  });
  return [texts.peopleTitle(people.length), ...rows].join("\n");
}

/** The sentence for a code. A newer server may send codes unknown here, with a text to show. */
function sentence(
  known: Record<string, (value: string) => string>,
  { code, value = "", text = code }: Refused | Rejected,
): string {
  return Object.hasOwn(known, code) ? known[code]!(value) : text;
}

/** Colours a prefix of the first row in one way, and everything else in another. */
function paintPrefix(prefix: string, first: Paint, rest: Paint = (it) => it): StyledText["paint"] {
  return (row, index) =>
    index === 0 && row.startsWith(prefix)
      ? first(prefix) + rest(row.slice(prefix.length))
      : rest(row);
}

function highlightMentions(text: string, model: Mentioned, options: RenderOptions): Paint {
  if (!options.color || mentionRanges(text, model).length === 0) return (row) => row;
  return (row) => {
    let painted = "";
    let end = 0;
    for (const { from, to } of mentionRanges(row, model)) {
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
