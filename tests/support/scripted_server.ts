/** The server of a client under test, in memory: the test decides what each dial comes to. */

import type { Transport } from "../../lib/net/link.ts";
import type { FakeClock } from "./fake_clock.ts";
import { MemoryConn } from "./memory_conn.ts";
import { Peer } from "./peer.ts";

/** A server that accepts, refuses, or does not answer, as the test says. */
export class ScriptedServer implements AsyncDisposable {
  /** What each dial from now on comes to: a connection, this error, or nothing ever. */
  dialing: "accept" | "never" | Error = "accept";
  /** When the client dialed, by the monotonic clock. */
  readonly dialedAt: number[] = [];
  /** The server's ends of all connections, in their order. */
  readonly connections: Peer[] = [];
  readonly #ends: MemoryConn[] = [];
  readonly #clock: FakeClock;

  /** Measures dials by this clock. */
  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly dial = (): Promise<Transport> => {
    this.dialedAt.push(this.#clock.now());
    if (this.dialing instanceof Error) return Promise.reject(this.dialing);
    if (this.dialing === "never") return new Promise(() => {});
    const [server, client] = MemoryConn.pair({ port: 50_000 + this.dialedAt.length });
    this.connections.push(new Peer(server));
    this.#ends.push(client);
    return Promise.resolve(client);
  };

  /** The connection that stands. */
  get current(): Peer {
    const peer = this.connections.at(-1);
    if (!peer || peer.isEnded) throw new Error("no connection stands");
    return peer;
  }

  /** What the newest connection brought, as JSON. */
  get events(): Record<string, unknown>[] {
    return this.connections.at(-1)?.events ?? [];
  }

  /** Whether the client closed every connection it opened. */
  get isHungUp(): boolean {
    return this.#ends.every(({ isClosed }) => isClosed);
  }

  /** Breaks the connection that stands: the client's reads and writes fail with this error. */
  reset(error: Error): void {
    this.#ends.at(-1)!.fail(error);
  }

  /** Closes every connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.connections) await peer[Symbol.asyncDispose]();
  }
}
