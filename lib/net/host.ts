/** How a host is written before a port. */

/**
 * An IPv6 address in brackets, anything else as it is (RFC 3986, 3.2.2).
 *
 * @example
 * ```ts
 * bracketed("::1"); // "[::1]"
 * ```
 */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
