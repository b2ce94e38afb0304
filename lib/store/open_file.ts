/** Opens the file of a history: creates it, checks whose it is, and migrates it. [edge] */

import { DatabaseSync } from "node:sqlite";
import { HistoryError } from "./history_error.ts";
import { isOurs, migrate, versionOf } from "./schema.ts";
import { hasLog } from "./write_ahead_log.ts";

/** A file that was opened. */
export interface OpenFile {
  /** The connection, outside a transaction. */
  db: DatabaseSync;
  /** Whether the file is a copy that was made without its write-ahead log. */
  isIncomplete: boolean;
}

/** The busy timeout: another server that is closing releases its lock within this time. */
const BUSY_TIMEOUT_MS = 500;

/**
 * Opens a file, or creates one that only this user may read.
 *
 * @param path The path of the file.
 * @param migrations The migrations to apply to it.
 * @throws The error of SQLite or of the system, or a `HistoryError`.
 */
export function openFile(path: string, migrations: readonly string[]): OpenFile {
  createPrivately(path);
  const isAlone = !hasLog(path);
  const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    return { db, isIncomplete: prepare(path, db, migrations) && isAlone };
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Migrates the file to the newest version.
 *
 * @returns Whether it said that it is not complete without its write-ahead log.
 */
function prepare(path: string, db: DatabaseSync, migrations: readonly string[]): boolean {
  // Checked before the first write: the file may belong to another program.
  if (!isOurs(db)) throw new HistoryError(path, "not-ours", "file is another program's");
  const version = versionOf(db);
  if (version > migrations.length) throw new HistoryError(path, "newer", String(version));
  // With a write-ahead log (WAL), a reader never waits for the writer (sqlite.org/wal.html). FULL
  // syncs every transaction to the disk before its entries are published.
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec("BEGIN IMMEDIATE");
  migrate(db, migrations);
  const { changes } = db.prepare("UPDATE state SET needs_log = 0 WHERE needs_log = 1").run();
  db.exec("COMMIT");
  return changes > 0;
}

/** Creates the file with mode 0600: SQLite would make it readable for all users. */
function createPrivately(path: string): void {
  try {
    Deno.openSync(path, { createNew: true, write: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    const { isFile, size } = Deno.statSync(path);
    if (isFile && size === 0 && Deno.build.os !== "windows") Deno.chmodSync(path, 0o600);
  }
}
