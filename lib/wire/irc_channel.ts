/**
 * The one channel of a room, as its IRC clients see it: what it is about, and who keeps order in it.
 * Nothing of it is in the log: other dialects have no such things, and other servers their own.
 */

import type { IrcPerson } from "./irc_people.ts";

/** In bytes of UTF-8. */
export const MAX_TOPIC = 300;

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
