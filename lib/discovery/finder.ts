/**
 * The finder of a client: asks for chats on every network of this machine, and collects who answers. A
 * network is never scanned: who is asked is the group, everybody by broadcast, and known addresses.
 * [edge]
 */

import { decodeAnswer, encodeQuery, GROUP } from "./datagrams.ts";
import { type FoundRoom, FoundRooms } from "./found_rooms.ts";
import { isLoopback } from "../net/host.ts";
import { broadcastOf, isIpv4, type Subnet, subnetsOf } from "./subnets.ts";
import type { Source, UdpSocket, UdpSystem } from "./udp.ts";

/** It asks three times within a second: a datagram may be lost. */
const ASK_MS = [0, 300, 800];
/** Then it binds its sockets anew, and asks again: an adapter may have come, or a machine slept. */
const BIND_MS = 5_000;
/** Queries whose answers are still taken. */
const MAX_QUERIES = 64;

/** What a finder is made with. */
export interface FinderOptions extends UdpSystem {
  /** The UDP port of the chats. */
  port: number;
  /** Further servers that are asked: those that are remembered. Names are passed over. */
  known: readonly { host: string; port: number }[];
  /** Called when a room was found, or is other than before. @default {nobody is told} */
  onChange?: () => void;
}

/** One search, until it is disposed. */
export class Finder implements AsyncDisposable {
  readonly #options: FinderOptions;
  readonly #rooms = new FoundRooms();
  readonly #closing = new AbortController();
  readonly #done: Promise<void>;
  #canAsk = false;
  /** When each query was sent, by its nonce: an answer to none of them is made up. */
  readonly #queries = new Map<string, number>();

  /**
   * Begins to ask.
   *
   * @param options Who is asked.
   */
  constructor(options: FinderOptions) {
    this.#options = options;
    this.#done = this.#run();
  }

  /** The rooms that have answered, in the order in which they were found. */
  get rooms(): readonly FoundRoom[] {
    return this.#rooms.all;
  }

  /** Whether there was something to ask by: the system may give no sockets for datagrams. */
  get canAsk(): boolean {
    return this.#canAsk;
  }

  /** Asks no more. Resolves when all sockets are closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#done;
  }

  async #run(): Promise<void> {
    const { clock, interfaces } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const boundAt = clock.now();
      const subnets = subnetsOf(interfaces());
      const sockets = await this.#bind(subnets);
      this.#canAsk ||= sockets.size > 0;
      for (const atMs of ASK_MS) {
        await this.#sleepUntil(boundAt + atMs);
        if (!signal.aborted) this.#ask(subnets, sockets);
      }
      await this.#sleepUntil(boundAt + BIND_MS);
      for (const socket of sockets.values()) socket.close();
    }
  }

  async #sleepUntil(time: number): Promise<void> {
    const { clock } = this.#options;
    const ms = time - clock.now();
    if (ms > 0) await clock.sleep(ms, this.#closing.signal);
  }

  /** A socket for each network: Windows sends to a group, and to everybody, by one alone. */
  async #bind(subnets: readonly Subnet[]): Promise<Map<string, UdpSocket>> {
    const { open } = this.#options;
    const sockets = new Map<string, UdpSocket>();
    for (const { address, name } of subnets) {
      const onDatagram = (bytes: Uint8Array, from: Source) => this.#onAnswer(bytes, from, name);
      const socket = await open({ address, port: 0, onDatagram }).catch(() => undefined);
      if (socket) sockets.set(address, socket);
    }
    return sockets;
  }

  #ask(subnets: readonly Subnet[], sockets: ReadonlyMap<string, UdpSocket>): void {
    const { port, known } = this.#options;
    for (const subnet of subnets) {
      const socket = sockets.get(subnet.address);
      if (!socket) continue;
      const query = this.#newQuery();
      if (isLoopback(subnet.address)) {
        socket.send(query, port, subnet.address);
        continue;
      }
      socket.send(query, port, GROUP);
      const everybody = broadcastOf(subnet);
      if (everybody !== undefined) socket.send(query, port, everybody);
      for (const { host, port } of known) if (isIpv4(host)) socket.send(query, port, host);
    }
  }

  #newQuery(): Uint8Array {
    const numbers = crypto.getRandomValues(new Uint32Array(2));
    const nonce = Array.from(numbers, (one) => one.toString(16).padStart(8, "0")).join("");
    this.#queries.set(nonce, this.#options.clock.now());
    const [oldest] = this.#queries.keys();
    if (this.#queries.size > MAX_QUERIES) this.#queries.delete(oldest!);
    return encodeQuery(nonce);
  }

  #onAnswer(bytes: Uint8Array, from: Source, adapter: string): void {
    const answer = decodeAnswer(bytes);
    const askedAt = answer && this.#queries.get(answer.nonce);
    if (askedAt === undefined || this.#closing.signal.aborted) return;
    const delayMs = this.#options.clock.now() - askedAt;
    const place = { host: from.address, port: answer!.port, adapter, delayMs };
    if (this.#rooms.add(answer!, place)) this.#options.onChange?.();
  }
}
