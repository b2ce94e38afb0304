/** The log and the replica of a room, as they are when a server is opened. */

import type { AdmissionOptions } from "../chat/admission.ts";
import { Log } from "../chat/log.ts";
import { Replica, type ReplicaOptions } from "../chat/replica.ts";
import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import type { History } from "./history.ts";

/** What a replica is opened with. */
export interface OpenReplicaOptions
  extends AdmissionOptions, Pick<ReplicaOptions, "graceMs" | "onUnseated" | "onPassword"> {
  /** What is recorded; undefined where nothing is. */
  history?: History | undefined;
  /** On several servers: behind which message of their stream the room is. @default {it is on one} */
  position: StreamPosition | undefined;
  /** Where it goes on, on several servers; undefined for a new room. */
  snapshot?: ReplicaSnapshot | undefined;
  /** The time, in ms since 1970. */
  now: number;
}

/**
 * Opens a room where its history ends, or, on several servers, where they are.
 *
 * @throws {HistoryFailure} When the history cannot be read.
 */
export function openReplica(
  { history, position, snapshot, now, ...options }: OpenReplicaOptions,
): { log: Log; replica: Replica } {
  const kept = position && (snapshot?.log ?? { last: 0, entries: [] });
  const log = new Log({ ...(history ? { archive: history } : {}), kept });
  if (position) {
    const shared = { ...options, isShared: true };
    const replica = snapshot ? Replica.continued(snapshot, log, shared) : new Replica(log, shared);
    history?.begin(position, log.firstInMemory);
    if (history) replica.recordAll();
    return { log, replica };
  }
  if (!history) return { log, replica: new Replica(log, options) };
  const { sanctions, isLocked } = history;
  const replica = new Replica(log, { ...options, sanctions: sanctions.all(), isLocked });
  replica.hub.restore(history.sessions(), history.lastSession, options.graceMs, now);
  return { log, replica };
}
