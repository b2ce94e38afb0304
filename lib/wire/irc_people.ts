/** What IRC clients say of their people, and no other dialect asks for. It is told to IRC clients alone. */

import type { Person } from "../protocol.ts";
import { safeText } from "../text.ts";
import type { Capability } from "./irc_capabilities.ts";
import type { IrcMessage } from "./irc_message.ts";

/** What one client says of its person. */
export interface IrcPerson {
  /** The name in the room, as it is now. */
  readonly nick: string;
  /** What the system of the person calls it. */
  readonly user: string;
  /** What the person is called, perhaps with blanks. */
  readonly realName: string;
  /** When the person has said something last, in ms since 1970; 0 for never. */
  readonly saidAt: number;
  /** Why the person is away; empty when it is not. */
  readonly awayText: string;
  /** The number of the last entry that the system has taken from the client's connection. */
  readonly writtenSeq: number;
  /** Tells the client something, if it asked for such things, and is on the channel or is meant. */
  hear(message: IrcMessage, capability: Capability | undefined, isPrivate?: boolean): void;
}

/** How far a client reads the log, by the numbers of entries. */
export interface Reading {
  /** The last one that was handed to its connection. */
  readonly cursor: number;
  /** The last one that the system has taken. */
  readonly writtenSeq: number;
}

/** The people of one room who use IRC clients. */
export class IrcPeople {
  /** By the time of joining: names change. */
  readonly #people = new Map<number, IrcPerson[]>();
  #most = 0;
  #lastTagMessage = 0;

  /** How many people were in the room at most when somebody came in here. */
  get most(): number {
    return this.#most;
  }

  /**
   * Adds the person of a client that has joined, and forgets those who have left.
   *
   * @param people Everybody in the room, this person included.
   * @returns What the client said that the person had before, and has come back from.
   */
  add(one: IrcPerson, people: readonly Person[]): IrcPerson | undefined {
    this.#most = Math.max(this.#most, people.length);
    const here = new Set(people.map(({ since }) => since));
    for (const since of this.#people.keys()) if (!here.has(since)) this.#people.delete(since);
    const since = people.find(({ name }) => name === one.nick)?.since;
    if (since === undefined) return undefined;
    const all = this.#people.get(since) ?? [];
    this.#people.set(since, [...all.filter(({ nick }) => nick !== one.nick), one]);
    return all.find((other) => other.nick === one.nick && other !== one);
  }

  /** A number for a message that is not in the log. */
  nextTagMessage(): string {
    return `t${++this.#lastTagMessage}`;
  }

  /**
   * Tells all clients but that of one person something, if they asked for such things.
   *
   * @param capability What they have asked for; undefined for what all are told.
   */
  tell(message: IrcMessage, capability: Capability | undefined, except: IrcPerson): void {
    for (const one of [...this.#people.values()].flat()) {
      if (one !== except) one.hear(message, capability);
    }
  }

  /** What the client of a person says; undefined when it says nothing. */
  of({ name, since }: Pick<Person, "name" | "since">): IrcPerson | undefined {
    return this.#people.get(since)?.find(({ nick }) => nick === name);
  }
}

/** The person of one client, as the client says it is. */
export class OwnPerson implements IrcPerson {
  user = "";
  realName = "";
  awayText = "";
  saidAt = 0;
  readonly hear: IrcPerson["hear"];
  readonly #named: { readonly nick: string };
  readonly #reading: () => Reading | undefined;

  /**
   * Knows nothing yet.
   *
   * @param named Knows the name.
   * @param reading How far the client reads the log.
   * @param hear Tells the client something.
   */
  constructor(
    named: { readonly nick: string },
    reading: () => Reading | undefined,
    hear: IrcPerson["hear"],
  ) {
    this.#named = named;
    this.#reading = reading;
    this.hear = hear;
  }

  get writtenSeq(): number {
    return this.#reading()?.writtenSeq ?? 0;
  }

  get nick(): string {
    return this.#named.nick;
  }
}

/** In UTF-16 units: it fits into one message. */
export const MAX_REAL_NAME = 100;

/** A real name as others see it; empty when there is nothing to see. */
export function realNameOf(text: string): string {
  return safeText(text).replace(/\s+/g, " ").slice(0, MAX_REAL_NAME).trim();
}
