/** The client connections of one measurement. */

import { systemClock } from "../../lib/clock.ts";
import { ask } from "../../lib/dial/ask.ts";
import { trustOf } from "../../lib/dial/trust.ts";
import type { Trust } from "../../lib/net/dialer.ts";
import { Changes } from "../support/changes.ts";
import { type Dialect, type DialectName, DIALECTS, inOne, textOf } from "./dialect.ts";

/** How long every wait may take, in ms. */
const TIMEOUT_MS = 60_000;

/** How much received text is kept, so that a match may span two reads. */
const TAIL_CHARACTERS = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The read buffer shared by all clients that only count bytes: nothing reads its content. */
const SCRATCH = new Uint8Array(256 * 1024);

/** One connection of a load generator. */
export class Client {
  /** How many bytes were received since `count()`. */
  bytes = 0;
  /** When the last bytes were received, in ms. */
  lastReceivedAt = 0;
  /** The longest time between two reads since `count()`, in ms. */
  longestGapMs = 0;
  /** Whether the server closed the connection. */
  isDisconnected = false;
  /** Called with the bytes of each read. */
  onData: (bytes: Uint8Array) => void = () => {};
  /** Whether it goes on reading; while it does not, the system's buffers fill. */
  isReading = true;
  readonly name: string;
  readonly #conn: Deno.Conn;
  readonly #changes: Changes;
  #buffer: Uint8Array = new Uint8Array(4 * 1024);

  private constructor(conn: Deno.Conn, name: string, changes: Changes) {
    this.#conn = conn;
    this.#changes = changes;
    this.name = name;
  }

  /** Connects to a server on 127.0.0.1; with TLS, if it is trusted. */
  static async connect(
    port: number,
    name: string,
    changes: Changes,
    trust?: Trust,
  ): Promise<Client> {
    const conn = await Deno.connect({ hostname: "127.0.0.1", port });
    conn.setNoDelay(true);
    return new Client(trust ? await Deno.startTls(conn, trust) : conn, name, changes);
  }

  /** Reads until the connection ends. */
  async read(): Promise<void> {
    try {
      while (this.isReading) {
        const buffer = this.#buffer;
        const length = await this.#conn.read(buffer);
        if (length === null) break;
        this.onData(buffer.subarray(0, length));
      }
    } catch {
      // Closed by one side: `Clients.until()` reports it.
    }
    this.isDisconnected = this.isReading;
    this.#changes.notify();
  }

  /** From now on only counts bytes. */
  count(): void {
    this.#buffer = SCRATCH;
    this.lastReceivedAt = performance.now();
    this.onData = ({ length }) => {
      const now = performance.now();
      this.bytes += length;
      this.longestGapMs = Math.max(this.longestGapMs, now - this.lastReceivedAt);
      this.lastReceivedAt = now;
    };
  }

  /** From now on reads into a buffer of its own, and counts nothing by itself. */
  listen(bufferBytes: number, onData: (bytes: Uint8Array) => void): void {
    this.#buffer = new Uint8Array(bufferBytes);
    this.onData = onData;
  }

  /** Sends all bytes. */
  async send(data: string | Uint8Array): Promise<void> {
    const bytes = typeof data === "string" ? encoder.encode(data) : data;
    for (let done = 0; done < bytes.length;) done += await this.#conn.write(bytes.subarray(done));
  }

  /** Closes the connection. */
  close(): void {
    try {
      this.#conn.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }
}

/** Asks a server for its certificate. */
async function trustIn(port: number): Promise<Trust> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const answer = await ask(conn, systemClock);
  return trustOf(answer.type === "pong" && answer.pong.certificate || "");
}

/** All connections to one server. */
export class Clients {
  /** The dialect they use. */
  readonly dialect: Dialect;
  /** Notified when a condition of `until()` may have changed. */
  readonly changes = new Changes();
  /** Every client that connected. */
  readonly all: Client[] = [];
  readonly #port: number;
  /** The server's certificate, asked for once. */
  #trust?: Promise<Trust | undefined>;

  /** Starts without clients. */
  constructor(port: number, dialect: DialectName) {
    this.#port = port;
    this.dialect = DIALECTS[dialect];
  }

  /** Connects `count` clients; resolves when all have joined. */
  async join(count: number, prefix: string, isSendOnly = false): Promise<Client[]> {
    const joined: Client[] = [];
    const { maxConcurrentJoins } = this.dialect;
    for (let from = 0; from < count; from += maxConcurrentJoins) {
      const length = Math.min(maxConcurrentJoins, count - from);
      const numbers = Array.from({ length }, (_, at) => from + at);
      joined.push(
        ...await Promise.all(
          numbers.map((number) => this.joinOne(`${prefix}${number}`, isSendOnly)),
        ),
      );
    }
    return joined;
  }

  /**
   * Connects a client; resolves when it has joined.
   *
   * @throws {Error} When it cannot join within a minute.
   */
  async joinOne(name: string, isSendOnly = false): Promise<Client> {
    const { client, joined } = await this.connect(name, isSendOnly);
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => late.reject(new Error(`"${name}" waited ${TIMEOUT_MS / 1000} s to join`)),
      TIMEOUT_MS,
    );
    await Promise.race([joined, late.promise]);
    clearTimeout(timer);
    return client;
  }

  /** Connects a client and sends its login; `joined` resolves when the server confirms it. */
  async connect(
    name: string,
    isSendOnly = false,
  ): Promise<{ client: Client; joined: Promise<void> }> {
    const { dialect } = this;
    this.#trust ??= dialect.isEncrypted ? trustIn(this.#port) : Promise.resolve(undefined);
    const client = await Client.connect(this.#port, name, this.changes, await this.#trust);
    this.all.push(client);
    const { promise: joined, resolve } = Promise.withResolvers<void>();
    let { afterLogin } = dialect;
    let received = "";
    client.onData = (bytes) => {
      received += decoder.decode(bytes);
      if (afterLogin?.received.test(received)) {
        client.send(isSendOnly ? afterLogin.sendOnly : afterLogin.send);
        afterLogin = undefined;
      }
      if (dialect.hasJoined(received, name)) {
        client.onData = () => {};
        resolve();
      }
      received = received.slice(-TAIL_CHARACTERS);
    };
    client.read();
    const login = isSendOnly ? dialect.loginSendOnly ?? dialect.login : dialect.login;
    await client.send(login(name));
    return { client, joined };
  }

  /**
   * Sends a marker message. Resolves when every receiver has received it, and so everything sent
   * before it.
   */
  async barrier(sender: Client, receivers: Client[], id: number): Promise<void> {
    const marker = textOf(0, 0);
    const { tailBytes, hasFrames = false, settleMs = 0 } = this.dialect;
    const behindBytes = tailBytes + (hasFrames ? 0 : 1);
    await new Promise((resolve) => setTimeout(resolve, settleMs));
    let missing = receivers.length;
    for (const receiver of receivers) {
      let received = "";
      receiver.listen(16 * 1024, (bytes) => {
        received = received.slice(-200) + decoder.decode(bytes);
        const at = received.indexOf(marker);
        if (at === -1 || received.length < at + marker.length + behindBytes) return;
        receiver.onData = () => {};
        missing--;
        this.changes.notify();
      });
    }
    await sender.send(inOne(this.dialect, marker, id));
    await this.until(
      () => missing === 0,
      () => `the marker at ${missing} of ${receivers.length} receivers`,
    );
  }

  /** Waits until `isTrue()`; fails after the timeout, or when the server closes a connection. */
  async until(isTrue: () => boolean, what: () => string): Promise<void> {
    await this.changes.until(
      () => {
        const closed = this.all.filter(({ isDisconnected }) => isDisconnected).length;
        if (closed > 0) {
          throw new Error(`The server closed ${closed} connections; waited for ${what()}`);
        }
        return isTrue();
      },
      what,
      TIMEOUT_MS,
    );
  }

  /** Closes every connection. */
  close(): void {
    for (const client of this.all) {
      client.isReading = false;
      client.close();
    }
  }
}
