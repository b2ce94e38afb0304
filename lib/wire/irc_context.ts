/** What all IRC clients of a server share, and how they write names. */

import type { Texts } from "../i18n/mod.ts";
import type { Entry, Person, Rejected } from "../protocol.ts";
import type { IrcChannel } from "./irc_channel.ts";
import type { IrcPeople } from "./irc_people.ts";

/** What all IRC clients of a server share. */
export interface IrcContext {
  /** The one channel. */
  readonly channel: IrcChannel;
  /** What the network is called: the name of the room, without blanks. */
  readonly network: string;
  /** When the server was opened, in ms since 1970. */
  readonly openedAt: number;
  /** The time, in ms since 1970. */
  readonly date: () => number;
  /**
   * What was said to everybody up to an entry, oldest first: since another one, 100 at most; or as much
   * as a newcomer is sent.
   */
  readonly recent: (upTo: number, after?: number) => readonly Entry[];
  /** Whether the room has a password. */
  readonly hasPassword: () => boolean;
  /** The entries in memory after a number, also those that nobody reads yet. */
  readonly entriesAfter: (seq: number) => readonly Entry[];
  /** The number of the last entry up to a time, in ms since 1970; 0 when there is none. */
  readonly seqUpTo: (time: number) => number;
  /** The person with a name, in whatever letter case it is written; undefined for none. */
  readonly find: (name: string) => Pick<Person, "name" | "since"> | undefined;
  /** The highest `id` that a message of the person with a name had; 0 for none. */
  readonly lastIdOf: (name: string) => number;
  /** Why a person may tell the others nothing; undefined when the host has nothing against it. */
  readonly muteOf: (name: string) => Rejected | undefined;
  /** Removes the person with a name from the room, and tells everybody why; or an error, as of a host. */
  readonly kick: (name: string, why: string) => "441" | "482" | undefined;
  /** What the clients say of their people. */
  readonly people: IrcPeople;
  /** The language of the server. */
  readonly texts: Texts;
}

/** A name in small letters, as IRC compares names. */
export function lower(name: string): string {
  return name.toLowerCase();
}

/** A name that a client sent, as a parameter. */
export function nameShown(name: string): string {
  const [, shown = "*"] = /^:*(\S{1,80})/u.exec(name.toWellFormed()) ?? [];
  return shown;
}
