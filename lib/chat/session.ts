/** A person across connections: what the room knows of them, connected or not. */

import { fold } from "../names.ts";
import { ownCopy } from "../own_copy.ts";
import type { Person, Rejected } from "../protocol.ts";
import { Inbox } from "./inbox.ts";
import type { Logged } from "./logged.ts";
import { MessageIds } from "./message_ids.ts";

/**
 * The state of a session: `here` with a connection; `away` without one, the place kept; `gone`
 * when the grace time is over and only the token is still good; `ended` when the person left.
 */
export type Presence = "here" | "away" | "gone" | "ended";

/** What is kept of a session on disk. */
export interface SessionRecord {
  /** The session's number. */
  id: number;
  /** The hash of the resume token; null for clients that have none and cannot resume. */
  tokenHash: string | null;
  /** The person's name. */
  name: string;
  /** The address from which the person was last connected; null when it is not known. */
  address: string | null;
  /** When the person joined, in ms since 1970. */
  since: number;
  /** The number of the last entry before the person joined. */
  joinedAfterSeq: number;
  /** The `id` of the last message that was said. */
  lastId: number;
  /** Private messages up to this number were received. */
  ackedSeq: number;
  /** Private messages up to this number were received, or reported to their authors. */
  resolvedSeq: number;
  /** Whether everybody was told that the person left. */
  isGone: boolean;
  /** The rejections of messages that may be repeated. */
  rejected: Rejected[];
}

/** What another replica needs to continue a session. */
export interface SessionSnapshot extends SessionRecord {
  /** The state of the session. */
  presence: Presence;
  /** Why the connection was lost. */
  awayReason: "lost" | "slow";
  /** When the place is given up, by the awake clock in ms. */
  graceEndsAt: number;
  /** The number of the last message this person said. */
  lastOwnSeq: number;
  /** The number of the last entry that only this person and one other may see. */
  lastPrivateSeq: number;
  /** The number of the session that wrote the last private message to this person; null: none. */
  lastWhisperer: number | null;
  /** The private messages to this person that are not acknowledged, oldest first. */
  unacked: readonly Logged[];
}

/** One person, from joining to leaving, whatever becomes of the connections. */
export class Session {
  /** Identifies the session for the life of the room, even if the name changes hands; from 1. */
  readonly id: number;
  /** The hash of the resume token; null for clients that have none. */
  readonly tokenHash: string | null;
  /** The number of the last entry before the person joined: nothing up to it is resumed. */
  readonly joinedAfterSeq: number;
  /** The private messages to this person. */
  readonly inbox: Inbox;
  /** The ids of this person's messages. */
  readonly messageIds: MessageIds;
  /** When the person joined, in ms since 1970. */
  since: number;
  /** The state of the session. */
  presence: Presence = "here";
  /** Why the connection was lost, for the `left` entry. */
  awayReason: "lost" | "slow" = "lost";
  /** When the place is given up, while the person is away; in ms of the caller's clock. */
  graceEndsAt = 0;
  /** The number of the last message this person said; 0 before there is one. */
  lastOwnSeq = 0;
  /** The number of the last entry that only this person and one other may see; 0 before that. */
  lastPrivateSeq = 0;
  /** The author of the last private message to this person. */
  lastWhisperer?: Session;
  /** The address from which the person was last connected, without the port. */
  address?: string | undefined;
  #named: { readonly name: string; readonly key: string };
  #person?: Person;

  /**
   * Begins a session, or continues one from its record.
   *
   * @param id The session's number.
   * @param name A name that was checked.
   * @param begun The token's hash, when the person joined, the last entry before that; and of a
   *   session on record its inbox and its ids. @default {inbox and ids are empty}
   */
  constructor(
    id: number,
    name: string,
    begun: Pick<SessionRecord, "tokenHash" | "since" | "joinedAfterSeq"> & {
      inbox?: Inbox;
      messageIds?: MessageIds;
    },
  ) {
    this.id = id;
    this.tokenHash = begun.tokenHash;
    this.since = begun.since;
    this.joinedAfterSeq = begun.joinedAfterSeq;
    this.inbox = begun.inbox ?? new Inbox();
    this.messageIds = begun.messageIds ?? new MessageIds();
    this.#named = named(name);
  }

  /**
   * Continues a session from its record.
   *
   * @param unacked The private messages to this person that are not resolved, oldest first.
   * @param lastSeq The number of the newest entry: any up to it may be private.
   */
  static restored(record: SessionRecord, unacked: Logged[], lastSeq: number): Session {
    const session = Session.#of(record, unacked);
    session.inbox.markWaiting();
    session.presence = record.isGone ? "gone" : "away";
    session.lastPrivateSeq = lastSeq;
    return session;
  }

  /**
   * Continues a session of another replica.
   *
   * @param snapshot What that one knew.
   */
  static continued(snapshot: SessionSnapshot): Session {
    const { presence, awayReason, graceEndsAt, lastOwnSeq, lastPrivateSeq, unacked } = snapshot;
    const session = Session.#of(snapshot, unacked);
    const state = { presence, awayReason, graceEndsAt, lastOwnSeq, lastPrivateSeq };
    return Object.assign(session, state);
  }

  static #of(record: SessionRecord, unacked: readonly Logged[]): Session {
    const { id, name, address, tokenHash, since, joinedAfterSeq } = record;
    const inbox = new Inbox(record.ackedSeq, record.resolvedSeq);
    for (const message of unacked) inbox.add(message);
    const messageIds = new MessageIds(record.lastId, record.rejected);
    const session = new Session(id, name, { tokenHash, since, joinedAfterSeq, inbox, messageIds });
    session.address = address ?? undefined;
    return session;
  }

  /** What another replica needs to continue it. */
  get snapshot(): SessionSnapshot {
    const { presence, awayReason, graceEndsAt, lastOwnSeq, lastPrivateSeq, inbox } = this;
    const { lastWhisperer } = this;
    const isKnown = lastWhisperer && lastWhisperer.presence !== "ended"; // Nobody answers that one.
    return {
      ...this.record,
      ...{ presence, awayReason, graceEndsAt, lastOwnSeq, lastPrivateSeq },
      lastWhisperer: isKnown ? lastWhisperer.id : null,
      unacked: [...inbox.unacked],
    };
  }

  /** What has to be kept on disk. */
  get record(): SessionRecord {
    const { id, tokenHash, name, since, joinedAfterSeq, inbox, messageIds } = this;
    const { ackedSeq, resolvedSeq } = inbox;
    const { lastId, rejections: rejected } = messageIds;
    return {
      id,
      tokenHash,
      name,
      address: this.address ?? null,
      since,
      joinedAfterSeq,
      lastId,
      ackedSeq,
      resolvedSeq,
      isGone: this.presence === "gone",
      rejected,
    };
  }

  /** The person's name. */
  get name(): string {
    return this.#named.name;
  }

  /** The name as it is compared (see `fold`). */
  get key(): string {
    return this.#named.key;
  }

  /** What the others see of this person: the same object until something in it changes. */
  get person(): Person {
    const { name, since } = this;
    const away = this.presence === "away";
    const last = this.#person;
    const isSame = last?.name === name && last.since === since && last.away === away;
    return isSame ? last : this.#person = { name, since, away };
  }

  /** Whether the person has a place in the room, with a connection or without. */
  get isMember(): boolean {
    return this.presence === "here" || this.presence === "away";
  }

  /** Whether a person types what is received, as with netcat: such clients have no token. */
  get isTyped(): boolean {
    return this.tokenHash === null;
  }

  /** Private messages up to this number are received, or were reported as not received. */
  get resolvedSeq(): number {
    return this.inbox.resolvedSeq;
  }

  /** Changes the name. */
  rename(name: string): void {
    this.#named = named(name);
  }
}

function named(name: string): { name: string; key: string } {
  const own = ownCopy(name);
  return { name: own, key: fold(own) };
}
