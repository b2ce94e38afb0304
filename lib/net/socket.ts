/**
 * A TCP connection as the server uses it: reads into a buffer that grows with need, waits
 * that end when the connection does, and the half of a close that lets last words arrive. [edge]
 */

import type { Clock } from "../clock.ts";

/** What a socket needs of a connection of the system. */
export interface Conn {
  /** The address of the other side. */
  readonly remoteAddr: { hostname: string; port: number };
  /** Reads what came; null when nothing more will come. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes, and tells how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Sends what ends the stream in this direction. */
  closeWrite(): Promise<void>;
  /** Closes it; what is under way fails. */
  close(): void;
  /** Sends small writes at once. */
  setNoDelay(isOn: boolean): void;
  /** Asks a silent peer once in a while, by the system's own times. */
  setKeepAlive(isOn: boolean): void;
}

const READ_MIN_BYTES = 1024;
const READ_MAX_BYTES = 128 * 1024;

/** One accepted connection. */
export class Socket {
  readonly #conn: Conn;
  readonly #clock: Clock;
  #closing?: AbortController;
  // Small while little comes: an idle connection takes 24 KB of memory in all.
  #buffer = new Uint8Array(READ_MIN_BYTES);
  #isClosed = false;

  /**
   * Takes a connection over.
   *
   * @param conn Nobody else may read, write or close it.
   * @param clock What waits.
   */
  constructor(conn: Conn, clock: Clock) {
    this.#conn = conn;
    this.#clock = clock;
    try {
      conn.setNoDelay(true);
      conn.setKeepAlive(true);
    } catch {
      // A peer that is gone before it was looked at: the first read tells.
    }
  }

  /** The address of the other side. */
  get peer(): { hostname: string; port: number } {
    const { hostname, port } = this.#conn.remoteAddr;
    // What an IPv6 listener calls an IPv4 peer (RFC 4291, 2.5.5.2).
    return { hostname: hostname.replace(/^::ffff:(?=\d+\.)/, ""), port };
  }

  /** Whether `close` was called. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /**
   * What came next.
   *
   * @returns Bytes that are good until the next read; null when nothing more will come.
   */
  read(): Promise<Uint8Array | null> {
    return this.#conn.read(this.#buffer).then(this.#filled);
  }

  readonly #filled = (length: number | null): Uint8Array | null => {
    if (length === null) return null;
    const bytes = this.#buffer.subarray(0, length);
    // What was read stays in the old buffer.
    if (length === this.#buffer.length && length < READ_MAX_BYTES) {
      this.#buffer = new Uint8Array(READ_MAX_BYTES);
    } else if (length < READ_MIN_BYTES && this.#buffer.length > READ_MIN_BYTES) {
      this.#buffer = new Uint8Array(READ_MIN_BYTES);
    }
    return bytes;
  };

  /** Writes as many of the bytes as the system takes; resolves with how many that were. */
  write(bytes: Uint8Array): Promise<number> {
    return this.#conn.write(bytes);
  }

  /** Tells the other side that nothing more will come, unless it is gone already. */
  async closeWrite(): Promise<void> {
    if (this.#isClosed) return;
    await this.#conn.closeWrite().catch((error) => {
      if (!isDisconnect(error)) throw error;
    });
  }

  /** Waits, but not beyond the end of the connection. */
  wait(ms: number): Promise<void> {
    if (this.#isClosed) return Promise.resolve();
    this.#closing ??= new AbortController();
    return this.#clock.sleep(ms, this.#closing.signal);
  }

  /** Closes it. Reads and writes under way fail, waits end. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#closing?.abort();
    this.#conn.close();
  }
}

/** Whether an error says no more than that the other side, or our own, is gone. */
export function isDisconnect(error: unknown): boolean {
  return error instanceof Deno.errors.ConnectionReset ||
    error instanceof Deno.errors.ConnectionAborted ||
    error instanceof Deno.errors.BrokenPipe ||
    error instanceof Deno.errors.NotConnected ||
    error instanceof Deno.errors.BadResource ||
    error instanceof Deno.errors.Interrupted ||
    error instanceof Deno.errors.TimedOut ||
    error instanceof Deno.errors.NetworkUnreachable ||
    // A VPN that was switched off; Deno gives it no class of its own.
    error instanceof Error && "code" in error && error.code === "EHOSTUNREACH";
}
