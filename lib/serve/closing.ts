/** How a connection ends. */

import type { LeaveReason } from "../protocol.ts";
import type { ConsoleEvent } from "./console_burst.ts";

/** What is done when a connection ends. */
export interface Closing {
  /** What the operator reads. */
  log?: ConsoleEvent | undefined;
  /** What the others read of the person; undefined when the session goes on, or the room closes. */
  reason?: LeaveReason | undefined;
  /** The last words to the peer. */
  lastWords?: Uint8Array | undefined;
  /** What is sent before them: all published entries, responses only, or nothing at all. */
  drain: "entries" | "responses" | "nothing";
}
