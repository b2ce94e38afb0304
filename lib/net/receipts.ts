/**
 * The receipts of a connection. Pongs come in the order of the pings, so the n-th pong confirms
 * everything sent before the n-th ping.
 */

/** How many pings are remembered of a peer that answers none. */
const MAX_UNANSWERED = 16;

/** The pings and pongs of one connection. */
export class Receipts {
  readonly #unanswered: number[] = [];
  /** How many pings were sent after those: their pongs confirm nothing. */
  #forgotten = 0;

  /** Whether a ping was sent that is not answered yet. */
  get isAwaitingPong(): boolean {
    return this.#unanswered.length + this.#forgotten > 0;
  }

  /**
   * A ping was sent.
   *
   * @param seq The number of the last entry sent before it. @default {0}
   */
  pingSent(seq = 0): void {
    const isRemembered = this.#forgotten === 0 && this.#unanswered.length < MAX_UNANSWERED;
    if (isRemembered) this.#unanswered.push(seq);
    else this.#forgotten++;
  }

  /**
   * A pong came.
   *
   * @returns The number of the last entry it confirms; undefined when it confirms none.
   */
  pongReceived(): number | undefined {
    if (this.#unanswered.length === 0 && this.#forgotten > 0) this.#forgotten--;
    return this.#unanswered.shift();
  }
}
