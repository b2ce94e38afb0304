/**
 * What happened goes on disk before anybody is shown it, all of one turn in one transaction. While
 * that fails, what happened waits here and is tried again, and the hub begins nothing new.
 */

import type { Hub } from "../chat/hub.ts";
import type { Archive, Log, Logged } from "../chat/log.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { Texts } from "../i18n/mod.ts";

/** Where what happens is recorded, and read back. */
export interface History extends Archive {
  /** The highest number that ever was a session's. */
  readonly lastSession: number;
  /** The sessions as they were kept, with the private messages whose fate nobody knows. */
  sessions(): { record: SessionRecord; waiting: Logged[] }[];
  /**
   * Keeps entries, and what has become of sessions, all of it or nothing.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  record(entries: Logged[], sessions: Iterable<Session>): void;
  /**
   * Forgets some of what is too old, if it is to forget anything.
   *
   * @param now In ms since 1970.
   * @returns Whether there is more of it.
   * @throws {HistoryFailure} When it cannot.
   */
  prune(now: number): boolean;
}

/** What an error says when the record could not be kept. */
export interface HistoryFailure {
  /** Why. */
  code: keyof Texts["historyFailures"];
  /** The file. */
  path: string;
  /** What the sentence needs beside the file. */
  detail: string;
}

/** What a recorder is handed. */
export interface RecorderOptions {
  /** Where to; without it nothing is kept. */
  history?: History;
  /** The language of the console. */
  texts: Texts;
  /** Shows a text on the console. */
  print: (text: string) => void;
}

const RETRY_MS = 1_000;
const PRUNE_MS = 600_000;

/** The one writer of a room's history. */
export class Recorder {
  readonly #hub: Hub;
  readonly #log: Log;
  readonly #options: RecorderOptions;
  #retryAt = 0;
  #pruneAt = 0;

  /**
   * Makes a recorder with nothing to record.
   *
   * @param hub Whose sessions change.
   * @param log Where what happens is appended.
   * @param options Where to.
   */
  constructor(hub: Hub, log: Log, options: RecorderOptions) {
    this.#hub = hub;
    this.#log = log;
    this.#options = options;
  }

  /**
   * Keeps what was appended and not published, and the sessions that changed.
   *
   * @param now In ms; only differences count.
   * @returns Whether it is kept; what cannot be kept now is tried again, a second later at soonest.
   */
  record(now: number): boolean {
    const { history, texts, print } = this.#options;
    const { changed } = this.#hub;
    if (!this.#hub.canRecord && now < this.#retryAt) return false;
    try {
      const isNews = changed.size > 0 || this.#log.last > this.#log.head;
      if (isNews) history?.record(this.#log.unpublished(), changed);
    } catch (error) {
      if (this.#hub.canRecord) print(texts.historyPaused(this.#sentenceOf(error)));
      this.#hub.canRecord = false;
      this.#retryAt = now + RETRY_MS;
      return false;
    }
    if (!this.#hub.canRecord) print(texts.historyResumed);
    this.#hub.canRecord = true;
    changed.clear();
    return true;
  }

  /**
   * Forgets what is too old, a little at a time; looks for it every ten minutes.
   *
   * @param now In ms; only differences count.
   * @param date In ms since 1970.
   */
  prune(now: number, date: number): void {
    const { history, print } = this.#options;
    if (!history || now < this.#pruneAt || !this.#hub.canRecord) return;
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
