/**
 * The write-ahead log (`chat.db-wal`) of a history: new rows are in it, until a checkpoint copies
 * them to the main file. The main file says so itself: while the log is needed, its `needs_log` is 1,
 * and the first transaction in the log sets it to 0. So whoever reads both reads 0, and only a copy
 * of the main file alone reads 1. [edge]
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";

/**
 * A commit that makes the log this much longer is followed by a checkpoint. Measured: the checkpoint
 * of 4 MB blocks for 9 ms, a mark for 0.5 ms, a checkpoint that a reader prevents for 0.2 ms; the one
 * after a reader during which the log grew to 100 MB blocks once, for 0.4 s.
 */
const CHECKPOINT_BYTES = 4_194_304;

/** The log of one open file. */
export class WriteAheadLog {
  readonly #db: DatabaseSync;
  readonly #path: string;
  readonly #setNeedsLog: StatementSync;
  #isNeeded = true;
  #isMarked = false;
  /** The committed value of `needs_log`, as a reader of both files reads it. */
  #needsLog = false;
  #checkpointAtBytes = CHECKPOINT_BYTES;

  /**
   * Takes over the checkpoints of a file.
   *
   * @param db The connection, outside a transaction.
   * @param path The path of the file.
   */
  constructor(db: DatabaseSync, path: string) {
    this.#db = db;
    this.#path = logPathOf(path);
    // SQLite's own checkpoints would copy `needs_log = 0` while newer rows are in the log.
    db.exec("PRAGMA wal_autocheckpoint = 0");
    db.exec(`PRAGMA journal_size_limit = ${CHECKPOINT_BYTES}`);
    this.#setNeedsLog = db.prepare("UPDATE state SET needs_log = ?");
  }

  /** Whether the log contains rows that the main file may lack. */
  get isNeeded(): boolean {
    return this.#isNeeded;
  }

  /**
   * Marks the main file before the first rows go into the log. Called inside a transaction, which
   * is committed and begun again for it.
   */
  mark(): void {
    if (!this.#isMarked) {
      this.#setNeedsLog.run(1);
      this.#db.exec("COMMIT");
      this.#needsLog = true;
      this.#truncate();
      this.#isNeeded = true;
      this.#isMarked = true; // If a reader prevents it, a copy of the main file is not noticed.
      this.#db.exec("BEGIN IMMEDIATE");
    }
    if (this.#needsLog) this.#setNeedsLog.run(0);
  }

  /** Called after the commit of a marked transaction: keeps the log short. */
  onCommit(): void {
    this.#needsLog = false;
    if (this.#size() >= this.#checkpointAtBytes) this.#truncate();
  }

  /**
   * Copies the log to the main file, and truncates it. Called outside a transaction. Waits for
   * nobody: while another program reads, or after an error, it returns false.
   */
  checkpoint(): boolean {
    if (!this.#isNeeded) return true;
    try {
      if (this.#needsLog) this.#setNeedsLog.run(0);
    } catch {
      return false;
    }
    this.#needsLog = false;
    return this.#truncate();
  }

  #truncate(): boolean {
    let isDone = false;
    try {
      isDone = this.#db.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()!["busy"] === 0;
    } catch {
      // The rows are safe in the log. The next transaction throws the error of a broken disk.
    }
    this.#checkpointAtBytes = (isDone ? 0 : this.#size()) + CHECKPOINT_BYTES;
    if (isDone) this.#isNeeded = this.#isMarked = false;
    return isDone;
  }

  #size(): number {
    try {
      return Deno.statSync(this.#path).size;
    } catch {
      return 0;
    }
  }
}

/** Whether the log of a file stands beside it. */
export function hasLog(path: string): boolean {
  try {
    return Deno.statSync(logPathOf(path)).isFile;
  } catch {
    return false;
  }
}

/** SQLite follows links: the log stands beside the file that a link leads to. */
function logPathOf(path: string): string {
  return `${Deno.realPathSync(path)}-wal`;
}
