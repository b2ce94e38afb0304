/**
 * What an event says in the transcript, as a value: the sentence, whose it is, and what kind of line it
 * makes. A terminal shows it in rows, the page as an element.
 */

import { shortenBlanks } from "../blanks.ts";
import type { ConversationTexts } from "../i18n/mod.ts";
import type { Entry, Event, Person, Refused, Rejected } from "../protocol.ts";
import { type Mentioned, mentions } from "./mentions.ts";
import { isOwn, isPast, type Model, typedText } from "./model.ts";

/** What a line is, which decides how it looks. */
export type LineKind =
  /** Somebody came, went, or has a new name. */
  | "presence"
  /** What the person said, and everybody can read now. */
  | "own"
  /** What another person said to everybody, or anybody before the person joined. */
  | "message"
  | "private"
  /** A private message of the person that was received at last. */
  | "received"
  | "undelivered"
  | "notice"
  /** The answer to a command, without a time. */
  | "answer"
  /** A sentence of the program itself. */
  | "note"
  /** A new day, or another part of the transcript. */
  | "separator";

/** One line of the transcript. Its text may have several rows. */
export interface TranscriptLine {
  /** What it is. */
  readonly kind: LineKind;
  /** When it happened, in ms since 1970. @default {it has no time} */
  readonly time?: number;
  /** What it says, with the name first. */
  readonly text: string;
  /** What stands out at the beginning of the text: a name, or a mark. @default {nothing} */
  readonly lead?: string;
  /** The person whose colour the lead has. @default {nobody} */
  readonly from?: string;
  /** Whether it was said before the person joined. @default {false} */
  readonly isPast?: boolean;
  /** Who may be mentioned in it, if somebody is. @default {nobody is} */
  readonly mentioned?: Mentioned;
  /** The message that was not sent, as it was typed. @default {none} */
  readonly rejected?: string;
  /** The people that are listed below the text. @default {none} */
  readonly people?: readonly ListedPerson[];
}

/** A person in a list, and for how long this person has been here. */
export interface ListedPerson {
  /** The name. */
  readonly name: string;
  /** Since when, and whether the connection is lost, in words. */
  readonly presence: string;
}

/** What sentences are made with. */
export interface TranscriptOptions {
  /** The language. */
  texts: ConversationTexts;
  /** The current time, in ms since 1970. */
  now: () => number;
}

/**
 * The line of an event.
 *
 * @param model The model before the event.
 * @returns The line; undefined for an event that is not shown.
 */
export function lineOf(
  event: Event,
  model: Model,
  { texts, now }: TranscriptOptions,
): TranscriptLine | undefined {
  switch (event.type) {
    case "joined":
    case "left":
    case "renamed":
    case "said":
    case "whispered":
    case "undelivered":
    case "notice": {
      const line = entryLine(event, model, texts);
      // No run of blanks in what others wrote reaches the edge of a window.
      return { ...line, text: shortenBlanks(line.text), time: event.time };
    }
    case "delayed": {
      if (model.waiting.some(({ seq }) => seq === event.of)) return undefined;
      const text = shortenBlanks(texts.delayed(event.to, event.text));
      return { kind: "private", text, time: event.time };
    }
    case "received": {
      const received = model.waiting.find(({ seq }) => seq === event.of);
      if (!received) return undefined;
      const text = shortenBlanks(texts.receivedBy(event.to, received.text));
      return { kind: "received", text, lead: "✓", time: event.time };
    }
    case "welcome":
    case "past":
    case "ping":
    case "pong":
      return undefined;
    case "rejected":
      return rejectionLine(event, model, texts);
    case "refused":
      // Of a conversation that goes on: the outage has its time. Line clients read the original's sentence.
      return event.code === "server-closing"
        ? noteLine(now(), texts.serverClosed)
        : { kind: "answer", text: refusalText(event, texts) };
    case "people":
      return peopleLine(event.people, texts, now());
    case "missed":
      return { kind: "answer", text: texts.missed(event.count) };
  }
}

/** The line of a sentence of the program itself. */
export function noteLine(time: number, text: string): TranscriptLine {
  return { kind: "note", text, time };
}

/** A line that separates parts of the transcript. */
export function separator(text: string): TranscriptLine {
  return { kind: "separator", text };
}

function entryLine(
  entry: Exclude<Entry, { type: "received" | "delayed" }>,
  model: Model,
  texts: ConversationTexts,
): TranscriptLine {
  switch (entry.type) {
    case "joined":
      return { kind: "presence", text: texts.joined(entry.name) };
    case "left": {
      const { name, reason, text = "" } = entry;
      const sentence = reason === "kicked" ? texts.removed(name, text) : texts.left(name);
      return { kind: "presence", text: sentence };
    }
    case "renamed":
      return { kind: "presence", text: texts.renamed(entry.from, entry.to) };
    case "undelivered":
      return { kind: "undelivered", text: texts.undelivered(entry.to, entry.text) };
    case "notice":
      return { kind: "notice", text: texts.notice(entry.text) };
    case "said":
      return messageLine(entry, model, texts);
    case "whispered": {
      const { from, to, waiting } = entry;
      const ours = waiting ? texts.waitsFor : texts.deliveredTo;
      const text = isOwn(model, entry) ? ours(to, entry.text) : texts.whispered(from, entry.text);
      return { kind: "private", text };
    }
  }
}

function messageLine(
  entry: Entry & { type: "said" },
  model: Model,
  texts: ConversationTexts,
): TranscriptLine {
  const { from, action } = entry;
  const acted = action && texts.action(from, entry.text);
  if (isOwn(model, entry) && !isPast(model, entry)) {
    return { kind: "own", text: texts.delivered(acted ?? entry.text), lead: "✓" };
  }
  const line: TranscriptLine = {
    kind: "message",
    text: acted ?? texts.said(from, entry.text),
    lead: action ? texts.action(from, "").trimEnd() : from,
    from,
  };
  if (isPast(model, entry)) return { ...line, isPast: true };
  return mentions(entry.text, model) ? { ...line, mentioned: model } : line;
}

/** The reason of a rejection, and the text of the rejected message: it is shown nowhere else. */
function rejectionLine(
  event: Rejected,
  { pending }: Model,
  texts: ConversationTexts,
): TranscriptLine {
  const reason = shortenBlanks(sentence(texts.rejections, event));
  const message = pending.find(({ id }) => id === event.id);
  if (!message || event.code === "repeated") return { kind: "answer", text: reason };
  const isPrivate = message.type === "whisper";
  const text = isPrivate
    ? texts.notWhispered(message.to, message.text)
    : texts.notSaid(typedText(message));
  const rejected = isPrivate ? `@${message.to} ${message.text}` : typedText(message);
  return { kind: "answer", text: `${reason}\n${shortenBlanks(text)}`, rejected };
}

/** The sentence of a refusal. */
export function refusalText(event: Refused, texts: ConversationTexts): string {
  return shortenBlanks(sentence(texts.refusals, event));
}

function peopleLine(people: Person[], texts: ConversationTexts, now: number): TranscriptLine {
  if (people.length === 0) return { kind: "answer", text: texts.people([]) };
  const listed = people.map(({ name, since, away }) => {
    const minutes = Math.max(0, Math.floor((now - since) / 60_000));
    return { name, presence: `${texts.present(minutes)}${away ? ` ${texts.away}` : ""}` };
  });
  return { kind: "answer", text: texts.peopleTitle(people.length), people: listed };
}

/** The sentence for a code. A newer server may send codes unknown here, with a text to show. */
function sentence(
  known: Record<string, (value: string) => string>,
  { code, value = "", text = code }: Refused | Rejected,
): string {
  return Object.hasOwn(known, code) ? known[code]!(value) : text;
}
