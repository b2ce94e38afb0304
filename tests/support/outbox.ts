/** An outbox whose log and writes are a test's. */

import { Outbox } from "../../lib/net/outbox.ts";
import { bytesOf } from "./bytes.ts";

/** A write under way, which the test lets end as it likes. */
interface Write {
  text: string;
  took: (bytes: number) => void;
  /** Takes all of it. */
  done: () => void;
  fail: (error: unknown) => void;
}

/** An outbox between a log that is a list of texts and a wire that does what it is told. */
export class Setup {
  /** The outbox. */
  readonly outbox: Outbox;
  /** The log: entry `n` is at `n - 1`. All that is after the cursor is one block. */
  readonly log: string[] = [];
  /** How many entries the outbox was given. */
  cursor = 0;
  /** Everything that happened, in order. */
  readonly told: string[] = [];
  /** The errors it broke with. */
  readonly errors: unknown[] = [];
  /** The outbox's clock. */
  nowMs = 1000;
  /** How many writes are under way at once, at the most. */
  mostWrites = 0;
  #writes = 0;
  #waiting: Write[] = [];
  #arrived = Promise.withResolvers<void>();

  readonly #read: () => Uint8Array | undefined;

  /** Makes one; `read` is in place of the log's. */
  constructor(read?: () => Uint8Array | undefined) {
    this.#read = read ?? (() => this.#readLog());
    this.outbox = new Outbox({
      write: (bytes) => this.#write(new TextDecoder().decode(bytes), bytes.length),
      now: () => this.nowMs,
      onProgress: () => this.told.push("progressed"),
      onError: (error) => {
        this.told.push("broke");
        this.errors.push(error);
      },
    });
  }

  /** The next write, as soon as it begins. */
  async next(): Promise<Write> {
    for (;;) {
      const write = this.#waiting.shift();
      if (write) return write;
      this.#arrived = Promise.withResolvers();
      await this.#arrived.promise;
    }
  }

  /** Lets every write end at once, until nothing is left to send; gives back what was written. */
  async finish(): Promise<string[]> {
    const texts: string[] = [];
    let isDrained = false;
    const drained = this.outbox.drained().then(() => {
      isDrained = true;
      this.#arrived.resolve();
    });
    while (!isDrained) {
      for (const write of this.#waiting.splice(0)) {
        texts.push(write.text);
        write.done();
      }
      this.#arrived = Promise.withResolvers();
      if (!isDrained) await Promise.race([this.#arrived.promise, drained]);
    }
    return texts;
  }

  /** Starts to send the log after an entry. */
  open(cursor = 0): void {
    this.cursor = cursor;
    this.outbox.open({ next: () => this.#read() });
  }

  /** Pushes a response. */
  push(text: string): void {
    this.outbox.push(bytesOf(text));
  }

  async #write(text: string, length: number): Promise<number> {
    this.mostWrites = Math.max(this.mostWrites, ++this.#writes);
    this.told.push(`write ${text}`);
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#waiting.push({ text, took: resolve, done: () => resolve(length), fail: reject });
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
