/** What a person at a terminal reads of an event: rows that fit, with their time, in colour or not. */

import { bold, dim, green, inverse, magenta, red, rgb8, yellow } from "@std/fmt/colors";
import type { Texts } from "../i18n/mod.ts";
import { fold } from "../names.ts";
import type { Entry, Event, Person, Refused, Rejected } from "../protocol.ts";
import { columns, wrap } from "../term/cells.ts";
import { isMe, isPast, type Model } from "./model.ts";
import { colorOf } from "./palette.ts";

/** How lines are to look. */
export interface RenderOptions {
  /** The language. */
  texts: Texts;
  /** Whether there is colour. */
  color: boolean;
  /** The time of day of ms since 1970. */
  clock: (time: number) => string;
  /** The day of ms since 1970. */
  day: (time: number) => string;
  /** The time, in ms since 1970. */
  now: () => number;
}

type Paint = (text: string) => string;

/** What is said of an entry: its words, and how each row of them looks, counted from 0. */
interface StyledText {
  words: string;
  paint: (row: string, at: number) => string;
}

/**
 * The rows of an event.
 *
 * @param model The conversation as it was before the event.
 * @param width Columns of a row; rows are broken between words. @default {as wide as they are}
 * @returns None when there is nothing to read.
 */
export function eventLines(
  event: Event,
  model: Model,
  look: RenderOptions,
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
      return timed(event.time, wording(event, model, look), look, width);
    case "welcome":
    case "past":
    case "ping":
    case "pong":
      return [];
    case "rejected":
      return rows(rejectionText(event, model, look.texts), width);
    default:
      return rows(answerText(event, look), width);
  }
}

/** The rows of a sentence of the room's own, with its time. */
export function noteLines(
  time: number,
  words: string,
  look: RenderOptions,
  width = Infinity,
): string[] {
  return timed(time, { words, paint: painter(look, dim) }, look, width);
}

/** The row that says that a new day began. */
export function dayLine(time: number, look: RenderOptions): string {
  return asideLine(`── ${look.day(time)} ──`, look);
}

/** A row that parts what is told from something else. */
export function asideLine(words: string, look: RenderOptions): string {
  return painter(look, dim)(words);
}

/** Whether a person's name stands in a text, as a word of its own, however it is written. */
export function mentions(text: string, name: string): boolean {
  return mentionOf(name).test(fold(text));
}

function timed(
  time: number,
  { words, paint }: StyledText,
  look: RenderOptions,
  width: number,
): string[] {
  const clock = `${look.clock(time)} `;
  const indent = columns(clock);
  // Further rows stand under the first, so that none can pass for somebody else's words.
  return rows(words, width - indent).map((row, at) =>
    (at === 0 ? painter(look, dim)(clock.trimEnd()) + " " : " ".repeat(indent)) + paint(row, at)
  );
}

function rows(text: string, width: number): string[] {
  return width === Infinity ? text.split("\n") : wrap(text, Math.max(2, width));
}

function wording(entry: Entry, model: Model, look: RenderOptions): StyledText {
  const { texts } = look;
  const faint = painter(look, dim);
  switch (entry.type) {
    case "joined":
      return { words: texts.joined(entry.name), paint: faint };
    case "left":
      return { words: texts.left(entry.name), paint: faint };
    case "renamed":
      return { words: texts.renamed(entry.from, entry.to), paint: faint };
    case "undelivered":
      return { words: texts.undelivered(entry.to, entry.text), paint: painter(look, red) };
    case "notice":
      return { words: texts.notice(entry.text), paint: painter(look, yellow) };
    case "said": {
      if (isMe(model, entry.from) && !isPast(model, entry)) {
        const words = texts.delivered(entry.text);
        return { words, paint: leading("✓", painter(look, green)) };
      }
      const named: Paint = (name) => bold(rgb8(name, colorOf(entry.from)));
      const body = isPast(model, entry) ? faint : highlighting(model.me, look);
      const words = texts.said(entry.from, entry.text);
      return { words, paint: leading(entry.from, painter(look, named), body) };
    }
    case "whispered": {
      const words = isMe(model, entry.from)
        ? texts.deliveredTo(entry.to, entry.text)
        : texts.whispered(entry.from, entry.text);
      return { words, paint: painter(look, (row) => bold(magenta(row))) };
    }
  }
}

/** Why something was not done, and which message it was: it is nowhere else to be read. */
function rejectionText(event: Rejected, { pending }: Model, texts: Texts): string {
  const why = sentence(texts.rejections, event);
  const message = pending.find(({ id }) => id === event.id);
  if (!message || event.code === "repeated") return why;
  const what = message.type === "whisper"
    ? texts.notWhispered(message.to, message.text)
    : texts.notSaid(message.text);
  return `${why}\n${what}`;
}

function answerText(
  event: Exclude<Event, Entry | Rejected>,
  { texts, now }: RenderOptions,
): string {
  switch (event.type) {
    case "refused":
      return sentence(texts.refusals, event);
    case "people":
      return peopleText(event.people, texts, now());
    case "missed":
      return texts.missed(event.count);
    default:
      return "";
  }
}

/** Everybody on a line of their own, with how long they have been there. */
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

/** A newer server may have reasons that this program has no sentence for; it sends its own. */
function sentence(
  known: Record<string, (value: string) => string>,
  { code, value = "", text = code }: Refused | Rejected,
): string {
  return Object.hasOwn(known, code) ? known[code]!(value) : text;
}

/** Paints the word the first row begins with, and everything else in another way. */
function leading(word: string, first: Paint, rest: Paint = (it) => it): StyledText["paint"] {
  return (row, at) =>
    at === 0 && row.startsWith(word) ? first(word) + rest(row.slice(word.length)) : rest(row);
}

function highlighting(me: string | undefined, look: RenderOptions): Paint {
  if (me === undefined || !look.color) return (row) => row;
  return (row) => row.replace(mentionOf(me), (name) => inverse(bold(name)));
}

/** A name as a word of its own: not the beginning or the end of another name. */
function mentionOf(name: string): RegExp {
  const names = [name, fold(name)].map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join(
    "|",
  );
  const before = "(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}][-.])";
  const after = "(?![\\p{L}\\p{M}\\p{N}_]|[-.][\\p{L}\\p{N}])";
  return new RegExp(`${before}@?(?:${names})${after}`, "giu");
}

function painter(look: RenderOptions, color: Paint): Paint {
  return look.color ? color : (text) => text;
}
