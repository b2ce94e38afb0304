/** A network of machines in memory, for datagrams; the adapters of each are the test's. */

import { GROUP } from "../../lib/discovery/datagrams.ts";
import { broadcastOf, contains, type Interface } from "../../lib/discovery/subnets.ts";
import type { UdpOptions, UdpSocket, UdpSystem } from "../../lib/discovery/udp.ts";
import type { FakeClock } from "./fake_clock.ts";

interface Bound extends UdpOptions {
  groups: string[];
}

/** One machine. */
export class FakeMachine implements UdpSystem {
  readonly clock: FakeClock;
  /** Its sockets that are open. */
  readonly sockets = new Set<Bound>();
  /** What it sent, and where to. */
  readonly sent: { bytes: Uint8Array; to: string; from: string }[] = [];
  /** Addresses at which no socket can be opened. */
  readonly broken = new Set<string>();
  adapters: Interface[];
  /** Whether what comes to a socket of an address is also what everybody is sent, as on Windows. */
  isWindows = false;
  #lastPort = 50_000;
  readonly #network: FakeMachine[];

  /** A machine with addresses as `adapter address netmask`. */
  constructor(clock: FakeClock, network: FakeMachine[], ...adapters: string[]) {
    this.clock = clock;
    this.#network = network;
    this.adapters = adaptersOf(...adapters);
    network.push(this);
  }

  readonly interfaces = () => [adaptersOf("lo 127.0.0.1 255.0.0.0")[0]!, ...this.adapters];

  readonly open = async (options: UdpOptions): Promise<UdpSocket> => {
    await Promise.resolve();
    const own = [...this.interfaces().map(({ address }) => address), "0.0.0.0"];
    if (!own.includes(options.address) || this.broken.has(options.address)) {
      throw new Error("no such address");
    }
    const port = options.port === 0 ? ++this.#lastPort : options.port;
    const bound: Bound = { ...options, port, groups: [] };
    this.sockets.add(bound);
    return {
      send: (bytes, toPort, to) => {
        if (this.sockets.has(bound)) this.#send(bytes, bound, to, toPort);
      },
      joinGroup: (address) => bound.groups.push(address),
      close: () => this.sockets.delete(bound),
    };
  };

  #send(bytes: Uint8Array, { address, port }: Bound, to: string, toPort: number): void {
    this.sent.push({ bytes, to: `${to}:${toPort}`, from: `${address}:${port}` });
    const source = { address, port };
    const subnet = this.interfaces().find((one) => one.address === address);
    for (const machine of this.#network) {
      const isHere = machine === this;
      for (const socket of [...machine.sockets]) {
        if (socket.port !== toPort || (to.startsWith("127.") && !isHere)) continue;
        if (!machine.#isReached(socket, to, subnet)) continue;
        Promise.resolve().then(() => {
          if (machine.sockets.has(socket)) socket.onDatagram(bytes, source);
        });
      }
    }
  }

  #isReached(socket: Bound, to: string, from: Interface | undefined): boolean {
    const isForAll = from !== undefined && (to === GROUP || to === broadcastOf(from));
    if (!isForAll) return socket.address === to;
    const here = this.interfaces().filter(({ address }) => contains(from!, address));
    const isJoined = here.some(({ address }) => socket.groups.includes(address));
    const isBoundForAll = socket.address === "0.0.0.0" ||
      this.isWindows && here.some(({ address }) => socket.address === address);
    return here.length > 0 && isBoundForAll && (to !== GROUP || isJoined);
  }
}

/** The adapters of `adapter address netmask`. */
export function adaptersOf(...texts: string[]): Interface[] {
  return texts.map((text) => {
    const [name = "", address = "", netmask = ""] = text.split(" ");
    return { name, address, netmask, family: "IPv4" };
  });
}
