/**
 * A TLS tunnel: what a TLS client sends and receives, on its way between the accepted connection and
 * a loopback connection, behind which the system's TLS is. No more is under way in each direction
 * than `SERVER_LIMITS.tunnelBytes`, so that slow readers and floods are noticed as without TLS. [edge]
 */

import type { Clock } from "../clock.ts";
import { FlowWindow } from "../net/flow_window.ts";
import { type Conn, isDisconnect, type ReadBudget, Socket } from "../net/socket.ts";
import { writeAll } from "../net/write_all.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import type { Counted } from "./address_limits.ts";

/** The two ends of a loopback connection. */
export interface Loopback {
  /** The end that takes and gives encrypted bytes. */
  near: Conn;
  /** The end that takes and gives the bytes themselves, once it is accepted. */
  far: Promise<Deno.TlsConn>;
}

/** What a tunnel is made with. */
export interface TlsTunnelOptions {
  /** The accepted connection. */
  outer: Socket;
  /** What was read of it: the beginning of a ClientHello. */
  clientHello: Uint8Array;
  /** Connects to the TLS listener. */
  connect: () => Promise<Loopback>;
  /** Measures time, and waits. */
  clock: Clock;
  /** Bounds the read buffers. */
  budget: ReadBudget;
  /** Called with an error that is no disconnect. */
  onError: (error: unknown) => void;
}

/** How long what is under way may take to leave a tunnel that is closed. */
const CLOSE_MS = 1_000;

/** One tunnel. */
export class TlsTunnel implements Counted {
  /** The connection inside, when the handshake is done; undefined when that failed. */
  readonly opened: Promise<Conn | undefined>;
  /** Resolves when both connections are closed. */
  readonly done: Promise<void>;
  readonly #outer: Socket;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #in: FlowWindow;
  readonly #out: FlowWindow;
  readonly #pumped = Promise.withResolvers<void>();
  #near?: Socket;

  /**
   * Opens a tunnel at once.
   *
   * @param options The accepted connection, and the way to TLS.
   */
  constructor(options: TlsTunnelOptions) {
    const { outer, clock, onError } = options;
    this.#outer = outer;
    this.#clock = clock;
    this.#onError = onError;
    this.#in = new FlowWindow(clock, SERVER_LIMITS.tunnelBytes);
    this.#out = new FlowWindow(clock, SERVER_LIMITS.tunnelBytes);
    this.opened = this.#open(options).catch((error) => {
      if (!isDisconnect(error)) onError(error);
      this.discard();
      return undefined;
    });
    this.done = Promise.all([this.#pumped.promise, this.opened]).then(() => {});
  }

  /** Closes the tunnel at once, without a word. */
  discard(): void {
    this.#outer.close();
    this.#near?.close();
    this.#in.close();
    this.#out.close();
    if (!this.#near) this.#pumped.resolve();
  }

  async #open({ clientHello, connect, budget }: TlsTunnelOptions): Promise<Conn> {
    const cancel = this.#clock.after(SERVER_LIMITS.tlsHandshakeMs, () => this.discard());
    try {
      const { near, far } = await connect();
      this.#near = new Socket(near, this.#clock, budget);
      this.#pump(this.#near, clientHello).then(() => this.#pumped.resolve());
      const conn = await Promise.race([far, this.#near.closed]);
      if (!conn) {
        far.then((late) => late.close());
        throw new Deno.errors.ConnectionReset("closed before TLS began");
      }
      await conn.handshake().catch((error) => {
        conn.close();
        throw error;
      });
      return new TunnelEnd(conn, this.#outer.peer, this.#in, this.#out, () => this.#onFarClosed());
    } finally {
      cancel();
    }
  }

  /** Carries bytes in both directions until both have ended, or one has failed. */
  async #pump(near: Socket, clientHello: Uint8Array): Promise<void> {
    try {
      await Promise.all([this.#pumpIn(near, clientHello), this.#pumpOut(near)]);
    } catch (error) {
      if (!isDisconnect(error)) this.#onError(error);
    }
    this.discard();
  }

  async #pumpIn(near: Socket, clientHello: Uint8Array): Promise<void> {
    const writer = {
      write: (bytes: Uint8Array) => writeWithin(this.#in, bytes, near, false),
      wait: (ms: number) => near.wait(ms),
    };
    await writeAll(clientHello, writer);
    for (let bytes = await this.#outer.read(); bytes; bytes = await this.#outer.read()) {
      await writeAll(bytes, writer);
    }
    await near.closeWrite();
  }

  async #pumpOut(near: Socket): Promise<void> {
    const outer = this.#outer;
    for (;;) {
      this.#out.readBegins();
      const bytes = await near.read();
      this.#out.readEnds();
      if (!bytes) break;
      await writeAll(bytes, outer);
      this.#out.left(bytes.length);
    }
    await outer.closeWrite();
  }

  /** Nobody reads at the far end any more: what is under way out may still leave. */
  #onFarClosed(): void {
    const cancel = this.#clock.after(CLOSE_MS, () => this.discard());
    this.#pumped.promise.then(cancel);
  }
}

/** The end of a tunnel at which the bytes are not encrypted. */
class TunnelEnd implements Conn {
  readonly isEncrypted = true;
  readonly remoteAddr: Conn["remoteAddr"];
  readonly #conn: Deno.TlsConn;
  readonly #in: FlowWindow;
  readonly #out: FlowWindow;
  readonly #onClosed: () => void;

  constructor(
    conn: Deno.TlsConn,
    remoteAddr: Conn["remoteAddr"],
    received: FlowWindow,
    sent: FlowWindow,
    onClosed: () => void,
  ) {
    this.#conn = conn;
    this.remoteAddr = remoteAddr;
    this.#in = received;
    this.#out = sent;
    this.#onClosed = onClosed;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    this.#in.readBegins();
    const length = await this.#conn.read(buffer);
    this.#in.readEnds();
    this.#in.left(length ?? 0);
    return length;
  }

  write(bytes: Uint8Array): Promise<number> {
    return writeWithin(this.#out, bytes, this.#conn, true);
  }

  closeWrite(): Promise<void> {
    return this.#conn.closeWrite();
  }

  close(): void {
    this.#conn.close();
    this.#onClosed();
  }

  // The sockets at both ends of the tunnel have set theirs.
  setNoDelay(): void {}
  setKeepAlive(): void {}
}

/** Writes as many of the bytes as a window has room for. */
async function writeWithin(
  window: FlowWindow,
  bytes: Uint8Array,
  writer: Pick<Conn, "write">,
  isEncrypted: boolean,
): Promise<number> {
  const room = window.room || await window.nextRoom();
  const count = await writer.write(bytes.subarray(0, room));
  window.sent(count, isEncrypted);
  return count;
}
