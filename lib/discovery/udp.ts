/** Sockets for datagrams over IPv4. [edge] */

import { createSocket } from "node:dgram";
import { type Clock, systemClock } from "../clock.ts";
import { GROUP } from "./datagrams.ts";
import type { Interface } from "./subnets.ts";

/** Where a datagram comes from. */
export interface Source {
  /** The IPv4 address. */
  address: string;
  /** The UDP port. */
  port: number;
}

/** Called with a datagram, and where it comes from. */
export type OnDatagram = (bytes: Uint8Array, source: Source) => void;

/** How a socket is opened. */
export interface UdpOptions {
  /** The IPv4 address of this machine, or `0.0.0.0` for each of them. */
  address: string;
  /** The UDP port; 0 takes a free one. */
  port: number;
  /** Called with each datagram. */
  onDatagram: OnDatagram;
}

/** A socket. */
export interface UdpSocket {
  /** Sends a datagram; one that cannot be sent is lost, like any other. */
  send(bytes: Uint8Array, port: number, address: string): void;
  /** Hears what is sent to the group in the network of an address; passes over an error. */
  joinGroup(address: string): void;
  /** Closes it. */
  close(): void;
}

/** Opens sockets. */
export type OpenUdp = (options: UdpOptions) => Promise<UdpSocket>;

/**
 * Opens a socket of the system. Several programs may have the same port.
 *
 * @throws The error of the system: of an adapter that is gone, or a port that is not to be shared.
 */
export async function openUdp(
  { address, port, onDatagram }: UdpOptions,
): Promise<UdpSocket> {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => resolve());
  });
  socket.on("error", () => {}); // An adapter may go at any time: the next binding finds out.
  socket.on("message", (bytes, { address, port }) => onDatagram(bytes, { address, port }));
  ignoreErrors(() => socket.setBroadcast(true));
  ignoreErrors(() => socket.setMulticastTTL(1)); // It never leaves the network.
  if (address !== "0.0.0.0") ignoreErrors(() => socket.setMulticastInterface(address));
  return {
    send: (bytes, port, to) => ignoreErrors(() => socket.send(bytes, port, to, () => {})),
    joinGroup: (own) => ignoreErrors(() => socket.addMembership(GROUP, own)),
    close: () => ignoreErrors(() => socket.close()),
  };
}

/** What one adapter cannot do must not keep the others from it. */
function ignoreErrors(call: () => unknown): void {
  try {
    call();
  } catch {
    // It has no multicast, is down, or is gone.
  }
}

/** What finders and responders need of the system. */
export interface UdpSystem {
  /** The addresses of this machine now. */
  interfaces: () => readonly Interface[];
  /** Opens a socket. */
  open: OpenUdp;
  /** Measures time, and waits. */
  clock: Clock;
}

/** The addresses of this machine; none when the system does not tell, or the program may not know. */
function ownInterfaces(): readonly Interface[] {
  try {
    return Deno.networkInterfaces();
  } catch {
    return [];
  }
}

/** The system. */
export const UDP_SYSTEM: UdpSystem = {
  interfaces: ownInterfaces,
  open: openUdp,
  clock: systemClock,
};
