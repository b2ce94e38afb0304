/**
 * The recorder: writes entries and changed sessions to the history before they are published, one
 * transaction a turn. While that fails they stay unpublished, and it is tried again every second.
 */

import type { Hub } from "../chat/hub.ts";
import type { Archive, Log, Logged } from "../chat/log.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { Texts } from "../i18n/mod.ts";

/** Where a room is recorded, and read back. */
export interface History extends Archive {
  /** The highest number that ever was a session's. */
  readonly lastSession: number;
  /** The sessions on record, with their private messages that are not resolved. */
  sessions(): { record: SessionRecord; unacked: Logged[] }[];
  /**
   * Writes entries and sessions, all of them or none.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  record(entries: Logged[], sessions: Iterable<Session>): void;
  /**
   * Deletes some of the entries that are too old.
   *
   * @param now In ms since 1970.
   * @returns Whether there are more of them.
   * @throws {HistoryFailure} When it cannot.
   */
  prune(now: number): boolean;
}

/** An error of a history that cannot be written. */
export interface HistoryFailure {
  /** The reason. */
  code: keyof Texts["historyFailures"];
  /** The file. */
  path: string;
  /** What the sentence needs beside the file. */
  detail: string;
}

/** What a recorder is made with. */
export interface RecorderOptions {
  /** Where it writes; without it nothing is kept. */
  history?: History;
  /** The language of the console. */
  texts: Texts;
  /** Shows a text on the console. */
  print: (text: string) => void;
}

const RETRY_MS = 1_000;
const PRUNE_MS = 600_000;

/** The one writer of a history. */
export class Recorder {
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #options: RecorderOptions;
  #canRecord = true;
  #retryAt = 0;
  #pruneAt = 0;

  /**
   * Makes a recorder with nothing to record.
   *
   * @param hub The room whose sessions change.
   * @param log Where entries are appended.
   * @param options Where they are written.
   */
  constructor(hub: Hub, log: Log, options: RecorderOptions) {
    this.#hub = hub;
    this.#log = log;
    this.#options = options;
  }

  /** Whether the history can be written: false from a failure until a retry succeeds. */
  get canRecord(): boolean {
    return this.#canRecord;
  }

  /**
   * Writes the entries that are not published, and the sessions that changed.
   *
   * @param now In ms; only differences count.
   * @returns Whether they are written. After a failure, calls do nothing for a second.
   */
  record(now: number): boolean {
    const { history, texts, print } = this.#options;
    const { changed } = this.#hub;
    if (!this.#canRecord && now < this.#retryAt) return false;
    try {
      const hasNew = changed.size > 0 || this.#log.last > this.#log.head;
      if (hasNew) history?.record(this.#log.unpublished(), changed);
    } catch (error) {
      if (this.#canRecord) print(texts.historyPaused(this.#sentenceOf(error)));
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
   * Deletes old entries, some at a time; looks for them every ten minutes.
   *
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  prune(now: number, date: number): void {
    const { history, print } = this.#options;
    if (!history || now < this.#pruneAt || !this.#canRecord) return;
    this.#pruneAt = now + PRUNE_MS;
    try {
      if (history.prune(date)) this.#pruneAt = now;
    } catch (error) {
      print(this.#sentenceOf(error));
    }
  }

  #sentenceOf(error: unknown): string {
    if (!isHistoryFailure(error)) throw error;
    return this.#options.texts.historyFailures[error.code](error.path, error.detail);
  }
}

function isHistoryFailure(error: unknown): error is HistoryFailure {
  return error instanceof Error && "code" in error && "detail" in error;
}
