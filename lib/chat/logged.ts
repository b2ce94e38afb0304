/** An entry in the log. */

import type { Entry } from "../protocol.ts";

/** An entry, its author and its reader. Sessions are given by number, because names change. */
export interface Logged {
  /** What happened. */
  readonly entry: Entry;
  /** The number of the author's session; 0 for an entry of the room. */
  readonly by: number;
  /**
   * Unicast: the number of the only session, besides the author's, that may read it. Broadcast: 0.
   */
  readonly to: number;
}
