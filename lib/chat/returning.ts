/**
 * People who came back with a token and found the room full. They have precedence over newcomers,
 * for a while after each try. Pure: the time is an argument.
 */

import { SERVER_LIMITS } from "../server_limits.ts";
import type { Session } from "./session.ts";

/** The sessions that are waiting for a place. */
export class Returning {
  readonly #max: number;
  /** When each tried last, in ms. */
  readonly #triedAt = new Map<Session, number>();

  /**
   * Nobody is waiting.
   *
   * @param max How many may wait; further ones have no precedence.
   */
  constructor(max: number) {
    this.#max = max;
  }

  /** When each tried last, in ms, in the order of their first tries. */
  get triedAt(): ReadonlyMap<Session, number> {
    return this.#triedAt;
  }

  /** Continues with what another one knew. */
  restore(triedAt: Iterable<[Session, number]>): void {
    for (const [session, at] of triedAt) this.#triedAt.set(session, at);
  }

  /** A session found the room full. */
  add(session: Session, now: number): void {
    if (this.#triedAt.has(session) || this.count(now) < this.#max) this.#triedAt.set(session, now);
  }

  /** How many places are kept for sessions that tried less than `SERVER_LIMITS.returningMs` ago. */
  count(now: number): number {
    for (const [session, triedAt] of this.#triedAt) {
      const sinceMs = now - triedAt; // Negative when the system's clock was set back.
      const isWaiting = sinceMs >= 0 && sinceMs < SERVER_LIMITS.returningMs;
      if (!isWaiting || session.presence !== "gone") this.#triedAt.delete(session);
    }
    return this.#triedAt.size;
  }
}
