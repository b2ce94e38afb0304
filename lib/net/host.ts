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
