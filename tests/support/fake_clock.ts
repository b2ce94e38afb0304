/** A clock that the test turns: nothing waits for real time, and timers fire in their order. */

import { setImmediate } from "node:timers";
import type { Clock } from "../../lib/clock.ts";

interface Timer {
  dueAt: number;
  /** Of a timer that fires again and again. */
  everyMs?: number;
  fire: () => void;
}

/** Time that passes when the test says so. */
export class FakeClock implements Clock {
  #now = 0;
  #date: number;
  readonly #timers = new Set<Timer>();

  /** Starts at 0; `date` is the wall-clock time then, in ms since 1970. */
  constructor(date = 1_000_000) {
    this.#date = date;
  }

  /** How many timers are pending. */
  get pending(): number {
    return this.#timers.size;
  }

  readonly now = (): number => this.#now;
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

  readonly every = (ms: number, tick: () => void): () => void => {
    const timer: Timer = { dueAt: this.#now + ms, everyMs: ms, fire: tick };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Lets time pass: each timer that is due fires, and what it starts is done before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turn();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#advance(next.dueAt - this.#now);
      if (next.everyMs === undefined) this.#timers.delete(next);
      else next.dueAt += next.everyMs;
      next.fire();
      await turn();
    }
    this.#advance(end - this.#now);
  }

  /** The machine is suspended: both clocks go on, and no timer does. */
  suspend(ms: number): void {
    for (const timer of this.#timers) timer.dueAt += ms;
    this.#advance(ms);
  }

  /** The person sets the wall clock, forward or back. */
  setDate(date: number): void {
    this.#date = date;
  }

  #advance(ms: number): void {
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

/** One turn of the event loop: everything that is ready is done. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
