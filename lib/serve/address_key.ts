/** Which addresses count as one: an IPv4 address by itself, an IPv6 address with its /64. */

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
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  const prefix = groups.slice(0, PREFIX_GROUPS).map((group) => parseInt(group, 16).toString(16));
  return `${prefix.join(":")}::/64`;
}
