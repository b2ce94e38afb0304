/** Events as they are told to Ana, who came after ten entries. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import type { RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";

/** Ana, and ten entries older than she is. */
export const ANA: Model = { ...EMPTY, me: "Ana", historyUntilSeq: 10, people: ["Bia", "Ana"] };

/** Times are the day in hundreds, and the hour: 109 is nine o'clock of day 1. */
export const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  clock: (time) => `${time % 100}h`,
  day: (time) => `dia ${Math.floor(time / 100)}`,
  now: () => 0,
};

/** A message of Bia's. */
export const said = (time: number, text = "oi"): Event => ({
  type: "said",
  seq: 11,
  time,
  from: "Bia",
  text,
});

/** A person came. */
export const joined = (time: number, name: string): Event => ({
  type: "joined",
  seq: 11,
  time,
  name,
});

/** A person left. */
export const left = (time: number, name: string): Event => ({
  type: "left",
  seq: 11,
  time,
  name,
  reason: "left",
});

/** The same entry, older than Ana. */
export const past = (event: Event) => ({ ...event, seq: 10 }) as Event;

/** Who is there. */
export const people: Event = { type: "people", people: [] };

/** What a new narrator tells, event by event. */
export function told(events: Event[], look = plain, width?: number): string[][] {
  const narrator = new TranscriptRenderer(look);
  return events.map((event) => narrator.render(event, ANA, width).lines);
}

/** What is told of comings and goings that nothing follows, without the day. */
export function burst(moves: Event[], look = plain, width?: number): string[] {
  const narrator = new TranscriptRenderer(look);
  for (const move of moves) {
    assertEquals(narrator.render(move, ANA, width), { lines: [], isHighlight: false });
  }
  return narrator.flush(width).slice(1);
}

/** The same move of each of these people. */
export const all = (move: typeof joined, names: string[]) => names.map((name) => move(109, name));
