/** The stream of a room in memory, with its snapshots: the test makes it fail. */

import { type Batch, decodeBatch } from "../../lib/nats/batch.ts";
import type { StreamMessage } from "../../lib/nats/shared_order.ts";
import type { SnapshotStore, Stream, StreamBounds, StreamListener } from "../../lib/nats/stream.ts";
import type { FakeClock } from "./fake_clock.ts";
import { encoded } from "./batches.ts";

/**
 * What becomes of a message that is published: it is stored, and acknowledged at once or when the test
 * says so; acknowledged, but the copy that is read has nothing in its place; stored without an
 * acknowledgement; not stored; or nothing is ever heard of it.
 */
export type Fate = "acked" | "acked-later" | "blanked" | "unacked" | "failed" | "lost";

/** One `follow()` of a stream. */
export interface Following extends StreamListener {
  /** From which number on. */
  readonly from: number;
  isStopped: boolean;
}

/** A stream, and where its snapshots are. */
export class FakeStream implements Stream, SnapshotStore {
  readonly epoch = "fake";
  /** All messages, also those that are not kept any more. */
  readonly messages: StreamMessage[] = [];
  /** Every message that somebody tried to publish, with the time of the clock. */
  readonly attempts: { at: number; batch: Batch }[] = [];
  /** Every `follow()` that was begun. */
  readonly followings: Following[] = [];
  /** When `bounds()` was called, by the clock. */
  readonly askedAt: number[] = [];
  /** The snapshots that were written. */
  readonly snapshots: Uint8Array[] = [];
  /** What becomes of the next messages, one by one; then of all others. */
  readonly nextFates: Fate[] = [];
  fate: Fate = "acked";
  /** The number of the oldest message that is kept. */
  firstSeq = 1;
  /** The messages that `message()` was called for, by their numbers. */
  readonly readSeqs: number[] = [];
  /** Why `bounds()`, `follow()`, `message()` or `write()` rejects; undefined if it does not. */
  boundsError?: Error | undefined;
  followError?: Error | undefined;
  messageError?: Error | undefined;
  writeError?: Error | undefined;
  /** `message()` resolves when this does. */
  messageReady: Promise<void> | undefined;
  /** `follow()` resolves when this does. */
  followReady: Promise<void> | undefined;
  /** Whether those who follow hear nothing. */
  isSilent = false;
  /** The numbers of messages that those who follow are not sent. */
  readonly skipped = new Set<number>();
  readonly #clock: FakeClock;
  readonly #late: (() => void)[] = [];

  constructor(clock: FakeClock) {
    this.#clock = clock;
  }

  get lastSeq(): number {
    return this.messages.length;
  }

  /** The batches of all messages. */
  get batches(): Batch[] {
    return this.messages.map(({ data }) => decodeBatch(data)!);
  }

  async publish(data: Uint8Array): Promise<number> {
    this.attempts.push({ at: this.#clock.now(), batch: decodeBatch(data)! });
    const fate = this.nextFates.shift() ?? this.fate;
    await Promise.resolve();
    if (fate === "failed") throw new Error("not stored");
    if (fate === "lost") return await new Promise<never>(() => {});
    const seq = this.add(fate === "blanked" ? { server: "", n: 0, commands: [] } : data);
    if (fate === "unacked") throw new Error("not acknowledged");
    if (fate === "acked-later") await new Promise<void>((resolve) => this.#late.push(resolve));
    return seq;
  }

  /** Acknowledges a message whose acknowledgement was late: the oldest one, or another. */
  acknowledge(at = 0): void {
    this.#late.splice(at, 1)[0]!();
  }

  /** Stores what another server publishes, now or at another date. */
  add(what: Uint8Array | Batch, date = this.#clock.date()): number {
    const data = what instanceof Uint8Array ? what : encoded(what);
    const message = { seq: this.messages.length + 1, date, data };
    this.messages.push(message);
    for (const following of this.followings) this.#send(following, message);
    return message.seq;
  }

  /** Tells those who follow that nothing more is there. */
  heartbeat(lastSeq = this.lastSeq): void {
    for (const following of this.#listening) following.onHeartbeat(lastSeq);
  }

  /** How many follow it. */
  get followerCount(): number {
    return this.#listening.length;
  }

  async bounds(): Promise<StreamBounds> {
    this.askedAt.push(this.#clock.now());
    await Promise.resolve();
    if (this.boundsError) throw this.boundsError;
    return { firstSeq: this.firstSeq, lastSeq: this.lastSeq };
  }

  async message(seq: number): Promise<StreamMessage | undefined> {
    this.readSeqs.push(seq);
    await this.messageReady;
    if (this.messageError) throw this.messageError;
    return this.messages[seq - 1];
  }

  async follow(from: number, listener: StreamListener): Promise<() => void> {
    const following: Following = {
      ...{ from, isStopped: false },
      onMessage: (message) => listener.onMessage(message),
      onHeartbeat: (lastSeq) => listener.onHeartbeat(lastSeq),
    };
    if (this.followError) throw this.followError;
    this.followings.push(following);
    for (const message of this.messages.slice(from - 1)) this.#send(following, message);
    await this.followReady;
    return () => following.isStopped = true;
  }

  async write(snapshot: Uint8Array): Promise<void> {
    await Promise.resolve();
    if (this.writeError) throw this.writeError;
    this.snapshots.push(snapshot);
  }

  read(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.snapshots.at(-1));
  }

  get #listening(): Following[] {
    return this.followings.filter(({ isStopped }) => !isStopped);
  }

  /** Messages come later than what brings them about, in their order. */
  #send(following: Following, message: StreamMessage): void {
    const isLost = this.isSilent || this.skipped.has(message.seq);
    Promise.resolve().then(() => {
      if (!isLost && !following.isStopped) following.onMessage(message);
    });
  }
}
