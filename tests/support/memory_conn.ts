/** Connections in memory that behave like TCP: bounded buffers, half-close, resets. */

import type { Conn } from "../../lib/net/socket.ts";
import { turn } from "./fake_clock.ts";

/** One direction of a connection. */
interface Pipe {
  chunks: Uint8Array[];
  bytes: number;
  isEnded: boolean;
  /** The reader has closed its end: the next write causes a reset. */
  isReaderClosed: boolean;
  /** Unread bytes are lost, and reads fail. */
  isReset: boolean;
  changed: PromiseWithResolvers<void>;
}

/** Options of a connection. */
export interface MemoryOptions {
  /** The buffer size of each direction; writes beyond it wait. @default {64 KiB} */
  capacity?: number;
  /** The client's port, as the server sees it. */
  port?: number;
  /** The client's address, as the server sees it. @default {"127.0.0.1"} */
  hostname?: string;
  /** The clock for `writtenAt`. @default {always 0} */
  now?: () => number;
}

const HOST = "127.0.0.1";

/** One end of a connection in memory. */
export class MemoryConn implements Conn {
  readonly localAddr: { hostname: string; port: number };
  readonly remoteAddr: { hostname: string; port: number };
  /** Whether `close` was called. */
  isClosed = false;
  /** The bytes of every `write()` call. */
  readonly writes: Uint8Array[] = [];
  /** The time of every `write()` call. */
  readonly writtenAt: number[] = [];
  /** The socket options that were set, in order. */
  readonly settings: [name: string, isOn: boolean][] = [];
  readonly #in: Pipe;
  readonly #out: Pipe;
  readonly #options: Required<MemoryOptions>;
  #failure?: Error;

  private constructor(
    ends: [Pipe, Pipe],
    addresses: [local: MemoryConn["localAddr"], remote: MemoryConn["remoteAddr"]],
    options: Required<MemoryOptions>,
  ) {
    [this.#in, this.#out] = ends;
    [this.localAddr, this.remoteAddr] = addresses;
    this.#options = options;
  }

  /** Makes a connection; returns the server's end and the client's. */
  static pair(options: MemoryOptions = {}): [server: MemoryConn, client: MemoryConn] {
    const all = { capacity: 64 * 1024, port: 50_000, hostname: HOST, now: () => 0, ...options };
    const server = { hostname: HOST, port: 9999 };
    const client = { hostname: all.hostname, port: all.port };
    const [up, down] = [pipe(), pipe()];
    return [
      new MemoryConn([up, down], [server, client], all),
      new MemoryConn([down, up], [client, server], all),
    ];
  }

  /** Every write as text. */
  get texts(): string[] {
    return this.writes.map((bytes) => new TextDecoder().decode(bytes));
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#in.chunks.length === 0) {
      this.#check();
      if (this.#in.isReset) throw new Deno.errors.ConnectionReset("Connection reset by peer");
      if (this.#in.isEnded) return null;
      await this.#in.changed.promise;
    }
    this.#check();
    const [chunk] = this.#in.chunks;
    const length = Math.min(chunk!.length, buffer.length);
    buffer.set(chunk!.subarray(0, length));
    if (length === chunk!.length) this.#in.chunks.shift();
    else this.#in.chunks[0] = chunk!.subarray(length);
    this.#in.bytes -= length;
    notify(this.#in);
    return length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    this.#check();
    const { capacity, now } = this.#options;
    this.writes.push(bytes); // No copy: the rest of a long write is written many times.
    this.writtenAt.push(now());
    while (this.#out.bytes >= capacity) {
      if (this.#out.isEnded) break;
      await this.#out.changed.promise;
      this.#check();
    }
    if (this.#out.isReaderClosed) reset(this.#in);
    if (this.#out.isEnded) throw new Deno.errors.BrokenPipe("Broken pipe");
    const length = Math.min(bytes.length, capacity - this.#out.bytes);
    this.#out.chunks.push(bytes.slice(0, length));
    this.#out.bytes += length;
    notify(this.#out);
    return length;
  }

  /**
   * Reads up to `maxBytes` that are available, or that the other end writes as soon as there is
   * space.
   */
  async readAvailable(maxBytes = Infinity): Promise<string> {
    let text = "";
    for (let left = maxBytes; left > 0;) {
      if (this.#in.chunks.length === 0) await turn();
      if (this.#in.chunks.length === 0) break;
      const buffer = new Uint8Array(Math.min(left, 64 * 1024));
      const length = await this.read(buffer);
      text += new TextDecoder().decode(buffer.subarray(0, length!));
      left -= length!;
      // The other end writes on.
      for (let at = 0; at < 20 && this.#in.chunks.length === 0; at++) await Promise.resolve();
    }
    await turn();
    return text;
  }

  closeWrite(): Promise<void> {
    this.#out.isEnded = true;
    notify(this.#out);
    return Promise.resolve();
  }

  close(): void {
    if (this.isClosed) throw new Deno.errors.BadResource("Bad resource ID");
    this.isClosed = true;
    this.#in.isReaderClosed = true;
    // Unread bytes cause a reset, as in TCP; the peer loses what it has not read.
    if (this.#in.bytes > 0) reset(this.#out);
    for (const each of [this.#in, this.#out]) {
      each.isEnded = true;
      notify(each);
    }
  }

  /** Fails all reads and writes at this end, pending ones too. */
  fail(error: Error): void {
    this.#failure = error;
    for (const each of [this.#in, this.#out]) notify(each);
  }

  setNoDelay(isOn: boolean): void {
    this.settings.push(["noDelay", isOn]);
  }

  setKeepAlive(isOn: boolean): void {
    this.settings.push(["keepAlive", isOn]);
  }

  #check(): void {
    if (this.#failure) throw this.#failure;
    if (this.isClosed) throw new Deno.errors.Interrupted("operation canceled");
  }
}

function pipe(): Pipe {
  return {
    chunks: [],
    bytes: 0,
    isEnded: false,
    isReaderClosed: false,
    isReset: false,
    changed: Promise.withResolvers(),
  };
}

function reset(one: Pipe): void {
  one.isReset = true;
  one.chunks = [];
  one.bytes = 0;
  notify(one);
}

function notify(one: Pipe): void {
  one.changed.resolve();
  one.changed = Promise.withResolvers();
}
