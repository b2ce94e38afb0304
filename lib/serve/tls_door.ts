/**
 * The TLS door: gives accepted connections the system's TLS. Deno has no TLS for them, only for a
 * listener of its own: there is one on the loopback address, and each TLS client gets a tunnel to it.
 * Who connects there without one is closed. [edge]
 */

import type { Clock } from "../clock.ts";
import { isDisconnect, ReadBudget, type Socket } from "../net/socket.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { Certificate } from "../tls/certificate.ts";
import { type Loopback, TlsTunnel } from "./tls_tunnel.ts";

const LOOPBACK = "127.0.0.1";
/** How long the accept loop waits after an error: the system has no descriptor left. */
const RETRY_MS = 200;

/** The way of TLS clients into one room. */
export class TlsDoor {
  /** The certificate that clients are shown. */
  readonly certificate: Certificate;
  readonly #listener: Deno.TlsListener;
  readonly #clock: Clock;
  /** The tunnels whose connection is not accepted yet, by its port. */
  readonly #expected = new Map<number, (conn: Deno.TlsConn) => void>();
  readonly #connecting = new Set<Promise<Loopback>>();
  readonly #budget = new ReadBudget(SERVER_LIMITS.tunnelsBytes);

  /**
   * Listens at once.
   *
   * @param certificate The certificate that clients are shown.
   * @throws The error of the system if it cannot listen on 127.0.0.1.
   */
  constructor(certificate: Certificate, clock: Clock) {
    this.certificate = certificate;
    this.#clock = clock;
    const { pem: cert, keyPem: key } = certificate;
    this.#listener = Deno.listenTls({ hostname: LOOPBACK, port: 0, cert, key });
    this.#acceptAll();
  }

  /**
   * Opens a tunnel for an accepted connection.
   *
   * @param clientHello What was read of it.
   * @param onError Called with an error that is no disconnect.
   */
  open(outer: Socket, clientHello: Uint8Array, onError: (error: unknown) => void): TlsTunnel {
    const connect = () => this.#connect();
    const budget = this.#budget;
    return new TlsTunnel({ outer, clientHello, connect, clock: this.#clock, budget, onError });
  }

  /** Accepts no more tunnels. Those that are open go on. */
  close(): void {
    this.#listener.close();
  }

  async #connect(): Promise<Loopback> {
    const { port } = this.#listener.addr;
    const connecting = Deno.connect({ hostname: LOOPBACK, port }).then((near) => {
      const { promise: far, resolve } = Promise.withResolvers<Deno.TlsConn>();
      this.#expected.set(near.localAddr.port, resolve);
      return { near, far };
    });
    this.#connecting.add(connecting);
    return await connecting.finally(() => this.#connecting.delete(connecting));
  }

  async #acceptAll(): Promise<void> {
    for (;;) {
      try {
        this.#admit(await this.#listener.accept());
      } catch (error) {
        if (error instanceof Deno.errors.BadResource) return;
        if (error instanceof Deno.errors.Interrupted) return;
        if (isDisconnect(error)) continue;
        await this.#clock.sleep(RETRY_MS);
      }
    }
  }

  async #admit(conn: Deno.TlsConn): Promise<void> {
    const { port } = conn.remoteAddr;
    // A connection may be accepted before our own connect has returned.
    if (!this.#expected.has(port)) await Promise.allSettled(this.#connecting);
    const resolve = this.#expected.get(port);
    this.#expected.delete(port);
    if (resolve) resolve(conn);
    else conn.close();
  }
}
