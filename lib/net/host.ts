/** Hosts and ports. */

/** Where a server is reached. */
export interface HostPort {
  /** A name or an address, without brackets. */
  readonly host: string;
  /** The TCP port, 1 to 65535. */
  readonly port: number;
}

/** Reads `host:port`, an IPv6 host in brackets; undefined for anything else. */
export function parseHostPort(text: string): HostPort | undefined {
  const [, bracketed, name, digits] = /^(?:\[([\da-f:.]+(?:%\w+)?)\]|([^:\s/[\]]+)):(\d{1,5})$/i
    .exec(text) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65535 ? undefined : { host, port };
}

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

/** Whether an address is that of a machine by itself (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3). */
export function isLoopback(address: string): boolean {
  return address.startsWith("127.") || address === "::1";
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
