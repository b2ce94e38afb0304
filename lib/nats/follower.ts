/**
 * The follower of one server: reads the stream of a room message by message, without a gap. The
 * library's own ordered consumer stalls for 12 to 18 s when its node dies; this one is made anew as
 * soon as nothing is heard of it, or less than there is.
 */

import type { Clock } from "../clock.ts";
import { NatsFailure } from "./nats_failure.ts";
import { retry } from "./retry.ts";
import type { StreamMessage } from "./shared_order.ts";
import type { Stream } from "./stream.ts";

/** A stream that is followed is heard of each second; without that for so long it is followed anew. */
const SILENCE_MS = 2_500;
/** So long a message that is known to be in the stream may be missing. */
const LAG_MS = 2_000;
/** How often both are looked at. */
const CHECK_MS = 250;
/** The first wait before the next attempt, and the longest one. */
const MIN_RETRY_MS = 50;
const MAX_RETRY_MS = 500;
/** As long as it cannot follow, it asks for the next message so often. */
const READ_MS = 100;

/** What a follower is made with. */
export interface FollowerOptions {
  /** What is followed. */
  stream: Pick<Stream, "follow" | "bounds" | "message">;
  /** The number of the last message that was received. */
  receivedSeq: () => number;
  /** The number of a message that is known to be in the stream. */
  knownSeq: () => number;
  /** The next message. */
  onMessage: (message: StreamMessage) => void;
  /** The stream cannot be followed any more. */
  onFailure: (failure: NatsFailure) => void;
  /** Measures time, and waits. */
  clock: Clock;
}

/** Whether a copy of the stream has the message that is known, or another one in its place. */
type Verdict = "same" | "other";

/** Follows one stream. */
export class Follower {
  readonly #options: FollowerOptions;
  readonly #closing = new AbortController();
  /** Tells the listener that counts from earlier ones, and whether its copy is the right one. */
  #listener?: PromiseWithResolvers<Verdict | undefined> | undefined;
  #stop?: (() => void) | undefined;
  #isPaused = false;
  #hasFailed = false;
  /** Whether nothing speaks against what the stream has: only then are messages read by themselves. */
  #mayRead = false;
  /** Whether the stream has told something that cannot be, since it is followed no more. */
  #isDoubtful = false;
  #heardAt = 0;
  /** The first message that may be missing, or one behind it, and since when nothing came of it. */
  #missing = { seq: 0, since: 0 };
  /** The last message that was received here. */
  #last?: StreamMessage;
  /** The attempt to follow that is under way. */
  #attempt?: Promise<void> | undefined;

  /**
   * Follows nothing before `start`.
   *
   * @param options What is followed.
   */
  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Begins behind the last message that was received. */
  start(): void {
    const stop = this.#options.clock.every(CHECK_MS, () => this.#check());
    this.#closing.signal.addEventListener("abort", stop);
    this.restart();
  }

  /** Begins anew, behind the last message that was received. */
  restart(): void {
    this.#isPaused = false;
    if (this.#attempt || this.#hasFailed || this.#closing.signal.aborted) return;
    this.#attempt = this.#follow().catch((error) => {
      this.#hasFailed = true;
      if (!this.#closing.signal.aborted) this.#options.onFailure(error);
    }).then(() => {
      this.#attempt = undefined;
      if (!this.#listener && !this.#isPaused && !this.#hasFailed) this.restart();
    });
  }

  /** Takes no more until `restart`. */
  pause(): void {
    this.#isPaused = true;
    this.#forget();
  }

  /** Ends. Resolves when nothing is asked of the stream any more. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#forget();
    await this.#attempt;
  }

  #forget(): void {
    this.#listener?.resolve(undefined);
    this.#listener = undefined;
    this.#stop?.();
    this.#stop = undefined;
  }

  /** Tries until it follows, or is paused. Rejects when that is of no use. */
  async #follow(): Promise<void> {
    const { clock } = this.#options;
    const ended = new AbortController();
    this.#forget();
    this.#mayRead = false;
    this.#readOn(AbortSignal.any([ended.signal, this.#closing.signal]));
    const attempt = async () => this.#isPaused || await this.#tryFollow() || undefined;
    const times = { minMs: MIN_RETRY_MS, maxMs: MAX_RETRY_MS };
    this.#isDoubtful = false;
    const onError = (error: unknown) => {
      this.#isDoubtful ||= error instanceof NatsFailure;
      this.#mayRead = !this.#isDoubtful;
    };
    await retry(attempt, { ...times, clock, signal: this.#closing.signal, onError })
      .finally(() => ended.abort());
  }

  /**
   * Reads what comes, message by message. To follow takes a leader of all streams, which NATS may have
   * to elect for many seconds; to read one message does not.
   */
  async #readOn(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted) {
      const hasRead = this.#mayRead && !this.#isPaused && await this.#readNext(signal);
      if (!hasRead) await clock.sleep(READ_MS, signal);
    }
  }

  /** Whether the next message is there. */
  async #readNext(signal: AbortSignal): Promise<boolean> {
    const { stream, receivedSeq } = this.#options;
    const next = receivedSeq() + 1;
    const message = await stream.message(next).catch(() => undefined);
    const known = this.#last;
    const isSame = !message || known?.seq !== next - 1 ||
      isEqual(await stream.message(known.seq).catch(() => undefined), known);
    if (!isSame) return false; // A copy that differs is not read on.
    if (!message || signal.aborted || this.#isPaused || receivedSeq() + 1 !== next) return false;
    this.#pass(message);
    return true;
  }

  async #tryFollow(): Promise<boolean> {
    const { stream, receivedSeq, clock } = this.#options;
    const { firstSeq, lastSeq } = await stream.bounds();
    const received = receivedSeq();
    if (lastSeq < received) {
      throw new NatsFailure("stream-went-back", String(lastSeq), String(received));
    }
    if (firstSeq > received + 1) {
      throw new NatsFailure("stream-went-on", String(received), String(firstSeq));
    }
    this.#mayRead = !this.#isDoubtful;
    // It begins with a message that is known: copies of the stream have been seen to differ.
    const known = this.#last?.seq === received && firstSeq <= received ? this.#last : undefined;
    const listener = this.#listener = Promise.withResolvers<Verdict | undefined>();
    if (!known) listener.resolve("same");
    const stop = await stream.follow(known ? received : received + 1, {
      onMessage: (message) => {
        if (listener !== this.#listener) return;
        if (message.seq !== known?.seq) return this.#onMessage(message);
        const verdict = isEqual(message, known) ? "same" : "other";
        listener.resolve(verdict);
        if (verdict === "other") this.#forget();
      },
      onHeartbeat: (last) => {
        if (listener === this.#listener) this.#onHeartbeat(last);
      },
    });
    if (listener === this.#listener) {
      this.#stop = stop;
      this.#heardAt = clock.now();
      this.#missing = { seq: received + 1, since: this.#heardAt };
    }
    const verdict = await listener.promise;
    if (listener === this.#listener) return true;
    stop(); // Something is missing already, or it is paused, or this copy is another one.
    if (verdict === "other") throw new NatsFailure("copies-differ", String(received));
    return false;
  }

  #onMessage(message: StreamMessage): void {
    const { receivedSeq, clock } = this.#options;
    this.#heardAt = clock.now();
    const next = receivedSeq() + 1;
    if (message.seq === next) this.#pass(message);
    else if (message.seq > next) this.#lose();
  }

  #pass(message: StreamMessage): void {
    this.#last = message;
    this.#options.onMessage(message);
  }

  #onHeartbeat(lastSeq: number): void {
    this.#heardAt = this.#options.clock.now();
    if (lastSeq > this.#options.receivedSeq()) this.#lose();
  }

  /** Something is missing. */
  #lose(): void {
    this.#forget();
    this.restart();
  }

  #check(): void {
    const { clock, receivedSeq, knownSeq } = this.#options;
    const now = clock.now();
    const [received, known] = [receivedSeq(), knownSeq()];
    if (received >= known) this.#missing = { seq: known + 1, since: now };
    else if (received >= this.#missing.seq) this.#missing = { seq: known, since: now };
    const isSilent = now - this.#heardAt > SILENCE_MS;
    const isLagging = received < known && now - this.#missing.since > LAG_MS;
    if (this.#stop && (isSilent || isLagging)) this.#lose();
  }
}

function isEqual(one: StreamMessage | undefined, other: StreamMessage): boolean {
  const { data } = other;
  return one !== undefined && one.date === other.date && one.data.length === data.length &&
    one.data.every((byte, at) => byte === data[at]);
}
