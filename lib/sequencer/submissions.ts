/** The commands of one server that are on their way to its replica, and who waits for their outcome. */

import type { Outcome } from "../chat/outcome.ts";
import type { Replica } from "../chat/replica.ts";
import type { RoomCommand } from "../chat/room_command.ts";
import type { Admit, Sequencer, SequencerState, StreamPosition } from "./sequencer.ts";

/** Called with what came of a command. */
export type OnApplied = (outcome: Outcome) => void;

const ignore: OnApplied = () => {};

/** The submissions of one server. */
export class Submissions {
  readonly #sequencer: Sequencer;
  /** In the order in which they were submitted, which is that in which they are carried out. */
  readonly #waiting: OnApplied[] = [];

  /**
   * Starts the sequencer.
   *
   * @param sequencer Puts the commands in order.
   * @param replica Carries them out.
   * @param turnstile Makes entries of other servers wait for the readers and the disk of this one.
   * @param onChanged Called after each, whoever submitted it.
   */
  constructor(
    sequencer: Sequencer,
    replica: Replica,
    turnstile: { admitForeign: Admit },
    onChanged: () => void,
  ) {
    this.#sequencer = sequencer;
    sequencer.start(
      (command, stamp, isOwn) => {
        const onApplied = isOwn ? this.#waiting.shift()! : ignore;
        const outcome = replica.apply(command, stamp);
        onChanged(); // What the outcome tells is on record.
        onApplied(outcome);
      },
      replica,
      (weight, entries) => turnstile.admitForeign(weight, entries),
    );
  }

  /** Names this server in its seats. */
  get server(): string {
    return this.#sequencer.server;
  }

  /** The last message of the stream that was carried out; undefined without one. */
  get position(): StreamPosition | undefined {
    return this.#sequencer.position;
  }

  /** The time of the room, in ms since 1970. */
  get date(): number {
    return this.#sequencer.date;
  }

  /** The awake clock of the room, in ms. */
  get awakeMs(): number {
    return this.#sequencer.awakeMs;
  }

  /** What may be submitted. */
  get state(): SequencerState {
    return this.#sequencer.state;
  }

  /** Where the same room is served, too. */
  get elsewhere(): readonly string[] {
    return this.#sequencer.elsewhere;
  }

  /** Where the room is or was served lately. */
  get servers(): readonly string[] {
    return this.#sequencer.servers;
  }

  /** Resolves when everything may be submitted again. */
  opened(): Promise<void> {
    return this.#sequencer.opened();
  }

  /** Submits a command. */
  submit(command: RoomCommand, onApplied = ignore): void {
    this.#waiting.push(onApplied);
    this.#sequencer.submit(command);
  }

  /** Time has passed. */
  beat(): void {
    this.#sequencer.beat();
  }

  /** Nothing is carried out any more. Resolves when what was submitted is in order. */
  close(): Promise<void> {
    return this.#sequencer.close();
  }
}
