/** A run of messages in the log: one object for all of them, whose entries are made when they are read. */

import type { Entry } from "../protocol.ts";
import type { Run, SaidRun } from "../protocol/run.ts";
import type { Logged } from "./logged.ts";

/** Messages of one author and one moment. */
export class LoggedRun implements SaidRun {
  readonly seq: number;
  readonly time: number;
  readonly from: string;
  /** The number of the author's session. */
  readonly by: number;
  /** Everybody may read it. */
  readonly to = 0;
  readonly id: number | undefined;
  readonly text: string;
  readonly ends: number[] = [];

  /**
   * Logs a run.
   *
   * @param run The messages.
   * @param author The name, and the number of the session.
   * @param first The number of the first entry, and the time of all in ms since 1970.
   */
  constructor(
    { id, text }: Run,
    { from, by }: { from: string; by: number },
    { seq, time }: { seq: number; time: number },
  ) {
    this.seq = seq;
    this.time = time;
    this.from = from;
    this.by = by;
    this.id = id;
    this.text = text;
    for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) {
      this.ends.push(end);
    }
    this.ends.push(text.length);
  }

  /** How many UTF-16 units the message with a number has. */
  unitsOf(seq: number): number {
    const at = seq - this.seq;
    return this.ends[at]! - this.#startOf(at);
  }

  /** The entry with a number. */
  at(seq: number): Logged {
    return { entry: this.#entry(seq), by: this.by, to: 0 };
  }

  #entry(seq: number): Entry {
    const at = seq - this.seq;
    const { time, from, id } = this;
    const text = this.text.slice(this.#startOf(at), this.ends[at]);
    return id === undefined
      ? { type: "said", seq, time, from, text }
      : { type: "said", seq, time, from, id: id + at, text };
  }

  #startOf(at: number): number {
    return at === 0 ? 0 : this.ends[at - 1]! + 1;
  }
}
