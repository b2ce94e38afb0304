/**
 * The history: numbered entries and sessions in an SQLite file with a write-ahead log. One call of
 * `record` is one transaction, which is on the disk when the call returns. The write lock is held
 * from open to close: other processes can read the file, and cannot write to it. [edge]
 */

import { DatabaseSync, type StatementSync } from "node:sqlite";
import type { Archive, Logged, MessageId, RangeBounds } from "../chat/log.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { Entry } from "../protocol.ts";
import { HistoryError, toHistoryError } from "./history_error.ts";
import { toEntryRow, toLogged, toSessionRecord, toSessionRow } from "./rows.ts";
import { isOurs, migrate, MIGRATIONS, versionOf } from "./schema.ts";

/** The options of a history. */
export interface HistoryOptions {
  /** The retention time: entries older than so many days are pruned. @default {Infinity} */
  keepDays?: number;
  /** The migrations to apply to the file. @default {`MIGRATIONS`} */
  migrations?: readonly string[];
}

const DAY_MS = 86_400_000;
/** The batch size of pruning: new messages wait for the deletion of so many entries at most. */
const PRUNE_BATCH = 1_000;
/** The busy timeout: another server that is closing releases its lock within this time. */
const BUSY_TIMEOUT_MS = 500;

const ENTRY_VALUES = "(?, ?, ?, ?, ?, ?)";
/** Measured: an entry takes 1.8 us in an insert of ten rows, 3.2 us in an insert of one. */
const ROWS_PER_INSERT = 10;

/** A history file, open for reading and writing. */
export class History implements Archive {
  readonly #path: string;
  readonly #keepDays: number;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #insertBatch: StatementSync;
  readonly #upsertSession: StatementSync;
  readonly #deleteSession: StatementSync;
  readonly #selectRange: StatementSync;
  readonly #selectIds: StatementSync;
  readonly #selectRecent: StatementSync;
  readonly #prune: StatementSync;
  #first = 1;
  #last = 0;

  private constructor(path: string, db: DatabaseSync, keepDays: number) {
    this.#path = path;
    this.#db = db;
    this.#keepDays = keepDays;
    this.#insert = db.prepare(`INSERT INTO entries VALUES ${ENTRY_VALUES}`);
    const rows = Array(ROWS_PER_INSERT).fill(ENTRY_VALUES);
    this.#insertBatch = db.prepare(`INSERT INTO entries VALUES ${rows}`);
    this.#upsertSession = db.prepare(
      "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#deleteSession = db.prepare("DELETE FROM sessions WHERE id = ?");
    this.#selectRange = db.prepare(
      "SELECT by_session, to_session, entry FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?",
    );
    this.#selectIds = db.prepare(`
      SELECT json_extract(entry, '$.id') AS id, seq FROM entries
      WHERE seq >= ? AND seq < ? AND by_session = ? AND id IS NOT NULL ORDER BY seq`);
    this.#selectRecent = db.prepare(`
      SELECT entry FROM entries INDEXED BY public_messages
      WHERE to_session = 0 AND type IN ('said', 'notice') AND seq < ?
      ORDER BY seq DESC LIMIT ?`);
    // Retention: deletes only entries before the first that is recent enough, so the numbers have no
    // gaps even if the clock was set back. The newest entry stays: numbering continues from it.
    this.#prune = db.prepare(`
      DELETE FROM entries WHERE seq < $last AND seq < coalesce(
        (SELECT min(seq) FROM (SELECT seq, time FROM entries ORDER BY seq LIMIT ${PRUNE_BATCH})
         WHERE time >= $cutoff),
        (SELECT min(seq) FROM entries) + ${PRUNE_BATCH})`);
    this.#readBounds();
  }

  /**
   * Opens a history, or creates one that only this user may read.
   *
   * @param path The path of the file.
   * @throws {HistoryError} If the file cannot be used.
   */
  static open(path: string, options: HistoryOptions = {}): History {
    const { keepDays = Infinity, migrations = MIGRATIONS } = options;
    let db: DatabaseSync | undefined;
    try {
      createPrivately(path);
      db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
      prepare(path, db, migrations);
      return new History(path, db, keepDays);
    } catch (error) {
      db?.close();
      throw toHistoryError(path, error);
    }
  }

  /** The number of the oldest entry kept; `last + 1` in a history without entries. */
  get first(): number {
    return this.#first;
  }

  /** The number of the newest entry; 0 in a history without entries. */
  get last(): number {
    return this.#last;
  }

  /** The highest session number ever used. */
  get lastSession(): number {
    return this.#read(() => {
      const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'sessions'").get();
      return Number(row?.["seq"] ?? 0);
    });
  }

  /**
   * Reads the recorded sessions, each with the private messages to it that are neither acknowledged
   * nor resolved.
   *
   * @throws {HistoryError} If the file is damaged.
   */
  sessions(): { record: SessionRecord; unacked: Logged[] }[] {
    return this.#read(() => {
      const unacked = this.#db.prepare(`
        SELECT by_session, to_session, entry FROM entries INDEXED BY whispers
        WHERE type = 'whispered' AND to_session = ? AND seq > ? ORDER BY seq`);
      return this.#db.prepare("SELECT * FROM sessions ORDER BY id").all().map((row) => {
        const record = toSessionRecord(row);
        const from = Math.max(record.ackedSeq, record.resolvedSeq);
        return { record, unacked: unacked.all(record.id, from).map(toLogged) };
      });
    });
  }

  /**
   * Reads entries from a number on in one query; none if the first is not in the file.
   *
   * @throws {HistoryError} If the file is damaged.
   */
  slice(from: number, { maxEntries, maxBytes }: RangeBounds): Logged[] {
    if (from < this.#first) return [];
    return this.#read(() => {
      const found: Logged[] = [];
      let bytes = 0;
      for (const row of this.#selectRange.iterate(from, maxEntries)) {
        bytes += String(row["entry"]).length;
        if (found.length > 0 && bytes > maxBytes) break;
        found.push(toLogged(row));
      }
      return found;
    });
  }

  /** Reads the ids of a session's messages from `from` to below `before`, oldest first. */
  messageIds(session: number, from: number, before: number): MessageId[] {
    const rows = this.#read(() => this.#selectIds.all(from, before, session));
    return rows.map(({ id, seq }) => [Number(id), Number(seq)]);
  }

  /**
   * Reads the last `count` public messages with numbers below `before`, oldest first.
   *
   * @throws {HistoryError} If the file is damaged.
   */
  recent(count: number, before: number): Entry[] {
    const rows = this.#read(() => this.#selectRecent.all(before, count));
    return rows.map(({ entry }) => JSON.parse(String(entry))).reverse();
  }

  /**
   * Records entries and changed sessions in one transaction: all of them, or none.
   *
   * @param entries New entries. Their numbers continue from `last`.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  record(entries: Logged[], sessions: Iterable<Session>): void {
    try {
      this.#begin();
      let index = 0;
      for (; index + ROWS_PER_INSERT <= entries.length; index += ROWS_PER_INSERT) {
        const batch = entries.slice(index, index + ROWS_PER_INSERT);
        this.#insertBatch.run(...batch.flatMap(toEntryRow));
      }
      for (; index < entries.length; index++) this.#insert.run(...toEntryRow(entries[index]!));
      for (const session of sessions) {
        // A session that began and ended in the same call is inserted too: this uses its number up.
        this.#upsertSession.run(...toSessionRow(session.record));
        if (session.presence === "ended") this.#deleteSession.run(session.id);
      }
      this.#db.exec("COMMIT");
      this.#last = entries.at(-1)?.entry.seq ?? this.#last;
    } catch (error) {
      this.#rollBack();
      throw toHistoryError(this.#path, error);
    } finally {
      this.#relock();
    }
  }

  /**
   * Prunes a batch of the entries that are older than the retention time.
   *
   * @param now The current time, in ms since 1970.
   * @returns Whether more entries may have to be pruned.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  prune(now: number): boolean {
    if (this.#keepDays === Infinity) return false;
    try {
      this.#begin();
      const { changes } = this.#prune.run({
        $cutoff: now - this.#keepDays * DAY_MS,
        $last: this.#last,
      });
      this.#db.exec("COMMIT");
      this.#readBounds();
      return Number(changes) === PRUNE_BATCH;
    } catch (error) {
      this.#rollBack();
      throw toHistoryError(this.#path, error);
    } finally {
      this.#relock();
    }
  }

  /** Closes the file, and releases its lock. The last close checkpoints the write-ahead log. */
  close(): void {
    this.#rollBack();
    this.#db.close();
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.close();
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw toHistoryError(this.#path, error);
    }
  }

  #readBounds(): void {
    // One aggregate per subquery: with two in one query, SQLite scans the whole table.
    const row = this.#db.prepare(`
      SELECT (SELECT min(seq) FROM entries) AS first, (SELECT max(seq) FROM entries) AS last`)
      .get()!;
    this.#last = Number(row["last"] ?? 0);
    this.#first = Number(row["first"] ?? this.#last + 1);
  }

  /** Takes the lock again after a transaction: two servers would assign the same numbers. */
  #relock(): void {
    try {
      this.#begin();
    } catch {
      // Another process has taken the lock. The next call throws the error.
    }
  }

  /** Begins a transaction, which takes the write lock. Does nothing inside a transaction. */
  #begin(): void {
    if (!this.#db.isTransaction) this.#db.exec("BEGIN IMMEDIATE");
  }

  #rollBack(): void {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }
}

/** Migrates the file to the newest version, and takes the write lock. */
function prepare(path: string, db: DatabaseSync, migrations: readonly string[]): void {
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
  db.exec("COMMIT");
  db.exec("BEGIN IMMEDIATE");
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
