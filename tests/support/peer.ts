/** The other end of a connection, as a test holds it: it says something and waits for words. */

import { assert } from "@std/assert";
import type { Conn } from "../../lib/net/socket.ts";
import { Changes } from "./changes.ts";

/** What a peer needs of a connection, of the system or in memory. */
export type PeerConn = Omit<Conn, "remoteAddr"> & {
  readonly localAddr: { hostname: string; port: number };
};

/** A TCP client that speaks whatever it is told to. */
export class Peer implements AsyncDisposable {
  /** What every single read returned, in order. */
  readonly reads: string[] = [];
  /** Whether the other side said that nothing more will come. */
  isEnded = false;
  readonly #conn: PeerConn;
  readonly #decoder = new TextDecoder();
  #text = "";
  #taken = 0;
  readonly #changes = new Changes();
  readonly #reading: Promise<void>;

  constructor(conn: PeerConn) {
    this.#conn = conn;
    this.#reading = this.#read();
  }

  /** Connects to a port of this machine. */
  static async connect(port: number): Promise<Peer> {
    return new Peer(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Connects, says a name as a line client does, and waits until it is in. */
  static async line(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.say(`${name}\n`);
    await peer.hears(`${name} entrou no chat.\n`);
    return peer;
  }

  /** Connects, says a name as the old program does, and waits until it is in. */
  static async unframed(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.say(name);
    await peer.hears(`${name} entrou no chat.`);
    return peer;
  }

  /** Connects, says hello in JSON, and waits until it is in. */
  static async structured(port: number, name: string): Promise<Peer> {
    const peer = await Peer.connect(port);
    await peer.tell({ type: "hello", version: 1, name });
    await peer.told("joined", { name });
    return peer;
  }

  /** Everything that came so far. */
  get text(): string {
    return this.#text;
  }

  /** The JSON objects that came so far. */
  get events(): Record<string, unknown>[] {
    return this.#text.split("\n").slice(0, -1).map((line) => JSON.parse(line));
  }

  /** The address of this end. */
  get address(): { hostname: string; port: number } {
    return this.#conn.localAddr;
  }

  /** Sends a text, or bytes, as they are. */
  async say(words: string | Uint8Array): Promise<void> {
    const bytes = typeof words === "string" ? new TextEncoder().encode(words) : words;
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }

  /** Sends a JSON object as a line. */
  async tell(value: unknown): Promise<void> {
    await this.say(`${JSON.stringify(value)}\n`);
  }

  /** Waits for words after those waited for before. Fails when they do not come. */
  async hears(words: string): Promise<void> {
    await this.until(() => this.#text.indexOf(words, this.#taken) !== -1, `“${words}”`);
    this.#taken = this.#text.indexOf(words, this.#taken) + words.length;
  }

  /** Waits for an event of a type with these fields. */
  async told(
    type: string,
    fields: Record<string, unknown> = {},
  ): Promise<Record<string, unknown>> {
    const wanted = Object.entries({ type, ...fields });
    const find = () =>
      this.events.find((event) => wanted.every(([field, value]) => event[field] === value));
    await this.until(() => find() !== undefined, JSON.stringify({ type, ...fields }));
    return find()!;
  }

  /** Waits for the other side to end the connection. */
  async ends(): Promise<void> {
    await this.until(() => this.isEnded, "the end");
  }

  /** Waits until something is so, looking again whenever something came, up to the end. */
  async until(isSo: () => boolean, what: string): Promise<void> {
    const told = () => `${what}, got ${JSON.stringify(this.#text)}`;
    await this.#changes.until(() => {
      if (isSo()) return true;
      assert(!this.isEnded, `waited for ${told()}, and nothing more will come`);
      return false;
    }, told);
  }

  /** Says that nothing more will be said, and goes on listening. */
  async closeWrite(): Promise<void> {
    await this.#conn.closeWrite();
  }

  /** Goes away without a word. */
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
      // Closed by the test, or torn down by the server: either way nothing more comes.
    }
    this.isEnded = true;
    this.#changes.notify();
  }
}
