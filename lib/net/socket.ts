/**
 * An accepted TCP connection: a read buffer that grows under load, timers that end with the
 * connection, and the half-close of a graceful close, which lets the last bytes arrive. [edge]
 */

import type { Clock } from "../clock.ts";
import { NothingWritten } from "./write_all.ts";

/** The address of the other side of a connection. */
export interface PeerAddress {
  /** The address, in numbers. */
  hostname: string;
  /** The TCP port. */
  port: number;
}

/** The part of a `Deno.TcpConn` that a socket uses. */
export interface Conn {
  /** The address of the peer. */
  readonly remoteAddr: { hostname: string; port: number };
  /** Whether nobody on the way can read the bytes. @default {false} */
  readonly isEncrypted?: boolean;
  /** Reads received bytes; null at the end of the stream. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes. Resolves with how many it wrote. */
  write(bytes: Uint8Array): Promise<number>;
  /** Half-close: ends the stream to the peer (FIN). Reading goes on. */
  closeWrite(): Promise<void>;
  /** Closes the connection. Reads and writes in progress fail. */
  close(): void;
  /** Turns TCP_NODELAY on or off: small writes are sent at once. */
  setNoDelay(isOn: boolean): void;
  /** Turns TCP keepalive on or off: the system probes an idle peer, at its own intervals. */
  setKeepAlive(isOn: boolean): void;
}

const READ_MIN_BYTES = 1024;
const READ_MAX_BYTES = 128 * 1024;
/**
 * A read buffer grows after so many reads in a row that filled it: a TLS handshake, and the list of
 * people behind it, are no flood. Large buffers that each connection needs once leave holes in the
 * memory: 10 KB for each of 1000.
 */
const FULL_READS = 3;
const GROWTH = 4;
/** What the grown read buffers of all connections may take together. */
const GROWN_BYTES = 16 * 1024 * 1024;

/** Bounds the read buffers of all connections together: the more have grown, the smaller they are. */
export class ReadBudget {
  readonly #total: number;
  #grown = 0;

  /**
   * Bounds nothing yet.
   *
   * @param total How many bytes they may take together. @default {16 MiB}
   */
  constructor(total = GROWN_BYTES) {
    this.#total = total;
  }

  /** The size of a read buffer that has grown, in bytes: a power of two. */
  get bytes(): number {
    const share = this.#total / Math.max(this.#grown, 1);
    let bytes = READ_MAX_BYTES;
    while (bytes > share && bytes > 2 * READ_MIN_BYTES) bytes /= 2;
    return bytes;
  }

  /** A read buffer has grown. */
  add(): void {
    this.#grown++;
  }

  /** A read buffer is small again, or its connection closed. */
  remove(): void {
    this.#grown--;
  }
}

/** One accepted connection. */
export class Socket {
  readonly #conn: Conn;
  readonly #clock: Clock;
  readonly #budget: ReadBudget;
  #closing?: AbortController;
  readonly #closed = Promise.withResolvers<void>();
  // Small while little is received, as on most connections.
  #buffer = new Uint8Array(READ_MIN_BYTES);
  /** How many reads in a row have filled it. */
  #fullReads = 0;
  #isClosed = false;

  /**
   * Takes ownership of a connection.
   *
   * @param conn The connection. Only this socket reads, writes and closes it.
   * @param clock The clock of the timers.
   * @param budget Bounds its read buffer with those of others. @default {for this socket alone}
   */
  constructor(conn: Conn, clock: Clock, budget = new ReadBudget()) {
    this.#conn = conn;
    this.#clock = clock;
    this.#budget = budget;
    try {
      conn.setNoDelay(true);
      conn.setKeepAlive(true);
    } catch {
      // The peer has disconnected already. The first read reports it.
    }
  }

  /** Resolves when the connection is closed. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  /** The address of the peer. */
  get peer(): { hostname: string; port: number } {
    const { hostname, port } = this.#conn.remoteAddr;
    // An IPv6 listener reports an IPv4 peer as an IPv4-mapped address (RFC 4291, 2.5.5.2).
    return { hostname: hostname.replace(/^::ffff:(?=\d+\.)/, ""), port };
  }

  /** Whether nobody on the way can read the bytes. */
  get isEncrypted(): boolean {
    return this.#conn.isEncrypted ?? false;
  }

  /**
   * Reads the next received bytes.
   *
   * @returns A view that is valid until the next read; null at the end of the stream.
   */
  read(): Promise<Uint8Array | null> {
    return this.#conn.read(this.#buffer).then(this.#onRead);
  }

  readonly #onRead = (length: number | null): Uint8Array | null => {
    if (length === null) return null;
    const bytes = this.#buffer.subarray(0, length);
    const { length: size } = this.#buffer;
    if (this.#isClosed) return bytes; // It has given its share of the budget back.
    if (length < size) this.#fullReads = 0;
    if (length < READ_MIN_BYTES) this.#shrink();
    else if (length === size || size > this.#budget.bytes) this.#resize();
    return bytes;
  };

  /** The bytes that were read stay in the old buffer. */
  #resize(): void {
    const { length } = this.#buffer;
    const isTooLarge = length > this.#budget.bytes;
    if (!isTooLarge && ++this.#fullReads < FULL_READS) return;
    this.#fullReads = 0;
    if (length === READ_MIN_BYTES) this.#budget.add();
    const bytes = Math.min(this.#budget.bytes, GROWTH * length);
    if (bytes !== length) this.#buffer = new Uint8Array(bytes);
  }

  #shrink(): void {
    if (this.#buffer.length === READ_MIN_BYTES) return;
    this.#budget.remove();
    this.#buffer = new Uint8Array(READ_MIN_BYTES);
  }

  /** Writes as many of the bytes as the system accepts. Resolves with how many it wrote. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#conn.write(bytes);
  }

  /** Half-close: ends the stream to the peer. Does nothing if the peer has disconnected. */
  async closeWrite(): Promise<void> {
    if (this.#isClosed) return;
    await this.#conn.closeWrite().catch((error) => {
      if (!isDisconnect(error)) throw error;
    });
  }

  /** Resolves after so many ms, or when the connection is closed. */
  wait(ms: number): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#closing ??= new AbortController();
    return this.#clock.sleep(ms, this.#closing.signal);
  }

  /** Closes the connection. Reads and writes in progress fail, waits end. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closing?.abort();
    this.#closed.resolve();
    this.#shrink();
    this.#conn.close();
  }
}

/** Whether an error only means that the connection is lost, or was closed on our side. */
export function isDisconnect(error: unknown): boolean {
  return error instanceof NothingWritten ||
    error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.ConnectionAborted ||
    error instanceof Deno.errors.BrokenPipe ||
    error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.TimedOut ||
    error instanceof Deno.errors.NetworkUnreachable ||
    // Of TLS: the end of the stream without a word, and bytes that are no TLS, or another's.
    error instanceof Deno.errors.UnexpectedEof ||
    error instanceof Deno.errors.InvalidData ||
    // A VPN was switched off. Deno has no error class for it.
    error instanceof Error && "code" in error && error.code === "EHOSTUNREACH";
}
