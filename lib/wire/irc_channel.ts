/**
 * The one channel of a room, as its IRC clients see it: what it is about, and who keeps order in it.
 * Nothing of it is in the log: other dialects have no such things, and other servers their own.
 */

import type { IrcPerson } from "./irc_people.ts";

/** In bytes of UTF-8. */
export const MAX_TOPIC = 300;

/** Of so many it is known who has removed them. */
const MAX_KICKS = 64;
/** A person is out of the room so long after a KICK at most, also where several servers have to agree. */
const KICK_MS = 5_000;

/** What a channel is about. */
export interface Topic {
  /** The topic; empty for none. */
  readonly text: string;
  /** Who has set it. */
  readonly by: string;
  /** When, in ms since 1970. */
  readonly at: number;
}

/** The marks of a person on the channel, by the letters of their modes. */
export const MARKS = { o: "@", v: "+" } as const;
/** A mode of a person on the channel: operator, or voice, which has no effect in a room like this. */
export type MarkMode = keyof typeof MARKS;

/** The channel of one server. */
export class IrcChannel {
  /** Its name, with the `#`. */
  readonly name: string;
  /** What it is about. */
  topic: Topic;
  /** Whether only operators change the topic. */
  isTopicKept = true;
  /** Who has removed whom, and when, by the names of those who were removed; the oldest first. */
  readonly #kicks = new Map<string, { by: string; at: number }>();
  // By the clients: who is gone takes the marks along.
  readonly #modes = new WeakMap<IrcPerson, Set<MarkMode>>();

  /**
   * Has no operators.
   *
   * @param name Its name, with the `#`.
   * @param topic What it is about.
   */
  constructor(name: string, topic: Topic) {
    this.name = name;
    this.topic = topic;
  }

  /** Whether a person has a mode; undefined for a person without an IRC client. */
  has(person: IrcPerson | undefined, mode: MarkMode): boolean {
    return person !== undefined && this.#modes.get(person)?.has(mode) === true;
  }

  /** Gives a person a mode, or takes it. */
  set(person: IrcPerson, mode: MarkMode, isOn: boolean): void {
    const modes = this.#modes.get(person) ?? new Set();
    if (isOn) modes.add(mode);
    else modes.delete(mode);
    this.#modes.set(person, modes);
  }

  /**
   * An operator removes a person.
   *
   * @param at When, in ms since 1970.
   */
  onKick(name: string, by: string, at: number): void {
    this.#kicks.delete(name);
    this.#kicks.set(name, { by, at });
    const [oldest] = this.#kicks.keys();
    if (this.#kicks.size > MAX_KICKS) this.#kicks.delete(oldest!);
  }

  /**
   * Which operator has removed a person; undefined when it was the host at the console.
   *
   * @param at When the person was removed, in ms since 1970.
   */
  kickerOf(name: string, at: number): string | undefined {
    const kick = this.#kicks.get(name);
    return kick && Math.abs(at - kick.at) < KICK_MS ? kick.by : undefined;
  }

  /** A person has left: the marks are not kept. */
  onLeft(person: IrcPerson): void {
    this.#modes.delete(person);
  }

  /** The marks before the name of a person: the highest one alone, or all. */
  marksOf(person: IrcPerson | undefined, hasAll: boolean): string {
    const marks = (["o", "v"] as const).filter((mode) => this.has(person, mode))
      .map((mode) => MARKS[mode]);
    return (hasAll ? marks : marks.slice(0, 1)).join("");
  }

  /** The modes of the channel: nobody writes to it from elsewhere. */
  get modes(): string {
    return this.isTopicKept ? "+nt" : "+n";
  }
}
