/** The meaning of a typed line: of a person in the chat, of the operator, and of a host. */

import type { Command, RejectionCode } from "../protocol.ts";

/** A line that is not executed: the code of the complaint and its value. */
export interface Invalid {
  /** Marks a line that is not executed. */
  type: "invalid";
  /** The reason. */
  code: RejectionCode;
  /** The word that the complaint is about. @default {""} */
  value: string;
}

/** The meaning of a line that a person in the chat typed. */
export type UserInput =
  | Exclude<Command, { type: "hello" | "proof" | "ping" | "pong" }>
  | { type: "reply"; text: string }
  | { type: "help" }
  | { type: "clear" }
  /** Shows nothing of a person any more, or again; without a name it lists who is ignored. */
  | { type: "ignore"; name?: string }
  | { type: "nothing" }
  | Invalid;

/** The meaning of a line that the operator typed at the server's console. */
export type OperatorCommand =
  | { type: "who" }
  | { type: "help" }
  | { type: "notice"; text: string }
  | { type: "kick"; name: string; text?: string }
  /** Removes a person and keeps the person out, with `byAddress` also everybody at that address. */
  | { type: "ban"; name: string; minutes?: number; text?: string; byAddress?: true }
  /** Lists who is kept out, and who may only read. */
  | { type: "bans" }
  /** Lets a person say nothing. */
  | { type: "mute"; name: string; minutes?: number; text?: string }
  | { type: "pardon"; name: string }
  /** Lets nobody new in any more, or again. */
  | { type: "lock"; isLocked: boolean }
  /** Makes a new password up, with `empty` also for who is in the room; or removes it. */
  | { type: "password"; order: "new" | "empty" | "remove" }
  | { type: "prune" }
  /** Shows what others need to join, with the link at an adapter of the computer. */
  | { type: "invite"; adapter?: string }
  | { type: "shut-down" }
  | { type: "nothing" }
  | Invalid;

/** The commands of the operator that a host, who takes part in the chat, has besides a person's. */
export type HostCommand = Exclude<
  OperatorCommand,
  { type: "who" | "help" | "nothing" | "invalid" }
>;

/** The meaning of a line that the host typed. */
export type HostInput = UserInput | { type: "host"; command: HostCommand };
