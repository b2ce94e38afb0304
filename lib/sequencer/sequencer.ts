/**
 * A sequencer: between the edge, where commands come from, and the replica, which they change. It puts
 * them in the one order in which every replica carries them out.
 */

import type { Replica } from "../chat/replica.ts";
import type { RoomCommand, Stamp } from "../chat/room_command.ts";

/**
 * Carries out the next command of the order.
 *
 * @param isOwn Whether it was submitted here.
 */
export type Apply = (command: RoomCommand, stamp: Stamp, isOwn: boolean) => void;

/** Makes so many entries of so much weight wait for room; undefined when there is room for them. */
export type Admit = (weight: number, entries: number) => Promise<void> | undefined;

/**
 * What may be submitted: everything; nothing more for now, because what was submitted is not in order
 * yet; or nothing, because the order is out of reach.
 */
export type SequencerState = "open" | "waiting" | "cut";

/** A message of the stream of a room on several servers. */
export interface StreamPosition {
  /** Identifies the stream. */
  readonly epoch: string;
  /** The number of the message. */
  readonly seq: number;
}

/** The way of commands to the replicas of one room. */
export interface Sequencer {
  /** Names this server in its seats: no other one has this name, before or after. */
  readonly server: string;
  /** What may be submitted. */
  readonly state: SequencerState;
  /** The last message of the stream that was carried out; undefined for who is alone. */
  readonly position: StreamPosition | undefined;
  /** The time of the room, in ms since 1970. */
  readonly date: number;
  /** The time of the last command by the awake clock of the room, in ms. */
  readonly awakeMs: number;
  /** Where the same room is served, too, as `host:port`: the same object until that changes. */
  readonly elsewhere: readonly string[];
  /** Where the room is or was served within the last hour, here too if that is told. */
  readonly servers: readonly string[];
  /** Resolves when the state is `open` again. */
  opened(): Promise<void>;
  /**
   * Begins to call `apply`, with every command in order.
   *
   * @param replica What they are applied to, to be read.
   * @param admit Makes what comes from other servers wait for room behind the readers of this one.
   */
  start(apply: Apply, replica: Replica, admit: Admit): void;
  /** Puts a command in order. Those that are submitted here are carried out in their order. */
  submit(command: RoomCommand): void;
  /** Time has passed. Who is alone has it carried out at once; others have a time in common. */
  beat(): void;
  /** Calls `apply` no more. Resolves when what was submitted is in order, or that takes too long. */
  close(): Promise<void>;
}
