/** A server of a room on several: its sequencer and its replica, at a stream in memory. */

import type { RoomCommand } from "../../lib/chat/room_command.ts";
import { NatsFailure } from "../../lib/nats/nats_failure.ts";
import { NatsSequencer, type NatsSequencerOptions } from "../../lib/nats/nats_sequencer.ts";
import type { Admit } from "../../lib/sequencer/sequencer.ts";
import { CHARTER } from "./batches.ts";
import { FakeClock, turn } from "./fake_clock.ts";
import { FakeStream } from "./fake_stream.ts";
import { copyOf, TestReplica } from "./test_replica.ts";

/** One server. */
export class SequencerFixture {
  readonly clock: FakeClock;
  readonly stream: FakeStream;
  readonly room: TestReplica;
  readonly sequencer: NatsSequencer;
  /** What was carried out, but beats, and whether it was submitted here. */
  readonly applied: [command: RoomCommand, isOwn: boolean][] = [];
  /** Why snapshots could not be written. */
  readonly unsaved: string[] = [];
  /** The kinds of failures, and their details. */
  readonly failures: string[][] = [];
  isReady = false;
  /** Makes what comes wait for room; there always is some, unless the test has none. */
  admit: Admit = () => undefined;

  /** @param stream That of another server; with a new one this server is the first one. */
  constructor(
    server: string,
    { clock, stream }: { clock: FakeClock; stream: FakeStream } = newStream(),
    { room = new TestReplica(), ...options }: FixtureOptions = {},
  ) {
    this.clock = clock;
    this.stream = stream;
    this.room = room;
    this.sequencer = new NatsSequencer({
      onUnsaved: (error: unknown) => this.unsaved.push(String(error)),
      onError: (error: unknown) => this.failures.push(["error", String(error)]),
      ...{ server, stream, clock, charter: CHARTER },
      ...{ snapshots: stream, lastSeq: stream.lastSeq, ...options },
      onFailure: (failure) => {
        if (!(failure instanceof NatsFailure)) throw failure;
        this.failures.push([failure.code, ...failure.details]);
      },
    });
    this.sequencer.ready.then(() => this.isReady = true);
  }

  /** One that takes part in the room. */
  static async opened(
    server: string,
    other?: SequencerFixture,
    options: FixtureOptions = {},
  ): Promise<SequencerFixture> {
    const fixture = new SequencerFixture(server, other, options);
    await fixture.start();
    return fixture;
  }

  /** Starts, and lets everything happen that needs no time. */
  async start(): Promise<void> {
    const { replica } = this.room;
    this.sequencer.start(
      (command, stamp, isOwn) => {
        if (command.type !== "beat") this.applied.push([command, isOwn]);
        replica.apply(command, stamp);
      },
      replica,
      (weight, entries) => this.admit(weight, entries),
    );
    await turn();
  }

  /** Submits notices, and lets everything happen that needs no time. */
  async publish(...texts: string[]): Promise<void> {
    for (const text of texts) this.sequencer.submit({ type: "notice", text });
    await turn();
  }

  /** What this server tried to publish: the numbers of its batches, and the texts of notices. */
  get tried(): [number, ...string[]][] {
    const own = this.stream.attempts.filter(({ batch }) => batch.server === this.sequencer.server);
    return own.map(({ batch: { n, commands } }) => {
      return [n, ...commands.map((one) => one.type === "notice" ? one.text : one.type)];
    });
  }

  /** The notices that were told in the room. */
  get notices(): string[] {
    const entries = this.room.replica.entriesAfter(0).map(({ entry }) => entry);
    return entries.flatMap((entry) => entry.type === "notice" ? [entry.text] : []);
  }
}

/** What of a sequencer the test chooses. */
export type FixtureOptions = Partial<NatsSequencerOptions> & { room?: TestReplica };

function newStream() {
  const clock = new FakeClock();
  return { clock, stream: new FakeStream(clock) };
}

/** What a server goes on with, of the last snapshot that was written. */
export function lastSnapshotOf(
  stream: FakeStream,
): Required<Pick<FixtureOptions, "snapshot" | "room">> {
  const snapshot = JSON.parse(new TextDecoder().decode(stream.snapshots.at(-1)));
  return { snapshot, room: continuedRoom(snapshot.replica) };
}

function continuedRoom(snapshot: TestReplica["replica"]["snapshot"]): TestReplica {
  return copyOf({ replica: { snapshot } } as TestReplica);
}
