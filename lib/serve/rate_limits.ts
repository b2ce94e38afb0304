/**
 * The rate limits of a room: which token bucket pays for what a connection sends. A person with a
 * resume token has one bucket, across connections; line and unframed clients, and connections
 * without a name, use the bucket of their address. Nothing is rejected: it is only read later.
 */

import { TokenBucket } from "../chat/rate_limit.ts";
import type { Session } from "../chat/session.ts";
import type { Received } from "../wire/dialect.ts";

/** A connection that pays for what it sends. */
export interface Payer {
  /** The address it comes from, as `addressKey` returns it. */
  address: string;
  /** Its person; undefined before `hello`. */
  session: Session | undefined;
}

/**
 * The buckets of so many addresses are kept. The one that was used longest ago goes first: by
 * default it is full again after two seconds, and then as good as a new one.
 */
const MAX_ADDRESSES = 4096;

/** The token buckets of one room. */
export class RateLimits {
  readonly #rate: number;
  /** By address, the one used longest ago first. */
  readonly #byAddress = new Map<string, TokenBucket>();
  /** A session is forgotten with its token, and its bucket with it. */
  readonly #bySession = new WeakMap<Session, TokenBucket>();

  /**
   * Makes full buckets as they are needed.
   *
   * @param rate Messages per second in the long run; 0 sets no limit.
   */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /**
   * Takes the token of what a connection has sent, before it is dispatched. A `hello` needs none:
   * everybody of one address may come back at once. It waits only for refused names before it. The
   * end of a connection needs none either.
   *
   * @returns 0 when it may be dispatched; else the time in ms to wait before the next try. Nothing
   *   is reserved for a connection that waits.
   */
  take({ address, session }: Payer, { type }: Received, now: number): number {
    if (this.#rate === 0 || type === "end" || type === "leave") return 0;
    const bucket = session && this.#bySession.get(session) || this.#bucketOf(address, now);
    return type === "hello" ? bucket.waitMs(0, now) : bucket.take(now);
  }

  /** A name was refused: that costs a token of the address. */
  onRefused(address: string, now: number): void {
    if (this.#rate > 0) this.#bucketOf(address, now).charge(now);
  }

  /**
   * A session has a connection. A new one with a token begins with the tokens that its address has
   * left, which are moved: a client that joins under one name after the other gains nothing.
   */
  onJoined(address: string, session: Session, now: number): void {
    if (this.#rate === 0 || session.tokenHash === null) return;
    const known = this.#bySession.get(session);
    if (known) return known.start(now);
    const tokens = this.#bucketOf(address, now).drain(now);
    this.#bySession.set(session, new TokenBucket({ rate: this.#rate, tokens }, now));
  }

  /**
   * A session has no connection any more. Its bucket is not refilled meanwhile: else one client with
   * many tokens would have a burst of each.
   */
  onAway(session: Session, now: number): void {
    this.#bySession.get(session)?.stop(now);
  }

  #bucketOf(address: string, now: number): TokenBucket {
    const bucket = this.#byAddress.get(address) ?? new TokenBucket({ rate: this.#rate }, now);
    this.#byAddress.delete(address);
    this.#byAddress.set(address, bucket);
    const [oldest] = this.#byAddress.keys();
    if (this.#byAddress.size > MAX_ADDRESSES) this.#byAddress.delete(oldest!);
    return bucket;
  }
}
