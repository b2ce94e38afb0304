/** The room, as its connections know it. */

import type { Broadcaster } from "../broadcast/broadcaster.ts";
import type { ReadonlyHub } from "../chat/replica.ts";
import type { PersonCommand, RoomCommand, Seat } from "../chat/room_command.ts";
import type { Session } from "../chat/session.ts";
import type { Clock } from "../clock.ts";
import type { Texts } from "../i18n/mod.ts";
import type { Hello, LeaveReason, Refused, Rejected } from "../protocol.ts";
import type { OnApplied } from "../sequencer/submissions.ts";
import type { IrcHouse } from "../wire/irc_house.ts";
import type { PeopleList } from "../wire/people_list.ts";
import type { AddressLimits } from "./address_limits.ts";
import type { ConnectionControl } from "./connection_control.ts";
import type { ConsoleFormatter } from "./console.ts";
import type { ConsoleEvent } from "./console_burst.ts";
import type { DownloadPace } from "./download_pace.ts";
import type { NameClaims } from "./name_claims.ts";
import type { RateLimits } from "./rate_limits.ts";
import type { RoomPassword } from "./room_password.ts";
import type { Site } from "./site.ts";
import type { TlsDoor } from "./tls_door.ts";

/** The room, as its connections use it. */
export interface RoomContext {
  /** Who is in the room. What changes it is submitted. */
  readonly hub: ReadonlyHub;
  /** Where entries come from. */
  readonly broadcaster: Broadcaster;
  /** The other servers of the room, if it has some. */
  readonly otherServers: {
    /** Where the same room is served, too, as `host:port`. */
    readonly elsewhere: readonly string[];
    /** Where it is or was served lately, here too if that is told. */
    readonly servers: readonly string[];
    /** Whether nothing can be submitted, and for so long that nobody should wait for it here. */
    readonly isCut: boolean;
    /** Resolves with a wait, or when nobody should wait any more. */
    unlessCut(wait: Promise<void>): Promise<void>;
  };
  /** Whether the history can be written. */
  readonly canRecord: boolean;
  /** The list of everybody, as structured clients receive it. */
  readonly people: PeopleList;
  /** What the operator reads. */
  readonly console: ConsoleFormatter;
  /** The time of the room, in ms since 1970: on several servers that of their stream. */
  readonly date: number;
  /** Measures time, and waits. */
  readonly clock: Clock;
  /** Milliseconds run, not counting suspension and the time in which nobody could be served. */
  readonly awakeMs: number;
  /** How many people fit in all and of one address, the language, where the host is, the page, and TLS. */
  readonly options: {
    readonly maxPeople: number;
    readonly maxPerAddress: number;
    readonly texts: Texts;
    readonly isHostInChat?: boolean;
    readonly hostSecret?: string | undefined;
    readonly site?: Site | undefined;
    readonly tls?: TlsDoor | undefined;
  };
  /** How long a connection has to wait before what it sent is carried out. */
  readonly rateLimits: RateLimits;
  /** When a download may go on. */
  readonly downloads: DownloadPace;
  /** How many connections and people there are of each address. */
  readonly addresses: AddressLimits;
  /**
   * Shows a text to the operator.
   *
   * @param text The text, or what formats it, or several texts, each of one line: not called when that
   *   would not be shown.
   * @param lines How many lines it formats. @default {1}
   */
  print(text: string | (() => string | readonly string[]), lines?: number): void;
  /** Shows what happened to a connection; of many such lines at once the first few and their sum. */
  printEvent(event: ConsoleEvent): void;
  /** Shows an error for which there is no sentence. */
  printError(error: unknown): void;
  /** What the host does to keep order. */
  readonly moderation: {
    /** Whether nobody new is let in. */
    readonly isLocked: boolean;
    /** Why a token or an address, as it is counted, is kept out; undefined when it is not. */
    banOf(hello: Hello, address: string | undefined): Refused | undefined;
    /** The value of a refusal of a banned name; undefined when it is not banned. */
    nameBanOf(name: string): string | undefined;
    /** Why a person may not do something; undefined when the host has nothing against it. */
    check(command: PersonCommand, session: Session): Rejected | undefined;
  };
  /** The password of the room, if it has one. */
  readonly password: RoomPassword;
  /** What all IRC clients share. */
  readonly irc: IrcHouse;
  /** Who has a connection to this server. */
  readonly members: {
    /** This connection is the one of a session from now on. */
    bind(connection: ConnectionControl, session: Session): void;
    /** This connection is over: its session leaves, or waits for another connection. */
    unbind(
      connection: ConnectionControl,
      session: Session,
      reason: LeaveReason,
      text?: string,
    ): void;
  };
  /** Whose the names are that are asked for. */
  readonly nameClaims: NameClaims;
  /** The seat of a new connection. */
  newSeat(): Seat;
  /**
   * Makes a sender wait until a command may be submitted, and until there is room for its entries.
   *
   * @param weight The weight of the entries; 0 when there will be none.
   * @param entries How many there will be. @default {1}
   * @returns Undefined when it may be submitted now.
   */
  admit(weight: number, entries?: number): Promise<void> | undefined;
  /**
   * Puts a command in order.
   *
   * @param onApplied Called with what came of it. @default {nobody waits for that}
   */
  submit(command: RoomCommand, onApplied?: OnApplied): void;
}
