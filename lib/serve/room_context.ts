/** What a connection and its room know of each other. */

import type { Broadcaster } from "../broadcast/broadcaster.ts";
import type { Hub } from "../chat/hub.ts";
import type { Session } from "../chat/session.ts";
import type { Clock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import type { PeerAddress } from "../net/socket.ts";
import type { LeaveReason, Refused } from "../protocol.ts";
import type { PeopleList } from "../wire/people_list.ts";
import type { AddressLimits } from "./address_limits.ts";
import type { ConsoleFormatter } from "./console.ts";
import type { ConsoleEvent } from "./console_burst.ts";
import type { RateLimits } from "./rate_limits.ts";

/** A connection, as the room and the dispatcher control it. */
export interface ConnectionControl {
  /** The address of the other side. */
  readonly peer: PeerAddress;
  /** The peer's address as it is counted. */
  readonly addressKey: string;
  /** Whether it is being closed, or is closed. */
  readonly isClosing: boolean;
  /** Whether the client has a token to resume with. */
  readonly canResume: boolean;
  /** For how long nothing has come, in ms. */
  readonly silentMs: number;
  /** Sends a text to this connection alone. */
  tell(text: string): void;
  /**
   * Sends all published entries and the last words, and closes.
   *
   * @param reason What the others read of the person; undefined when the session goes on.
   */
  closeGracefully(refusal: Refused, reason?: LeaveReason): void;
  /**
   * Closes a connection that cannot go on: tells the peer and the operator why.
   *
   * @param lastWords What the peer is sent. @default {the refusal in its dialect}
   */
  refuse(refusal: Refused, lastWords?: string): void;
  /** Closes a connection whose peer takes nothing any more: only the operator is told why. */
  drop(code: "silent" | "too-slow"): void;
  /** Closes a connection without a person at once and without a word, to make place. */
  discard(): void;
  /** Closes a connection after an error, which is shown unless it only says that the peer is gone. */
  fail(error: unknown): void;
}

/** The room, as its connections use it. */
export interface RoomContext {
  /** Where commands go. */
  readonly hub: Hub;
  /** Where entries come from. */
  readonly broadcaster: Broadcaster;
  /** Whether the history can be written. */
  readonly canRecord: boolean;
  /** The list of everybody, as structured clients receive it. */
  readonly people: PeopleList;
  /** What the operator reads. */
  readonly console: ConsoleFormatter;
  /** Measures time, and waits. */
  readonly clock: Clock;
  /** Milliseconds run, not counting suspension and the time in which nobody could be served. */
  readonly awakeMs: number;
  /** How many people fit in all and of one address, and the server's language. */
  readonly options: {
    readonly maxPeople: number;
    readonly maxPerAddress: number;
    readonly texts: Texts;
  };
  /** How long a connection has to wait before what it sent is carried out. */
  readonly rateLimits: RateLimits;
  /** How many connections and people there are of each address. */
  readonly addresses: AddressLimits;
  /**
   * Shows a text to the operator.
   *
   * @param text The text, or what formats it: not called when the text would not be shown.
   * @param lines How many lines it formats. @default {1}
   */
  print(text: string | (() => string), lines?: number): void;
  /** Shows what happened to a connection; of many such lines at once the first few and their sum. */
  printEvent(event: ConsoleEvent): void;
  /** Shows an error for which there is no sentence. */
  printError(error: unknown): void;
  /** A name was refused because a person has it: finds out whether that person's link is dead. */
  probeOwner(name: string): void;
  /** This connection is the one of a session from now on. */
  bind(connection: ConnectionControl, session: Session): void;
  /** This connection is over: its session leaves, or waits for another connection. */
  unbind(connection: ConnectionControl, session: Session, reason: LeaveReason): void;
}
