/** What a client knows of the conversation. Plain values: an event and a model give the next one. */

import { fold } from "../names.ts";
import type { Event, Say, Whisper } from "../protocol.ts";

/** A message that the server has not given back yet. */
export type Pending = (Say | Whisper) & { id: number };

/** The conversation, as far as this client has heard of it. */
export interface Model {
  /** One's own name; undefined before one is in. */
  readonly me?: string;
  /** The secret by which the server knows this client again. */
  readonly token?: string;
  /** The number of the last entry received. */
  readonly seen: number;
  /** Entries up to this number happened before one came. */
  readonly pastUntil: number;
  /** Who is there, oneself included, in the order they came. */
  readonly people: readonly string[];
  /** What was sent and has not come back, oldest first. */
  readonly pending: readonly Pending[];
  /** The `id` of the next message. */
  readonly nextId: number;
  /** Who sent the last private message. */
  readonly answerTo?: string;
}

/** Before anything was heard. */
export const EMPTY: Model = { seen: 0, pastUntil: 0, people: [], pending: [], nextId: 1 };

/** The model after an event. */
export function update(model: Model, event: Event): Model {
  // The past tells what was said; who is there, `welcome` told.
  const next = isPast(model, event) ? model : change(model, event);
  return "seq" in event && event.type !== "welcome"
    ? { ...next, seen: Math.max(next.seen, event.seq) }
    : next;
}

/** The model with a message on its way, and the message with its `id`. */
export function post(model: Model, message: Say | Whisper): { model: Model; sent: Pending } {
  const sent = { ...message, id: model.nextId };
  return {
    model: { ...model, nextId: model.nextId + 1, pending: [...model.pending, sent] },
    sent,
  };
}

/** Whether an entry was there before oneself. */
export function isPast(model: Model, event: Event): boolean {
  return "seq" in event && event.type !== "welcome" && event.seq <= model.pastUntil;
}

/** Whether a name is one's own. */
export function isMe(model: Model, name: string): boolean {
  return model.me !== undefined && fold(model.me) === fold(name);
}

function change(model: Model, event: Event): Model {
  switch (event.type) {
    case "welcome": {
      const { name: me, token, seq } = event;
      const people = event.people.map(({ name }) => name);
      // Coming back to the same log, what was missed is no past; another log begins anew.
      const isBack = model.me !== undefined && seq >= model.seen;
      const place = isBack ? { pastUntil: model.seen } : { pastUntil: seq, seen: 0 };
      return { ...model, me, token, people, ...place };
    }
    case "people":
      return { ...model, people: event.people.map(({ name }) => name) };
    case "joined":
      return model.people.includes(event.name)
        ? model
        : { ...model, people: [...model.people, event.name] };
    case "left":
      return {
        ...model,
        people: model.people.filter((name) => name !== event.name),
        // Whoever takes the name next is not the one who is answered.
        ...(model.answerTo === event.name ? { answerTo: undefined } : {}),
      };
    case "renamed": {
      const people = model.people.map((name) => name === event.from ? event.to : name);
      const me = isMe(model, event.from) ? { me: event.to } : {};
      return {
        ...model,
        people,
        ...me,
        ...(model.answerTo === event.from ? { answerTo: event.to } : {}),
      };
    }
    case "said":
      return isMe(model, event.from) ? arrived(model, event.id) : model;
    case "whispered":
      return isMe(model, event.from)
        ? arrived(model, event.id)
        : { ...model, answerTo: event.from };
    case "rejected":
      return arrived(model, event.id);
    default:
      return model;
  }
}

function arrived(model: Model, id: number | undefined): Model {
  return id === undefined
    ? model
    : { ...model, pending: model.pending.filter((message) => message.id !== id) };
}
