/** Which of the servers of a room has another one: those that are fewer stop. */

import type { Peer } from "./peers.ts";

/** What this server has found out about the others. */
export class Verdicts {
  readonly #server: string;
  readonly #agrees = new Map<string, boolean>();

  /**
   * Has compared nothing.
   *
   * @param server This server.
   */
  constructor(server: string) {
    this.#server = server;
  }

  /** Another server was compared with this one. */
  set(server: string, agrees: boolean): void {
    this.#agrees.set(server, agrees);
  }

  /**
   * Whether more of the living servers differ from this one than agree with it. Those that were not
   * compared agree. Of two halves the one goes on in which the oldest server is.
   */
  isOutvoted(living: readonly Pick<Peer, "server">[]): boolean {
    const agrees = ({ server }: Pick<Peer, "server">) =>
      server === this.#server || this.#agrees.get(server) !== false;
    const count = living.filter(agrees).length;
    const others = living.length - count;
    return others > count || others === count && others > 0 && !agrees(living[0]!);
  }
}
