/** One IRC client, as its commands know it. */

import { encodeUtf8 } from "../bytes.ts";
import type { IrcError } from "../i18n/mod.ts";
import { type Entry, type Hello, type Person, PROTOCOL_VERSION, type Tags } from "../protocol.ts";
import type { Received } from "./dialect.ts";
import { Capabilities } from "./irc_capabilities.ts";
import { type IrcContext, lower } from "./irc_context.ts";
import type { EntryStyle } from "./irc_entries.ts";
import { formatIrc } from "./irc_message.ts";
import { type IrcPerson, OwnPerson, type Reading } from "./irc_people.ts";
import { IrcReplies } from "./irc_replies.ts";

/** What a client is answered from the list of everybody. */
export type Question = (people: readonly Person[]) => void;

/** Where a client connects from. */
export interface ClientOrigin {
  /** Its address, without the port. */
  readonly address: string;
  /** Whether that is the computer of the host. */
  readonly isAtHost: boolean;
  /** How far it reads the log; undefined before it is in the room. */
  readonly reading: () => Reading | undefined;
}

/** The state of one client. */
export class IrcClient {
  /** What all clients of a server share. */
  readonly context: IrcContext;
  /** What it asked for. */
  readonly capabilities: Capabilities;
  /** Where answers go. */
  readonly replies: IrcReplies;
  /** What it says of its person. */
  readonly person: OwnPerson;
  /** Where it connects from, without the port. */
  readonly address: string;
  /** Whether that is the computer of the host. */
  readonly isAtHost: boolean;
  /** How far it reads the log; undefined before it is in the room. */
  readonly reading: () => Reading | undefined;
  /** Whether it has joined the channel, or left it, and so the room. It begins as it likes. */
  place: "before" | "on" | "parted" = "before";
  /** The token that it chose: who says it again takes the session back. @default {none} */
  token: string | undefined;
  /** Of a person who comes back: the number of the last entry that was sent before. */
  missedAfter: number | undefined;
  /** Whether it was told that the connection ends. */
  isClosing = false;
  /** What the line that is carried out tells other clients of what is said. */
  tags: Tags | undefined;
  /** Takes older messages that were asked for. */
  onPast: ((entries: readonly Entry[]) => void) | undefined;
  #question: Question | undefined;

  /**
   * Has said nothing.
   *
   * @param context What all clients share.
   * @param send Sends bytes to it, unless it is closed or takes nothing.
   * @param from Where it connects from, and how far it reads.
   */
  constructor(context: IrcContext, send: (bytes: Uint8Array) => void, from: ClientOrigin) {
    const { address, isAtHost, reading } = from;
    this.context = context;
    this.address = address;
    this.isAtHost = isAtHost;
    this.capabilities = new Capabilities();
    this.replies = new IrcReplies(this.capabilities, context.texts);
    this.reading = reading;
    this.person = new OwnPerson(this.replies, reading, (message, capability, isPrivate = false) => {
      if (!isPrivate && this.place !== "on") return;
      if (capability && !this.capabilities.has(capability)) return;
      const { time, ...tags } = message.tags ?? {};
      const isTimed = time !== undefined && this.capabilities.has("server-time");
      send(encodeUtf8(formatIrc({ ...message, tags: isTimed ? { ...tags, time } : tags })));
    });
  }

  /** The name of the one channel. */
  get channel(): string {
    return this.context.channel.name;
  }

  /** What the IRC client of the person with a name says; undefined for others. */
  personNamed(name: string): IrcPerson | undefined {
    const found = this.context.find(name);
    return found && this.context.people.of(found);
  }

  /** How entries are written for it. */
  get style(): EntryStyle {
    return {
      hasTime: this.capabilities.has("server-time"),
      hasIds: this.capabilities.has("message-tags"),
      hasExtendedJoin: this.capabilities.has("extended-join"),
      isOnChannel: this.place === "on",
      hasMultiline: this.capabilities.has("draft/multiline") && this.capabilities.has("batch"),
    };
  }

  /** Whether a name is that of the channel. */
  isChannel(name: string): boolean {
    return lower(name) === lower(this.channel);
  }

  /** Comes into the room under a name, or back. */
  hello(name: string): Hello {
    const resume = this.token === undefined ? {} : { resume: { token: this.token } };
    return { type: "hello", version: PROTOCOL_VERSION, name, ...resume };
  }

  /** Asks who is here: the answer comes before anything else is carried out. */
  *ask(question: Question): Iterable<Received> {
    this.#question = question;
    yield { type: "who" };
  }

  /** Answers the question that waits for the list of everybody. */
  onPeople(people: readonly Person[]): void {
    this.#question?.(people);
    this.#question = undefined;
  }

  /** Answers with an error. */
  fail(number: IrcError, ...params: string[]): Iterable<Received> {
    this.replies.error(number, ...params);
    return [];
  }
}
