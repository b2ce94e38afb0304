/**
 * Whether an HTTP request names the server itself. A page of the web whose name points to an address of
 * this server (DNS rebinding) sends its own name in `Host`: an address cannot be rebound, a name can.
 */

const HOST_AND_PORT = /^(?:\[([0-9a-f:.]+(?:%[\w.-]+)?)\]|([^:\[\]]+?)\.?)(?::\d{1,5})?$/i;
const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/**
 * Whether a `Host` is an address, `localhost` or one of the server's names.
 *
 * @param host The value of the field, perhaps with a port.
 * @param names The names of the server.
 */
export function isOwnHost(host: string, names: readonly string[]): boolean {
  const [, ipv6, name = ""] = HOST_AND_PORT.exec(host) ?? [];
  if (ipv6 !== undefined) return ipv6.includes(":");
  if (IPV4.test(name)) return true;
  const lower = name.toLowerCase();
  return lower === "localhost" || names.some((one) => one.toLowerCase() === lower);
}
