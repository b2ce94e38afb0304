/**
 * Everybody the room knows: by name while they have a place, by token as long as they may come
 * back. It keeps the books, and decides nothing.
 */

import { fold } from "../names.ts";
import { LIMITS } from "../protocol.ts";
import type { Session } from "./session.ts";

/** Who is who. */
export class Roster {
  /** Sessions that are not any more what they were when this was last cleared. */
  readonly changed = new Set<Session>();
  readonly #byName = new Map<string, Session>();
  /** Those who have a place, in the order they came. */
  readonly #inOrder: Session[] = [];
  readonly #byToken = new Map<string, Session>();
  readonly #byId = new Map<number, Session>();
  /** In the order in which their grace ends: it is the same time for everybody. */
  readonly #away = new Set<Session>();
  /** Those who are gone, the first first. */
  readonly #former = new Set<Session>();

  /** How many have a place. */
  get size(): number {
    return this.#byName.size;
  }

  /** Who goes by this name, in whatever letter case or normal form it is written. */
  find(name: string): Session | undefined {
    return this.#byName.get(fold(name));
  }

  /** Whose token has this hash. */
  ownerOf(tokenHash: string): Session | undefined {
    return this.#byToken.get(tokenHash);
  }

  /** The session of this number, unless it has ended. */
  withId(id: number): Session | undefined {
    return this.#byId.get(id);
  }

  /** Whether a session has a place. */
  has(session: Session): boolean {
    return this.#byName.get(session.key) === session;
  }

  /** Everybody who has a place, in the order they came. */
  members(): readonly Session[] {
    return this.#inOrder;
  }

  /** Those who are away, in the order in which their grace ends. */
  away(): ReadonlySet<Session> {
    return this.#away;
  }

  /** Gives a session, new or known, the state it says it has. */
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
    for (const former of this.#former) {
      if (this.#former.size <= LIMITS.formerSessions) break;
      former.presence = "ended";
      this.update(former);
    }
  }

  /** Gives somebody another name. */
  rename(session: Session, name: string): void {
    this.#byName.delete(session.key);
    session.rename(name);
    this.#byName.set(session.key, session);
    this.changed.add(session);
  }

  /** Nearly everybody comes last: a room fills in as many steps as people come. */
  #insert(session: Session): void {
    this.#byName.set(session.key, session);
    let at = this.#inOrder.length;
    while (at > 0 && joinedBefore(session, this.#inOrder[at - 1]!)) at--;
    this.#inOrder.splice(at, 0, session);
  }

  #delete(session: Session): void {
    this.#byName.delete(session.key);
    this.#inOrder.splice(this.#inOrder.indexOf(session), 1);
  }

  #forget({ id, tokenHash }: Session): void {
    this.#byId.delete(id);
    if (tokenHash !== null) this.#byToken.delete(tokenHash);
  }
}

function joinedBefore(one: Session, other: Session): boolean {
  return one.since < other.since || one.since === other.since && one.id < other.id;
}
