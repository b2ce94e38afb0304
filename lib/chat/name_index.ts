/** An index of sessions by keys of their names, of which several sessions may have the same. */

import type { Session } from "./session.ts";

/** The sessions by one or more keys each. */
export class NameIndex {
  readonly #keysOf: (name: string) => readonly string[];
  readonly #byKey = new Map<string, Session[]>();

  /**
   * Makes an empty index.
   *
   * @param keysOf The keys of a name.
   */
  constructor(keysOf: (name: string) => readonly string[]) {
    this.#keysOf = keysOf;
  }

  /** The sessions that share a key with a name, in the order of their numbers. */
  find(name: string): Session[] {
    const found = new Set(this.#keysOf(name).flatMap((key) => this.#byKey.get(key) ?? []));
    return [...found].sort((one, other) => one.id - other.id);
  }

  /** Adds a session under its name. */
  add(session: Session): void {
    for (const key of this.#keysOf(session.name)) {
      const others = this.#byKey.get(key);
      if (others) others.push(session);
      else this.#byKey.set(key, [session]);
    }
  }

  /** Removes a session, which still has the name under which it was added. */
  delete(session: Session): void {
    for (const key of this.#keysOf(session.name)) {
      const others = this.#byKey.get(key)?.filter((other) => other !== session) ?? [];
      if (others.length > 0) this.#byKey.set(key, others);
      else this.#byKey.delete(key);
    }
  }
}
