/** What one client of a schedule was told, and what it said. */

import type { Entry } from "../../lib/protocol.ts";

/** A message that a client sent, perhaps several times. */
export interface Sent {
  /** Its number. */
  id: number;
  /** Its text: no other message has it. */
  text: string;
  /** To whom; undefined when it is for everybody. */
  to?: string;
  /** Why the server did not say it. */
  rejection?: string;
}

/** The journal of one client. */
export interface Journal {
  /** The person's name. */
  name: string;
  /** The `seq` of its first welcome: what came behind it has to be complete. */
  since: number;
  /** The entries behind that, in the order in which they came. */
  entries: Entry[];
  /** The recent messages that a newcomer is told. */
  recent: Entry[];
  /** What it said. */
  sent: Sent[];
  /**
   * Whether it may be in once more without its knowing: a `hello` was never answered, or it left and was
   * not told so.
   */
  isGhost?: boolean;
  /** What it was told that no client may be. */
  problems: string[];
  /** What happened, line by line, to be read by a person. */
  trace: string[];
}
