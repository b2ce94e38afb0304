/**
 * The rounds in which everybody reads: a hundred or so at a time, so that whoever comes or speaks
 * meanwhile does not wait for all of them. Whoever calls decides when the next few have their turn.
 */

/** What rounds are made of. */
export interface RoundsOptions<Reader> {
  /** Everybody, also those who come and go during a round. */
  readers: Iterable<Reader>;
  /** Lets one of them read. */
  serve: (reader: Reader) => void;
  /** Calls back when everything else that was ready has had its turn. */
  later: (call: () => void) => void;
}

/**
 * So many read at a time: about a millisecond. Tokio, below Deno, does 128 operations in a turn and
 * lets every further one wait: 5000 people came in 7 s when all were told at once, in 2.5 s like this.
 */
const SLICE = 120;

/** One round after the other. */
export class Rounds<Reader> {
  readonly #options: RoundsOptions<Reader>;
  /** Who was not reached yet, while a round is under way. */
  #left?: Iterator<Reader>;
  /** How far the log goes that this round is for, and the one that is due after it. */
  #upTo = 0;
  #dueUpTo = 0;
  #covered = 0;
  #over = Promise.withResolvers<void>();

  /**
   * Begins no round yet.
   *
   * @param options Who reads.
   */
  constructor(options: RoundsOptions<Reader>) {
    this.#options = options;
  }

  /** The number of the last entry that everybody has had the turn to read. */
  get covered(): number {
    return this.#covered;
  }

  /**
   * Lets everybody read, the first few at once. A round under way is followed by another; when
   * everybody has had the turn to read all there is, there is none.
   *
   * @param upTo The number of the last entry there is to read.
   */
  begin(upTo: number): void {
    this.#dueUpTo = upTo;
    if (this.#left || upTo === this.#covered) return;
    this.#start();
    this.#go(SLICE);
  }

  /** Lets everybody read at once who has not since the last `begin`. */
  finish(): void {
    if (this.#left) this.#go(Infinity);
  }

  /** Resolves when the round that is under way is over. */
  async over(): Promise<void> {
    if (this.#left) await this.#over.promise;
  }

  #go(count: number): void {
    for (let served = 0; this.#left && served < count; served++) {
      const { value, done } = this.#left.next();
      if (done) this.#end();
      else this.#options.serve(value);
    }
    const round = this.#left;
    if (round) this.#options.later(() => this.#left === round && this.#go(SLICE));
  }

  #start(): void {
    this.#upTo = this.#dueUpTo;
    this.#left = this.#options.readers[Symbol.iterator]();
  }

  #end(): void {
    this.#covered = this.#upTo;
    if (this.#dueUpTo > this.#upTo) this.#start();
    else this.#left = undefined;
    this.#over.resolve();
    this.#over = Promise.withResolvers();
  }
}
