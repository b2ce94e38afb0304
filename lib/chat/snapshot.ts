/** Snapshots: what one replica needs to go on where another one is, as data. */

import type { AdmissionSnapshot } from "./admission.ts";
import type { LogSnapshot } from "./log.ts";
import type { Seat } from "./room_command.ts";
import type { RosterSnapshot } from "./roster.ts";
import type { Sanction } from "./sanction.ts";
import type { SessionSnapshot } from "./session.ts";

/** What a hub knows. */
export interface HubSnapshot {
  /** All sessions that have not ended, in the order of their numbers. */
  readonly sessions: readonly SessionSnapshot[];
  /** In which order they are away, and who was here before. */
  readonly roster: RosterSnapshot;
  /** The numbers of sessions, and who waits for a place. */
  readonly admission: AdmissionSnapshot;
}

/** What a replica knows, as data. */
export interface ReplicaSnapshot {
  /** What its log has in memory. */
  readonly log: LogSnapshot;
  /** Who is in the room. */
  readonly hub: HubSnapshot;
  /** Who is connected, by the number of the session, and where. */
  readonly seats: readonly (readonly [seat: Seat, session: number])[];
  /** Who may not come in, and who may only read, in the order in which they were added. */
  readonly sanctions: readonly Sanction[];
  /** Whether nobody new is let in. */
  readonly isLocked: boolean;
  /** What is kept of the password; null when there is none. */
  readonly password: string | null;
}
