/**
 * How one piece of work lets everything else have its turn before it goes on. What `setImmediate`
 * calls back comes before the network is looked at, which is after every 61 turns: with pieces of
 * work of a millisecond, nobody would be heard for 60 ms. So turns without work are let pass every
 * few milliseconds. [edge]
 */

import { setImmediate } from "node:timers";

/** So long others may wait to be heard, in ms. */
const UNHEARD_MS = 4;
/** Tokio, below Deno, looks at the network once in so many turns (its `event_interval`). */
const TURNS_UNHEARD = 61;

/** The turns of one event loop. */
export class Scheduler {
  #polledAt = performance.now();

  /**
   * Calls back when whatever else was ready has had its turn, the network included. No timer takes
   * less than 2 ms; measured, this takes 0.01 ms, and 0.07 ms when it is the network's turn.
   */
  yield(call: () => void): void {
    if (performance.now() - this.#polledAt < UNHEARD_MS) setImmediate(call);
    else this.#pollNetwork(call, TURNS_UNHEARD);
  }

  #pollNetwork(call: () => void, turns: number): void {
    if (turns > 0) {
      setImmediate(() => this.#pollNetwork(call, turns - 1));
      return;
    }
    this.#polledAt = performance.now();
    call();
  }
}
