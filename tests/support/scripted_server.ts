/** A scripted server in memory for a client under test. */

import type { Transport } from "../../lib/net/link.ts";
import type { FakeClock } from "./fake_clock.ts";
import { MemoryConn } from "./memory_conn.ts";
import { Peer } from "./peer.ts";

/** A server that accepts, refuses or ignores dials, as the test says. */
export class ScriptedServer implements AsyncDisposable {
  /** The result of the next dials: a connection, an error, or never a result. */
  dialResult: "accept" | "never" | Error = "accept";
  /** The monotonic time of each dial. */
  readonly dialedAt: number[] = [];
  /** The server's end of each connection, in order. */
  readonly connections: Peer[] = [];
  readonly #ends: MemoryConn[] = [];
  readonly #waiting: ((transport: Transport) => void)[] = [];
  readonly #clock: FakeClock;

  /** Uses this clock for `dialedAt`. */
  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  readonly dial = (): Promise<Transport> => {
    this.dialedAt.push(this.#clock.now());
    if (this.dialResult instanceof Error) return Promise.reject(this.dialResult);
    if (this.dialResult === "never") return new Promise((resolve) => this.#waiting.push(resolve));
    return Promise.resolve(this.#accept());
  };

  /** Accepts the dials that have had no result. */
  acceptWaiting(): void {
    for (const resolve of this.#waiting.splice(0)) resolve(this.#accept());
  }

  /** The open connection. */
  get current(): Peer {
    const peer = this.connections.at(-1);
    if (!peer || peer.isEnded) throw new Error("no connection is open");
    return peer;
  }

  /** The JSON objects received on the newest connection. */
  get events(): Record<string, unknown>[] {
    return this.connections.at(-1)?.events ?? [];
  }

  /** Whether the client closed all its connections. */
  get isDisconnected(): boolean {
    return this.#ends.every(({ isClosed }) => isClosed);
  }

  /** Resets the open connection: the client's reads and writes fail with this error. */
  reset(error: Error): void {
    this.#ends.at(-1)!.fail(error);
  }

  #accept(): Transport {
    const [server, client] = MemoryConn.pair({ port: 50_000 + this.dialedAt.length });
    this.connections.push(new Peer(server));
    this.#ends.push(client);
    return client;
  }

  /** Closes every connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const peer of this.connections) await peer[Symbol.asyncDispose]();
  }
}
