/**
 * The memory of a session over the end of its program: a page is loaded again, and shows and resumes
 * what was there before.
 */

import type { Event } from "../protocol.ts";
import { type Model, type Pending, update } from "../view/model.ts";
import type { Ignored } from "./ignored.ts";

/** What is remembered of a session. */
export interface SavedSession {
  /** The model before the first of the events. */
  base: Model;
  /** The events since, oldest first. */
  events: readonly Event[];
  /** The messages that have not come back, oldest first. */
  pending: readonly Pending[];
  /** The `id` of the next message. */
  nextId: number;
  /** The names of the ignored people. */
  ignored: readonly string[];
}

/** Where a session is remembered. */
export interface SessionMemory {
  /** The session to go on with; undefined when there is none. */
  restore(): SavedSession | undefined;
  /** Remembers an event. Called before it is answered, so that what is confirmed is remembered. */
  add(event: Event, before: Model): void;
  /** Remembers what is not in the events. */
  save(model: Model, ignored: readonly string[]): void;
}

/** Shows the events of a session again. Returns its model. */
export function replay(saved: SavedSession, ignored: Ignored): Model {
  const { pending, nextId } = saved;
  ignored.restore(saved.ignored);
  // What is not among the events is not shown, and can be asked for again.
  let model: Model = { ...saved.base, oldestSeq: undefined };
  for (const event of saved.events) {
    ignored.show(event, model);
    model = update(model, event);
  }
  return { ...model, pending, nextId };
}
