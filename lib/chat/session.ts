/** One person's identity across connections: what the room knows of them, there or not. */

import { fold } from "../names.ts";
import { LIMITS, type Person, type Rejected } from "../protocol.ts";
import { type Logged, weigh } from "./log.ts";

/**
 * What has become of somebody: `here` with a connection; `away` without one, their place kept;
 * `gone` when the grace time is over, welcome back with their token; `ended` when they left.
 */
export type Presence = "here" | "away" | "gone" | "ended";

/** What is kept of a session on disk. */
export interface SessionRecord {
  /** Its number. */
  id: number;
  /** The hash of its token; null for those who were told none, and cannot come back. */
  tokenHash: string | null;
  /** What they are called. */
  name: string;
  /** When they came, in ms since 1970. */
  since: number;
  /** The number of the last entry before they came. */
  joinedAfterSeq: number;
  /** The `id` of the last message that was said. */
  lastId: number;
  /** Private messages to them up to this number were received. */
  ackedSeq: number;
  /** Private messages to them up to this number were received, or reported to their authors. */
  resolvedSeq: number;
  /** Whether everybody was told that they left. */
  isGone: boolean;
  /** How messages were rejected, those with a lower `id` among them that may be repeated. */
  rejected: Rejected[];
}

/** One person, from the moment they join until they leave, whatever becomes of their connections. */
export class Session {
  /** Names this session for the room's whole life, whoever takes its name later; from 1. */
  readonly id: number;
  /** What its owner's token becomes when it is hashed; null when they were told none. */
  readonly tokenHash: string | null;
  /** The number of the last entry before they came: nothing up to it is theirs to catch up on. */
  readonly joinedAfterSeq: number;
  /** When they came, in ms since 1970. */
  since: number;
  /** What has become of them. */
  presence: Presence = "here";
  /** Why they are away, for when everybody is told. */
  awayReason: "lost" | "slow" = "lost";
  /** When their place is given up, while they are away; in ms of whoever measures it. */
  graceEndsAt = 0;
  /** The `id` of the last message that was said; what comes with a lower one is not said. */
  lastId = 0;
  /** The `id` of messages that were put off: until one is sent again, no later one is taken. */
  readonly deferredIds = new Set<number>();
  /** The number of the last entry that is their own words; 0 before there is one. */
  lastOwnSeq = 0;
  /** The number of the last entry that only they and one other may see; 0 before there is one. */
  lastPrivateSeq = 0;
  /** Private messages to them up to this number were received. */
  ackedSeq = 0;
  /** Private messages to them up to this number were received, or reported to their authors. */
  resolvedSeq = 0;
  /** Who sent them the last private message. */
  lastWhisperer?: Session;
  #name: string;
  #key: string;
  #person?: Person;
  #unacked: Logged[] = [];
  #rejected?: Map<number, Rejected>;
  #unackedBytes = 0;

  /**
   * Begins a session.
   *
   * @param id Its number.
   * @param name A name that was checked.
   * @param begun Its token's hash, when they came, and the last entry before that.
   */
  constructor(
    id: number,
    name: string,
    begun: { tokenHash: string | null; since: number; joinedAfterSeq: number },
  ) {
    this.id = id;
    this.tokenHash = begun.tokenHash;
    this.since = begun.since;
    this.joinedAfterSeq = begun.joinedAfterSeq;
    this.#name = name;
    this.#key = fold(name);
  }

  /**
   * Takes up a session as it was kept.
   *
   * @param waiting The private messages to them that nobody knows the fate of, oldest first.
   * @param last The number of the last entry there is: any up to it may be private.
   */
  static restored(record: SessionRecord, waiting: Logged[], last: number): Session {
    const session = new Session(record.id, record.name, record);
    session.presence = record.isGone ? "gone" : "away";
    session.lastId = record.lastId;
    session.lastPrivateSeq = last;
    session.ackedSeq = record.ackedSeq;
    session.resolvedSeq = record.resolvedSeq;
    for (const message of waiting) session.addUnacked(message);
    session.#rejected = new Map(record.rejected.map((one) => [one.id!, one]));
    return session;
  }

  /** What is to be kept on disk. */
  get record(): SessionRecord {
    const {
      id,
      tokenHash,
      name,
      since,
      joinedAfterSeq,
      lastId,
      ackedSeq,
      resolvedSeq,
    } = this;
    const rejected = [...this.#rejected?.values() ?? []];
    const isGone = this.presence === "gone";
    return {
      id,
      tokenHash,
      name,
      since,
      joinedAfterSeq,
      lastId,
      ackedSeq,
      resolvedSeq,
      isGone,
      rejected,
    };
  }

  /** What they are called now. */
  get name(): string {
    return this.#name;
  }

  /** What the others see of them: the same value until there is something else to see. */
  get person(): Person {
    const { name, since } = this;
    const away = this.presence === "away";
    const seen = this.#person;
    const isSame = seen?.name === name && seen.since === since && seen.away === away;
    return isSame ? seen : this.#person = { name, since, away };
  }

  /** The name as it is compared (see `fold`). */
  get key(): string {
    return this.#key;
  }

  /** Whether they have a place in the room, with a connection or without. */
  get isMember(): boolean {
    return this.presence === "here" || this.presence === "away";
  }

  /** Private messages to them that they are not known to have received, oldest first. */
  get unacked(): readonly Logged[] {
    return this.#unacked;
  }

  /** Whether no more private messages may wait for them. */
  get isInboxFull(): boolean {
    return this.#unackedBytes > LIMITS.waitingBytes;
  }

  /** Gives them another name. */
  rename(name: string): void {
    this.#name = name;
    this.#key = fold(name);
  }

  /** A private message is on its way to them. */
  addUnacked(message: Logged): void {
    this.#unacked.push(message);
    this.#unackedBytes += weigh(message.entry);
  }

  /**
   * They have received everything up to a number.
   *
   * @returns Whether that was news.
   */
  ack(seq: number): boolean {
    const isNews = seq > this.ackedSeq && this.#unacked.length > 0;
    this.ackedSeq = Math.max(this.ackedSeq, seq);
    const next = this.#unacked.findIndex(({ entry }) => entry.seq > seq);
    this.#take(next === -1 ? this.#unacked.length : next);
    return isNews;
  }

  /** What was not received never will be: takes it out of what waits. */
  takeUnacked(seq: number): Logged[] {
    this.resolvedSeq = seq;
    return this.#take(this.#unacked.length);
  }

  /** A message is not done. It may be sent again until a later one is said. */
  reject(id: number, rejection: Rejected): void {
    const rejected = this.#rejected ??= new Map();
    rejected.set(id, rejection);
    if (rejected.size > LIMITS.rejections) rejected.delete(rejected.keys().next().value!);
  }

  /** How a message was rejected; undefined when it was said. */
  rejectionOf(id: number): Rejected | undefined {
    return this.#rejected?.get(id);
  }

  /** A message was said. */
  said(id: number): void {
    this.lastId = id;
    this.#rejected?.delete(id);
  }

  #take(count: number): Logged[] {
    const taken = this.#unacked.splice(0, count);
    for (const { entry } of taken) this.#unackedBytes -= weigh(entry);
    return taken;
  }
}
