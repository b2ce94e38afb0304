/**
 * Who is here, and what they ask. Commands and the time come in; what happened goes into the log
 * with the people who may see it, and what concerns the asker alone is returned. Plain values, no
 * sockets, no clock, no disk: so there are no races, and two who take a name at the same instant
 * are simply first and second.
 */

import { checkName } from "../names.ts";
import {
  type Command,
  type Entry,
  type Hello,
  type LeaveReason,
  LIMITS,
  type Past,
  type Person,
  PROTOCOL_VERSION,
  type Refused,
  rejected,
  type Response,
} from "../protocol.ts";
import type { Log, Logged } from "./log.ts";
import { Delivery } from "./delivery.ts";
import { Roster } from "./roster.ts";
import { Session, type SessionRecord } from "./session.ts";

/** What a hub is told when it is made. */
export interface HubOptions {
  /** How many people fit. */
  maxPeople: number;
  /** How many messages of the past a newcomer gets. */
  recent: number;
  /** How tokens are made, and made unreadable. */
  tokens: ResumeTokens;
}

/** The secrets by which people come back. */
export interface ResumeTokens {
  /** A new one, which nobody can guess. */
  make(): string;
  /** What is kept of one: the same for the same token, and no way back to it. */
  hash(token: string): string;
}

/** Somebody is in: the first words to them, the past, and where to read on. */
export interface Admission {
  /** Says that it was no refusal. */
  type: "admitted";
  /** The person, for as long as they stay. */
  session: Session;
  /** Whether they were in already: then nothing has to be recorded before they are told. */
  isResumed: boolean;
  /** The first things to tell them: `welcome`, and what of their own is no longer kept. */
  greeting: Response[];
  /** What of the past they are told before they read on, oldest first. */
  backlog: Entry[];
  /** The cursor to begin at: everything after it is theirs to read. */
  cursor: number;
}

/** The room. */
export class Hub {
  /** Whether what happens can be recorded. While it cannot, nothing new is begun. @default {true} */
  canRecord = true;
  readonly #log: Log;
  readonly #options: HubOptions;
  readonly #roster = new Roster();
  readonly #delivery: Delivery;
  #lastId = 0;

  /**
   * Makes an empty room.
   *
   * @param log Where everything that happens is appended.
   * @param options Its bounds.
   */
  constructor(log: Log, options: HubOptions) {
    this.#log = log;
    this.#options = options;
    this.#delivery = new Delivery(log, this.#roster);
  }

  /** How many people are here, those included whose connection is lost. */
  get size(): number {
    return this.#roster.size;
  }

  /** Whether somebody's grace time is running. */
  get hasAway(): boolean {
    return this.#roster.away().size > 0;
  }

  /** Sessions that are not what they were when this was last cleared, for the record. */
  get changed(): Set<Session> {
    return this.#roster.changed;
  }

  /**
   * Takes up a room as it was recorded: whoever has a token is away, whoever has none has left.
   *
   * @param kept What is known of each, with the private messages whose fate nobody knows.
   * @param lastId The highest number that ever was a session's.
   * @param graceEndsAt When the places of those who are away are given up.
   */
  restore(
    kept: { record: SessionRecord; waiting: Logged[] }[],
    lastId: number,
    graceEndsAt: number,
    now: number,
  ): void {
    this.#lastId = lastId;
    for (const { record, waiting } of kept) {
      const session = Session.restored(record, waiting, this.#log.last);
      session.graceEndsAt = graceEndsAt;
      this.#roster.update(session);
    }
    for (const session of [...this.#roster.members()]) {
      if (session.tokenHash === null) this.leave(session, "lost", now);
    }
  }

  /**
   * Lets somebody in, new or back with their token, or says why not.
   *
   * @param hello What they said.
   * @param now In ms since 1970.
   * @param isReturning Whether they are told a token to come back with, and who is here; a dialect
   *   without the one has no words for the other. @default {true}
   */
  join(hello: Hello, now: number, isReturning = true): Admission | Refused {
    if (hello.version !== PROTOCOL_VERSION) {
      return refused("version", `${hello.version} ≠ ${PROTOCOL_VERSION}`);
    }
    const { tokens, maxPeople } = this.#options;
    const { resume } = hello;
    const known = resume && this.#roster.ownerOf(tokens.hash(resume.token));
    if (resume && known?.isMember) return this.#resume(known, resume);

    const check = checkName(hello.name);
    if (!check.ok) return refused(check.code, hello.name);
    const { name } = check;
    if (this.find(name)) return refused("name-taken", name);
    if (this.size >= maxPeople) return refused("full");
    if (!this.canRecord) return refused("not-recorded");
    if (resume && known) {
      known.rename(name);
      known.since = now;
      const admission = this.#resume(known, resume);
      this.#log.append({ type: "joined", name }, now);
      return { ...admission, isResumed: false };
    }
    return this.#register(name, now, isReturning ? tokens.make() : undefined);
  }

  /**
   * Does what somebody in the room asks.
   *
   * @returns What to answer them alone; undefined when the log says it all.
   */
  perform(
    session: Session,
    command: Exclude<Command, { type: "hello" | "leave" }>,
    now: number,
  ): Response | undefined {
    if (session.presence !== "here") return undefined;
    switch (command.type) {
      case "say":
      case "whisper":
        return this.#delivery.post(session, command, now, this.canRecord);
      case "rename":
        return this.#rename(session, command.name, now);
      case "who":
        return { type: "people", people: this.people() };
      case "past":
        return this.#pastMessages(command);
      case "ping":
        return { type: "pong" };
      case "pong":
        return undefined;
    }
  }

  /** Takes somebody out of the room for good. Once they are out, nothing more happens. */
  leave(session: Session, reason: LeaveReason, now: number): void {
    if (this.#roster.has(session)) this.#remove(session, "ended", reason, now);
  }

  /**
   * Somebody's connection is lost: their place is kept for a while.
   *
   * @param graceEndsAt Until when, for `expire`.
   */
  disconnect(session: Session, reason: "lost" | "slow", graceEndsAt: number): void {
    if (!this.#roster.has(session)) return;
    session.presence = "away";
    session.awayReason = reason;
    session.graceEndsAt = graceEndsAt;
    this.#roster.update(session);
  }

  /**
   * Gives up the places of those whose grace time is over.
   *
   * @param at The time by the clock that `graceEndsAt` is measured with.
   * @param now In ms since 1970.
   */
  expire(at: number, now: number): void {
    for (const session of this.#roster.away()) {
      if (session.graceEndsAt > at) return;
      this.#remove(session, "gone", session.awayReason, now);
    }
  }

  /** Somebody has received everything up to a number. */
  ack(session: Session, seq: number): void {
    if (session.ack(seq)) this.#roster.changed.add(session);
  }

  /**
   * Says something to everybody in the name of the server.
   *
   * @returns Whether it was said: it is not while it cannot be recorded.
   */
  notice(text: string, now: number): boolean {
    if (this.canRecord) this.#log.append({ type: "notice", text }, now);
    return this.canRecord;
  }

  /** Who goes by this name, in whatever letter case or normal form it is written. */
  find(name: string): Session | undefined {
    return this.#roster.find(name);
  }

  /** Who sent this person the last private message, if they are still here. */
  replyTarget({ lastWhisperer }: Session): Session | undefined {
    return lastWhisperer && this.#roster.has(lastWhisperer) ? lastWhisperer : undefined;
  }

  /** Everybody who is here, in the order they came. */
  people(): Person[] {
    return this.#roster.members().map(({ person }) => person);
  }

  #register(name: string, now: number, token: string | undefined): Admission {
    const tokenHash = token === undefined ? null : this.#options.tokens.hash(token);
    const cursor = this.#log.head;
    const session = new Session(++this.#lastId, name, {
      tokenHash,
      since: now,
      joinedAfterSeq: cursor,
    });
    this.#roster.update(session);
    const past = this.#log.recent(this.#options.recent);
    this.#log.append({ type: "joined", name }, now);
    const greeting = [this.#welcome(session, token, cursor)];
    return { type: "admitted", session, isResumed: false, greeting, backlog: past, cursor };
  }

  #resume(session: Session, { token, seen }: { token: string; seen: number }): Admission {
    session.presence = "here";
    session.deferredIds.clear();
    this.#roster.update(session);
    // A client cannot have seen what never happened: then an older record was put in place.
    const from = Math.min(Math.max(seen, session.joinedAfterSeq), this.#log.head);
    session.ack(from);
    const cursor = Math.max(from, this.#log.first - 1);
    const past = session.unacked.map(({ entry }) => entry)
      .filter(({ seq }) => seq > from && seq <= cursor);
    const missed = cursor - from - past.length;
    const greeting: Response[] = [this.#welcome(session, token, cursor)];
    if (missed > 0) greeting.push({ type: "missed", count: missed });
    return { type: "admitted", session, isResumed: true, greeting, backlog: past, cursor };
  }

  #welcome({ name }: Session, token: string | undefined, seq: number): Response {
    if (token === undefined) return { type: "welcome", name, token: "", seq, people: [] };
    return { type: "welcome", name, token, seq, people: this.people() };
  }

  #remove(
    session: Session,
    presence: "gone" | "ended",
    reason: LeaveReason,
    now: number,
  ): void {
    session.presence = presence;
    session.lastWhisperer = undefined; // Else everybody who ever whispered would be kept.
    this.#roster.update(session);
    this.#log.append({ type: "left", name: session.name, reason }, now);
    this.#delivery.returnUnacked(session, now);
  }

  #rename(session: Session, wanted: string, now: number): Response | undefined {
    const name = checkName(wanted);
    if (!name.ok) return rejected(undefined, name.code, wanted);
    const holder = this.find(name.name);
    if (holder && holder !== session) return rejected(undefined, "name-taken", name.name);
    if (name.name === session.name) return undefined;
    if (!this.canRecord) return rejected(undefined, "not-recorded");
    const from = session.name;
    this.#roster.rename(session, name.name);
    this.#log.append({ type: "renamed", from, to: session.name }, now);
    return undefined;
  }

  #pastMessages({ count, before }: Past): Response {
    if (count < 1 || count > LIMITS.pastMessages) {
      return rejected(undefined, "bad-count", String(count));
    }
    return { type: "past", entries: this.#log.recent(count, before) };
  }
}

function refused(code: Refused["code"], value?: string): Refused {
  return value === undefined ? { type: "refused", code } : { type: "refused", code, value };
}
