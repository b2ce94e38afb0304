/**
 * The link: the client's connection to the server, over one socket after the other. It dials, reports
 * received bytes and lost connections, and reconnects after a backoff. The dialer, the timer and the
 * random numbers are passed in.
 */

import { backoffMs } from "./backoff.ts";
import { NothingWritten, writeAll } from "./write_all.ts";

/** The part of a socket that a link uses. */
export interface Transport {
  /** Reads received bytes, at least one; null at the end of the stream. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes. Resolves with how many it wrote. */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes the socket. Reads and writes in progress fail. */
  close(): void;
}

/** The servers to one of which a link leads. */
export interface LinkRoute {
  /** Whether there are others. */
  readonly hasOthers: boolean;
  /** Others are told, as `host:port`. */
  learn(servers: readonly string[]): void;
  /** The server is out of reach. Returns whether there is another one that may be dialed at once. */
  goOn(): boolean;
  /** The server has let us in. */
  arrive(): void;
}

/** The options of a link. */
export interface LinkOptions {
  /** Opens a socket. Rejects on an error, or when the signal aborts: timed out, or link closed. */
  dial: (signal: AbortSignal) => Promise<Transport>;
  /** Resolves after so many ms, or when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Monotonic time in ms. */
  now: () => number;
  /** Returns a random number from 0 up to, not including, 1. */
  random: () => number;
  /** Whether to reconnect after a connection was lost. */
  reconnect: boolean;
  /** Whether there was a connection before: a first dial that fails is tried again. @default {false} */
  hasConnected?: boolean;
  /** The servers that `dial` leads to, one after the other. @default {it leads to one} */
  route?: LinkRoute | undefined;
  /** The timeout of a dial. @default {`DIAL_TIMEOUT_MS`} */
  dialTimeoutMs?: number;
}

/** An event of a link. `down` without `retryMs` is the last one. */
export type LinkEvent =
  | { type: "up" }
  | { type: "bytes"; bytes: Uint8Array }
  | { type: "down"; error?: unknown; retryMs?: number };

/** The timeout of a dial. */
export const DIAL_TIMEOUT_MS = 10_000;

const READ_BYTES = 64 * 1024;

/** The error of a dial that timed out. */
export class DialTimeout extends Error {
  /** The name of the class. */
  override readonly name = "DialTimeout";
}

/** The client's connection to the server, which reconnects. */
export class Link {
  readonly #options: LinkOptions;
  readonly #closing = new AbortController();
  #transport?: Transport;
  #unsent: Uint8Array[] = [];
  #isWriting = false;
  #backoff?: AbortController;
  /** The number of failed attempts since the last `resetBackoff`, without those of `retryNow`. */
  #failedAttempts = 0;
  /** Whether `retryNow` made the current attempt. */
  #isExtraAttempt = false;
  /** When the backoff would have ended by itself. */
  #retryAt = 0;

  /**
   * Makes a link. It dials when `events` is iterated.
   *
   * @param options The dialer, the timer, and the random numbers of the backoff.
   */
  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /**
   * Dials, and yields the events of all connections until the link is closed. Also ends if the first
   * dial fails, or if a connection is lost and the link does not reconnect.
   */
  async *events(): AsyncGenerator<LinkEvent> {
    let { hasConnected = false } = this.#options;
    while (!this.#closing.signal.aborted) {
      let error: unknown;
      try {
        this.#transport = await this.#dial();
        hasConnected = true;
        yield { type: "up" };
        yield* this.#receive(this.#transport);
      } catch (caught) {
        error = caught;
      } finally {
        this.#disconnect();
      }
      if (this.#closing.signal.aborted) break;
      if (!hasConnected || !this.#options.reconnect) return yield { type: "down", error };
      const retryMs = this.#nextWaitMs();
      yield { type: "down", error, retryMs };
      this.#backoff = new AbortController();
      await this.#options.sleep(retryMs, this.#backoff.signal);
      // The next server of a round is a part of the same attempt.
      const isSameAttempt = retryMs === 0 && this.#isExtraAttempt;
      this.#isExtraAttempt = this.#backoff.signal.aborted || isSameAttempt;
      this.#backoff = undefined;
    }
    yield { type: "down" };
  }

  /** Dials, and closes the connection at once. Rejects with the error if the dial fails. */
  async probe(): Promise<void> {
    const transport = await this.#dial();
    transport.close();
  }

  /** Sends bytes over the current connection. Drops them if the link is down. */
  send(bytes: Uint8Array): void {
    if (!this.#transport) return;
    this.#unsent.push(bytes);
    if (!this.#isWriting) this.#write(this.#transport);
  }

  /** Resets the backoff: the next wait is the shortest. Called once the server has welcomed us. */
  resetBackoff(): void {
    this.#failedAttempts = 0;
    this.#isExtraAttempt = false;
    this.#options.route?.arrive();
  }

  /**
   * Dials at once, without making a later wait longer: if this attempt fails, the rest of the
   * interrupted backoff follows.
   *
   * @returns Whether the link was waiting; if not, nothing changes.
   */
  retryNow(): boolean {
    if (!this.#backoff || this.#backoff.signal.aborted) return false;
    this.#backoff.abort();
    return true;
  }

  /** Drops the current connection, and reconnects after a backoff. */
  reconnect(): void {
    this.#disconnect();
  }

  /** Closes the connection, and ends `events`. */
  close(): void {
    this.#closing.abort();
    this.#backoff?.abort();
    this.#disconnect();
  }

  #nextWaitMs(): number {
    const { now, random, route } = this.#options;
    if (route?.goOn()) return 0;
    const restMs = Math.round(this.#retryAt - now());
    if (this.#isExtraAttempt && restMs > 0) return restMs;
    if (!this.#isExtraAttempt) this.#failedAttempts++;
    const waitMs = backoffMs(this.#failedAttempts, random());
    this.#retryAt = now() + waitMs;
    return waitMs;
  }

  async #dial(): Promise<Transport> {
    const settled = new AbortController();
    const signal = AbortSignal.any([settled.signal, this.#closing.signal]);
    const dialed = this.#options.dial(signal);
    const { dialTimeoutMs = DIAL_TIMEOUT_MS, sleep } = this.#options;
    const timeout = sleep(dialTimeoutMs, signal).then(() => undefined);
    const transport = await Promise.race([dialed, timeout]).finally(() => settled.abort());
    if (transport && !this.#closing.signal.aborted) return transport;
    // A dial that succeeds after the timeout is closed. Its error is ignored.
    dialed.then((unused) => unused.close(), () => {});
    throw new DialTimeout();
  }

  async *#receive(transport: Transport): AsyncGenerator<LinkEvent> {
    const buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const length = await transport.read(buffer);
      if (length === null) return;
      yield { type: "bytes", bytes: buffer.slice(0, length) };
    }
  }

  async #write(transport: Transport): Promise<void> {
    this.#isWriting = true;
    const writer = {
      write: (bytes: Uint8Array) => transport.write(bytes),
      wait: (ms: number) => this.#options.sleep(ms, this.#closing.signal),
    };
    try {
      while (transport === this.#transport && this.#unsent.length > 0) {
        await writeAll(this.#unsent.shift()!, writer);
      }
    } catch (error) {
      // The read fails on the same broken connection, and reports the error. Messages in flight stay
      // pending until the server confirms or rejects them.
      if (error instanceof NothingWritten && transport === this.#transport) this.#disconnect();
    } finally {
      this.#isWriting = false;
      // Starts the writer of the next connection, if bytes were queued there meanwhile.
      const next = this.#transport;
      if (next && next !== transport && this.#unsent.length > 0) this.#write(next);
    }
  }

  #disconnect(): void {
    this.#transport?.close();
    this.#transport = undefined;
    this.#unsent = [];
  }
}
