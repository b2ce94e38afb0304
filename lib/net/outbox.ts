/**
 * The outbox: the one writer of a connection. Responses to this connection alone go out first, then
 * the log, as far as its source gives it. One write is in flight at a time, and the only queue is
 * that of the responses: a reader that does not read costs its place in the log and nothing else.
 */

import { EmptyWrites } from "./write_all.ts";

/** Where an outbox gets the log from. */
export interface BlockSource {
  /** The next bytes of the log for this connection; undefined at the head. */
  next(): Uint8Array | undefined;
}

/** What an outbox is made with. */
export interface OutboxOptions {
  /** Resolves with how many of the bytes were written; rejects when the connection is broken. */
  write: (bytes: Uint8Array) => Promise<number>;
  /** Resolves after so many ms, or when the connection is closed. */
  wait: (ms: number) => Promise<void>;
  /** Time in ms; only differences count. */
  now: () => number;
  /**
   * Called when some bytes were written.
   *
   * @param isRead Whether the peer has read some before: the system's buffer was full, or has taken
   *   more than it holds.
   */
  onProgress: (isRead: boolean) => void;
  /** Called once when reading or writing failed; nothing is sent from then on. */
  onError: (error: unknown) => void;
}

/** Past this many bytes of responses, commands should wait until the peer has taken some. */
const BACKLOG_BYTES = 64 * 1024;
/** More than the systems of both sides buffer: Linux 4 and 6 MiB at most. */
const SYSTEM_BYTES = 16 * 1024 * 1024;

/** The one writer of a connection. */
export class Outbox {
  readonly #options: OutboxOptions;
  #responses: Uint8Array[] = [];
  #responseBytes = 0;
  #source?: BlockSource;
  #isBroken = false;
  /** What of the write in flight is not written yet. */
  #inFlight?: Uint8Array;
  #drained?: PromiseWithResolvers<void>;
  #progressAt = 0;
  /** Whether the last write could not write all. */
  #isFull = false;
  /** How many bytes were written since the peer was last known to have read. */
  #unreadBytes = 0;
  #bytesWritten = 0;
  readonly #emptyWrites = new EmptyWrites();

  /**
   * Makes an outbox with nothing to send.
   *
   * @param options The connection it writes to.
   */
  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Whether responses pile up because the peer does not read them. */
  get isBacklogged(): boolean {
    return this.#responseBytes > BACKLOG_BYTES;
  }

  /** How long the peer has taken nothing while a write was in flight, in ms. */
  get stalledMs(): number {
    return this.#inFlight ? this.#options.now() - this.#progressAt : 0;
  }

  /** How many bytes the peer has taken so far. */
  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /** Sends the log from this source from now on. */
  open(source: BlockSource): void {
    this.#source = source;
  }

  /** Sends no more of the log; responses still go out. */
  close(): void {
    this.#source = undefined;
  }

  /** Sends bytes ahead of whatever of the log has not gone out. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#isBroken) return;
    this.#responses.push(bytes);
    this.#responseBytes += bytes.length;
    this.flush();
  }

  /** Sends bytes as `push` does, unless responses pile up: what is offered may be left out. */
  offer(bytes: Uint8Array): void {
    if (!this.isBacklogged) this.push(bytes);
  }

  /** Sends what there is to send. Does nothing during a write, whose end sends the rest. */
  flush(): void {
    if (!this.#inFlight && !this.#isBroken) this.#advance();
  }

  /** Resolves when there is nothing left to send, or no way to send it. */
  async drained(): Promise<void> {
    while (this.#inFlight) await (this.#drained ??= Promise.withResolvers()).promise;
  }

  #advance(): void {
    try {
      const bytes = this.#next();
      if (bytes) this.#write(bytes);
      else if (this.#inFlight) this.#idle();
    } catch (error) {
      this.#fail(error);
    }
  }

  // Not an async function: every delivery passes here, and a write should cost one promise.
  #write(bytes: Uint8Array): void {
    this.#inFlight = bytes;
    this.#progressAt = this.#options.now();
    this.#options.write(bytes).then(this.#onWritten, this.#fail);
  }

  readonly #onWritten = (count: number): void => {
    try {
      const rest = this.#inFlight!;
      if (count === 0 && rest.length > 0) return this.#retry(rest);
      this.#emptyWrites.reset();
      this.#bytesWritten += count;
      this.#unreadBytes += count;
      const isRead = this.#isFull || this.#unreadBytes > SYSTEM_BYTES;
      if (isRead) this.#unreadBytes = 0;
      this.#isFull = count < rest.length;
      this.#options.onProgress(isRead);
      if (this.#isFull) this.#write(rest.subarray(count));
      else this.#advance();
    } catch (error) {
      this.#fail(error);
    }
  };

  /** The last write took nothing: it is no progress. */
  #retry(rest: Uint8Array): void {
    this.#isFull = true;
    this.#options.wait(this.#emptyWrites.add())
      .then(() => this.#options.write(rest)).then(this.#onWritten, this.#fail);
  }

  readonly #fail = (error: unknown): void => {
    this.#isBroken = true;
    this.#responses = [];
    this.#responseBytes = 0;
    this.#idle();
    this.#options.onError(error);
  };

  #idle(): void {
    this.#inFlight = undefined;
    this.#drained?.resolve();
    this.#drained = undefined;
  }

  #next(): Uint8Array | undefined {
    if (this.#responses.length === 0) return this.#source?.next();
    const response = this.#responses.shift()!;
    this.#responseBytes -= response.length;
    return response;
  }
}
