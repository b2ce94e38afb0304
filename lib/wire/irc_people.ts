/** What IRC clients say of their people, and no other dialect asks for. It is told to IRC clients alone. */

import type { Person } from "../protocol.ts";

/** What one client says of its person. */
export interface IrcPerson {
  /** The name in the room, as it is now. */
  readonly nick: string;
  /** What the system of the person calls it. */
  readonly user: string;
  /** What the person is called, perhaps with blanks. */
  readonly realName: string;
  /** Why the person is away; empty when it is not. */
  readonly awayText: string;
}

/** The people of one room who use IRC clients. */
export class IrcPeople {
  /** By the time of joining: names change. */
  readonly #people = new Map<number, IrcPerson[]>();
  #most = 0;

  /** How many people were in the room at most when somebody came in here. */
  get most(): number {
    return this.#most;
  }

  /**
   * Adds the person of a client that has joined, and forgets those who have left.
   *
   * @param people Everybody in the room, this person included.
   */
  add(one: IrcPerson, people: readonly Person[]): void {
    this.#most = Math.max(this.#most, people.length);
    const here = new Set(people.map(({ since }) => since));
    for (const since of this.#people.keys()) if (!here.has(since)) this.#people.delete(since);
    const since = people.find(({ name }) => name === one.nick)?.since;
    if (since === undefined) return;
    const others = this.#people.get(since)?.filter(({ nick }) => nick !== one.nick) ?? [];
    this.#people.set(since, [...others, one]);
  }

  /** What the client of a person says; undefined when it says nothing. */
  of({ name, since }: Person): IrcPerson | undefined {
    return this.#people.get(since)?.find(({ nick }) => nick === name);
  }

  /** What the client of the person with a name says, in whatever letter case it is written. */
  named(name: string): IrcPerson | undefined {
    const wanted = name.toLowerCase();
    const all = [...this.#people.values()].flat();
    return all.find(({ nick }) => nick.toLowerCase() === wanted);
  }
}

/** The person of one client, as the client says it is. */
export class OwnPerson implements IrcPerson {
  user = "";
  realName = "";
  awayText = "";
  readonly #named: { readonly nick: string };

  /**
   * Knows nothing yet.
   *
   * @param named Knows the name.
   */
  constructor(named: { readonly nick: string }) {
    this.#named = named;
  }

  get nick(): string {
    return this.#named.nick;
  }
}
