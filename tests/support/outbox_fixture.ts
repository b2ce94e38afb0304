/** An `Outbox` with a log and writes that the test controls. */

import { Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "./bytes.ts";

/** A write in flight, which the test completes. */
interface PendingWrite {
  text: string;
  accept: (bytes: number) => void;
  /** Completes it with all bytes. */
  acceptAll: () => void;
  fail: (error: unknown) => void;
}

/** An outbox that reads a log of texts, and writes to the test. */
export class OutboxFixture {
  /** The outbox under test. */
  readonly outbox: Outbox;
  /** The log: entry `n` is at `n - 1`. All entries after the cursor are one block. */
  readonly log: string[] = [];
  /** How many entries the outbox has read. */
  cursor = 0;
  /** All calls of the outbox, in order. */
  readonly calls: string[] = [];
  /** The errors passed to `onError`. */
  readonly errors: unknown[] = [];
  /** The outbox's clock. */
  nowMs = 1000;
  /** The largest number of writes in flight at the same time. */
  maxConcurrentWrites = 0;
  #writes = 0;
  #pending: PendingWrite[] = [];
  #arrived = Promise.withResolvers<void>();

  readonly #read: () => Uint8Array | undefined;

  /** Makes a fixture; `read` replaces the log's read function. */
  constructor(read?: () => Uint8Array | undefined) {
    this.#read = read ?? (() => this.#readLog());
    this.outbox = new Outbox({
      write: (bytes) => this.#write(new TextDecoder().decode(bytes), bytes.length),
      wait: (ms) => {
        this.calls.push(`wait ${ms}`);
        return Promise.resolve();
      },
      now: () => this.nowMs,
      onProgress: () => this.calls.push("progressed"),
      onError: (error) => {
        this.calls.push("broke");
        this.errors.push(error);
      },
    });
  }

  /** Waits for the next write. */
  async nextWrite(): Promise<PendingWrite> {
    for (;;) {
      const write = this.#pending.shift();
      if (write) return write;
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }

  /** Completes writes until the outbox is drained; returns what was written. */
  async drain(): Promise<string[]> {
    const texts: string[] = [];
    let isDrained = false;
    const drained = this.outbox.drained().then(() => {
      isDrained = true;
      this.#arrived.resolve();
    });
    while (!isDrained) {
      for (const write of this.#pending.splice(0)) {
        texts.push(write.text);
        write.acceptAll();
      }
      this.#arrived = Promise.withResolvers();
      if (!isDrained) await Promise.race([this.#arrived.promise, drained]);
    }
    return texts;
  }

  /** Starts to send the log after this cursor. */
  open(cursor = 0): void {
    this.cursor = cursor;
    this.outbox.open({ next: () => this.#read() });
  }

  /** Pushes a response. */
  push(text: string): void {
    this.outbox.push(bytesOf(text));
  }

  async #write(text: string, length: number): Promise<number> {
    this.maxConcurrentWrites = Math.max(this.maxConcurrentWrites, ++this.#writes);
    this.calls.push(`write ${text}`);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#pending.push({ text, accept: resolve, acceptAll: () => resolve(length), fail: reject });
    this.#arrived.resolve();
    try {
      return await promise;
    } finally {
      this.#writes--;
    }
  }

  #readLog(): Uint8Array | undefined {
    if (this.cursor >= this.log.length) return undefined;
    const text = this.log.slice(this.cursor).join("");
    this.cursor = this.log.length;
    return bytesOf(text);
  }
}
