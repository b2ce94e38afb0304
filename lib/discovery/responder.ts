/**
 * The responder of a server: answers who asks for a chat on the network, from the address that was
 * asked, and is quiet otherwise.
 */

import { type Answer, decodeQuery, encodeAnswer, MAX_GAIN, QUERY_BYTES } from "./datagrams.ts";
import { contains, isNear, type Subnet, subnetsOn } from "./subnets.ts";
import type { OnDatagram, Source, UdpOptions, UdpSocket, UdpSystem } from "./udp.ts";

/** The sockets are bound anew so often: adapters come and go, and a machine sleeps. */
const BIND_MS = 5_000;
/** At most so many answers in a second, to one address and in all. */
const MAX_PER_ADDRESS = 20;
const MAX_ANSWERS = 500;
const WINDOW_MS = 1_000;

/** What a responder is made with. */
export interface ResponderOptions extends UdpSystem {
  /** The address that the server listens on; `0.0.0.0` and `::` are all. */
  host: string;
  /** The TCP port of the server; queries come to the UDP port of the same number. */
  port: number;
  /** The UDP port where those ask who know of no other. */
  wellKnownPort: number;
  /** What is told now. */
  describe: () => Omit<Answer, "nonce" | "port">;
}

/** What is bound at a time: sockets for what everybody is sent, and one for each address. */
interface Bound {
  subnets: Subnet[];
  everybody: UdpSocket[];
  own: Map<string, UdpSocket>;
}

/** The responder of one server. */
export class Responder implements AsyncDisposable {
  readonly #options: ResponderOptions;
  readonly #closing = new AbortController();
  #bound: Bound = { subnets: [], everybody: [], own: new Map() };
  #binding: Promise<void>;
  /** Who was answered in this second: each query once. */
  readonly #answered = new Map<string, Set<string>>();
  #answers = 0;

  /**
   * Begins to answer.
   *
   * @param options What is answered, and where.
   */
  constructor(options: ResponderOptions) {
    this.#options = options;
    this.#binding = this.#bindOn();
    const stop = options.clock.every(WINDOW_MS, () => this.#forget());
    this.#closing.signal.addEventListener("abort", stop);
  }

  /** Answers nobody any more. Resolves when all sockets are closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#binding;
    close(this.#bound);
  }

  async #bindOn(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const before = this.#bound;
      this.#bound = await this.#bind();
      close(before); // Only now: in between a query would be lost.
      await clock.sleep(BIND_MS, signal);
    }
  }

  async #bind(): Promise<Bound> {
    const { host, port, wellKnownPort, interfaces, open } = this.#options;
    const subnets = subnetsOn(host, interfaces());
    const tryOpen = (options: UdpOptions) => open(options).catch(() => undefined);
    const own = new Map<string, UdpSocket>();
    for (const { address } of subnets) {
      const onDatagram: OnDatagram = (bytes, from) => this.#answer(bytes, from, address);
      const socket = await tryOpen({ address, port, onDatagram });
      if (socket) own.set(address, socket);
    }
    // What is sent to all comes here on Linux, and on Windows to those of the addresses.
    const everybody: UdpSocket[] = [];
    for (const port of new Set([this.#options.port, wellKnownPort])) {
      const onDatagram: OnDatagram = (bytes, from) => {
        this.#answer(bytes, from, this.#addressFor(from));
      };
      const socket = await tryOpen({ address: "0.0.0.0", port, onDatagram });
      if (socket) everybody.push(socket);
    }
    for (const { address } of subnets) {
      for (const socket of everybody) socket.joinGroup(address);
      own.get(address)?.joinGroup(address);
    }
    return { subnets, everybody, own };
  }

  /** The address of this machine in the network of somebody else; undefined when there is none. */
  #addressFor({ address }: Source): string | undefined {
    return this.#bound.subnets.find((subnet) => contains(subnet, address))?.address;
  }

  #answer(bytes: Uint8Array, from: Source, asked: string | undefined): void {
    const nonce = decodeQuery(bytes);
    const socket = asked === undefined ? undefined : this.#bound.own.get(asked);
    if (nonce === undefined || !socket || !isNear(from.address, this.#bound.subnets)) return;
    if (!this.#mayAnswer(from, nonce)) return;
    const { describe, port } = this.#options;
    const answer = encodeAnswer({ nonce, ...describe(), port });
    if (answer.length <= MAX_GAIN * QUERY_BYTES) socket.send(answer, from.port, from.address);
  }

  /** A query comes by several ways, and is answered once; nobody can have others flooded. */
  #mayAnswer({ address, port }: Source, nonce: string): boolean {
    const answered = this.#answered.get(address) ?? new Set();
    const key = `${port} ${nonce}`;
    const isTooMuch = this.#answers >= MAX_ANSWERS || answered.size >= MAX_PER_ADDRESS;
    if (isTooMuch || answered.has(key)) return false;
    this.#answered.set(address, answered.add(key));
    this.#answers++;
    return true;
  }

  #forget(): void {
    this.#answered.clear();
    this.#answers = 0;
  }
}

function close({ everybody, own }: Bound): void {
  for (const socket of [...everybody, ...own.values()]) socket.close();
}
