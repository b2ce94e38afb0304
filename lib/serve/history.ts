/** The history, as a room uses it: what is recorded, pruned and read back. */

import type { Archive } from "../chat/archive.ts";
import type { Logged } from "../chat/logged.ts";
import type { Sanction } from "../chat/sanction.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import type { Texts } from "../i18n/mod.ts";

/** Where a room is recorded, and read back. */
export interface History extends Archive {
  /** The highest number that ever was a session's. */
  readonly lastSession: number;
  /** Whether old entries are deleted. */
  readonly isPruned: boolean;
  /** The time of the newest entry, in ms since 1970; undefined when there is none. */
  readonly newestTime: number | undefined;
  /**
   * While the clock is not believed: the last date that was, in ms since 1970. It is on record, so
   * that a restart does not make a wrong clock right.
   */
  readonly believedDate: number | undefined;
  /** Whether nobody new is let in. */
  readonly isLocked: boolean;
  /** What the host decided about people. */
  readonly sanctions: SanctionRecord;
  /** What is kept of the password of the room. */
  readonly password: PasswordRecord;
  /** Whether a copy of the main file alone may lack something. */
  readonly needsCheckpoint: boolean;
  /** The sessions on record, with their private messages that are not resolved. */
  sessions(): { record: SessionRecord; unacked: Logged[] }[];
  /**
   * Writes entries and sessions, all of them or none.
   *
   * @param position On several servers: the message of the stream with which they came.
   * @throws {HistoryFailure} When it cannot.
   */
  record(entries: Logged[], sessions: Iterable<Session>, position?: StreamPosition): void;
  /**
   * The history goes on as the archive of a room on several servers.
   *
   * @param position The message of the stream behind which the room is.
   * @param from The number of the first entry that may be recorded next. What is recorded, and is not
   *   followed by it, is not read any more.
   * @throws {HistoryFailure} When it cannot.
   */
  begin(position: StreamPosition, from: number): void;
  /**
   * Deletes some of the entries that are too old.
   *
   * @param now In ms since 1970.
   * @returns Whether there are more of them.
   * @throws {HistoryFailure} When it cannot.
   */
  prune(now: number): boolean;
  /**
   * Sets `believedDate`.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  setBelievedDate(date: number | undefined): void;
  /**
   * Sets `isLocked`.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  setLocked(isLocked: boolean): void;
  /**
   * Makes the main file complete. Waits for nobody, and throws nothing.
   *
   * @returns Whether it is.
   */
  checkpoint(): boolean;
}

/** Where sanctions are recorded, and read back. */
export interface SanctionRecord {
  /** All of them, in the order in which they were added. */
  all(): Sanction[];
  /**
   * Writes these in place of all others, all of them or none.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  replace(sanctions: readonly Sanction[]): void;
}

/** Where the password of a room is recorded, and read back: what a server keeps of it. */
export interface PasswordRecord {
  /** What is kept; undefined when there is no password. */
  read(): string | undefined;
  /**
   * Writes what is kept; undefined for no password.
   *
   * @throws {HistoryFailure} When it cannot.
   */
  write(password: string | undefined): void;
}

/** An error of a history that cannot be written. */
export interface HistoryFailure {
  /** The reason. */
  code: keyof Texts["historyFailures"];
  /** The file. */
  path: string;
  /** What the sentence needs beside the file: its version, or the system's number, if any. */
  detail: string;
}

/** Whether an error is the history's. */
export function isHistoryFailure(error: unknown): error is HistoryFailure {
  return error instanceof Error && "code" in error && "detail" in error;
}

/**
 * The sentence for an error of a history.
 *
 * @throws The error, if it is not the history's.
 */
export function failureSentence(error: unknown, texts: Texts): string {
  if (!isHistoryFailure(error)) throw error;
  return texts.historyFailures[error.code](error.path, error.detail);
}
