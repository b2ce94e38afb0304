/** How a server ended. */

/** It was not started, or could not go on. */
export interface Failed {
  /** Tells it from a success. */
  type: "failed";
  /** Why. */
  sentence: string;
}

/** It was closed as it was asked to, or failed. */
export type ServeOutcome = { type: "closed" } | Failed;
