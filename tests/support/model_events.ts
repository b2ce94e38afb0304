/** Events that update Ana's model. */

import { assertEquals } from "@std/assert";
import type { Event, Person } from "../../lib/protocol.ts";
import { EMPTY, type Model, update } from "../../lib/view/model.ts";

/** The time of all events. */
export const TIME = 1_700_000_000_000;

/** A person in the room. */
export const person = (name: string): Person => ({ name, since: TIME, away: false });

/** A message to all. */
export const said = (seq: number, from: string, id?: number): Event => ({
  type: "said",
  seq,
  time: TIME,
  from,
  ...(id === undefined ? {} : { id }),
  text: "oi",
});

/** A private message. */
export const whispered = (seq: number, from: string, to: string, id?: number): Event => ({
  type: "whispered",
  seq,
  time: TIME,
  from,
  to,
  ...(id === undefined ? {} : { id }),
  text: "oi",
});

/** A person joined. */
export const joined = (seq: number, name: string): Event => ({
  type: "joined",
  seq,
  time: TIME,
  name,
});

/** A person left. */
export const left = (seq: number, name: string): Event => ({
  type: "left",
  seq,
  time: TIME,
  name,
  reason: "left",
});

/** Applies events to a model; asserts that `update()` does not modify its argument. */
export function updated(model: Model, ...events: Event[]): Model {
  for (const event of events) {
    const before = structuredClone(model);
    const next = update(model, event);
    assertEquals(model, before, `${event.type} changed the model it was given`);
    model = next;
  }
  return model;
}

/** Ana's model after her welcome: Bia is in the room, ten entries are history. */
export const ANA = updated(EMPTY, {
  type: "welcome",
  name: "Ana",
  token: "segredo",
  seq: 10,
  people: [person("Bia"), person("Ana")],
});
