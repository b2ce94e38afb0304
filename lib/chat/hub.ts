/**
 * The hub: who is in the room, and what their commands do. A command and the time come in; what
 * happened is appended to the log with the people who may see it, and the response to the sender
 * alone is returned. Plain synchronous code without sockets, clock or disk: the same commands at
 * the same times always give the same log, and two people who want one name are simply first and
 * second.
 */

import {
  type Command,
  type Hello,
  type LeaveReason,
  type Person,
  type Refused,
  type Rejected,
} from "../protocol.ts";
import type { Run } from "../protocol/run.ts";
import {
  type Admission,
  AdmissionControl,
  type AdmissionOptions,
  type CatchUp,
} from "./admission.ts";
import { Delivery, isRepeated } from "./delivery.ts";
import type { Logged } from "./logged.ts";
import type { Log } from "./log.ts";
import type { Act, Entrance } from "./room_command.ts";
import { checkRename } from "./rename.ts";
import { Roster } from "./roster.ts";
import { Session, type SessionRecord } from "./session.ts";
import type { HubSnapshot } from "./snapshot.ts";

/** The room. */
export class Hub {
  readonly #log: Log;
  readonly #roster = new Roster();
  readonly #delivery: Delivery;
  readonly #admission: AdmissionControl;

  /**
   * Makes an empty room.
   *
   * @param log Where everything that happens is appended.
   * @param options Its bounds, and the tokens.
   */
  constructor(log: Log, options: AdmissionOptions) {
    this.#log = log;
    this.#delivery = new Delivery(log, this.#roster);
    this.#admission = new AdmissionControl(log, this.#roster, options, {
      giveUp: (away, now) => this.#remove(away, "gone", { reason: away.awayReason }, now),
      ack: (session, seq, now) => this.#delivery.ack(session, seq, now),
    });
  }

  /** How many people are in the room, those away included. */
  get size(): number {
    return this.#roster.size;
  }

  /** Whether a grace time is running. */
  get hasAway(): boolean {
    return this.#roster.away().size > 0;
  }

  /** The sessions that changed since this was last cleared, for the record. */
  get changed(): Set<Session> {
    return this.#roster.changed;
  }

  /**
   * Restores a room from its record: people with a token are away, all others have left.
   *
   * @param kept The sessions, with the private messages that are not resolved.
   * @param lastId The highest number that ever was a session's.
   * @param graceEndsAt The end of the grace time of all people who are away.
   */
  restore(
    kept: { record: SessionRecord; unacked: Logged[] }[],
    lastId: number,
    graceEndsAt: number,
    now: number,
  ): void {
    this.#admission.restoreLastId(lastId);
    for (const { record, unacked } of kept) {
      const session = Session.restored(record, unacked, this.#log.last);
      session.graceEndsAt = graceEndsAt;
      this.#roster.update(session);
    }
    this.#delivery.recount();
    for (const session of [...this.#roster.members()]) {
      if (session.tokenHash === null) this.leave(session, "lost", now);
    }
  }

  /** What another hub needs to go on. */
  get snapshot(): HubSnapshot {
    const sessions = this.#roster.sessions().map(({ snapshot }) => snapshot);
    const { snapshot: roster } = this.#roster;
    return { sessions, roster, admission: this.#admission.snapshot };
  }

  /** All sessions are to be recorded. */
  touchAll(): void {
    for (const session of this.#roster.sessions()) this.#roster.changed.add(session);
  }

  /** Fills an empty hub, whose log is filled already. */
  continue({ sessions, roster, admission }: HubSnapshot): void {
    const all = new Map(sessions.map((one) => [one.id, Session.continued(one)]));
    for (const { id, lastWhisperer } of sessions) {
      const author = lastWhisperer === null ? undefined : all.get(lastWhisperer);
      if (author) all.get(id)!.lastWhisperer = author;
    }
    this.#roster.restore(all.values(), roster);
    this.#roster.changed.clear();
    this.#admission.restore(admission);
    this.#delivery.recount();
  }

  /**
   * Lets a person in, anew or back with a token, or says why not.
   *
   * @param now In ms since 1970.
   */
  join(entrance: Entrance, now: number): Admission | Refused {
    return this.#admission.admit(entrance, now);
  }

  /** Whether a `hello` continues a session, in the room or not. */
  isKnown(hello: Hello): boolean {
    return this.#admission.sessionOf(hello) !== undefined;
  }

  /** Whether a `hello` continues a session that has a connection. */
  isConnected(hello: Hello): boolean {
    return this.#admission.sessionOf(hello)?.presence === "here";
  }

  /**
   * Whether a command has to wait while the log cannot be recorded: a message that is not repeated,
   * even one that would be rejected; a valid rename; a `hello` that would be announced. The caller
   * asks this before it submits a command: the hub decides by commands and time alone.
   *
   * @param session The sender; undefined before `hello`.
   */
  needsRecording(command: Command, session?: Session): boolean {
    if (command.type === "hello") return this.#admission.needsRecording(command);
    if (session?.presence !== "here") return false;
    if (command.type === "rename") return checkRename(this.#roster, session, command.name).ok;
    if (command.type !== "say" && command.type !== "whisper") return false;
    return !isRepeated(session, command);
  }

  /**
   * Carries out what a person in the room says or changes.
   *
   * @returns Why it was not said or changed; undefined when the log says it all.
   */
  act(session: Session, act: Act, now: number): Rejected | undefined {
    if (session.presence !== "here") return undefined;
    if (act.type === "rename") return this.#rename(session, act.name, now);
    return this.#delivery.post(session, act, now);
  }

  /**
   * Says a run of messages.
   *
   * @returns Whether it was said; else the messages are to be said one by one.
   */
  sayRun(session: Session, run: Run, now: number): boolean {
    return session.presence === "here" && this.#delivery.postRun(session, run, now);
  }

  /** Where a person who reads too slowly reads on, after the last entry that was sent. */
  catchUp(session: Session, from: number): CatchUp {
    return this.#admission.catchUp(session, from);
  }

  /**
   * Removes a person from the room for good. Does nothing when the person is not in it.
   *
   * @param text Why the operator removes the person, or why it leaves. @default {nothing is said}
   */
  leave(session: Session, reason: LeaveReason, now: number, text?: string): void {
    if (this.#roster.has(session)) this.#remove(session, "ended", { reason, text }, now);
  }

  /**
   * A connection is lost: the person's place is kept for the grace time.
   *
   * @param graceEndsAt The end of the grace time, for `expire`.
   */
  disconnect(session: Session, reason: "lost" | "slow", graceEndsAt: number): void {
    if (!this.#roster.has(session)) return;
    session.presence = "away";
    session.awayReason = reason;
    session.graceEndsAt = graceEndsAt;
    this.#roster.update(session);
  }

  /** What a person has not acknowledged waits: the connection is lost. */
  deferUnacked(session: Session, now: number): void {
    this.#delivery.deferUnacked(session, now);
  }

  /**
   * Gives up the places whose grace time is over.
   *
   * @param at The time by the clock that `graceEndsAt` is measured with.
   * @param now In ms since 1970.
   */
  expire(at: number, now: number): void {
    for (const session of this.#roster.away()) {
      if (session.graceEndsAt > at) return;
      this.#remove(session, "gone", { reason: session.awayReason }, now);
    }
  }

  /** Forgets the tokens of everybody who is not in the room: none leads back to a session. */
  forgetFormer(): void {
    this.#roster.endFormer();
  }

  /** Acknowledges all private messages to a person up to a number. */
  ack(session: Session, seq: number, now: number): void {
    this.#delivery.ack(session, seq, now);
  }

  /** Tells everybody something in the name of the server. */
  notice(text: string, now: number): void {
    this.#log.append({ type: "notice", text }, now);
  }

  /** The session with this number, unless it has ended. */
  withId(id: number): Session | undefined {
    return this.#roster.withId(id);
  }

  /** The person with this name, in whatever letter case or normal form it is written. */
  find(name: string): Session | undefined {
    return this.#roster.find(name);
  }

  /** Everybody in the room, in the order they joined, with what only the server knows of them. */
  members(): readonly Session[] {
    return this.#roster.members();
  }

  /** The people who may be meant by a name as it is typed: without its accents, perhaps several. */
  called(name: string): Session[] {
    return this.#roster.called(name);
  }

  /** The author of the last private message to this person, if still in the room. */
  replyTarget({ lastWhisperer }: Session): Session | undefined {
    return lastWhisperer && this.#roster.has(lastWhisperer) ? lastWhisperer : undefined;
  }

  /** Everybody in the room, in the order they joined. */
  people(): Person[] {
    return this.#roster.people();
  }

  #remove(
    session: Session,
    presence: "gone" | "ended",
    { reason, text }: { reason: LeaveReason; text?: string | undefined },
    now: number,
  ): void {
    session.presence = presence;
    session.lastWhisperer = undefined; // Else sessions would keep each other in memory.
    this.#roster.update(session);
    const { name } = session;
    const why = text === undefined ? {} : { text };
    this.#log.append({ type: "left", name, reason, ...why }, now);
    this.#delivery.returnUnacked(session, now);
  }

  #rename(session: Session, wanted: string, now: number): Rejected | undefined {
    const check = checkRename(this.#roster, session, wanted);
    if (!check.ok) return check.response;
    const from = session.name;
    this.#roster.rename(session, check.name);
    this.#log.append({ type: "renamed", from, to: check.name }, now);
    return undefined;
  }
}
