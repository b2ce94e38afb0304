/**
 * Fan-out: passes over all readers in slices of about a hundred, so that people who join or speak
 * meanwhile do not wait for all of them. The caller decides when the next slice has its turn.
 */

/** What a fan-out is made with. */
export interface FanOutOptions<Reader> {
  /** All readers; they may come and go during a pass. */
  readers: Iterable<Reader>;
  /** Delivers to one of them. */
  deliver: (reader: Reader) => void;
  /** Called after each slice of readers. */
  onSlice: () => void;
  /** Time in ms; only differences count. */
  now: () => number;
  /** Calls back after everything else that was ready had its turn. */
  defer: (call: () => void) => void;
}

/**
 * Readers in a slice: about a millisecond of work. Tokio, below Deno, does 128 operations in a turn
 * of the loop and defers all further ones: 5000 people joined in 7 s when all were told at once,
 * and in 2.5 s in slices.
 */
const SLICE = 120;
/** A slice of full blocks ends earlier: each takes some 60 us to copy. */
const MAX_SLICE_MS = 2;
/** How often the clock is looked at. */
const READERS_PER_CHECK = 8;

/** One pass after the other over the readers. */
export class FanOut<Reader> {
  readonly #options: FanOutOptions<Reader>;
  /** The readers that the running pass has not reached. */
  #remaining?: Iterator<Reader>;
  /** Up to which entry the running pass delivers, and the one that follows it. */
  #passSeq = 0;
  #nextPassSeq = 0;
  #deliveredSeq = 0;

  /**
   * Makes a fan-out without a running pass.
   *
   * @param options The readers.
   */
  constructor(options: FanOutOptions<Reader>) {
    this.#options = options;
  }

  /**
   * Starts delivering up to an entry, the first slice at once. If a pass is running, one more
   * follows it. Does nothing when all are up to date.
   *
   * @param seq The number of the newest entry that may be read.
   */
  start(seq: number): void {
    this.#nextPassSeq = seq;
    if (this.#remaining || seq === this.#deliveredSeq) return;
    this.#startPass();
    this.#deliverSlice();
  }

  #deliverSlice(): void {
    const { now, deliver, onSlice, defer } = this.#options;
    const endsAt = now() + MAX_SLICE_MS;
    try {
      for (let count = 0; this.#remaining && count < SLICE; count++) {
        if (count % READERS_PER_CHECK === READERS_PER_CHECK - 1 && now() > endsAt) break;
        const { value, done } = this.#remaining.next();
        if (done) this.#endPass();
        else deliver(value);
      }
    } finally {
      // Also after an error at one reader: a pass that stopped would be the last.
      if (this.#remaining) defer(() => this.#deliverSlice());
      onSlice();
    }
  }

  #startPass(): void {
    this.#passSeq = this.#nextPassSeq;
    this.#remaining = this.#options.readers[Symbol.iterator]();
  }

  #endPass(): void {
    this.#deliveredSeq = this.#passSeq;
    if (this.#nextPassSeq > this.#passSeq) this.#startPass();
    else this.#remaining = undefined;
  }
}
