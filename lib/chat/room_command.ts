/**
 * The commands that change a room, as data: a sequencer puts them in one order, and every replica of
 * the room carries them out in it. They name no object of a process, and no secret.
 */

import type { Command, LeaveReason, Refused, Say, Whisper } from "../protocol.ts";
import type { Run } from "../protocol/run.ts";
import type { Sanction } from "./sanction.ts";

/** One connection to one server, as `server/number`. No other one has its seat, before or after. */
export type Seat = string;

/** A `hello`, with the hashes of its tokens instead of them. */
export interface Entrance {
  /** The version of the dialect. */
  version: number;
  /** The requested name. */
  name: string;
  /**
   * The session to resume, and the last `seq` that its client received; without it, private messages
   * that are not confirmed are sent, and of others those that are said from now on.
   */
  resume?: { tokenHash: string; seen?: number };
  /** Of the token that a newcomer gets; null for a client that has no use for one. */
  tokenHash: string | null;
  /** The address of the client, without the port. */
  address: string;
  /** How many places are kept from this newcomer, for others. @default {0} */
  keptPlaces?: number;
  /**
   * The number of a session that is away, and whose name this newcomer may take over: it ends as
   * after its grace time, and nothing of it is given to the new one. @default {none}
   */
  takesOver?: number;
}

/** What a person says or changes: commands that add an entry to the log. */
export type Act = Say | Whisper | { type: "rename"; name: string };

/** Whether a command adds an entry to the log, unless it is rejected. */
export function isAct(command: Command): command is Act {
  return command.type === "say" || command.type === "whisper" || command.type === "rename";
}

/** A command of a person in the room. */
export type PersonCommand = Act | Question;

/** A command that changes nothing: each server answers it from what it knows. */
export type Question = Exclude<Command, Act | { type: "hello" | "leave" }>;

/** A command that changes a room. */
export type RoomCommand =
  | { type: "join"; seat: Seat; entrance: Entrance }
  | { type: "act"; seat: Seat; act: Act | Run }
  /** The person at this seat has received the private messages up to a number. */
  | { type: "ack"; seat: Seat; seq: number }
  /** The connection is lost: the place is kept. `defers`: what is not acknowledged waits. */
  | { type: "lose"; seat: Seat; reason: "lost" | "slow"; defers: boolean }
  /** All connections of a server are lost: nothing was heard of it for too long, or it is closed. */
  | { type: "lose-server"; server: string }
  /** The person at this seat leaves the room for good. `text`: why, for those whose dialect tells it. */
  | { type: "leave"; seat: Seat; reason: LeaveReason; text?: string }
  /**
   * The host removes a person from the room, by the number of the session. `refusal`: what the person
   * is told; `text`: what everybody is.
   */
  | { type: "remove"; session: number; refusal: Refused; text?: string }
  | { type: "notice"; text: string }
  /** The host bans or mutes a person, in place of an earlier sanction of the same person. */
  | { type: "sanction"; sanction: Sanction }
  /** The host lifts the sanctions on a name. `session`: of the person who is here under this name. */
  | { type: "pardon"; name: string; session?: number }
  /** The host lets nobody new in, or everybody again. */
  | { type: "lock"; isLocked: boolean }
  /**
   * The host sets the password, of which this is kept (see `PasswordVerifier`), or removes it.
   * `isFirst`: unless there is one already.
   */
  | { type: "password"; kept: string | null; isFirst?: true }
  /** The tokens of those who are not in the room lead back to no session any more. */
  | { type: "forget-former" }
  /** Time has passed: grace times end. */
  | { type: "beat" };

/** When a command is carried out. */
export interface Stamp {
  /** In ms since 1970. */
  readonly date: number;
  /** Ms run, not counting the time in which nobody could be served. */
  readonly awakeMs: number;
}
