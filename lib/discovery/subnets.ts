/** The IPv4 networks that a machine is in, each by one of its addresses. Pure. */

import { isEverywhere } from "../net/addresses.ts";

/** An address of this machine, and its network. */
export interface Subnet {
  /** The system's name of the adapter. */
  name: string;
  /** The address of this machine. */
  address: string;
  /** Which part of it is that of the network, as `255.255.255.0`. */
  netmask: string;
}

/** What the system reports of an address. */
export interface Interface extends Subnet {
  /** Its kind. */
  family: "IPv4" | "IPv6";
}

/** The IPv4 networks of this machine, each once. */
export function subnetsOf(interfaces: readonly Interface[]): Subnet[] {
  const own = interfaces.filter(({ family }) => family === "IPv4");
  const isFirst = ({ address }: Interface, at: number) =>
    own.findIndex((other) => other.address === address) === at;
  return own.filter(isFirst).map(({ name, address, netmask }) => ({ name, address, netmask }));
}

/** Those of a server that listens on an address, or on all. */
export function subnetsOn(host: string, interfaces: readonly Interface[]): Subnet[] {
  return subnetsOf(interfaces).filter(({ address }) => isEverywhere(host) || address === host);
}

/** Whether a host is an IPv4 address. */
export function isIpv4(host: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * The networks that are nobody's on the Internet: at home and at work, and those of VPNs whose machines
 * are each in a network of their own (RFC 1918, 3; RFC 6598, 7; RFC 3927, 2.1).
 */
const PRIVATE: readonly Subnet[] = [
  { name: "", address: "10.0.0.0", netmask: "255.0.0.0" },
  { name: "", address: "172.16.0.0", netmask: "255.240.0.0" },
  { name: "", address: "192.168.0.0", netmask: "255.255.0.0" },
  { name: "", address: "100.64.0.0", netmask: "255.192.0.0" },
  { name: "", address: "169.254.0.0", netmask: "255.255.0.0" },
];

/** Whether an address is near: in one of these networks, or in a private one. */
export function isNear(address: string, subnets: readonly Subnet[]): boolean {
  return [...subnets, ...PRIVATE].some((subnet) => contains(subnet, address));
}

/** Whether an address is in a network. */
export function contains({ address, netmask }: Subnet, other: string): boolean {
  const mask = toNumber(netmask);
  return (toNumber(address) & mask) === (toNumber(other) & mask);
}

/**
 * The address by which everybody in a network is reached (RFC 919, 7); undefined for one of two
 * machines or one, which has none (RFC 3021).
 */
export function broadcastOf({ address, netmask }: Subnet): string | undefined {
  const mask = toNumber(netmask);
  return ~mask >>> 0 <= 1 ? undefined : toText(toNumber(address) | ~mask);
}

function toNumber(address: string): number {
  return address.split(".").reduce((value, part) => (value << 8) | Number(part), 0);
}

function toText(value: number): string {
  return [24, 16, 8, 0].map((shift) => value >>> shift & 255).join(".");
}
