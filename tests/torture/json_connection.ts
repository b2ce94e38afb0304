/** One connection of a client that speaks JSON lines. */

import type { Command, Event } from "../../lib/protocol.ts";

const READ_BYTES = 64 * 1024;

/** A connection to a server on 127.0.0.1. It is closed at the first error. */
export class JsonConnection {
  readonly #conn: Deno.TcpConn;
  readonly #encoder = new TextEncoder();
  #writing: Promise<void> = Promise.resolve();
  #isClosed = false;

  private constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  /** Connects. Rejects when nobody listens. */
  static async open(port: number): Promise<JsonConnection> {
    return new JsonConnection(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Sends a command, behind those before it. */
  send(command: Command): void {
    const bytes = this.#encoder.encode(`${JSON.stringify(command)}\n`);
    this.#writing = this.#writing.then(() => this.#write(bytes)).catch(() => this.close());
  }

  /** The events, until the connection ends, on whichever side. */
  async *events(): AsyncGenerator<Event> {
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(READ_BYTES);
    for (let rest = "";;) {
      const length = await this.#conn.read(buffer).catch(() => null);
      if (length === null) return this.close();
      const lines = (rest + decoder.decode(buffer.subarray(0, length), { stream: true })).split(
        "\n",
      );
      rest = lines.pop()!;
      for (const line of lines) yield JSON.parse(line) as Event;
    }
  }

  /** Closes it, as a program that ends does. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#conn.close();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }
}
