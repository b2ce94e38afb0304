/**
 * The limits of one address: how many connections with a person and without one come from it, and
 * which of those without one give way. It decides, and closes nothing itself but by `discard`.
 */

import { SERVER_LIMITS } from "../server_limits.ts";

/** A connection, as it is counted. */
export interface Counted {
  /** Closes it at once, without a word. It is removed by `remove` when it is closed. */
  discard(): void;
}

/** So many connections are discarded at once when the system has no descriptor left. */
const DESCRIPTORS_FREED = 4;
/** A client that sends its name at once has this time. */
const HELLO_MS = 20;
/** In a storm of connections the name of one is read this late. */
const READ_MS = 100;

/** What is known of one connection. */
interface Entry {
  readonly address: Address;
  readonly acceptedAt: number;
  /** Whether what it has sent waits for the server, or is being answered. */
  isWaiting: boolean;
}

/** The connections of one address. */
interface Address {
  readonly key: string;
  /** Those with a person. */
  readonly named: Set<Counted>;
  /** Those without a name, oldest first. */
  readonly nameless: Set<Counted>;
}

/** The connections of a room by their addresses. */
export class AddressLimits {
  readonly #maxNamed: number;
  readonly #maxNameless: number;
  readonly #entries = new Map<Counted, Entry>();
  readonly #addresses = new Map<string, Address>();
  /** Those without a person, of all addresses, oldest first; those that are closing too. */
  readonly #nameless = new Set<Counted>();
  #discarded = 0;

  /**
   * Counts nothing yet.
   *
   * @param maxPerAddress How many connections with a person one address may have; a quarter of it
   *   without one. 0 sets no limit.
   */
  constructor(maxPerAddress: number) {
    this.#maxNamed = maxPerAddress === 0 ? Infinity : maxPerAddress;
    this.#maxNameless = Math.ceil(this.#maxNamed / 4);
  }

  /** How many connections were discarded since this was last asked. */
  takeDiscarded(): number {
    const count = this.#discarded;
    this.#discarded = 0;
    return count;
  }

  /**
   * Counts a new connection, and discards the oldest without a name: of its address, when there are
   * more of them than may have a name and it had time to send one at once; of all, when they are too
   * many together. Those beyond a quarter have `SERVER_LIMITS.namelessGraceMs`: a class may come at once. One
   * that waits for the server, or is being answered, gives way only when there are twice as many.
   *
   * @param key The address, as `addressKey` returns it.
   * @param now The time in ms.
   */
  add(connection: Counted, key: string, now: number): void {
    const address = this.#addresses.get(key) ?? { key, named: new Set(), nameless: new Set() };
    this.#addresses.set(key, address);
    this.#entries.set(connection, { address, acceptedAt: now, isWaiting: false });
    address.nameless.add(connection);
    this.#nameless.add(connection);
    this.#discardBeyond(address.nameless, this.#maxNamed, now - READ_MS);
    if (this.#maxNamed === Infinity) return;
    this.#discardBeyond(this.#nameless, SERVER_LIMITS.namelessConnections, now);
  }

  /**
   * Discards one connection without a name when there are more than so many: the oldest that waits for
   * nothing, if it was accepted by then. What is sent with the connection itself is read within
   * `READ_MS`, in a storm of them too.
   */
  #discardBeyond(nameless: Set<Counted>, max: number, acceptedBy: number): void {
    if (nameless.size <= max) return;
    const silent = nameless.values().find((one) => {
      const { isWaiting, acceptedAt } = this.#entries.get(one)!;
      return !isWaiting && acceptedAt <= acceptedBy;
    });
    const [oldest] = nameless;
    if (silent) this.#discard(silent);
    else if (nameless.size > 2 * max && this.isWaiting(oldest!)) this.#discard(oldest!);
  }

  /** Discards the connections without a name beyond a quarter, once they had time to say one. */
  sweep(now: number): void {
    for (const { nameless } of this.#addresses.values()) {
      if (nameless.size <= this.#maxNameless) continue;
      const silent = [...nameless].filter((one) => !this.isWaiting(one));
      for (const oldest of silent.slice(0, -this.#maxNameless)) {
        if (now - this.#entries.get(oldest)!.acceptedAt < SERVER_LIMITS.namelessGraceMs) break;
        this.#discard(oldest);
      }
    }
  }

  /** Whether what a connection has sent waits for the server, or is being answered. */
  isWaiting(connection: Counted): boolean {
    return this.#entries.get(connection)?.isWaiting ?? false;
  }

  /** What a connection has sent waits for the server or is being answered, or does so no longer. */
  setWaiting(connection: Counted, isWaiting: boolean): void {
    const entry = this.#entries.get(connection);
    if (entry) entry.isWaiting = isWaiting;
  }

  /** Whether the address of a connection may have no further person. */
  isFull(connection: Counted): boolean {
    return this.#addressOf(connection).named.size >= this.#maxNamed;
  }

  /** How many places are kept from this connection: a tenth, when its address has a person. */
  keptPlaces(connection: Counted, maxPeople: number): number {
    const isNew = this.#addressOf(connection).named.size === 0;
    return isNew || this.#maxNamed === Infinity ? 0 : Math.floor(maxPeople / 10);
  }

  /** A connection has a person from now on. */
  onJoined(connection: Counted): void {
    const { named, nameless } = this.#addressOf(connection);
    nameless.delete(connection);
    this.#nameless.delete(connection);
    named.add(connection);
  }

  /** A connection has no person any more, and is closing. */
  onLeft(connection: Counted): void {
    if (this.#addressOf(connection).named.delete(connection)) this.#nameless.add(connection);
  }

  /** A connection has no person any more, and stays open. */
  onParted(connection: Counted): void {
    this.onLeft(connection);
    this.#addressOf(connection).nameless.add(connection);
  }

  /** A connection is closed. */
  remove(connection: Counted): void {
    const address = this.#addressOf(connection);
    this.#entries.delete(connection);
    this.#nameless.delete(connection);
    address.nameless.delete(connection);
    address.named.delete(connection);
    if (address.nameless.size + address.named.size === 0) this.#addresses.delete(address.key);
  }

  /**
   * Discards the oldest connections without a person: the system has no descriptor left. The newest
   * took the last one, and its name is perhaps on its way: it has `HELLO_MS`.
   *
   * @param now The time in ms.
   * @returns After how many ms to accept again; undefined when all connections have a person.
   */
  freeDescriptors(now: number): number | undefined {
    if (this.#nameless.size === 0) return undefined;
    let waitMs = HELLO_MS;
    const all = [...this.#nameless];
    const silentFirst = [
      ...all.filter((one) => !this.isWaiting(one)),
      ...all.filter((one) => this.isWaiting(one)),
    ];
    for (const oldest of silentFirst.slice(0, DESCRIPTORS_FREED)) {
      if (now - this.#entries.get(oldest)!.acceptedAt < HELLO_MS) break;
      this.#discard(oldest);
      waitMs = 0;
    }
    return waitMs;
  }

  #addressOf(connection: Counted): Address {
    return this.#entries.get(connection)!.address;
  }

  /** Discards a connection without a person. */
  #discard(connection: Counted): void {
    this.#addressOf(connection).nameless.delete(connection);
    this.#nameless.delete(connection);
    this.#discarded++;
    connection.discard();
  }
}
