/**
 * The client's connection, which outlives the sockets it is made of: it dials, tells what comes
 * and goes, and dials again after a while. How to dial, to wait and to be random is handed in.
 */

import { backoffMs } from "./backoff.ts";

/** A socket, as far as a link needs it. */
export interface Transport {
  /** Reads what came, at least a byte; null when nothing more will come. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Writes some of the bytes, and tells how many. */
  write(bytes: Uint8Array): Promise<number>;
  /** Closes it; what is under way fails. */
  close(): void;
}

/** What a link is handed. */
export interface LinkOptions {
  /** Opens a socket; rejects when it cannot, or when the signal says that nobody waits any more. */
  dial: (signal: AbortSignal) => Promise<Transport>;
  /** Waits so many ms; resolves early when the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From 0 up to, not including, 1. */
  random: () => number;
  /** Whether to dial again once a connection that stood is lost. */
  reconnect: boolean;
}

/** What happens to a link. `down` without a `retryMs` is the end of it. */
export type LinkEvent =
  | { type: "up" }
  | { type: "bytes"; bytes: Uint8Array }
  | { type: "down"; error?: unknown; retryMs?: number };

/** How long a try to connect may take. */
export const DIAL_TIMEOUT_MS = 10_000;

const READ_BYTES = 64 * 1024;

/** A try to connect that took too long. */
export class DialTimeout extends Error {
  /** The name of the class. */
  override readonly name = "DialTimeout";
}

/** The way to the server and back. */
export class Link {
  readonly #options: LinkOptions;
  readonly #closing = new AbortController();
  #transport?: Transport;
  #unsent: Uint8Array[] = [];
  #isWriting = false;
  #retryWait?: AbortController;
  #failures = 0;

  /**
   * Makes a link that does nothing until its events are asked for.
   *
   * @param options How to dial, to wait and to be random.
   */
  constructor(options: LinkOptions) {
    this.#options = options;
  }

  /** Everything that happens, until the link is closed or gives up. */
  async *events(): AsyncGenerator<LinkEvent> {
    let hasStood = false;
    while (!this.#closing.signal.aborted) {
      let error: unknown;
      try {
        this.#transport = await this.#dial();
        hasStood = true;
        yield { type: "up" };
        yield* this.#receive(this.#transport);
      } catch (caught) {
        error = caught;
      } finally {
        this.#disconnect();
      }
      if (this.#closing.signal.aborted) break;
      if (!hasStood || !this.#options.reconnect) return yield { type: "down", error };
      const retryMs = backoffMs(++this.#failures, this.#options.random());
      yield { type: "down", error, retryMs };
      this.#retryWait = new AbortController();
      await this.#options.sleep(retryMs, this.#retryWait.signal);
      this.#retryWait = undefined;
    }
    yield { type: "down" };
  }

  /** Dials and hangs up again: rejects with the reason when the server cannot be reached. */
  async probe(): Promise<void> {
    const transport = await this.#dial();
    transport.close();
  }

  /** Sends bytes over the connection that stands; without one they are lost. */
  send(bytes: Uint8Array): void {
    if (!this.#transport) return;
    this.#unsent.push(bytes);
    if (!this.#isWriting) this.#write(this.#transport);
  }

  /** The connection that stands is a good one: after it, waiting begins anew. */
  resetBackoff(): void {
    this.#failures = 0;
  }

  /** Dials at once instead of waiting any longer, if it waits. */
  retryNow(): void {
    this.#retryWait?.abort();
  }

  /** Gives up the connection that stands, and dials again after a while. */
  reconnect(): void {
    this.#disconnect();
  }

  /** Ends the link. */
  close(): void {
    this.#closing.abort();
    this.#retryWait?.abort();
    this.#disconnect();
  }

  async #dial(): Promise<Transport> {
    const late = new AbortController();
    const signal = AbortSignal.any([late.signal, this.#closing.signal]);
    const dialed = this.#options.dial(signal);
    const overslept = this.#options.sleep(DIAL_TIMEOUT_MS, signal).then(() => undefined);
    const transport = await Promise.race([dialed, overslept]).finally(() => late.abort());
    if (transport && !this.#closing.signal.aborted) return transport;
    // Whatever still comes of this try is not wanted: it is closed, or it failed anyway.
    dialed.then((unwanted) => unwanted.close(), () => {});
    throw new DialTimeout(`no answer within ${DIAL_TIMEOUT_MS} ms`);
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
    try {
      while (transport === this.#transport && this.#unsent.length > 0) {
        const bytes = this.#unsent.shift()!;
        for (let done = 0; done < bytes.length;) {
          done += await transport.write(bytes.subarray(done));
        }
      }
    } catch {
      // A broken connection is told of by the read that fails on it, and what was under way is
      // pending until the server says otherwise.
    } finally {
      this.#isWriting = false;
      // What was sent over the next connection meanwhile had nobody to write it.
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
