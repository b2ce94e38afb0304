/** The sequencer of a server that is alone: it is its own order. */

import type { RoomCommand, Stamp } from "../chat/room_command.ts";
import type { Apply, Sequencer } from "./sequencer.ts";

/** Carries each command out before `submit` returns. */
export class LocalSequencer implements Sequencer {
  readonly server = "alone";
  readonly state = "open";
  readonly position: undefined = undefined;
  readonly elsewhere: readonly string[] = [];
  readonly servers: readonly string[] = [];
  readonly #stamp: Stamp;
  #apply: Apply = () => {};

  /**
   * Has no replica yet.
   *
   * @param stamp The time, whenever it is read.
   */
  constructor(stamp: Stamp) {
    this.#stamp = stamp;
  }

  get date(): number {
    return this.#stamp.date;
  }

  get awakeMs(): number {
    return this.#stamp.awakeMs;
  }

  start(apply: Apply): void {
    this.#apply = apply;
  }

  submit(command: RoomCommand): void {
    this.#apply(command, this.#stamp, true);
  }

  beat(): void {
    this.#apply({ type: "beat" }, this.#stamp, false);
  }

  opened(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#apply = () => {};
    return Promise.resolve();
  }
}
