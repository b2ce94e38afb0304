/** A sequencer that carries commands out when the test says so. */

import type { RoomCommand, Stamp } from "../../lib/chat/room_command.ts";
import type {
  Apply,
  Sequencer,
  SequencerState,
  StreamPosition,
} from "../../lib/sequencer/sequencer.ts";

/** Keeps what is submitted, in its order. */
export class LateSequencer implements Sequencer {
  readonly server = "este";
  position: StreamPosition | undefined;
  awakeMs = 0;
  date = 1_000_000;
  elsewhere: readonly string[] = [];
  servers: readonly string[] = [];
  /** What is not carried out yet. */
  readonly submitted: RoomCommand[] = [];
  #apply?: Apply;
  #state: SequencerState = "open";
  #opened = Promise.withResolvers<void>();

  get state(): SequencerState {
    return this.#state;
  }

  set state(state: SequencerState) {
    this.#state = state;
    if (state !== "open") return;
    this.#opened.resolve();
    this.#opened = Promise.withResolvers();
  }

  start(apply: Apply): void {
    this.#apply = apply;
  }

  submit(command: RoomCommand): void {
    this.submitted.push(command);
  }

  beat(): void {}

  opened(): Promise<void> {
    return this.#state === "open" ? Promise.resolve() : this.#opened.promise;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Carries out all that was submitted, with what comes of it. */
  release(stamp: Stamp = { date: 1_000, awakeMs: 0 }): void {
    for (let next = this.submitted.shift(); next; next = this.submitted.shift()) {
      this.#apply!(next, stamp, true);
    }
  }

  /** Carries out a command that was submitted to another server. */
  applyForeign(command: RoomCommand, stamp: Stamp = { date: 1_000, awakeMs: 0 }): void {
    this.#apply!(command, stamp, false);
  }
}
