/** A fake clock: tests advance it, and timers fire in order without real waiting. */

import { setImmediate } from "node:timers";
import type { Clock } from "../../lib/clock.ts";

interface Timer {
  dueAt: number;
  /** The period of a repeating timer. */
  everyMs?: number;
  fire: () => void;
}

/** A clock that only `advance()` moves. */
export class FakeClock implements Clock {
  #now = 0;
  #date: number;
  readonly #timers = new Set<Timer>();
  /** How long it takes to look at the clock, in ms. */
  lookMs = 0;

  /** Starts at 0; `date` is the wall-clock time then, in ms since 1970. */
  constructor(date = 1_000_000) {
    this.#date = date;
  }

  /** How many timers are pending. */
  get pending(): number {
    return this.#timers.size;
  }

  readonly now = (): number => {
    this.#addTime(this.lookMs);
    return this.#now;
  };
  readonly coarseNow = this.now;
  readonly date = (): number => this.#date;

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal?.aborted) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer: Timer = { dueAt: this.#now + ms, fire: resolve };
    this.#timers.add(timer);
    const cancel = () => {
      this.#timers.delete(timer);
      resolve();
    };
    signal?.addEventListener("abort", cancel, { once: true });
    return promise.finally(() => signal?.removeEventListener("abort", cancel));
  };

  readonly after = (ms: number, call: () => void): () => void => {
    const timer: Timer = { dueAt: this.#now + ms, fire: call };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  readonly every = (ms: number, tick: () => void): () => void => {
    const timer: Timer = { dueAt: this.#now + ms, everyMs: ms, fire: tick };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Advances the time: fires each due timer, and runs what it starts before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turn();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#addTime(next.dueAt - this.#now);
      if (next.everyMs === undefined) this.#timers.delete(next);
      else next.dueAt += next.everyMs;
      next.fire();
      await turn();
    }
    this.#addTime(end - this.#now);
  }

  /** Suspends the machine: both clocks advance, timers do not. */
  suspend(ms: number): void {
    for (const timer of this.#timers) timer.dueAt += ms;
    this.#addTime(ms);
  }

  /** Sets the wall clock, forward or back. */
  setDate(date: number): void {
    this.#date = date;
  }

  #addTime(ms: number): void {
    this.#now += ms;
    this.#date += ms;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAt <= end && (!next || timer.dueAt < next.dueAt)) next = timer;
    }
    return next;
  }
}

/** Waits for one turn of the event loop, in which everything ready runs. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
