/** The host part of a host and port. */

/**
 * Puts an IPv6 address in brackets, as required before a port (RFC 3986, 3.2.2).
 *
 * @example
 * ```ts
 * bracketed("::1"); // "[::1]"
 * ```
 */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** The eight groups of 16 bits of an IPv6 address; undefined for anything else, such as a zone. */
export function ipv6Groups(address: string): number[] | undefined {
  if (!/^[\da-f:]+$/i.test(address)) return undefined;
  const [head = "", tail] = address.split("::");
  const groupsOf = (part: string) => part === "" ? [] : part.split(":");
  const [before, after] = [groupsOf(head), groupsOf(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<string>(missing).fill("0"), ...after];
  return groups.map((group) => parseInt(group, 16));
}
