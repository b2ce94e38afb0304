/** Ports for servers that are started again on the same one. */

/** Below those that Linux, macOS and Windows give to clients, which could take one meanwhile. */
const [FIRST, LAST] = [10_000, 32_000];

/** So many different ports of 127.0.0.1 that nobody listens on. */
export function freePorts(count: number): number[] {
  const listeners: Deno.TcpListener[] = [];
  while (listeners.length < count) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    try {
      listeners.push(Deno.listen({ hostname: "127.0.0.1", port }));
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  const ports = listeners.map(({ addr }) => addr.port);
  for (const listener of listeners) listener.close();
  return ports;
}
