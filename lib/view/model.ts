/** What a client knows of the conversation. Plain values: an event and a model give the next one. */

import { fold } from "../names.ts";
import type { Entry, Event, Say, Whisper } from "../protocol.ts";

/** A message that the server has not given back yet. */
export type Pending = (Say | Whisper) & { id: number };

/** The conversation, as far as this client has heard of it. */
export interface Model {
  /** One's own name, as far as one has read; undefined before one is in. */
  readonly me?: string;
  /** One's own name by now, when what is still to be read tells how it came about. */
  readonly renamedTo?: string;
  /** The secret by which the server knows this client again. */
  readonly token?: string;
  /** The number of the last entry received. */
  readonly lastSeq: number;
  /** Entries up to this number happened before one came. */
  readonly historyUntilSeq: number;
  /** Who is there, oneself included, in the order they came. */
  readonly people: readonly string[];
  /** What was sent and has not come back, oldest first. */
  readonly pending: readonly Pending[];
  /** The `id` of the next message. */
  readonly nextId: number;
  /** Who sent the last private message. */
  readonly replyTarget?: string;
  /** The number of the oldest message to everybody that was told. */
  readonly oldestSeq?: number;
}

/** Before anything was heard. */
export const EMPTY: Model = { lastSeq: 0, historyUntilSeq: 0, people: [], pending: [], nextId: 1 };

/** The model after an event. */
export function update(model: Model, event: Event): Model {
  // The past tells what was said; who is there, `welcome` told.
  const next = isPast(model, event) ? model : change(model, event);
  if (event.type === "past") return withOldest(next, event.entries);
  if (!("seq" in event) || event.type === "welcome") return next;
  return withOldest({ ...next, lastSeq: Math.max(next.lastSeq, event.seq) }, [event]);
}

/** The model that knows of these entries, which may be older than any before. */
function withOldest(model: Model, entries: Entry[]): Model {
  const seqs = entries.filter(({ type }) => type === "said" || type === "notice")
    .map(({ seq }) => seq);
  const oldest = Math.min(model.oldestSeq ?? Infinity, ...seqs);
  return oldest < (model.oldestSeq ?? Infinity) ? { ...model, oldestSeq: oldest } : model;
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
  return "seq" in event && event.type !== "welcome" && event.seq <= model.historyUntilSeq;
}

/** Whether a welcome takes up what was there before the connection broke. */
export function isResumed(model: Model, { token }: { token: string }): boolean {
  return model.token === token;
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
      const { pending, nextId } = model;
      if (!isResumed(model, event)) {
        return { me, token, people, lastSeq: seq, historyUntilSeq: seq, pending, nextId };
      }
      const back: Model = { ...model, lastSeq: seq, ...(me === model.me ? {} : { renamedTo: me }) };
      // Who came, went and changed names meanwhile is told in its place, unless that is lost.
      return seq === model.lastSeq ? back : { ...back, me, people, replyTarget: undefined };
    }
    case "people":
      return { ...model, people: event.people.map(({ name }) => name) };
    case "joined": {
      const people = model.people.includes(event.name)
        ? model.people
        : [...model.people, event.name];
      // Coming back late, one may have had to take another name.
      const isMine = event.name === model.renamedTo;
      return { ...model, people, ...(isMine ? { me: event.name } : {}) };
    }
    case "left":
      return {
        ...model,
        people: model.people.filter((name) => name !== event.name),
        // Whoever takes the name next is not the one who is answered.
        ...(model.replyTarget === event.name ? { replyTarget: undefined } : {}),
      };
    case "renamed": {
      const people = model.people.map((name) => name === event.from ? event.to : name);
      const me = isMe(model, event.from) ? { me: event.to } : {};
      return {
        ...model,
        people,
        ...me,
        ...(model.replyTarget === event.from ? { replyTarget: event.to } : {}),
      };
    }
    case "said":
      return isMe(model, event.from) ? withoutPending(model, event.id) : model;
    case "whispered":
      return isMe(model, event.from)
        ? withoutPending(model, event.id)
        : { ...model, replyTarget: event.from };
    case "rejected":
      return event.code === "not-recorded" ? model : withoutPending(model, event.id);
    default:
      return model;
  }
}

function withoutPending(model: Model, id: number | undefined): Model {
  return id === undefined
    ? model
    : { ...model, pending: model.pending.filter((message) => message.id !== id) };
}
