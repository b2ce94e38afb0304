/** The route of one conversation: on which of the servers of a room it goes on. */

import { type HostPort, parseHostPort } from "./host.ts";
import type { LinkRoute } from "./link.ts";

/** At most so many others are remembered. */
const MAX_OTHERS = 64;
/** At most so many further addresses: whoever answers a search may make them up. */
const MAX_FURTHER = 4;

/** Where a conversation goes on. */
export class Route implements LinkRoute {
  #home: HostPort;
  #others: HostPort[] = [];
  /** Further addresses of the first server. */
  #further: HostPort[] = [];
  #current: HostPort;
  /** Where it was tried since the person was last in. */
  readonly #tried = new Set<string>();

  /**
   * Begins at the server that the person named.
   *
   * @param home Its address.
   */
  constructor(home: HostPort) {
    this.#home = home;
    this.#current = home;
  }

  /** Where to connect to now. */
  get current(): HostPort {
    return this.#current;
  }

  /** Whether the room is served elsewhere, too. */
  get hasOthers(): boolean {
    return this.#others.length > 0;
  }

  /**
   * The server has told where the room is served, too.
   *
   * @param servers As `host:port`; what is none is passed over.
   */
  learn(servers: readonly string[]): void {
    const read = servers.slice(0, MAX_OTHERS).map(parseHostPort);
    this.#others = read.filter((one) => one !== undefined);
  }

  /** The server that the person named has perhaps this address, too. */
  add(place: HostPort): void {
    const isKnown = [this.#home, ...this.#further].some((one) => keyOf(one) === keyOf(place));
    if (!isKnown && this.#further.length < MAX_FURTHER) this.#further.push(place);
  }

  /** The person is in for the first time: this is the server's address, and no further one is known. */
  settle(): void {
    this.#home = this.#current;
    this.#further = [];
  }

  /**
   * The server cannot be reached, or sends its people away: the next one is to be tried.
   *
   * @returns Whether there is one that was not tried since the person was last in. If not, it begins
   *   anew at the first.
   */
  goOn(): boolean {
    this.#tried.add(keyOf(this.#current));
    const all = [...this.#others, this.#home, ...this.#further];
    const next = all.find((one) => !this.#tried.has(keyOf(one)));
    if (!next) this.#tried.clear();
    this.#current = next ?? all[0]!;
    return next !== undefined;
  }

  /** The person is in: all others may be tried again. */
  arrive(): void {
    this.#tried.clear();
  }
}

function keyOf({ host, port }: HostPort): string {
  return `${host} ${port}`;
}
