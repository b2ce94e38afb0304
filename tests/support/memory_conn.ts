/** Connections in memory, which behave as TCP does: bounded buffers, half closes, resets. */

import type { Conn } from "../../lib/net/socket.ts";

/** What one direction of a connection holds. */
interface Pipe {
  chunks: Uint8Array[];
  bytes: number;
  isEnded: boolean;
  changed: PromiseWithResolvers<void>;
}

/** How a connection is made. */
export interface MemoryOptions {
  /** How many bytes each direction holds before a write has to wait. @default {64 KiB} */
  capacity?: number;
  /** The address the server sees. */
  port?: number;
}

/** One end of a connection in memory. */
export class MemoryConn implements Conn {
  readonly localAddr: { hostname: string; port: number };
  readonly remoteAddr: { hostname: string; port: number };
  /** Whether `close` was called. */
  isClosed = false;
  /** Every write, as it was asked for. */
  readonly writes: Uint8Array[] = [];
  readonly #in: Pipe;
  readonly #out: Pipe;
  readonly #capacity: number;
  #failure?: Error;

  private constructor(ends: [Pipe, Pipe], ports: [number, number], capacity: number) {
    [this.#in, this.#out] = ends;
    this.localAddr = { hostname: "127.0.0.1", port: ports[0] };
    this.remoteAddr = { hostname: "127.0.0.1", port: ports[1] };
    this.#capacity = capacity;
  }

  /** The two ends of a new connection: the server's, and the client's. */
  static pair({ capacity = 64 * 1024, port = 50_000 }: MemoryOptions = {}): [
    server: MemoryConn,
    client: MemoryConn,
  ] {
    const [up, down] = [pipe(), pipe()];
    return [
      new MemoryConn([up, down], [9999, port], capacity),
      new MemoryConn([down, up], [port, 9999], capacity),
    ];
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.#in.chunks.length === 0) {
      this.#check();
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
    change(this.#in);
    return length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    this.#check();
    this.writes.push(bytes.slice());
    while (this.#out.bytes >= this.#capacity) {
      if (this.#out.isEnded) break;
      await this.#out.changed.promise;
      this.#check();
    }
    if (this.#out.isEnded) throw new Deno.errors.BrokenPipe("Broken pipe");
    const length = Math.min(bytes.length, this.#capacity - this.#out.bytes);
    this.#out.chunks.push(bytes.slice(0, length));
    this.#out.bytes += length;
    change(this.#out);
    return length;
  }

  closeWrite(): Promise<void> {
    this.#out.isEnded = true;
    change(this.#out);
    return Promise.resolve();
  }

  close(): void {
    if (this.isClosed) throw new Deno.errors.BadResource("Bad resource ID");
    this.isClosed = true;
    for (const each of [this.#in, this.#out]) {
      each.isEnded = true;
      change(each);
    }
  }

  /** From now on reads and writes at this end fail, those under way too. */
  fail(error: Error): void {
    this.#failure = error;
    for (const each of [this.#in, this.#out]) change(each);
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}

  #check(): void {
    if (this.#failure) throw this.#failure;
    if (this.isClosed) throw new Deno.errors.Interrupted("operation canceled");
  }
}

function pipe(): Pipe {
  return { chunks: [], bytes: 0, isEnded: false, changed: Promise.withResolvers() };
}

function change(one: Pipe): void {
  one.changed.resolve();
  one.changed = Promise.withResolvers();
}
