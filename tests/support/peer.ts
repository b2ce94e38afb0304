/** A TCP client for tests: sends bytes, and waits for what it receives. */

import { assert } from "@std/assert";
import type { Conn } from "../../lib/net/socket.ts";
import { Changes } from "./changes.ts";

/** The connection of a peer: a socket, or one in memory. */
export type PeerConn = Omit<Conn, "remoteAddr" | "setNoDelay" | "setKeepAlive"> & {
  readonly localAddr: { hostname: string; port: number };
};

/** A TCP client that sends exactly what a test says. */
export class Peer implements AsyncDisposable {
  /** The text of every read, in order. */
  readonly reads: string[] = [];
  /** Whether the connection has ended. */
  isEnded = false;
  readonly #conn: PeerConn;
  readonly #decoder = new TextDecoder();
  #text = "";
  #matched = 0;
  readonly #changes = new Changes();
  readonly #reading: Promise<void>;

  constructor(conn: PeerConn) {
    this.#conn = conn;
    this.#reading = this.#read();
  }

  /** Connects to a port of 127.0.0.1. */
  static async connect(port: number): Promise<Peer> {
    return new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Connects to a port of 127.0.0.1 with TLS, and trusts the certificate of `TestServer`. */
  static async encrypted(port: number): Promise<Peer> {
    const { pem } = await import("./test_server.ts").then((module) => module.CERTIFICATE);
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    return new Peer(await Deno.startTls(conn, { hostname: "chat.invalid", caCerts: [pem] }));
  }

  /** Connects as a line client, and waits for its join. */
  static async line(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.send(`${name}\n`);
    await peer.receives(`${name} entrou no chat.\n`);
    return peer;
  }

  /** Connects as an unframed client (the old program), and waits for its join. */
  static async unframed(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.send(name);
    await peer.receives(`${name} entrou no chat.`);
    return peer;
  }

  /** Connects as a JSON client, and waits for its join. */
  static async structured(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.sendJson({ type: "hello", version: 1, name });
    await peer.receivesEvent("joined", { name });
    return peer;
  }

  /** All text received so far. */
  get text(): string {
    return this.#text;
  }

  /** All JSON objects received so far. */
  get events(): Record<string, unknown>[] {
    return this.#text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  }

  /** The local address. */
  get address(): { hostname: string; port: number } {
    return this.#conn.localAddr;
  }

  /** Sends text or bytes. */
  async send(text: string | Uint8Array): Promise<void> {
    const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }

  /** Sends a JSON object and a newline. */
  async sendJson(value: unknown): Promise<void> {
    await this.send(`${JSON.stringify(value)}\n`);
  }

  /** Waits for a text after the last one it waited for. */
  async receives(text: string): Promise<void> {
    await this.until(() => this.#text.indexOf(text, this.#matched) !== -1, `“${text}”`);
    this.#matched = this.#text.indexOf(text, this.#matched) + text.length;
  }

  /** Waits for a JSON event with this type and these fields. */
  async receivesEvent(
    type: string,
    fields: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const wanted = Object.entries({ type, ...fields });
    const find = () =>
      this.events.find((event) => wanted.every(([field, value]) => event[field] === value));
    await this.until(() => find() !== undefined, JSON.stringify({ type, ...fields }));
    return find()!;
  }

  /** Waits for the end of the connection. */
  async ends(): Promise<void> {
    await this.until(() => this.isEnded, "the end");
  }

  /** Waits until a condition is true; fails when the connection ends first. */
  async until(isTrue: () => boolean, what: string): Promise<void> {
    const state = () => `${what}, got ${JSON.stringify(this.#text)}`;
    await this.#changes.until(() => {
      if (isTrue()) return true;
      assert(!this.isEnded, `waited for ${state()}, and the connection ended`);
      return false;
    }, state);
  }

  /** Half-closes the connection; it can still receive. */
  async closeWrite(): Promise<void> {
    await this.#conn.closeWrite();
  }

  /** Closes the connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.#conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
    await this.#reading;
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(64 * 1024);
    try {
      for (;;) {
        const length = await this.#conn.read(buffer);
        if (length === null) break;
        const text = this.#decoder.decode(buffer.subarray(0, length), { stream: true });
        this.reads.push(text);
        this.#text += text;
        this.#changes.notify();
      }
    } catch {
      // Closed by the test, or reset by the server.
    }
    this.isEnded = true;
    this.#changes.notify();
  }
}
