/** A `TestRoom` whose clients begin TLS: it encrypts nothing, and its handshake is one ClientHello. */

import type { Clock } from "../../lib/clock.ts";
import { ReadBudget, type Socket } from "../../lib/net/socket.ts";
import type { RoomOptions } from "../../lib/serve/room.ts";
import type { TlsDoor } from "../../lib/serve/tls_door.ts";
import { TlsTunnel } from "../../lib/serve/tls_tunnel.ts";
import { MemoryConn, type MemoryOptions } from "./memory_conn.ts";
import { type TestConnection, TestRoom } from "./test_room.ts";

/** What a client sends first. */
const CLIENT_HELLO = Uint8Array.of(0x16, 3, 1);

/** The part of a door that a room uses. */
class FakeTlsDoor implements Pick<TlsDoor, "open"> {
  readonly certificate = { der: new Uint8Array(), fingerprint: new Uint8Array() };
  clock!: Clock;
  /** Every tunnel that was opened. */
  readonly tunnels: TlsTunnel[] = [];
  /** Whether the next handshakes are done as soon as there is a ClientHello. */
  finishes = true;
  /** Why the next loopback connections fail. */
  failure: Error | undefined;

  open(outer: Socket, clientHello: Uint8Array, onError: (error: unknown) => void): TlsTunnel {
    const { clock, finishes, failure } = this;
    const connect = () => {
      if (failure) return Promise.reject(failure);
      const [far, near] = MemoryConn.pair();
      const handshake = async () => {
        await far.read(new Uint8Array(CLIENT_HELLO.length));
        if (finishes) return;
        await far.read(new Uint8Array(1)); // The client sends nothing more.
        throw new Deno.errors.UnexpectedEof("gone");
      };
      const accepted = Object.assign(far, { handshake }) as unknown as Deno.TlsConn;
      return Promise.resolve({ near, far: Promise.resolve(accepted) });
    };
    const budget = new ReadBudget();
    const tunnel = new TlsTunnel({ outer, clientHello, connect, clock, budget, onError });
    this.tunnels.push(tunnel);
    return tunnel;
  }
}

/** A room whose clients may begin TLS. */
export class TlsTestRoom extends TestRoom {
  readonly #door: FakeTlsDoor;

  constructor(options: Partial<RoomOptions> = {}) {
    const door = new FakeTlsDoor();
    super({ ...options, tls: door as unknown as TlsDoor });
    door.clock = this.clock;
    this.#door = door;
  }

  /** Every tunnel that was opened. */
  get tunnels(): readonly TlsTunnel[] {
    return this.#door.tunnels;
  }

  /** Why no loopback connection can be made from now on; undefined when they can. */
  set tlsFailure(failure: Error | undefined) {
    this.#door.failure = failure;
  }

  /** Connects a client that begins TLS from an address, and waits until its handshake is done. */
  async openTls(hostname: string, options: MemoryOptions = {}): Promise<TestConnection> {
    const opened = this.openRaw({ hostname, ...options });
    await opened.client.write(CLIENT_HELLO);
    await this.settle();
    return opened;
  }

  /** Connects a client that begins TLS from an address, and never ends the handshake. */
  async beginTls(hostname: string): Promise<TestConnection> {
    this.#door.finishes = false;
    try {
      return await this.openTls(hostname);
    } finally {
      this.#door.finishes = true;
    }
  }
}
