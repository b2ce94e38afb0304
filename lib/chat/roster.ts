/** The roster: members by name, sessions by number and by token. Bookkeeping without decisions. */

import { fold, isTooLong } from "../names.ts";
import { callKey } from "../naming/call_key.ts";
import { looksOf } from "../naming/skeleton.ts";
import type { Person } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { NameIndex } from "./name_index.ts";
import type { Session } from "./session.ts";

/** What a roster knows besides the sessions themselves. */
export interface RosterSnapshot {
  /** The numbers of the members that are away, in the order in which their grace times end. */
  readonly away: readonly number[];
  /** The numbers of the sessions that are gone, oldest first. */
  readonly former: readonly number[];
  /** The keys of former names, oldest first. */
  readonly formerKeys: readonly string[];
}

/** The sessions of one room. */
export class Roster {
  /** The sessions that changed since this was last cleared. */
  readonly changed = new Set<Session>();
  readonly #byName = new Map<string, Session>();
  readonly #byCall = new NameIndex((name) => [callKey(name)]);
  readonly #byLook = new NameIndex(looksOf);
  /** The members, in the order they joined. */
  readonly #inOrder: Session[] = [];
  readonly #byToken = new Map<string, Session>();
  readonly #byId = new Map<number, Session>();
  /** In the order in which the grace times end: they are equally long. */
  readonly #away = new Set<Session>();
  /** The keys of the names that members had last, before they left or were renamed, oldest first. */
  readonly #formerKeys = new Set<string>();
  /** The sessions that are gone, oldest first. */
  readonly #former = new Set<Session>();

  /** What it knows besides the sessions themselves. */
  get snapshot(): RosterSnapshot {
    const numbers = (sessions: Set<Session>) => Array.from(sessions, ({ id }) => id);
    const [away, former] = [numbers(this.#away), numbers(this.#former)];
    return { away, former, formerKeys: [...this.#formerKeys] };
  }

  /**
   * Fills an empty roster.
   *
   * @param sessions All that have not ended.
   */
  restore(sessions: Iterable<Session>, { away, former, formerKeys }: RosterSnapshot): void {
    for (const session of sessions) this.update(session);
    for (const id of away) this.update(this.#byId.get(id)!);
    for (const id of former) this.update(this.#byId.get(id)!);
    this.#formerKeys.clear();
    for (const key of formerKeys) this.#formerKeys.add(key);
  }

  /** All sessions that have not ended, in the order of their numbers. */
  sessions(): Session[] {
    return [...this.#byId.values()].sort((one, other) => one.id - other.id);
  }

  /** How many members there are. */
  get size(): number {
    return this.#byName.size;
  }

  /** The member with this name, in whatever letter case or normal form it is written. */
  find(name: string): Session | undefined {
    return isTooLong(name) ? undefined : this.#byName.get(fold(name));
  }

  /**
   * The members that a typed name may mean: the one with exactly this name, otherwise all whose
   * names differ from it in accents alone. Nobody, when exactly this was the name of another person
   * who has just left.
   */
  called(name: string): Session[] {
    if (isTooLong(name)) return [];
    const exact = this.find(name);
    if (exact) return [exact];
    return this.#formerKeys.has(fold(name)) ? [] : this.#byCall.find(name);
  }

  /** A member that could be taken for another one with this name. */
  lookalike(name: string, except?: Session): Session | undefined {
    return this.#byLook.find(name).find((session) => session !== except);
  }

  /** The session whose token has this hash. */
  ownerOf(tokenHash: string): Session | undefined {
    return this.#byToken.get(tokenHash);
  }

  /** The session with this number, unless it has ended. */
  withId(id: number): Session | undefined {
    return this.#byId.get(id);
  }

  /** Whether a session is a member. */
  has(session: Session): boolean {
    return this.#byName.get(session.key) === session;
  }

  /** The members, in the order they joined. */
  members(): readonly Session[] {
    return this.#inOrder;
  }

  /** What the members see of each other, in the order they joined. */
  people(): Person[] {
    return this.#inOrder.map(({ person }) => person);
  }

  /** The members that are away, in the order in which their grace times end. */
  away(): ReadonlySet<Session> {
    return this.#away;
  }

  /** Files a session, new or known, according to its presence. */
  update(session: Session): void {
    const { id, tokenHash, presence } = session;
    this.changed.add(session);
    this.#byId.set(id, session);
    if (tokenHash !== null) this.#byToken.set(tokenHash, session);
    if (session.isMember && !this.has(session)) this.#insert(session);
    if (!session.isMember && this.has(session)) this.#delete(session);
    this.#away.delete(session);
    this.#former.delete(session);
    if (presence === "away") this.#away.add(session);
    if (presence === "gone") this.#former.add(session);
    if (presence === "ended") this.#forget(session);
    if (presence === "gone" && !this.#byName.has(session.key)) this.#addFormer(session.key);
    this.endFormer(SERVER_LIMITS.formerSessions);
  }

  /** Ends the sessions that nobody is in any more, the oldest first, until so many are left. */
  endFormer(left = 0): void {
    for (const former of this.#former) {
      if (this.#former.size <= left) break;
      former.presence = "ended";
      this.update(former);
    }
  }

  /** Changes the name of a member. */
  rename(session: Session, name: string): void {
    const { key: before } = session;
    this.#unindex(session);
    session.rename(name);
    this.#index(session);
    if (callKey(before) === callKey(name)) this.#formerKeys.delete(before);
    this.changed.add(session);
  }

  /** Inserts from the end: almost every newcomer is the last. */
  #insert(session: Session): void {
    this.#index(session);
    let at = this.#inOrder.length;
    while (at > 0 && joinedBefore(session, this.#inOrder[at - 1]!)) at--;
    this.#inOrder.splice(at, 0, session);
  }

  #delete(session: Session): void {
    this.#unindex(session);
    this.#inOrder.splice(this.#inOrder.indexOf(session), 1);
  }

  #index(session: Session): void {
    this.#byName.set(session.key, session);
    this.#formerKeys.delete(session.key);
    this.#byCall.add(session);
    this.#byLook.add(session);
  }

  #unindex(session: Session): void {
    this.#byName.delete(session.key);
    this.#addFormer(session.key);
    this.#byCall.delete(session);
    this.#byLook.delete(session);
  }

  #addFormer(key: string): void {
    this.#formerKeys.add(key);
    for (const oldest of this.#formerKeys) {
      if (this.#formerKeys.size <= SERVER_LIMITS.formerSessions) break;
      this.#formerKeys.delete(oldest);
    }
  }

  #forget({ id, tokenHash }: Session): void {
    this.#byId.delete(id);
    if (tokenHash !== null) this.#byToken.delete(tokenHash);
  }
}

function joinedBefore(one: Session, other: Session): boolean {
  return one.since < other.since || one.since === other.since && one.id < other.id;
}
