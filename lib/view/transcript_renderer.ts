/**
 * Tells events in the order they came, as one reads them: a new day is marked, comings and goings
 * that come in a burst are one line, and what concerns oneself is to be heard. Time is passed in.
 */

import type { Event } from "../protocol.ts";
import {
  asideLine,
  dayLine,
  eventLines,
  mentions,
  noteLines,
  type RenderOptions,
} from "./lines.ts";
import { isMe, isPast, type Model } from "./model.ts";

/** What is to be read, and whether to ring for it. */
export interface Rendered {
  /** Rows for the transcript. */
  lines: string[];
  /** Whether it concerns the person: a private message, or their name. */
  isHighlight: boolean;
}

type Move = Event & { type: "joined" | "left" };

/** So many names are told of a burst, the others counted. */
const MAX_NAMES = 8;

/** One reader's story. */
export class TranscriptRenderer {
  readonly #look: RenderOptions;
  #day?: string;
  #presenceChanges: { move: Move; model: Model }[] = [];

  /**
   * Begins before the first day.
   *
   * @param look How lines are to look.
   */
  constructor(look: RenderOptions) {
    this.#look = look;
  }

  /** Whether comings and goings are held back for what may come with them. */
  get isHoldingBack(): boolean {
    return this.#presenceChanges.length > 0;
  }

  /**
   * Tells an event.
   *
   * @param model The conversation as it was before the event.
   * @param width Columns of a row.
   */
  render(event: Event, model: Model, width?: number): Rendered {
    if ((event.type === "joined" || event.type === "left") && !isPast(model, event)) {
      const [first] = this.#presenceChanges;
      const isNextDay = first && this.#look.day(first.move.time) !== this.#look.day(event.time);
      const lines = isNextDay ? this.flush(width) : [];
      this.#presenceChanges.push({ move: event, model });
      return { lines, isHighlight: false };
    }
    if (event.type === "past") {
      return { lines: this.#pastOf(event, model, width), isHighlight: false };
    }
    const rows = eventLines(event, model, this.#look, width);
    if (rows.length === 0) return { lines: [], isHighlight: false };
    const held = this.flush(width);
    const day = "time" in event ? this.#dayOf(event.time) : [];
    return { lines: [...held, ...day, ...rows], isHighlight: isHighlight(event, model) };
  }

  /** Tells the comings and goings that were held back. */
  flush(width?: number): string[] {
    const moves = this.#presenceChanges;
    this.#presenceChanges = [];
    const [first] = moves;
    if (!first) return [];
    const day = this.#dayOf(first.move.time);
    if (moves.length === 1) {
      return [...day, ...eventLines(first.move, first.model, this.#look, width)];
    }
    // Somebody who comes and goes in one burst is told of once, as it ended.
    const ended = new Map(moves.map(({ move }) => [move.name, move.type]));
    const named = (type: Move["type"]) =>
      [...ended].filter(([, last]) => last === type).map(([name]) => name);
    const { texts } = this.#look;
    const sentences = [
      { names: named("joined"), one: texts.joined, many: texts.joinedMany },
      { names: named("left"), one: texts.left, many: texts.leftMany },
    ].filter(({ names }) => names.length > 0).map(({ names, one, many }) =>
      names.length === 1 ? one(names[0]!) : many(this.#list(names))
    );
    const { time } = moves.at(-1)!.move;
    return [...day, ...noteLines(time, sentences.join(" "), this.#look, width)];
  }

  /** Older messages, told apart from what is said now. */
  #pastOf({ entries }: Event & { type: "past" }, model: Model, width?: number): string[] {
    const { texts } = this.#look;
    const lines = this.flush(width);
    lines.push(asideLine(texts.pastTitle(entries.length), this.#look));
    if (entries.length === 0) return lines;
    const before: Model = { ...model, historyUntilSeq: Infinity };
    for (const entry of entries) {
      lines.push(...this.#dayOf(entry.time), ...eventLines(entry, before, this.#look, width));
    }
    this.#day = undefined; // The day of what comes next is told again.
    return [...lines, asideLine(texts.pastEnd, this.#look)];
  }

  #list(names: string[]): string {
    const { texts } = this.#look;
    const told = names.slice(0, MAX_NAMES);
    const others = names.length - told.length;
    return texts.list(others > 0 ? [...told, texts.others(others)] : told);
  }

  #dayOf(time: number): string[] {
    const day = this.#look.day(time);
    if (day === this.#day) return [];
    this.#day = day;
    return [dayLine(time, this.#look)];
  }
}

/** What rings: a private message of somebody else's, or one's own name in their words. Not the past. */
function isHighlight(event: Event, model: Model): boolean {
  if (isPast(model, event)) return false;
  if (event.type !== "said" && event.type !== "whispered") return false;
  if (isMe(model, event.from)) return false;
  return event.type === "whispered" || model.me !== undefined && mentions(event.text, model.me);
}
