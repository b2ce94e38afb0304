/**
 * The recorder: writes entries and changed sessions to the history before they are published, one
 * transaction a turn. While that fails they stay unpublished, and it is tried again every second. The
 * main file lacks at most the last second: the process may be ended at any moment without a word, as
 * by the X of its window on Windows.
 */

import type { Hub } from "../chat/hub.ts";
import type { Log } from "../chat/log.ts";
import type { Clock } from "../clock.ts";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import type { Texts } from "../i18n/mod.ts";
import { failureSentence, type History } from "./history.ts";
import { Pruner } from "./pruner.ts";

/** What a recorder is made with. */
export interface RecorderOptions {
  /** Where it writes; without it nothing is kept. */
  history?: History;
  /** On several servers: where in their stream the room is. @default {nowhere} */
  stream?: { readonly position: StreamPosition | undefined };
  /** The language of the console. */
  texts: Texts;
  /** Shows a text on the console. */
  print: (text: string) => void;
}

const RETRY_MS = 1_000;
/** The main file is made complete at the first sweep, of four a second, at which it lacks so much. */
const LACKING_MS = 750;
/**
 * No more often than at each fourth sweep, and a failed attempt is repeated so often. Measured, with
 * the sync of both files: 1.7 ms each time whatever the size of the file, so 0.2 % of the time in a
 * conversation that never pauses.
 */
const CHECKPOINT_MS = 900;

/** The one writer of a history. */
export class Recorder {
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #options: RecorderOptions;
  #canRecord = true;
  readonly #pruner: Pruner;
  #retryAt = 0;
  /** The first record since the main file was complete. */
  #lackingSince = 0;
  #checkpointedAt = -Infinity;

  /**
   * Makes a recorder with nothing to record.
   *
   * @param hub The room whose sessions change.
   * @param log Where entries are appended.
   * @param options Where they are written.
   * @param clock The clock, which is compared with the history.
   */
  constructor(hub: Hub, log: Log, options: RecorderOptions, clock: Clock) {
    this.#hub = hub;
    this.#log = log;
    this.#options = options;
    this.#pruner = new Pruner(options, clock.now(), clock.date());
  }

  /** Whether the history can be written: false from a failure until a retry succeeds. */
  get canRecord(): boolean {
    return this.#canRecord;
  }

  /** Whether `sweep` has something to do even in an empty room. */
  get hasWork(): boolean {
    const { history } = this.#options;
    return !this.#canRecord || this.#pruner.hasMore || history?.needsCheckpoint === true;
  }

  /**
   * Writes the entries that are not published, and the sessions that changed.
   *
   * @param now In ms; only differences count.
   * @returns Whether they are written. After a failure, calls do nothing for a second.
   */
  record(now: number): boolean {
    const { history, texts, print, stream } = this.#options;
    const { changed } = this.#hub;
    if (!this.#canRecord && now < this.#retryAt) return false;
    try {
      if (history && (changed.size > 0 || this.#log.last > history.last)) {
        if (!history.needsCheckpoint) this.#lackingSince = now;
        history.record(this.#log.after(history.last), changed, stream?.position);
      }
    } catch (error) {
      if (this.#canRecord) print(texts.historyPaused(failureSentence(error, texts)));
      this.#canRecord = false;
      this.#retryAt = now + RETRY_MS;
      return false;
    }
    if (!this.#canRecord) print(texts.historyResumed);
    this.#canRecord = true;
    changed.clear();
    return true;
  }

  /**
   * Deletes old entries, some at a time, and makes the main file complete once a second.
   *
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  sweep(now: number, date: number): void {
    if (!this.#canRecord) return;
    this.#pruner.sweep(now, date);
    this.#checkpoint(now);
  }

  /** The operator says that the clock is right: old entries are deleted again. */
  confirmPruning(now: number, date: number): void {
    this.#pruner.confirm(now, date);
  }

  #checkpoint(now: number): void {
    const { history } = this.#options;
    if (!history?.needsCheckpoint) return;
    if (now - this.#lackingSince < LACKING_MS || now - this.#checkpointedAt < CHECKPOINT_MS) return;
    this.#checkpointedAt = now;
    history.checkpoint();
  }
}
