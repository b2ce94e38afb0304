/** Sanctions: who may not come in, and who may only read. Pure: the time is an argument. */

import { fold } from "../names.ts";
import { callKey } from "../naming/call_key.ts";
import { looksOf } from "../naming/skeleton.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { Sanction } from "./sanction.ts";
import type { Session } from "./session.ts";

/** What is known of a person; one thing that a sanction names is enough. */
export interface Known {
  /** The name, without blanks around it. */
  name?: string;
  /** The hash of the token. */
  tokenHash?: string | null | undefined;
  /** The number of the session. */
  session?: number;
  /** The address as it is counted. */
  address?: string | undefined;
}

/** What is known of the person of a session. */
export function knownOf({ id: session, name, tokenHash }: Session): Known {
  return { session, name, tokenHash };
}

/** A sanction, and the looks of its name: a name means the same when it has one in common. */
interface Entry {
  readonly sanction: Sanction;
  readonly looks: ReadonlySet<string>;
}

/** The sanctions of one room. */
export class Sanctions {
  #entries: Entry[];

  /**
   * Keeps the sanctions on record.
   *
   * @param recorded In the order in which they were added.
   */
  constructor(recorded: readonly Sanction[]) {
    this.#entries = recorded.map(toEntry);
  }

  /** All of them, in the order in which they were added. */
  get all(): Sanction[] {
    return this.#entries.map(({ sanction }) => sanction);
  }

  /** Those that are not over, in the order in which they were added. */
  current(now: number): Sanction[] {
    return this.all.filter((sanction) => !isOver(sanction, now));
  }

  /**
   * Adds a sanction, in place of an earlier one of the same person; what that one knew of the person
   * stays known.
   *
   * @returns Whether there is room for it.
   */
  add(sanction: Sanction): boolean {
    const at = this.#entries.findIndex((entry) => isSamePerson(entry.sanction, sanction));
    const before = this.#entries[at]?.sanction;
    if (!before) {
      if (this.#entries.length >= SERVER_LIMITS.sanctions) return false;
      this.#entries.push(toEntry(sanction));
      return true;
    }
    const tokenHash = sanction.tokenHash ?? before.tokenHash;
    const address = sanction.address ?? before.address;
    this.#entries[at] = toEntry({ ...before, ...sanction, tokenHash, address });
    return true;
  }

  /** The sanction of this kind on a person. */
  find(kind: Sanction["kind"], known: Known, now: number): Sanction | undefined {
    if (this.#entries.length === 0) return undefined;
    const looks = looksFor(kind, known.name);
    return this.#entries.find((entry) =>
      entry.sanction.kind === kind && !isOver(entry.sanction, now) && concerns(entry, known, looks)
    )?.sanction;
  }

  /**
   * Lifts the sanctions on a name. When there is none, those on names that differ from it in accents
   * alone.
   *
   * @param session A person who is here under this name: a mute of this session is lifted under
   *   whatever name it was. @default {nobody}
   * @returns What was lifted.
   */
  pardon(name: string, session?: Known): Sanction[] {
    const key = fold(name);
    const looks = session && looksFor("mute", session.name);
    const exact = this.#take((entry) =>
      fold(entry.sanction.name) === key || looks !== undefined && concerns(entry, session!, looks)
    );
    if (exact.length > 0) return exact;
    const called = callKey(name);
    return this.#take(({ sanction }) => callKey(sanction.name) === called);
  }

  /**
   * Removes those that are over.
   *
   * @returns Whether there was one.
   */
  expire(now: number): boolean {
    return this.#take(({ sanction }) => isOver(sanction, now)).length > 0;
  }

  #take(isTaken: (entry: Entry) => boolean): Sanction[] {
    const taken = this.#entries.filter(isTaken);
    this.#entries = this.#entries.filter((entry) => !taken.includes(entry));
    return taken.map(({ sanction }) => sanction);
  }
}

function toEntry(sanction: Sanction): Entry {
  return { sanction, looks: new Set(looksFor(sanction.kind, sanction.name)) };
}

function isOver({ until }: Sanction, now: number): boolean {
  return until !== null && until <= now;
}

/**
 * The looks by which a sanction finds a name, if it is known: they are found once, not for each
 * sanction. A ban finds names with other accents, too; a mute does not, because two people with such
 * names may be here.
 */
function looksFor(kind: Sanction["kind"], name: string | undefined): readonly string[] {
  if (name === undefined) return [];
  return kind === "ban" ? [...looksOf(name), ...looksOf(callKey(name))] : looksOf(name);
}

function concerns(
  { sanction, looks }: Entry,
  known: Known,
  knownLooks: readonly string[],
): boolean {
  return isEqual(sanction.tokenHash, known.tokenHash) ||
    isEqual(sanction.session, known.session) ||
    isEqual(sanction.address, known.address) ||
    knownLooks.some((look) => looks.has(look));
}

function isEqual<T>(one: T | null | undefined, other: T | null | undefined): boolean {
  return one !== undefined && one !== null && one === other;
}

/** Whether both may mean one person: the name is the same, and not the name of two sessions. */
function isSamePerson(one: Sanction, other: Sanction): boolean {
  if (one.kind !== other.kind || fold(one.name) !== fold(other.name)) return false;
  const ids = [one, other].map(({ tokenHash, session }) => tokenHash ?? session);
  return ids.includes(undefined) || ids[0] === ids[1];
}
