/** A follower whose stream and clock are the test's. */

import { Follower } from "../../lib/nats/follower.ts";
import type { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { batchOf } from "./batches.ts";
import { FakeClock, turn } from "./fake_clock.ts";
import { FakeStream, type Following } from "./fake_stream.ts";

/** A follower, and what it has received. */
export class FollowerFixture {
  readonly clock = new FakeClock();
  readonly stream = new FakeStream(this.clock);
  readonly follower: Follower;
  /** The numbers of the messages, in their order. */
  readonly received: number[] = [];
  receivedSeq = 0;
  knownSeq = 0;
  /** The kinds of failures, and their details. */
  readonly failures: string[][] = [];

  constructor() {
    const { clock, stream } = this;
    this.follower = new Follower({
      ...{ clock, stream },
      receivedSeq: () => this.receivedSeq,
      knownSeq: () => this.knownSeq,
      onMessage: ({ seq }) => this.received.push(this.receivedSeq = seq),
      onFailure: ({ code, details }: NatsFailure) => this.failures.push([code, ...details]),
    });
  }

  /** One that follows a stream with so many messages. */
  static async started(count = 0): Promise<FollowerFixture> {
    const fixture = new FollowerFixture();
    fixture.add(count);
    fixture.follower.start();
    await turn();
    return fixture;
  }

  /** Adds so many messages to the stream. */
  add(count = 1): void {
    for (let at = 0; at < count; at++) this.stream.add(batchOf("a", 1));
  }

  /** From which number on the stream was followed, each time. */
  get followedFrom(): number[] {
    return this.stream.followings.map(({ from }) => from);
  }

  /** The last time that the stream was followed. */
  get following(): Following {
    return this.stream.followings.at(-1)!;
  }

  /** Lets time pass in which the stream is heard of, each half second. */
  async advanceHearing(ms: number): Promise<void> {
    for (let at = 0; at < ms; at += 500) {
      await this.clock.advance(500);
      this.stream.heartbeat(this.receivedSeq);
    }
  }
}

/** A message without content. */
export function emptyMessage(seq: number) {
  return { seq, date: 1_000, data: new Uint8Array() };
}
