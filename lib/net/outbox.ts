/**
 * What goes out to one connection: first what concerns it alone, then everything from its cursor
 * to the head in one write. There is one write under way at a time, and no queue beside a small
 * bounded one: a reader that does not read costs its place in the log and nothing else.
 */

/** The next bytes of a log for one reader, and the cursor after them. */
export interface Block {
  /** May be none, when there was nothing for this reader to see. */
  bytes: Uint8Array;
  /** The number of the last entry it covers. */
  cursor: number;
}

/** What an outbox is handed. */
export interface OutboxOptions {
  /** Resolves with how many of the bytes were taken; rejects when the connection is broken. */
  write: (bytes: Uint8Array) => Promise<number>;
  /** What lies between a cursor and the head; undefined at the head. */
  read: (cursor: number) => Block | undefined;
  /** In ms; only differences count. */
  now: () => number;
  /** Told when the other side has taken some bytes. */
  onProgress: () => void;
  /** Told once when reading or writing failed; nothing is sent from then on. */
  onError: (error: unknown) => void;
}

/** Past this, nothing more should be asked on behalf of this connection until some was taken. */
const CROWDED_BYTES = 64 * 1024;

/** The one writer of a connection. */
export class Outbox {
  readonly #options: OutboxOptions;
  #responses: Uint8Array[] = [];
  #responseBytes = 0;
  #cursor = 0;
  #isOpen = false;
  #isBroken = false;
  /** What of the write under way was not taken yet. */
  #inFlight?: Uint8Array;
  #drained?: PromiseWithResolvers<void>;
  #progressAt: number;
  #bytesWritten = 0;

  /**
   * Makes an outbox with nothing to send.
   *
   * @param options The connection it sends over, and the log it reads.
   */
  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#progressAt = options.now();
  }

  /** The number of the last entry that was handed to the connection. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Whether it reads the log. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether answers pile up because the other side does not read them. */
  get isBacklogged(): boolean {
    return this.#responseBytes > CROWDED_BYTES;
  }

  /** How long the other side has taken nothing although there was something to take, in ms. */
  get stalledMs(): number {
    return this.#inFlight ? this.#options.now() - this.#progressAt : 0;
  }

  /** How many bytes the other side has taken so far. */
  get bytesWritten(): number {
    return this.#bytesWritten;
  }

  /** Begins to read the log after this number. */
  open(cursor: number): void {
    this.#cursor = cursor;
    this.#isOpen = true;
  }

  /** Reads the log no further. */
  close(): void {
    this.#isOpen = false;
  }

  /** Puts bytes ahead of whatever of the log has not gone out, and sends them. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#isBroken) return;
    this.#responses.push(bytes);
    this.#responseBytes += bytes.length;
    this.flush();
  }

  /** Sends what there is to send, unless a write is under way: then that goes on with it. */
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
      if (!bytes) return this.#inFlight && this.#idle();
      this.#progressAt = this.#options.now();
      this.#write(bytes);
    } catch (error) {
      this.#fail(error);
    }
  }

  // No async function, for every delivery comes along here.
  #write(bytes: Uint8Array): void {
    this.#inFlight = bytes;
    this.#options.write(bytes).then(this.#onWritten, this.#fail);
  }

  readonly #onWritten = (count: number): void => {
    try {
      this.#bytesWritten += count;
      this.#progressAt = this.#options.now();
      this.#options.onProgress();
      const rest = this.#inFlight!;
      if (count < rest.length) this.#write(rest.subarray(count));
      else this.#advance();
    } catch (error) {
      this.#fail(error);
    }
  };

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
    const answer = this.#responses.shift();
    if (answer) {
      this.#responseBytes -= answer.length;
      return answer;
    }
    while (this.#isOpen) {
      const block = this.#options.read(this.#cursor);
      if (!block) return undefined;
      this.#cursor = block.cursor;
      if (block.bytes.length > 0) return block.bytes;
    }
    return undefined;
  }
}
