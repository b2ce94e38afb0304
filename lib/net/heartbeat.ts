/**
 * What a client has received, told by the pings it answers: answers come in the order of the pings,
 * and a ping comes behind all that was sent before it.
 */

/** So many pings are remembered of somebody who answers none. */
const MAX_UNANSWERED = 16;

/** The pings of one connection. */
export class Heartbeat {
  readonly #unanswered: number[] = [];

  /** Whether a ping was sent that is not answered yet. */
  get isAwaitingPong(): boolean {
    return this.#unanswered.length > 0;
  }

  /** A ping goes out behind the entry of this number. */
  pingSent(cursor: number): void {
    if (this.#unanswered.length < MAX_UNANSWERED) this.#unanswered.push(cursor);
  }

  /**
   * A ping was answered.
   *
   * @returns The number of the last entry that was received; undefined when nobody had asked.
   */
  pongReceived(): number | undefined {
    return this.#unanswered.shift();
  }
}
