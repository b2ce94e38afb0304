/** Sample events, and the transcript rendered for Ana. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import type { RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";
import { TranscriptRenderer } from "../../lib/view/transcript_renderer.ts";

/** Ana's model, with ten entries of history. */
export const ANA: Model = { ...EMPTY, me: "Ana", joinedAfterSeq: 10, people: ["Bia", "Ana"] };

/** Render options. A time is 100 x day + hour: 109 is nine o'clock of day 1. */
export const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  formatTime: (time) => `${time % 100}h`,
  formatDay: (time) => `dia ${Math.floor(time / 100)}`,
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

/** A person joined. */
export const joined = (time: number, name: string): Event => ({
  type: "joined",
  seq: 12, // Ana's own entry, after those of her history, is the one before.
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

/** The same entry in Ana's history. */
export const past = (event: Event) => ({ ...event, seq: 10 }) as Event;

/** A list of people. */
export const people: Event = { type: "people", people: [] };

/** Renders events with a new renderer, event by event. */
export function render(events: Event[], options = plain, width?: number): string[][] {
  const renderer = new TranscriptRenderer(options);
  return events.map((event) => renderer.render(event, ANA, width).lines);
}

/** Renders joins and leaves that no other event follows, without the day. */
export function renderBurst(moves: Event[], options = plain, width?: number): string[] {
  const renderer = new TranscriptRenderer(options);
  for (const move of moves) {
    assertEquals(renderer.render(move, ANA, width), { lines: [], isHighlight: false });
  }
  return renderer.flush(width).slice(1);
}

/** The same event for each of these people. */
export const all = (move: typeof joined, names: string[]) => names.map((name) => move(109, name));
