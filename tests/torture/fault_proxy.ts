/**
 * A TCP relay that misbehaves as networks do: it cuts, freezes, half-opens, delays and splits, at
 * any byte. Between one client and the server; every connection it relays shares its faults.
 */

/** What can be wrong with a relay, all of it at once if need be. */
export interface Faults {
  /** Bytes pass only while this is false; what comes meanwhile waits. */
  isFrozen: boolean;
  /** How long a piece takes, in ms. */
  delayMs: number;
  /** Pieces are at the most this long. */
  pieceBytes: number;
  /** After so many more bytes, in either direction, everything is cut. */
  cutAfterBytes: number;
}

const HEALTHY: Faults = {
  isFrozen: false,
  delayMs: 0,
  pieceBytes: Infinity,
  cutAfterBytes: Infinity,
};

/** One relayed connection. */
interface Pair {
  client: Deno.TcpConn;
  server: Deno.TcpConn;
}

/** A relay on a port of its own. */
export class FaultProxy implements AsyncDisposable {
  /** Where the server is now; it changes when the server is started again. */
  target: number;
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

  /** Something is wrong from now on, beside what already is. */
  suffer(faults: Partial<Faults>): void {
    Object.assign(this.#faults, faults);
    this.#thawed.resolve();
    this.#thawed = Promise.withResolvers();
  }

  /** Nothing is wrong any more; what was cut stays cut. */
  heal(): void {
    this.suffer(HEALTHY);
  }

  /** Cuts every connection on both sides. */
  cut(): void {
    for (const { client, server } of this.#pairs) close(client, server);
    this.#pairs.clear();
  }

  /** Cuts every connection on one side; the other side is not told, and hears nothing any more. */
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
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port: this.target });
    } catch {
      return close(client); // The server is down: so is what leads to it.
    }
    server.setNoDelay(true);
    client.setNoDelay(true);
    const pair = { client, server };
    this.#pairs.add(pair);
    const ends = await Promise.all([this.#relay(client, server), this.#relay(server, client)]);
    // Half open, what is left of it stays until it is cut: nobody tells the other side.
    if (!ends.includes("properly")) return;
    close(client, server);
    this.#pairs.delete(pair);
  }

  /** Passes bytes on in one direction, until there are no more or nobody to take them. */
  async #relay(from: Deno.TcpConn, to: Deno.TcpConn): Promise<"properly" | "broken"> {
    const buffer = new Uint8Array(16 * 1024);
    try {
      for (;;) {
        const length = await from.read(buffer);
        if (length === null) break;
        await this.#pass(buffer.subarray(0, length), to);
      }
      await to.closeWrite();
      return "properly";
    } catch {
      return "broken"; // One of the two was closed: that is what this relay is for.
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
