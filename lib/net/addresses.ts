/** The addresses of this machine, one per network adapter, for people who join. [edge] */

import { bracketed } from "./host.ts";

/** A network adapter, and its address for other machines. */
export interface Adapter {
  /** The system's name of the adapter: `Radmin VPN`, `eth0`. */
  name: string;
  /** The IPv4 or IPv6 address. */
  address: string;
}

/** One address of an adapter, as reported by the system. */
export type Interface = Pick<Deno.NetworkInterfaceInfo, "name" | "address" | "family">;

/**
 * Lists the adapters on which other machines can reach a server that listens on `host`.
 *
 * Excludes only loopback and link-local addresses. VPNs use public ranges that are assigned to others
 * (Radmin 26.x, Hamachi 25.x), so no other range is filtered.
 *
 * @param host The listen address; `0.0.0.0` is every IPv4 address, `::` every address.
 * @param interfaces The addresses of all adapters. @default {those of this machine}
 */
export function adaptersOf(
  host: string,
  interfaces: Interface[] = Deno.networkInterfaces(),
): Adapter[] {
  const usable = interfaces.filter(({ address, family }) =>
    !/^(127\.|169\.254\.|::1$|fe80:)/i.test(address) && (family === "IPv4" || host.includes(":"))
  );
  const chosen = isEverywhere(host) ? usable : usable.filter(({ address }) => address === host);
  // One address per adapter, IPv4 before IPv6: it is shorter to type.
  const byFamily = chosen.toSorted((a, b) => a.family.localeCompare(b.family));
  return byFamily
    .filter(({ name }, index) => byFamily.findIndex((other) => other.name === name) === index)
    .map(({ name, address }) => ({ name, address }));
}

/** Whether a server that listens on `host` listens on every adapter. */
export function isEverywhere(host: string): boolean {
  return host === "0.0.0.0" || host === "::";
}

/** The adapter of a VPN, by the names that VPN programs give it. */
const VPN = /vpn|radmin|hamachi|zerotier|tailscale|wireguard|^(tun|tap|wg|utun|ppp|zt)/i;

/** Whether an adapter is that of a VPN. */
export function isVpn(adapter: string): boolean {
  return VPN.test(adapter);
}

/**
 * The address to tell people who join, with the port: of a server that listens everywhere that of the
 * VPN, else of the first adapter.
 *
 * @param host The listen address.
 * @param interfaces The addresses of all adapters. @default {those of this machine}
 */
export function publicAddress(host: string, port: number, interfaces?: Interface[]): string {
  const adapters = adaptersOf(host, interfaces);
  const { address } = adapters.find(({ name }) => isVpn(name)) ?? adapters[0] ?? { address: host };
  return `${bracketed(address)}:${port}`;
}

/** The adapter of a virtual machine, of containers, or of a bridge to them. */
const VIRTUAL =
  /virtual|vmware|vmnet|vethernet|docker|podman|^(?:br-|veth|virbr|vbox|lxc|lxd|cni)/i;
const WIRELESS = /wi-?fi|wireless|sem fio|^wl/i;

/** The addresses that routers give out at home and at school (RFC 1918, 3). */
const PRIVATE = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./;

/**
 * The adapter that phones reach: they are on the Wi-Fi and not in the VPN. So it is one with a private
 * address that is neither a VPN's nor virtual, a wireless one before a cable; else the first there is.
 */
export function phoneAdapter(adapters: Adapter[]): Adapter | undefined {
  const local = adapters.filter(({ name, address }) =>
    PRIVATE.test(address) && !isVpn(name) && !VIRTUAL.test(name)
  );
  return local.find(({ name }) => WIRELESS.test(name)) ?? local[0] ?? adapters[0];
}

/** Formats an address and a port as an argument of `chat join`. Omits the default port. */
export function formatAddress(address: string, port: number, defaultPort: number): string {
  return port === defaultPort ? address : `${bracketed(address)}:${port}`;
}
