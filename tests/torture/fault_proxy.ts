/**
 * A TCP proxy that injects network faults: it cuts, freezes, half-opens, delays and splits at any
 * byte. It stands between one client and the server; all its connections share its faults.
 */

/** The faults of a proxy; they may be combined. */
export interface Faults {
  /** While true, no bytes are forwarded; they wait. */
  isFrozen: boolean;
  /** The delay of each piece, in ms. */
  delayMs: number;
  /** The maximum length of a piece. */
  pieceBytes: number;
  /** All connections are cut after this many more bytes, counted over both directions. */
  cutAfterBytes: number;
}

const HEALTHY: Faults = {
  isFrozen: false,
  delayMs: 0,
  pieceBytes: Infinity,
  cutAfterBytes: Infinity,
};

/** One proxied connection. */
interface Pair {
  client: Deno.TcpConn;
  server: Deno.TcpConn;
}

/** A proxy on a port of its own. */
export class FaultProxy implements AsyncDisposable {
  /**
   * The server's port; it changes when the server restarts. While it is undefined nobody connects: the
   * port of a server that ended may be that of another one by now.
   */
  target: number | undefined;
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #pairs = new Set<Pair>();
  readonly #relays = new Set<Promise<void>>();
  readonly #accepting: Promise<void>;
  #faults: Faults = { ...HEALTHY };
  #thawed = Promise.withResolvers<void>();

  constructor(target: number) {
    this.target = target;
    this.#accepting = this.#accept();
  }

  /** The port a client connects to. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Adds faults to those already injected. */
  inject(faults: Partial<Faults>): void {
    Object.assign(this.#faults, faults);
    this.#thawed.resolve();
    this.#thawed = Promise.withResolvers();
  }

  /** Removes all faults; connections that were cut stay cut. */
  heal(): void {
    this.inject(HEALTHY);
  }

  /** Closes every connection on both sides. */
  cut(): void {
    for (const { client, server } of this.#pairs) close(client, server);
    this.#pairs.clear();
  }

  /** Closes every connection on one side only; the other side gets neither FIN nor RST. */
  halfOpen(closed: "client" | "server"): void {
    for (const pair of this.#pairs) close(pair[closed]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    this.heal();
    this.cut();
    await this.#accepting;
    await Promise.all(this.#relays);
  }

  async #accept(): Promise<void> {
    for await (const client of this.#listener) {
      const relay = this.#connect(client);
      this.#relays.add(relay);
      relay.finally(() => this.#relays.delete(relay));
    }
  }

  async #connect(client: Deno.TcpConn): Promise<void> {
    const port = this.target;
    if (port === undefined) return close(client);
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port });
    } catch {
      return close(client); // The server is down.
    }
    server.setNoDelay(true);
    client.setNoDelay(true);
    const pair = { client, server };
    this.#pairs.add(pair);
    const ends = await Promise.all([this.#relay(client, server), this.#relay(server, client)]);
    // A half-open connection stays until it is cut.
    if (!ends.includes("closed")) return;
    close(client, server);
    this.#pairs.delete(pair);
  }

  /** Forwards bytes in one direction until the end of input or an error. */
  async #relay(from: Deno.TcpConn, to: Deno.TcpConn): Promise<"closed" | "broken"> {
    const buffer = new Uint8Array(16 * 1024);
    try {
      for (;;) {
        const length = await from.read(buffer);
        if (length === null) break;
        await this.#pass(buffer.subarray(0, length), to);
      }
      await to.closeWrite();
      return "closed";
    } catch {
      return "broken"; // One of the two sides was closed, as injected.
    }
  }

  async #pass(bytes: Uint8Array, to: Deno.TcpConn): Promise<void> {
    for (let done = 0; done < bytes.length;) {
      while (this.#faults.isFrozen) await this.#thawed.promise;
      const { delayMs, pieceBytes, cutAfterBytes } = this.#faults;
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      const end = Math.min(bytes.length, done + Math.min(pieceBytes, cutAfterBytes));
      const written = await to.write(bytes.subarray(done, end));
      done += written;
      this.#faults.cutAfterBytes -= written;
      if (this.#faults.cutAfterBytes > 0) continue;
      this.#faults.cutAfterBytes = Infinity;
      this.cut();
    }
  }
}

function close(...conns: Deno.TcpConn[]): void {
  for (const conn of conns) {
    try {
      conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}
