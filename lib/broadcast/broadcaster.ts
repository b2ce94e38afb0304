/**
 * The broadcaster: the way of an entry from the log to everybody's socket. What was appended in one
 * turn of the event loop is recorded, published, encoded once per dialect, and fanned out to the
 * subscribers. Readers never see an entry that is not recorded.
 */

import type { Log } from "../chat/log.ts";
import type { Clock } from "../clock.ts";
import { SERVER_LIMITS } from "../server_limits.ts";
import { Backpressure } from "./backpressure.ts";
import { FanOut } from "./fan_out.ts";
import { Feed, type FeedOptions } from "./feed.ts";
import { PageLoader } from "./page_loader.ts";
import { Scheduler } from "./scheduler.ts";
import { Subscriber, type SubscriberOptions } from "./subscriber.ts";

/** IRC clients may ask for 32 formats of the log: each takes up to 10 MB. */
const MANY_FEEDS = 8;
const KEPT_OF_MANY = 500;

/** How long after a flush the next one waits for the end of its turn, or as long as the flush took. */
const MIN_PAUSE_MS = 1;

/** What a broadcaster is made with. */
export interface BroadcasterOptions {
  /** Where entries are appended. */
  log: Log;
  /** Records what was appended; false when it has to be tried again later. */
  record: (now: number) => boolean;
  /** Measures time. */
  clock: Clock;
  /** Called with an error in what is done for everybody: it ends nobody. */
  onError: (error: unknown) => void;
}

/** The log, out to many readers. */
export class Broadcaster {
  /** Where entries are appended. */
  readonly log: Log;
  /** The log as each dialect reads it. */
  readonly feeds: Map<string, Feed> = new Map();
  readonly #options: BroadcasterOptions;
  readonly #subscribers = new Set<Subscriber>();
  readonly #backpressure: Backpressure;
  readonly #fanOut: FanOut<Subscriber>;
  readonly #scheduler = new Scheduler();
  readonly #pageLoader = new PageLoader((call) => this.#scheduler.yield(call));
  #recorded?: PromiseWithResolvers<void> | undefined;
  #isFlushScheduled = false;
  /** Until when flushes wait for the end of their turn of the event loop, in ms. */
  #pauseUntil = -Infinity;

  /**
   * Makes a broadcaster without subscribers.
   *
   * @param options The log, and how it is read and recorded.
   */
  constructor(options: BroadcasterOptions) {
    const { log } = options;
    this.#options = options;
    this.log = log;
    this.#backpressure = new Backpressure({
      log,
      readers: this.#subscribers,
      defer: (call) => queueMicrotask(call),
    });
    this.#fanOut = new FanOut({
      readers: this.#subscribers,
      deliver: (subscriber) => {
        if (subscriber.isOpen) subscriber.deliver();
      },
      onSlice: () => this.#backpressure.onMoved(),
      now: () => options.clock.coarseNow(),
      defer: (call) => this.#scheduler.yieldDelivery(call),
    });
  }

  /** Adds a reader, which is sent nothing before it is opened. */
  subscribe(options: Omit<SubscriberOptions, "feeds" | "requestPage">): Subscriber {
    const subscriber = new Subscriber({
      ...options,
      feeds: this,
      requestPage: (reader) => this.#pageLoader.request(reader),
    });
    this.#subscribers.add(subscriber);
    return subscriber;
  }

  /** Adds a reader to the feed of a format. */
  enter(format: FeedOptions): Feed {
    const { key } = format;
    const feed = this.feeds.get(key) ?? new Feed(this.log, format);
    this.feeds.set(key, feed);
    feed.subscribe();
    return feed;
  }

  /** Removes a reader from its feed; the last one with the feed. */
  leave(feed: Feed): void {
    feed.unsubscribe();
    if (feed.isIdle) this.feeds.delete(feed.key);
  }

  /** A reader gets no more of the log: senders do not wait for it. */
  stop(subscriber: Subscriber): void {
    subscriber.stop();
    this.#backpressure.onProgress(subscriber);
    this.#pageLoader.cancel(subscriber);
  }

  /** Removes a reader. */
  unsubscribe(subscriber: Subscriber): void {
    this.stop(subscriber);
    subscriber.close();
    this.#subscribers.delete(subscriber);
  }

  /** A reader has taken some bytes, or begins to read. */
  onProgress(subscriber: Subscriber): void {
    this.#backpressure.onProgress(subscriber);
  }

  /**
   * Flushes soon. Called after something was appended. Soon after a flush the next one waits for the
   * end of this turn of the event loop: when 600 timers ended in one turn, a transaction for each took
   * 2 s.
   */
  scheduleFlush(): void {
    if (this.#isFlushScheduled) return;
    this.#isFlushScheduled = true;
    if (this.#isPausing) return this.#scheduler.endTurn(() => this.#flushAll());
    // Two microtasks later, the other reads that completed with this one have been processed.
    queueMicrotask(() => queueMicrotask(() => this.#flushAll()));
  }

  /** Flushes at once; soon after a flush, at the end of this turn. */
  flushOnce(): void {
    if (this.#isPausing) this.scheduleFlush();
    else this.#flushAll();
  }

  /** Records and publishes what was appended, and starts to fan it out. */
  flush(): void {
    this.#isFlushScheduled = false;
    if (!this.#options.record(this.#options.clock.coarseNow())) return;
    this.log.publish();
    this.#recorded?.resolve();
    this.#recorded = undefined;
    const kept = this.feeds.size > MANY_FEEDS ? KEPT_OF_MANY : Infinity;
    for (const feed of this.feeds.values()) feed.encodeNew(kept);
    this.#fanOut.start(this.log.head);
  }

  /** Resolves after the next flush that succeeds; call `scheduleFlush` first. */
  recorded(): Promise<void> {
    return (this.#recorded ??= Promise.withResolvers()).promise;
  }

  /**
   * Makes a sender wait until there is room in the log for its entries behind the slowest reader.
   *
   * @param weight The weight of the entries; 0 when there will be none.
   * @param entries How many there will be. @default {1}
   * @returns Undefined when there is room now.
   */
  admit(weight: number, entries = 1): Promise<void> | undefined {
    return weight === 0 ? undefined : this.#backpressure.admit(weight, entries);
  }

  /** Whether so much is not recorded that no more should be appended: it is all kept in memory. */
  get isBehindRecord(): boolean {
    return this.log.weightAfter(this.log.head) > SERVER_LIMITS.logBytes;
  }

  /** Resolves when it is a sender's turn to go on, after all others that were ready. */
  nextTurn(): Promise<void> {
    return new Promise((resolve) => this.#scheduler.yield(resolve));
  }

  /**
   * Ends the pause of senders for readers that made too little progress.
   *
   * @param now In ms; only differences count.
   */
  recheckReaders(now: number): void {
    this.#backpressure.recheck(now);
  }

  get #isPausing(): boolean {
    return this.#options.clock.coarseNow() < this.#pauseUntil;
  }

  #flushAll(): void {
    const { clock, onError } = this.#options;
    const startedAt = clock.coarseNow();
    try {
      this.flush();
    } catch (error) {
      onError(error);
    }
    const endedAt = clock.coarseNow();
    this.#pauseUntil = endedAt + Math.max(endedAt - startedAt, MIN_PAUSE_MS);
  }
}
