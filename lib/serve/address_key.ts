/** Which addresses count as one: an IPv4 address by itself, an IPv6 address with its /64. */

import { ipv6Groups } from "../net/host.ts";

/** The groups of 16 bits in the network half of an IPv6 address. */
const PREFIX_GROUPS = 4;

/**
 * The key under which an address is counted. One machine has a whole /64 of IPv6 addresses (RFC
 * 4291, 2.5.4), and takes new ones as it likes (RFC 8981).
 *
 * @param hostname An address in numbers; IPv4-mapped ones as IPv4.
 */
export function addressKey(hostname: string): string {
  if (!hostname.includes(":")) return hostname;
  const [address = ""] = hostname.split("%");
  const prefix = ipv6Groups(address)?.slice(0, PREFIX_GROUPS).map((group) => group.toString(16));
  return prefix === undefined ? hostname : `${prefix.join(":")}::/64`;
}
