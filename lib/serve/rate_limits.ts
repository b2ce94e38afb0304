/**
 * The rate limits of a room: which token bucket pays for what a connection sends. A person with a
 * resume token has one bucket, across connections; line and unframed clients, and connections
 * without a name, use the bucket of their address. Nothing is rejected: it is only read later.
 */

import { TokenBucket, type TokenBucketOptions } from "../chat/rate_limit.ts";
import type { Session } from "../chat/session.ts";
import type { Run } from "../protocol/run.ts";
import type { Received } from "../wire/dialect.ts";

/** A connection that pays for what it sends. */
export interface Payer {
  /** The address it comes from, as `addressKey` returns it. */
  address: string;
  /** Its person; undefined before `hello`. */
  session: Session | undefined;
  /** Whether what it sent is a `hello` of which everybody would be told. @default {false} */
  isJoining?: boolean;
}

/**
 * The buckets of so many addresses are kept. The one that was used longest ago goes first: by
 * default it is full again after two seconds, and then as good as a new one.
 */
const MAX_ADDRESSES = 4096;

/** So many people of one address may join at once: a whole class comes back after a restart. */
const JOINS_AT_ONCE = 64;
/** How many messages a join in the long run is worth: everybody is told of it. */
const MESSAGES_PER_JOIN = 10;
/** A class opens the page at once, and each takes eight requests, or asks what this is; each is worth a tenth of a message. */
const REQUESTS_AT_ONCE = 512;
const REQUESTS_PER_MESSAGE = 10;

/** What takes no token. */
const FREE: ReadonlySet<Received["type"]> = new Set(["end", "closed", "leave", "run"]);

/** The token buckets of one room. */
export class RateLimits {
  readonly #rate: number;
  readonly #messages: AddressBuckets;
  readonly #joins: AddressBuckets;
  readonly #requests: AddressBuckets;
  /** A session is forgotten with its token, and its bucket with it. */
  readonly #bySession = new WeakMap<Session, TokenBucket>();

  /**
   * Makes full buckets as they are needed.
   *
   * @param rate Messages per second in the long run; 0 sets no limit.
   */
  constructor(rate: number) {
    this.#rate = rate;
    this.#messages = new AddressBuckets({ rate });
    this.#joins = new AddressBuckets({ rate: rate / MESSAGES_PER_JOIN, burst: JOINS_AT_ONCE });
    this.#requests = new AddressBuckets({
      rate: rate * REQUESTS_PER_MESSAGE,
      burst: REQUESTS_AT_ONCE,
    });
  }

  /**
   * Takes the token of what a connection has sent, before it is dispatched. A `hello` needs none, but
   * waits for refused names before it, and for its turn when very many of one address have joined.
   * HTTP requests, and pings before `hello`, have a bucket of their own.
   * The end of a connection needs none either, and a run has paid (see `takeRun`).
   *
   * @returns 0 when it may be dispatched; else the time in ms to wait before the next try. Nothing
   *   is reserved for a connection that waits.
   */
  take({ address, session, isJoining }: Payer, { type }: Received, now: number): number {
    if (this.#rate === 0 || FREE.has(type)) return 0;
    if (type === "http" || type === "ping" && !session) {
      return this.#requests.of(address, now).take(now);
    }
    const bucket = this.#bucketOf({ address, session }, now);
    if (type !== "hello") return bucket.take(now);
    const joinMs = isJoining ? this.#joins.of(address, now).waitMs(1, now) : 0;
    return Math.max(bucket.waitMs(0, now), joinMs);
  }

  /** Takes the tokens of all messages of a run; false, and none taken, when there are not enough. */
  takeRun(payer: Payer, { count }: Run, now: number): boolean {
    return this.#rate === 0 || this.#bucketOf(payer, now).take(now, count) === 0;
  }

  #bucketOf({ address, session }: Payer, now: number): TokenBucket {
    return session && this.#bySession.get(session) || this.#messages.of(address, now);
  }

  /** A name was refused: that costs a token of the address. */
  onRefused(address: string, now: number): void {
    if (this.#rate > 0) this.#messages.of(address, now).charge(now);
  }

  /**
   * A session has a connection. A new one with a token begins with the tokens that its address has
   * left, which are moved: a client that joins under one name after the other gains nothing.
   */
  onJoined(address: string, session: Session, now: number): void {
    if (this.#rate === 0) return;
    const known = this.#bySession.get(session);
    if (known) return known.start(now);
    this.#joins.of(address, now).charge(now);
    if (session.tokenHash === null) return;
    const tokens = this.#messages.of(address, now).drain(now);
    this.#bySession.set(session, new TokenBucket({ rate: this.#rate, tokens }, now));
  }

  /**
   * A session has no connection any more. Its bucket is not refilled meanwhile: else one client with
   * many tokens would have a burst of each.
   */
  onAway(session: Session, now: number): void {
    this.#bySession.get(session)?.stop(now);
  }
}

/** Buckets by address: full ones are made as they are needed. */
class AddressBuckets {
  readonly #options: TokenBucketOptions;
  /** The one used longest ago is the first. */
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(options: TokenBucketOptions) {
    this.#options = options;
  }

  of(address: string, now: number): TokenBucket {
    const bucket = this.#buckets.get(address) ?? new TokenBucket(this.#options, now);
    this.#buckets.delete(address);
    this.#buckets.set(address, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > MAX_ADDRESSES) this.#buckets.delete(oldest!);
    return bucket;
  }
}
