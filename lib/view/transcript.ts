/**
 * The transcript of a conversation: the lines of its events in order. Marks each new day, joins a burst
 * of presence changes into one line, and detects highlights. Time is passed in.
 */

import type { Entry, Event } from "../protocol.ts";
import { mentions } from "./mentions.ts";
import { isMe, isPast, type Model, update } from "./model.ts";
import {
  lineOf,
  noteLine,
  separator,
  type TranscriptLine,
  type TranscriptOptions,
} from "./transcript_line.ts";

/** What a transcript is made with. */
export interface DatedTranscriptOptions extends TranscriptOptions {
  /** Formats the day of a time in ms since 1970. */
  formatDay: (time: number) => string;
}

/** What an event adds to the transcript. */
export interface Added {
  /** Its lines, and those that were held back before it. */
  lines: TranscriptLine[];
  /** Whether to ring the bell: a private message to the person, or a mention of them, or of everybody. */
  isHighlight: boolean;
}

/** A person joined or left, and the model before that. */
interface PresenceChange {
  change: Event & { type: "joined" | "left" };
  model: Model;
}

/** What a burst of changes says of a person. */
type Presence = "joined" | "left" | "came back";

/** The names listed of a burst. The others are counted. */
const MAX_NAMES = 8;

/** One client's transcript. */
export class Transcript {
  readonly #options: DatedTranscriptOptions;
  #day?: string | undefined;
  #presenceChanges: PresenceChange[] = [];

  /**
   * Marks the day of the first event.
   *
   * @param options The language, and how a day is written.
   */
  constructor(options: DatedTranscriptOptions) {
    this.#options = options;
  }

  /** Whether presence changes are held back, to be joined with those that follow. */
  get isHoldingBack(): boolean {
    return this.#presenceChanges.length > 0;
  }

  /**
   * Adds an event.
   *
   * @param model The model before the event.
   */
  add(event: Event, model: Model): Added {
    if (isPresenceChange(event) && !isPast(model, event)) {
      const [first] = this.#presenceChanges;
      const isNextDay = first &&
        this.#options.formatDay(first.change.time) !== this.#options.formatDay(event.time);
      const lines = isNextDay ? this.flush() : [];
      this.#presenceChanges.push({ change: event, model });
      return { lines, isHighlight: false };
    }
    if (event.type === "past") {
      return { lines: this.#pastLines(event, model), isHighlight: false };
    }
    const line = lineOf(event, model, this.#options);
    if (!line) return { lines: [], isHighlight: false };
    const held = this.flush();
    const day = "time" in event ? this.#markDay(event.time) : [];
    return { lines: [...held, ...day, line], isHighlight: isHighlight(event, model) };
  }

  /** Adds a sentence of the program itself, which happens now. */
  note(sentence: string): TranscriptLine[] {
    const now = this.#options.now();
    return [...this.flush(), ...this.#markDay(now), noteLine(now, sentence)];
  }

  /** Adds the presence changes that were held back. */
  flush(): TranscriptLine[] {
    const held = this.#presenceChanges;
    this.#presenceChanges = [];
    const [first] = held;
    if (!first) return [];
    const day = this.#markDay(first.change.time);
    return [...day, ...this.#presenceLines(held), ...this.#arrivalLines(held)];
  }

  #presenceLines(held: PresenceChange[]): TranscriptLine[] {
    const [first] = held;
    if (first && held.length === 1) {
      const line = lineOf(first.change, first.model, this.#options);
      return line ? [line] : [];
    }
    const presences = presencesOf(held);
    const namesOf = (presence: Presence) =>
      [...presences].filter(([, one]) => one === presence).map(([name]) => name);
    const { texts } = this.#options;
    const sentences = [
      { names: namesOf("joined"), one: texts.joined, many: texts.joinedMany },
      { names: namesOf("left"), one: texts.left, many: texts.leftMany },
      { names: namesOf("came back"), one: texts.cameBack, many: texts.cameBackMany },
    ].filter(({ names }) => names.length > 0).map(({ names, one, many }) =>
      names.length === 1 ? one(names[0]!) : many(this.#listNames(names))
    );
    const { time } = held.at(-1)!.change;
    return [noteLine(time, sentences.join(" "))];
  }

  /** Tells a newcomer who is there now, and where the commands are; nothing when nobody is new. */
  #arrivalLines(held: PresenceChange[]): TranscriptLine[] {
    if (!held.some(isArrival) || !held.some(isOwnJoin)) return [];
    const { change, model } = held.at(-1)!;
    const { people } = update(model, change);
    const names = people.length > 1 ? this.#listNames(people) : "";
    const text = this.#options.texts.newcomer(people.length, names);
    return [noteLine(change.time, text)];
  }

  /** Older messages, between separators. */
  #pastLines({ entries }: Event & { type: "past" }, model: Model): TranscriptLine[] {
    const { texts } = this.#options;
    const title = [...this.flush(), separator(texts.pastTitle(entries.length))];
    if (entries.length === 0) return title;
    const lines = pastLines(entries, model, this.#options, this.#day);
    this.#day = undefined; // The next event marks its day again.
    return [...title, ...lines, separator(texts.pastEnd)];
  }

  #listNames(names: readonly string[]): string {
    const { texts } = this.#options;
    const listed = names.slice(0, MAX_NAMES);
    const others = names.length - listed.length;
    return texts.list(others > 0 ? [...listed, texts.others(others)] : listed);
  }

  /** The separator of a new day; none if the day is that of the lines before. */
  #markDay(time: number): TranscriptLine[] {
    const day = this.#options.formatDay(time);
    if (day === this.#day) return [];
    this.#day = day;
    return [dayLine(day)];
  }
}

/**
 * The lines of older messages, each day marked.
 *
 * @param model The model when they were asked for.
 * @param markedDay The day that is marked above them. @default {none}
 */
export function pastLines(
  entries: readonly Entry[],
  model: Model,
  options: DatedTranscriptOptions,
  markedDay?: string,
): TranscriptLine[] {
  const before: Model = { ...model, joinedAfterSeq: Infinity };
  let day = markedDay;
  return entries.flatMap((entry) => {
    const line = lineOf(entry, before, options);
    const isNewDay = options.formatDay(entry.time) !== day;
    day = options.formatDay(entry.time);
    return [...(isNewDay ? [dayLine(day)] : []), ...(line ? [line] : [])];
  });
}

function dayLine(day: string): TranscriptLine {
  return separator(`── ${day} ──`);
}

/**
 * What a burst says of each person: the last change, and whether they were away in between. Where we
 * take our name back, the leave is that of our former connection: we have only joined.
 */
function presencesOf(held: PresenceChange[]): Map<string, Presence> {
  const first = new Map<string, Presence>();
  const presences = new Map<string, Presence>();
  for (const { change: { name, type }, model } of held) {
    if (!first.has(name)) first.set(name, type);
    const isBack = type === "joined" && first.get(name) === "left" && !isMe(model, name);
    presences.set(name, isBack ? "came back" : type);
  }
  return presences;
}

/**
 * Whether a change is our own coming: the server announces it right after our `welcome`. Where we take
 * our name back, its first entry is the leave of the former connection.
 */
function isArrival({ change, model }: PresenceChange): boolean {
  return isMe(model, change.name) && change.seq === model.joinedAfterSeq + 1;
}

function isOwnJoin({ change, model }: PresenceChange): boolean {
  return change.type === "joined" && isMe(model, change.name);
}

/** Whether a person came or went by themselves: who was removed is named in a line of its own. */
function isPresenceChange(event: Event): event is PresenceChange["change"] {
  return event.type === "joined" || event.type === "left" && event.reason !== "kicked";
}

/** Highlights: private messages to us, and mentions of us, or of everybody; none from before we joined. */
function isHighlight(event: Event, model: Model): boolean {
  if (isPast(model, event)) return false;
  if (event.type !== "said" && event.type !== "whispered") return false;
  if (isMe(model, event.from)) return false;
  return event.type === "whispered" || mentions(event.text, model);
}
