/** Sample events, and assertions on the lines rendered for Ana. */

import { assertEquals } from "@std/assert";
import { dim } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { eventLines, type RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";

/** Ana's model, with ten entries of history. */
export const ANA: Model = { ...EMPTY, me: "Ana", joinedAfterSeq: 10, people: ["Bia", "Ana"] };

/** Render options without colour; the time is a number. */
export const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  formatTime: (time) => `${time}`,
  formatDay: (time) => `dia ${time}`,
  now: () => 7_500_000,
};

/** The same options with colour. */
export const colored: RenderOptions = { ...plain, color: true };

/** An entry with time 7, after Ana joined. */
export function entry(rest: Record<string, unknown>): Event {
  return { seq: 11, time: 7, ...rest } as unknown as Event;
}

/** A message to all. */
export const said = (from: string, text: string) => entry({ type: "said", from, text });

/** A private message. */
export const whispered = (from: string, to: string, text: string) =>
  entry({ type: "whispered", from, to, text });

/** An `undelivered` report. */
export const undelivered = (to: string, text: string) => entry({ type: "undelivered", to, text });

/** The same entry in Ana's history. */
export const past = (event: Event) => ({ ...event, seq: 10 }) as Event;

/** Asserts the rendered lines of each event. */
export function assertLines(
  cases: [event: Event, lines: string[]][],
  options = plain,
  width?: number,
): void {
  for (const [event, lines] of cases) assertEquals(eventLines(event, ANA, options, width), lines);
}

/** Every type of entry: from Ana and from others, live and from history, of several rows. */
export const ENTRIES: Event[] = [
  entry({ type: "joined", name: "Bia" }),
  entry({ type: "left", name: "Bia", reason: "lost" }),
  entry({ type: "renamed", from: "Bia", to: "Bea" }),
  entry({ type: "notice", text: "Pausa às três,\nna sala de sempre" }),
  undelivered("Bia", "oi Bia, quer café?\n\n天地玄黄 👍🏽"),
  ...["Ana", "Bia", "ANA"].flatMap((from) => [
    said(from, "oi Ana, quer café?\n\n@ana: 天地玄黄 👍🏽"),
    whispered(from, "Ana", "oi Ana, quer café?\n\n@ana: 天地玄黄 👍🏽"),
  ]),
].flatMap((event) => [event, past(event)]);

/** Events sent only to Ana. */
export const ANSWERS: Event[] = [
  { type: "people", people: [{ name: "Bia", since: 0, away: false }] },
  { type: "missed", count: 2 },
  { type: "refused", code: "left" },
  { type: "rejected", code: "too-long", value: "5000" },
];

// With NO_COLOR set, the standard library adds no colours here either.
/** The time of every entry, dimmed. */
export const time = dim("7");
