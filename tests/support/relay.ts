/** A relay in the middle of a connection, which keeps all bytes that pass. */

/** A relay to a port of 127.0.0.1. */
export class Relay implements AsyncDisposable {
  /** The bytes of every read, in both directions. */
  readonly bytes: Uint8Array[] = [];
  readonly #listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  readonly #conns: Deno.Conn[] = [];
  readonly #running: Promise<unknown>[] = [];
  readonly #open: (outer: Deno.Conn) => Promise<[Deno.Conn, Deno.Conn]>;

  /**
   * Starts a relay.
   *
   * @param port Where it leads.
   * @param open What it makes of an accepted connection. @default {the same to the port, unchanged}
   */
  constructor(port: number, open?: (outer: Deno.Conn) => Promise<[Deno.Conn, Deno.Conn]>) {
    this.#open = open ??
      (async (outer) => [outer, await Deno.connect({ hostname: "127.0.0.1", port })]);
    this.#running.push(this.#accept());
  }

  /** The port at which it listens. */
  get port(): number {
    return this.#listener.addr.port;
  }

  /** Everything that passed, one character a byte. */
  get text(): string {
    return this.bytes.map((bytes) => new TextDecoder("latin1").decode(bytes)).join("");
  }

  /** Closes every connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#listener.close();
    for (const conn of this.#conns) {
      try {
        conn.close();
      } catch {
        // It is closed already.
      }
    }
    await Promise.allSettled(this.#running);
  }

  async #accept(): Promise<void> {
    for await (const accepted of this.#listener) {
      const opened = this.#open(accepted).then(([outer, inner]) => {
        this.#conns.push(outer, inner);
        return Promise.allSettled([this.#pump(outer, inner), this.#pump(inner, outer)]);
      });
      this.#running.push(opened);
    }
  }

  async #pump(from: Deno.Conn, to: Deno.Conn): Promise<void> {
    const buffer = new Uint8Array(4096);
    try {
      for (let length; (length = await from.read(buffer)) !== null;) {
        this.bytes.push(buffer.slice(0, length));
        await to.write(buffer.subarray(0, length));
      }
      await to.closeWrite();
    } catch {
      to.close();
    }
  }
}
