/** A publisher whose stream and clock are the test's. */

import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { type Batch, encodeCommand } from "../../lib/nats/batch.ts";
import { Publisher } from "../../lib/nats/publisher.ts";
import { CHARTER } from "./batches.ts";
import { FakeClock, turn } from "./fake_clock.ts";
import { FakeStream } from "./fake_stream.ts";

/** A message that takes so many bytes in a batch. */
export function sayOf(bytes: number): RoomCommand {
  const say = (text: string): RoomCommand => ({
    ...{ type: "act", seat: "me/1", act: { type: "say", text } },
  });
  return say("x".repeat(bytes - encodeCommand(say("")).length));
}

/** A publisher named `me`. */
export class PublisherFixture {
  readonly clock = new FakeClock();
  readonly stream = new FakeStream(this.clock);
  readonly publisher: Publisher;
  /** The digest to publish. */
  digest: Batch["digest"];
  /** Whether the publisher waited, each time it told of progress. */
  readonly progress: boolean[] = [];

  constructor() {
    const { clock, stream } = this;
    this.publisher = new Publisher({
      ...{ server: "me", clock },
      publish: (data) => stream.publish(data),
      digest: () => this.digest,
      onProgress: () => this.progress.push(this.publisher.isWaiting),
    });
  }

  /** One that has published its first batch. */
  static async started(): Promise<PublisherFixture> {
    const fixture = new PublisherFixture();
    fixture.publisher.start({ charter: CHARTER });
    await turn();
    return fixture;
  }

  /** Submits notices. */
  submit(...texts: string[]): void {
    for (const text of texts) this.publisher.submit({ type: "notice", text });
  }

  /** Submits notices, and lets everything happen that needs no time. */
  async publish(...texts: string[]): Promise<void> {
    this.submit(...texts);
    await turn();
  }

  /** What was tried to be published, without the first batch: the numbers, and the texts of notices. */
  get tried(): [number, ...string[]][] {
    return this.stream.attempts.filter(({ batch }) => batch.n > 1).map(({ batch }) => {
      const texts = batch.commands.map((one) => one.type === "notice" ? one.text : one.type);
      return [batch.n, ...texts];
    });
  }

  /** When it was tried, by the clock. */
  get triedAt(): number[] {
    return this.stream.attempts.map(({ at }) => at);
  }

  /** How many commands each batch in the stream has. */
  get counts(): number[] {
    return this.stream.batches.map(({ commands }) => commands.length);
  }
}
