/** This machine's addresses, one per adapter, with the adapter's name: what to type elsewhere. [edge] */

import { bracketed } from "./host.ts";

/** A network adapter, and the address others reach it by. */
export interface Adapter {
  /** As the system calls it: `Radmin VPN`, `eth0`. */
  name: string;
  /** In numbers, IPv4 or IPv6. */
  address: string;
}

/** One address of one adapter, as the system reports it. */
export type Interface = Pick<Deno.NetworkInterfaceInfo, "name" | "address" | "family">;

/**
 * The adapters at which a server that listens on `host` can be reached from elsewhere.
 *
 * No range is left out but what never leaves the machine or the cable: VPNs use addresses that
 * belong to others (Radmin 26.x, Hamachi 25.x), so "public" means nothing here.
 *
 * @param host What the server listens on; `0.0.0.0` is every IPv4 address, `::` every address.
 * @param interfaces @default {those of this machine}
 */
export function adaptersOf(
  host: string,
  interfaces: Interface[] = Deno.networkInterfaces(),
): Adapter[] {
  const isEverywhere = host === "0.0.0.0" || host === "::";
  const usable = interfaces.filter(({ address, family }) =>
    !/^(127\.|169\.254\.|::1$|fe80:)/i.test(address) && (family === "IPv4" || host.includes(":"))
  );
  const chosen = isEverywhere ? usable : usable.filter(({ address }) => address === host);
  // One per adapter, IPv4 before IPv6: it is shorter to type.
  const byFamily = chosen.toSorted((a, b) => a.family.localeCompare(b.family));
  return byFamily
    .filter(({ name }, at) => byFamily.findIndex((other) => other.name === name) === at)
    .map(({ name, address }) => ({ name, address }));
}

/** An address and a port as they are typed after `chat join`; the usual port is left out. */
export function formatAddress(address: string, port: number, usualPort: number): string {
  return port === usualPort ? address : `${bracketed(address)}:${port}`;
}
