/**
 * The broadcaster: the way of an entry from the log to everybody's socket. What was appended in one
 * turn of the event loop is recorded, published, encoded once per dialect, and fanned out to the
 * subscribers. Readers never see an entry that is not recorded.
 */

import type { Log } from "../chat/log.ts";
import type { Clock } from "../clock.ts";
import { LIMITS } from "../protocol.ts";
import { Backpressure } from "./backpressure.ts";
import { FanOut } from "./fan_out.ts";
import { Feed, type FeedOptions } from "./feed.ts";
import { Scheduler } from "./scheduler.ts";
import { Subscriber, type SubscriberOptions } from "./subscriber.ts";

/** What a broadcaster is made with. */
export interface BroadcasterOptions<Dialect extends string> {
  /** Where entries are appended. */
  log: Log;
  /** How each dialect reads the log. */
  feeds: Record<Dialect, FeedOptions>;
  /** Records what was appended; false when it has to be tried again later. */
  record: (now: number) => boolean;
  /** Measures time. */
  clock: Clock;
  /** Called with an error in what is done for everybody: it ends nobody. */
  onError: (error: unknown) => void;
}

/**
 * Flushes early after this many entries in one turn: more would overwrite entries that readers have
 * not been sent.
 */
const MAX_ENTRIES_PER_TURN = LIMITS.logEntries / 5;

/** The log, out to many readers. */
export class Broadcaster<Dialect extends string> {
  /** Where entries are appended. */
  readonly log: Log;
  /** The log as each dialect reads it. */
  readonly feeds: Record<Dialect, Feed>;
  readonly #options: BroadcasterOptions<Dialect>;
  readonly #subscribers = new Set<Subscriber>();
  readonly #backpressure: Backpressure;
  readonly #fanOut: FanOut<Subscriber>;
  readonly #scheduler = new Scheduler();
  #recorded = Promise.withResolvers<void>();
  #isFlushScheduled = false;
  #flushedAt = 0;

  /**
   * Makes a broadcaster without subscribers.
   *
   * @param options The log, and how it is read and recorded.
   */
  constructor(options: BroadcasterOptions<Dialect>) {
    const { log, feeds } = options;
    this.#options = options;
    this.log = log;
    this.feeds = Object.fromEntries(
      Object.entries<FeedOptions>(feeds).map(([dialect, feed]) => [dialect, new Feed(log, feed)]),
    ) as Record<Dialect, Feed>;
    this.#backpressure = new Backpressure(log);
    this.#fanOut = new FanOut({
      readers: this.#subscribers,
      deliver: (subscriber) => {
        if (!subscriber.isOpen) return;
        subscriber.deliver();
        this.#backpressure.check(subscriber, this.#flushedAt);
      },
      defer: (call) => this.#scheduler.yield(call),
    });
  }

  /** Adds a reader, which is sent nothing before it is opened. */
  subscribe(dialect: Dialect, options: Omit<SubscriberOptions, "feed">): Subscriber {
    const subscriber = new Subscriber({ ...options, feed: this.feeds[dialect] });
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  /** Removes a reader. */
  unsubscribe(subscriber: Subscriber): void {
    subscriber.close();
    this.#subscribers.delete(subscriber);
    this.#backpressure.remove(subscriber);
  }

  /** A reader has taken some bytes. */
  onProgress(subscriber: Subscriber): void {
    this.#backpressure.onProgress(subscriber);
  }

  /** Flushes at the end of this turn of the event loop. Called after something was appended. */
  scheduleFlush(): void {
    if (this.log.last - this.#fanOut.deliveredSeq > MAX_ENTRIES_PER_TURN) {
      this.#guardedFlush();
      this.#fanOut.finishNow();
    }
    if (this.#isFlushScheduled) return;
    this.#isFlushScheduled = true;
    // Two microtasks later, the other reads that completed in this turn have been processed.
    queueMicrotask(() => queueMicrotask(() => this.#guardedFlush()));
  }

  /** Records and publishes what was appended, and starts to fan it out. */
  flush(): void {
    this.#isFlushScheduled = false;
    this.#flushedAt = this.#options.clock.now();
    if (!this.#options.record(this.#flushedAt)) return;
    this.log.publish();
    this.#recorded.resolve();
    this.#recorded = Promise.withResolvers();
    for (const feed of Object.values<Feed>(this.feeds)) feed.encodeNew();
    this.#fanOut.start(this.log.head);
  }

  /** Resolves when everything appended up to now is recorded. */
  recorded(): Promise<void> {
    return this.#recorded.promise;
  }

  /** Resolves when a sender may go on: all could read, and no reader is far behind. */
  async ready(): Promise<void> {
    await this.#fanOut.done();
    await this.#backpressure.ready();
  }

  /** Lets everybody read what one sender brought so far, before it goes on. */
  async yieldToOthers(): Promise<void> {
    this.flush();
    await new Promise<void>((resolve) => this.#scheduler.yield(resolve));
    await this.ready();
  }

  /** Ends the pause of senders for readers that made too little progress. */
  recheckReaders(now: number): void {
    this.#backpressure.recheck(now);
  }

  #guardedFlush(): void {
    try {
      this.flush();
    } catch (error) {
      this.#options.onError(error);
    }
  }
}
