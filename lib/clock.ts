/**
 * Time: what measures it, and what waits for it. Everything that does either is handed a clock, except
 * the scheduler, which measures the event loop itself. [edge]
 */

/** A clock, with its timers. */
export interface Clock {
  /** Monotonic time in ms; only differences count. */
  now(): number;
  /** The same time, exact to a few ms, in half the time: for what is done with every message. */
  coarseNow(): number;
  /** Wall-clock time, in ms since 1970. */
  date(): number;
  /** Resolves after so many ms, or when the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /**
   * Calls back after so many ms.
   *
   * @returns Cancels it.
   */
  after(ms: number, call: () => void): () => void;
  /**
   * Calls back every so many ms.
   *
   * @returns Stops it.
   */
  every(ms: number, tick: () => void): () => void;
}

/**
 * Makes a `coarseNow`: it looks at the monotonic time only when the wall clock has changed, forwards
 * or backwards. `Date.now` takes half the time of `performance.now`.
 */
export function coarseClock({ now, date }: Pick<Clock, "now" | "date">): () => number {
  let lastDate: number | undefined;
  let lastNow = 0;
  return () => {
    const newDate = date();
    if (newDate === lastDate) return lastNow;
    lastDate = newDate;
    return lastNow = now();
  };
}

const now = (): number => performance.now();
const date = (): number => Date.now();

/** The clock of this machine. */
export const systemClock: Clock = {
  now,
  coarseNow: coarseClock({ now, date }),
  date,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal?.addEventListener("abort", done);
    }),
  after: (ms, call) => {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  every: (ms, tick) => {
    const timer = setInterval(tick, ms);
    return () => clearInterval(timer);
  },
};
