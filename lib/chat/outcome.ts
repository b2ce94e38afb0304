/** What came of a command, for the server that submitted it. */

import type { Refused, Rejected } from "../protocol.ts";
import type { Admission } from "./admission.ts";
import type { Sanction } from "./sanction.ts";

/** What came of something that a person said or changed. */
export interface Acted {
  /** Tells it from other outcomes. */
  type: "acted";
  /** The person's name, as it was before. */
  name: string;
  /** Why it was not said or changed; undefined when the log says it all. */
  rejection: Rejected | undefined;
  /** Whether it added an entry to the log. */
  isLogged: boolean;
  /** Whether it had been said or rejected before. */
  isAgain: boolean;
}

/** What came of a command. */
export type Outcome =
  | Admission
  | Refused
  | Acted
  /** A run was said. */
  | { type: "run-said" }
  /** A run was split: what came of each of its messages. */
  | { type: "run-split"; acted: Acted[] }
  | { type: "done" }
  /** `isAdded`: whether there was room for the sanction. */
  | { type: "sanctioned"; isAdded: boolean }
  | { type: "pardoned"; lifted: Sanction[] };

/** There is nothing to tell. */
export const DONE: Outcome = { type: "done" };

/** The log says it all. */
export const RUN_SAID: Outcome = { type: "run-said" };
