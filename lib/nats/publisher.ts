/**
 * The publisher of one server: puts what is submitted into batches, and publishes one after the other.
 * The next one waits until the last one is known to be in the stream, which keeps their order.
 */

import type { RoomCommand } from "../chat/room_command.ts";
import type { Clock } from "../clock.ts";
import { type Batch, BATCH_ENTRIES, encodeBatch, encodeCommand } from "./batch.ts";

/** A batch has at most so many bytes; but one command. NATS takes 1 MB. */
const BATCH_BYTES = 256 * 1024;
/** So long an acknowledgement may take until nothing more is accepted. */
const STUCK_MS = 500;
/** A server is heard of at least so often. */
const BEAT_MS = 1_000;
/** The first wait before a batch is published again, and the longest one. */
const MIN_RETRY_MS = 50;
const MAX_RETRY_MS = 250;

/** What a publisher is made with. */
export interface PublisherOptions {
  /** The name of this server. */
  server: string;
  /** Publishes a message. Rejects when it is not known whether it is in the stream. */
  publish: (data: Uint8Array) => Promise<number>;
  /** The digest of this server, for the others to compare. */
  digest: () => Batch["digest"];
  /** Measures time, and waits. */
  clock: Clock;
  /** Called when more is accepted than before, and when a batch is acknowledged. */
  onProgress: () => void;
}

/** The way of one server's commands to the stream. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #closing = new AbortController();
  /** Commands that are in no batch yet, encoded, and how many entries each may add. */
  #queue: { bytes: Uint8Array; entries: number }[] = [];
  #queued = { bytes: 0, entries: 0 };
  #boot: Batch["boot"];
  #n = 0;
  #inFlight?: { n: number; since: number; done: PromiseWithResolvers<void> } | undefined;
  #acked = { n: 0, seq: 0 };
  #publishedAt = -Infinity;
  #digestAt = -Infinity;
  #isEnding = false;
  #savedSeq?: number | undefined;

  /**
   * Publishes nothing before `start`.
   *
   * @param options The server, and its stream.
   */
  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** The number of the last batch of this server in the stream, and where, as far as is known. */
  get acked(): { readonly n: number; readonly seq: number } {
    return this.#acked;
  }

  /** Whether nothing more should be submitted for now: more than a batch waits, or one for too long. */
  get isWaiting(): boolean {
    const since = this.#inFlight?.since;
    const isStuck = since !== undefined && this.#options.clock.now() - since > STUCK_MS;
    return isStuck || this.#queued.bytes > BATCH_BYTES || this.#queued.entries > BATCH_ENTRIES;
  }

  /** Begins with a batch that says who this server is, and is heard of each second. */
  start(boot: NonNullable<Batch["boot"]>): void {
    this.#boot = boot;
    const stop = this.#options.clock.every(BEAT_MS / 4, () => this.#beat());
    this.#closing.signal.addEventListener("abort", stop);
    this.#pump();
  }

  /** Submits a command; one behind `close` comes too late. */
  submit(command: RoomCommand): void {
    if (this.#isEnding) return;
    const bytes = encodeCommand(command);
    const entries = command.type === "act" && command.act.type === "run" ? command.act.count : 1;
    this.#queue.push({ bytes, entries });
    this.#queued.bytes += bytes.length;
    this.#queued.entries += entries;
    Promise.resolve().then(() => this.#pump()); // What is submitted in one turn goes together.
  }

  /** Tells with the next batch that a snapshot was written behind a message. */
  tellSaved(seq: number): void {
    this.#savedSeq = seq;
  }

  /** A batch of this server came back in the stream. */
  onCarriedOut(n: number): void {
    if (this.#inFlight?.n === n) this.#inFlight.done.resolve();
  }

  /**
   * Publishes what is submitted, and says that this server is closed.
   *
   * @param timeoutMs How long that may take.
   */
  async close(timeoutMs: number): Promise<void> {
    const { clock } = this.#options;
    this.#isEnding = true;
    const isOver = clock.sleep(timeoutMs, this.#closing.signal);
    if (this.#n > 0) await Promise.race([this.#finish(), isOver]);
    this.#closing.abort();
  }

  async #finish(): Promise<void> {
    this.#pump();
    while (this.#inFlight) await this.#inFlight.done.promise;
    this.#publish({ isLast: true });
    await this.#inFlight!.done.promise;
  }

  #beat(): void {
    if (this.#options.clock.now() - this.#publishedAt < BEAT_MS) return;
    if (!this.#inFlight && this.#n > 0) this.#publish({});
  }

  /** Publishes what is waiting, unless a batch is in flight. */
  #pump(): void {
    if (this.#inFlight || this.#closing.signal.aborted || !this.#boot) return;
    if (this.#n === 0) this.#publish({ boot: this.#boot });
    else if (this.#queue.length > 0) this.#publish({});
  }

  #publish(fields: Pick<Batch, "boot" | "isLast">): void {
    const { server, clock } = this.#options;
    const n = ++this.#n;
    const now = clock.now();
    const commands = fields.boot ? [] : this.#take();
    const saved = this.#savedSeq === undefined ? {} : { savedSeq: this.#savedSeq };
    this.#savedSeq = undefined;
    const data = encodeBatch({ server, n, ...fields, ...this.#digest(now), ...saved }, commands);
    const inFlight = { n, since: now, done: Promise.withResolvers<void>() };
    this.#inFlight = inFlight;
    this.#publishedAt = now;
    this.#deliver(n, data, inFlight.done);
    inFlight.done.promise.then(() => {
      this.#inFlight = undefined;
      this.#options.onProgress();
      this.#pump();
    });
  }

  /** The digest, once a second. */
  #digest(now: number): Pick<Batch, "digest"> {
    if (now - this.#digestAt < BEAT_MS) return {};
    const digest = this.#options.digest();
    if (!digest) return {};
    this.#digestAt = now;
    return { digest };
  }

  /** Publishes a batch until it is known to be in the stream: who reads it twice ignores that. */
  async #deliver(n: number, data: Uint8Array, done: PromiseWithResolvers<void>): Promise<void> {
    const { publish, clock } = this.#options;
    const { signal } = this.#closing;
    let isDone = false;
    done.promise.then(() => isDone = true);
    for (let waitMs = MIN_RETRY_MS; !isDone && !signal.aborted; waitMs *= 2) {
      try {
        const seq = await publish(data);
        if (seq > this.#acked.seq) this.#acked = { n, seq };
        return done.resolve();
      } catch {
        await Promise.race([clock.sleep(Math.min(waitMs, MAX_RETRY_MS), signal), done.promise]);
      }
    }
  }

  /** The next commands, as many as fit into a batch; one at least. */
  #take(): Uint8Array[] {
    const taken = { bytes: 0, entries: 0 };
    let count = 0;
    for (const { bytes: { length }, entries } of this.#queue) {
      const isFull = taken.entries + entries > BATCH_ENTRIES || taken.bytes + length > BATCH_BYTES;
      if (count > 0 && isFull) break;
      taken.bytes += length;
      taken.entries += entries;
      count++;
    }
    this.#queued.bytes -= taken.bytes;
    this.#queued.entries -= taken.entries;
    return this.#queue.splice(0, count).map(({ bytes }) => bytes);
  }
}
