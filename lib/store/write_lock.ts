/**
 * The write lock of a history: a transaction that is always open, but for the moment after a commit.
 * Two servers that write to one file would assign the same numbers. [edge]
 */

import type { DatabaseSync } from "node:sqlite";
import { toHistoryError } from "./history_error.ts";
import type { WriteAheadLog } from "./write_ahead_log.ts";

/** The lock of one open file. */
export class WriteLock {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #log: WriteAheadLog;

  /**
   * Takes the lock.
   *
   * @param db The connection, outside a transaction.
   * @param path The path of the file, for errors.
   * @param log The write-ahead log of the file.
   */
  constructor(db: DatabaseSync, path: string, log: WriteAheadLog) {
    this.#db = db;
    this.#path = path;
    this.#log = log;
    this.#take();
    // From now on people are waiting: a lock that another program has is an error at once.
    db.exec("PRAGMA busy_timeout = 0");
  }

  /**
   * Runs a transaction: all of it, or nothing.
   *
   * @throws {HistoryError} If it fails. It is rolled back.
   */
  write(write: () => void): void {
    try {
      this.#take();
      this.#log.mark();
      write();
      this.#db.exec("COMMIT");
      this.#log.onCommit();
    } catch (error) {
      this.release();
      throw toHistoryError(this.#path, error);
    } finally {
      this.#retake();
    }
  }

  /** Does what is not possible inside a transaction. */
  outside<T>(act: () => T): T {
    try {
      this.release();
      return act();
    } finally {
      this.#retake();
    }
  }

  /** Releases the lock. What was not committed is rolled back. */
  release(): void {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }

  #retake(): void {
    try {
      this.#take();
    } catch {
      // Another process has taken the lock. The next call throws the error.
    }
  }

  /** Begins a transaction, which takes the write lock. Does nothing inside a transaction. */
  #take(): void {
    if (!this.#db.isTransaction) this.#db.exec("BEGIN IMMEDIATE");
  }
}
