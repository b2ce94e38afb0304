/** A room on several servers, as one of them is opened with it. */

import type { ReplicaSnapshot } from "../chat/snapshot.ts";
import type { Sequencer } from "../sequencer/sequencer.ts";

/** The part of one server in a room of several. */
export interface SharedRoom {
  /** Puts commands in the order that all servers carry them out in. `ready`: this one takes part. */
  sequencer: Sequencer & { readonly ready: Promise<void> };
  /** Where the room is; undefined for a new one. */
  snapshot: ReplicaSnapshot | undefined;
  /** Resolves with a sentence when this server cannot go on. */
  failed: Promise<string>;
  /** Ends the connection to the others. */
  close(): Promise<void>;
}
