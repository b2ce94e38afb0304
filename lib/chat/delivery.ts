/**
 * Delivery of messages: each is said once and in order, goes to everybody or to one person, or is
 * rejected with the reason. A private message that cannot be delivered is reported to its author.
 */

import {
  checkMessage,
  type Command,
  type Rejected,
  rejected,
  type Say,
  type Whisper,
} from "../protocol.ts";
import type { Run } from "../protocol/run.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { shorten } from "../text.ts";
import type { Log, NewEntry } from "./log.ts";
import type { Roster } from "./roster.ts";
import type { Session } from "./session.ts";

/** How many of the people who may be meant are named. */
const MAX_NAMES = 5;

/** The messages of one room. */
export class Delivery {
  readonly #log: Log;
  readonly #roster: Roster;
  /** The size of all unacknowledged private messages. */
  #unackedBytes = 0;

  /**
   * Delivers through a log.
   *
   * @param log Where messages are appended.
   * @param roster Where recipients are looked up.
   */
  constructor(log: Log, roster: Roster) {
    this.#log = log;
    this.#roster = roster;
  }

  /** Counts what the inboxes of all sessions have, which were restored. */
  recount(): void {
    const sizes = this.#roster.sessions().map(({ inbox }) => inbox.unackedBytes);
    this.#unackedBytes = sizes.reduce((sum, size) => sum + size, 0);
  }

  /**
   * Says a message, unless its `id` was said before.
   *
   * @returns Why it was not said; undefined when its author receives it as an entry.
   */
  post(session: Session, message: Say | Whisper, now: number): Rejected | undefined {
    const { id } = message;
    if (isRepeated(session, message)) return this.#repeat(session, id!);
    const rejection = message.type === "say"
      ? this.#say(session, message, now)
      : this.#whisper(session, message, now);
    if (id !== undefined) {
      if (rejection) session.messageIds.reject(id, rejection);
      else session.messageIds.accept(id, session.lastOwnSeq);
    }
    this.#roster.changed.add(session);
    return rejection;
  }

  /**
   * Says a run of messages.
   *
   * @returns Whether it was said: not when a message of it was said before.
   */
  postRun(session: Session, run: Run, now: number): boolean {
    const { id, count } = run;
    const { messageIds, name: from, id: by } = session;
    if (id !== undefined && id <= messageIds.lastId) return false;
    const last = this.#log.appendRun(run, now, { from, by });
    session.lastOwnSeq = last;
    if (id !== undefined) {
      for (let at = 0; at < count; at++) messageIds.accept(id + at, last - count + 1 + at);
    }
    this.#roster.changed.add(session);
    return true;
  }

  /**
   * Acknowledges all private messages to a person up to a number. The authors of those that waited
   * for the person are told, if their dialect has words for it.
   */
  ack(session: Session, seq: number, now: number): void {
    const { inbox } = session;
    const acked = inbox.unacked.filter(({ entry }) => entry.seq <= seq);
    this.#unackedBytes -= inbox.unackedBytes;
    if (inbox.ack(seq)) this.#roster.changed.add(session);
    this.#unackedBytes += inbox.unackedBytes;
    for (const { entry, by } of acked) {
      if (entry.type !== "whispered" || !entry.waiting) continue;
      const author = this.#roster.withId(by);
      if (!author || author === session || author.isTyped) continue;
      this.#appendPrivate(author, { type: "received", to: session.name, of: entry.seq }, now);
    }
  }

  /**
   * The connection of a person is lost: what is not acknowledged waits from now on, as what is said
   * from now on does. The authors are told, if their dialect has words for it.
   */
  deferUnacked(session: Session, now: number): void {
    const { inbox, name: to } = session;
    for (const { entry, by } of inbox.markWaiting()) {
      const author = this.#roster.withId(by);
      if (!author || author === session || author.isTyped) continue;
      if (entry.type !== "whispered") continue;
      const { seq: of, id, text } = entry;
      this.#appendPrivate(author, { type: "delayed", to, of, ...withId(id), text }, now);
    }
  }

  /** Reports the unacknowledged messages of a person who left to their authors. */
  returnUnacked(session: Session, now: number): void {
    this.#unackedBytes -= session.inbox.unackedBytes;
    for (const { entry, by } of session.inbox.takeUnacked(this.#log.last)) {
      const author = this.#roster.withId(by);
      if (!author || author === session || entry.type !== "whispered") continue;
      const { to, id, text } = entry;
      this.#appendPrivate(author, { type: "undelivered", to, ...withId(id), text }, now);
    }
  }

  /** The response to a repeated `id`: the same rejection, or the original entry if it is found. */
  #repeat(session: Session, id: number): Rejected | undefined {
    const rejection = session.messageIds.rejectionOf(id);
    if (rejection) return rejection;
    const seq = session.messageIds.seqOf(id, () => this.#log.messageIds(session.id));
    if (seq !== undefined && seq >= this.#log.first) return undefined;
    return rejected(id, "repeated");
  }

  #say(session: Session, say: Say, now: number): Rejected | undefined {
    const { id, action, auto, tags, text } = say;
    const check = checkMessage(text);
    if (check) return rejected(id, check.code, check.value);
    const { name: from } = session;
    const said: NewEntry = action || auto || tags
      ? { type: "said", from, ...withId(id), ...marksOf(say), text }
      : id === undefined
      ? { type: "said", from, text }
      : { type: "said", from, id, text };
    session.lastOwnSeq = this.#log.append(said, now, { by: session.id });
    return undefined;
  }

  #whisper(session: Session, whisper: Whisper, now: number): Rejected | undefined {
    const { id, to: wanted, text } = whisper;
    const check = checkMessage(text);
    if (check) return rejected(id, check.code, check.value);
    const [target, ...others] = this.#recipients(session, wanted);
    if (!target) return rejected(id, "no-such-person", shorten(wanted));
    if (others.length > 0) return rejected(id, "ambiguous-name", namesOf([target, ...others]));
    const isFull = target.inbox.isFull || this.#unackedBytes > SERVER_LIMITS.allUnackedBytes;
    if (isFull) return rejected(id, "too-many-waiting", target.name);
    const { name: from } = session;
    const waiting = target.presence === "away" ? { waiting: true } : {};
    const to = target.name;
    const shared = { from, to, ...withId(id), ...marksOf(whisper), text };
    const whispered = { type: "whispered" as const, ...shared, ...waiting };
    const seq = this.#appendPrivate(target, whispered, now, session.id);
    session.lastOwnSeq = session.lastPrivateSeq = seq;
    this.#unackedBytes -= target.inbox.unackedBytes;
    target.inbox.add(this.#log.at(seq)!);
    this.#unackedBytes += target.inbox.unackedBytes;
    if (target !== session) target.lastWhisperer = session;
    return undefined;
  }

  /**
   * Who is meant. A structured client knows who is here and sends a name: when that person has left
   * in the meantime, nobody of a similar name receives the message.
   */
  #recipients({ isTyped }: Session, to: string): Session[] {
    if (isTyped) return this.#roster.called(to);
    const target = this.#roster.find(to);
    return target ? [target] : [];
  }

  /** Appends an entry that only one person, beside its author, may see. */
  #appendPrivate(target: Session, entry: NewEntry, now: number, by = 0): number {
    return target.lastPrivateSeq = this.#log.append(entry, now, { by, to: target.id });
  }
}

/** The `id` of a message; undefined for one without, and for every other command. */
export function idOf(command: Command): number | undefined {
  return "id" in command ? command.id : undefined;
}

/** Whether a command is a message with an `id` that was said already, or passed over. */
export function isRepeated({ messageIds }: Session, command: Command): boolean {
  const id = idOf(command);
  return id !== undefined && id <= messageIds.lastId;
}

/** Whether a command is a message with an `id` that was said or rejected already, or passed over. */
export function wasAnswered(session: Session, command: Command): boolean {
  const id = idOf(command);
  return id !== undefined &&
    (isRepeated(session, command) || session.messageIds.rejectionOf(id) !== undefined);
}

/** The first of the names that may be meant, for a question. */
export function namesOf(sessions: Session[]): string {
  return sessions.slice(0, MAX_NAMES).map(({ name }) => name).join(", ");
}

/** What kind of message it is, if not an ordinary one. */
function marksOf(message: Say | Whisper): Pick<Say, "action" | "auto" | "tags"> {
  const isAction = message.type === "say" && message.action;
  return {
    ...(isAction ? { action: true } : {}),
    ...(message.auto ? { auto: true } : {}),
    ...(message.tags ? { tags: message.tags } : {}),
  };
}

function withId(id: number | undefined): { id?: number } {
  return id === undefined ? {} : { id };
}
