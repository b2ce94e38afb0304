/** Events as Ana reads them: entries, answers, and the lines they become. */

import { assertEquals } from "@std/assert";
import { dim } from "@std/fmt/colors";
import { textsOf } from "../../lib/i18n/mod.ts";
import type { Event } from "../../lib/protocol.ts";
import { eventLines, type RenderOptions } from "../../lib/view/lines.ts";
import { EMPTY, type Model } from "../../lib/view/model.ts";

/** Ana, and ten entries older than she is. */
export const ANA: Model = { ...EMPTY, me: "Ana", historyUntilSeq: 10, people: ["Bia", "Ana"] };

/** How things look without colour, the time being a number. */
export const plain: RenderOptions = {
  texts: textsOf("pt-BR"),
  color: false,
  clock: (time) => `${time}`,
  day: (time) => `dia ${time}`,
  now: () => 7_500_000,
};

/** The same in colour. */
export const colored: RenderOptions = { ...plain, color: true };

/** An entry at 7 o'clock, so to speak, that happened when Ana was there. */
export function entry(rest: Record<string, unknown>): Event {
  return { seq: 11, time: 7, ...rest } as unknown as Event;
}

/** A message to everybody. */
export const said = (from: string, text: string) => entry({ type: "said", from, text });

/** A private message. */
export const whispered = (from: string, to: string, text: string) =>
  entry({ type: "whispered", from, to, text });

/** The report of a private message that was not received. */
export const undelivered = (to: string, text: string) => entry({ type: "undelivered", to, text });

/** The same entry, older than Ana. */
export const past = (event: Event) => ({ ...event, seq: 10 }) as Event;

/** Asserts which lines Ana reads for each event. */
export function assertRead(
  cases: [event: Event, lines: string[]][],
  look = plain,
  width?: number,
): void {
  for (const [event, lines] of cases) assertEquals(eventLines(event, ANA, look, width), lines);
}

/** Every kind of entry, past and present, one's own and of others, in several rows. */
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

/** Answers to Ana alone. */
export const ANSWERS: Event[] = [
  { type: "people", people: [{ name: "Bia", since: 0, away: false }] },
  { type: "missed", count: 2 },
  { type: "refused", code: "left" },
  { type: "rejected", code: "too-long", value: "5000" },
];

// Where NO_COLOR is set, the colours of the standard library do nothing here either.
/** The time of every entry, dimmed. */
export const time = dim("7");
