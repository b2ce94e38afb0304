/** The client's model of the conversation, as a pure function: a model and an event give the next. */

import { fold } from "../names.ts";
import { callKey } from "../naming/call_key.ts";
import type { Entry, Event, Say, Whisper } from "../protocol.ts";

/** A message that was sent, and that no entry and no rejection has answered yet. */
export type Pending = (Say | Whisper) & { id: number };

/** A private message of ours that waits for a person whose connection is lost. */
export interface Waiting {
  /** The number of its entry. */
  readonly seq: number;
  /** The `id` of the message. */
  readonly id: number | undefined;
  /** The name it was sent to. */
  readonly to: string;
  /** The message. */
  readonly text: string;
}

/** The state of the conversation, from the events received so far. */
export interface Model {
  /** Our own name, as of the last event; undefined before the first `welcome`. */
  readonly me?: string;
  /** After resumes behind the grace time: the numbers of the entries in which we join again. */
  readonly rejoins: readonly number[];
  /** Whether we had left at the last event, before such an entry: our name may be another person's. */
  readonly isGone: boolean;
  /** The secret token that resumes the session after a reconnect. */
  readonly token?: string;
  /** The number of the last entry received. */
  readonly lastSeq: number;
  /** The number of the last entry from before we joined. */
  readonly joinedAfterSeq: number;
  /** The names of the people present, our own included, in the order they joined. */
  readonly people: readonly string[];
  /** The names that people had last, before they left or were renamed: the newest ones. */
  readonly former: readonly string[];
  /** The pending messages, oldest first. */
  readonly pending: readonly Pending[];
  /** The private messages that wait for a person to come back, oldest first. */
  readonly waiting: readonly Waiting[];
  /** The `id` of the next message. */
  readonly nextId: number;
  /** The author of the last private message to us. */
  readonly replyTarget?: string;
  /** The number of the oldest public message received. */
  readonly oldestSeq?: number | undefined;
}

/** The model before any event. */
export const EMPTY: Model = {
  rejoins: [],
  isGone: false,
  lastSeq: 0,
  joinedAfterSeq: 0,
  people: [],
  former: [],
  pending: [],
  waiting: [],
  nextId: 1,
};

const MAX_FORMER = 100;

/** Applies an event: returns the next model. */
export function update(model: Model, event: Event): Model {
  // Entries from before we joined change nothing: `welcome` has listed the people present.
  const next = isPast(model, event) ? model : applyEvent(model, event);
  if (event.type === "past") return withOldest(next, event.entries);
  if (!("seq" in event) || event.type === "welcome") return next;
  return withOldest({ ...next, lastSeq: Math.max(next.lastSeq, event.seq) }, [event]);
}

/** Lowers `oldestSeq` to the oldest public message among these entries. */
function withOldest(model: Model, entries: Entry[]): Model {
  const seqs = entries.filter(({ type }) => type === "said" || type === "notice")
    .map(({ seq }) => seq);
  const oldest = Math.min(model.oldestSeq ?? Infinity, ...seqs);
  return oldest < (model.oldestSeq ?? Infinity) ? { ...model, oldestSeq: oldest } : model;
}

/** Assigns an `id` to a message, and adds it to the pending messages. */
export function post(model: Model, message: Say | Whisper): { model: Model; sent: Pending } {
  const sent = { ...message, id: model.nextId };
  return {
    model: { ...model, nextId: model.nextId + 1, pending: [...model.pending, sent] },
    sent,
  };
}

/** The text of a message as it was typed. */
export function typedText(message: Say | Whisper): string {
  return message.type === "say" && message.action ? `/me ${message.text}` : message.text;
}

/** Whether an event is an entry from before we joined. */
export function isPast(model: Model, event: Event): boolean {
  return "seq" in event && event.type !== "welcome" && event.seq <= model.joinedAfterSeq;
}

/** Whether a `welcome` resumes our session after a reconnect. */
export function isResumed(model: Model, { token }: { token: string }): boolean {
  return model.token === token;
}

/** Whether a name is our own at this event, in any spelling that `fold` makes equal. */
export function isMe({ me, isGone }: Model, name: string): boolean {
  return me !== undefined && !isGone && fold(me) === fold(name);
}

/**
 * Whether a message is our own. While our name may be another person's, it is if it is pending: we may
 * have been in the room without being told when we joined again.
 */
export function isOwn(
  model: Model,
  { from, id, text }: Entry & { from: string; text: string; id?: number },
): boolean {
  if (!model.isGone) return isMe(model, from);
  return isMe({ ...model, isGone: false }, from) &&
    model.pending.some((message) => message.id === id && message.text === text);
}

function applyEvent(model: Model, event: Event): Model {
  switch (event.type) {
    case "welcome": {
      const { name: me, token, seq, rejoined } = event;
      const people = event.people.map(({ name }) => name);
      const { pending, nextId } = model;
      if (!isResumed(model, event)) {
        return { ...EMPTY, me, token, people, lastSeq: seq, joinedAfterSeq: seq, pending, nextId };
      }
      const again = rejoined === undefined ? {} : { rejoins: [...model.rejoins, rejoined] };
      const resumed: Model = { ...model, lastSeq: seq, ...again };
      // The events of the outage follow, and update people and names; unless some are lost.
      if (seq === model.lastSeq) return resumed;
      return {
        ...resumed,
        me,
        people,
        former: formerOf(model, people),
        waiting: [],
        replyTarget: undefined,
        ...present(resumed, seq),
      };
    }
    case "missed": // Who left, has a new name or has received what waited may be among it.
      return { ...model, waiting: [], replyTarget: undefined };
    case "people":
      return { ...model, people: event.people.map(({ name }) => name) };
    case "joined": {
      const people = model.people.includes(event.name)
        ? model.people
        : [...model.people, event.name];
      const joined = { ...model, people, former: without(model.former, event.name) };
      if (!model.rejoins.includes(event.seq)) return joined;
      return { ...joined, me: event.name, ...present(model, event.seq) };
    }
    case "left": {
      const comesBack = model.rejoins.some((seq) => seq > event.seq);
      return {
        ...model,
        ...(comesBack && isMe(model, event.name) ? { isGone: true } : {}),
        people: without(model.people, event.name),
        former: withFormer(model.former, event.name),
        // The next person with this name is not the author to reply to.
        ...(model.replyTarget === event.name ? { replyTarget: undefined } : {}),
      };
    }
    case "renamed": {
      const people = model.people.map((name) => name === event.from ? event.to : name);
      const me = isMe(model, event.from) ? { me: event.to } : {};
      return {
        ...model,
        people,
        former: formerAfter(model.former, event),
        ...me,
        ...(model.replyTarget === event.from ? { replyTarget: event.to } : {}),
      };
    }
    case "said":
      return isOwn(model, event) ? withoutPending(model, event.id) : model;
    case "whispered":
      return isOwn(model, event)
        ? withWaiting(withoutPending(model, event.id), event.waiting ? event : undefined)
        : { ...model, replyTarget: event.from };
    case "delayed":
      return withWaiting(model, { ...event, seq: event.of });
    case "received":
      return { ...model, waiting: model.waiting.filter(({ seq }) => seq !== event.of) };
    case "undelivered":
      return { ...model, waiting: model.waiting.filter(({ id }) => id !== event.id) };
    case "rejected":
      return event.code === "not-recorded" ? model : withoutPending(model, event.id);
    default:
      return model;
  }
}

/** What changes when we are in the room again, at an entry with this number. */
function present({ rejoins }: Model, at: number): Partial<Model> {
  return { rejoins: rejoins.filter((seq) => seq > at), isGone: false };
}

/** A person who only changed the accents is still meant by the old name. */
function formerAfter(
  former: readonly string[],
  { from, to }: Entry & { type: "renamed" },
): string[] {
  const isSame = callKey(from) === callKey(to);
  return without(isSame ? without(former, from) : withFormer(former, from), to);
}

/** Who was here and is not any more, though their leaving was not told. */
function formerOf({ people: before, former }: Model, people: readonly string[]): string[] {
  const gone = before.filter((name) => !people.includes(name));
  const left = gone.reduce<readonly string[]>(withFormer, former);
  return left.filter((name) => !people.includes(name));
}

function withFormer(former: readonly string[], name: string): string[] {
  return [...without(former, name), name].slice(-MAX_FORMER);
}

function without(names: readonly string[], name: string): string[] {
  return names.filter((other) => other !== name);
}

function withoutPending(model: Model, id: number | undefined): Model {
  return id === undefined
    ? model
    : { ...model, pending: model.pending.filter((message) => message.id !== id) };
}

/** Adds our own private message to those that wait. One that comes again is the same. */
function withWaiting(
  model: Model,
  message: Omit<Waiting, "id"> & { id?: number } | undefined,
): Model {
  if (!message || model.waiting.some(({ seq }) => seq === message.seq)) return model;
  const { seq, id, to, text } = message;
  return { ...model, waiting: [...model.waiting, { seq, id, to, text }] };
}
