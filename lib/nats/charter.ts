/**
 * The charter of a room on several servers: everything by which a replica decides, besides commands
 * and their time. Servers whose charters differ would have different rooms.
 */

import { LIMITS } from "../protocol.ts";
import { SERVER_LIMITS } from "../server_limits.ts";

/** Counts up with every change of what a command does to a room. */
export const REPLICA_VERSION = 4;

/** What has to be the same on all servers of a room, by its name. */
export type Charter = Readonly<Record<string, number | string>>;

/** In what two charters differ. */
export interface Difference {
  /** The name of what differs. */
  name: string;
  /** What it is here; empty if it is not known here. */
  here: string;
  /** What it is in the room; empty if it is not known there. */
  there: string;
}

/**
 * The charter of this program.
 *
 * @param graceMs How long the place of a person without a connection is kept.
 * @param unicode The version of Unicode by which names are compared.
 */
export function charterOf(
  { maxPeople, graceMs, unicode }: { maxPeople: number; graceMs: number; unicode: string },
): Charter {
  const { unackedBytes, allUnackedBytes, unackedMessages, formerSessions } = SERVER_LIMITS;
  const { sanctions, rejections, returningMs } = SERVER_LIMITS;
  return {
    version: REPLICA_VERSION,
    "max-people": maxPeople,
    grace: graceMs / 1000,
    unicode,
    messageBytes: LIMITS.messageBytes,
    ...{ unackedBytes, allUnackedBytes, unackedMessages, formerSessions },
    ...{ sanctions, rejections, returningMs },
  };
}

/** The first thing in which a charter differs from that of the room; undefined when they are equal. */
export function differenceOf(here: Charter, room: Charter): Difference | undefined {
  const names = new Set([...Object.keys(here), ...Object.keys(room)]);
  for (const name of names) {
    if (here[name] === room[name]) continue;
    return { name, here: String(here[name] ?? ""), there: String(room[name] ?? "") };
  }
  return undefined;
}
