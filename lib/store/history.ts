/**
 * The record on disk: numbered entries and sessions in an SQLite file. What is recorded in one call
 * is there as a whole or not at all, and on the disk when the call returns. Nobody else can write
 * to the file meanwhile, and everybody can read it. [edge]
 */

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import type { Archive, Logged } from "../chat/log.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { Entry } from "../protocol.ts";
import { HistoryError, toHistoryError } from "./history_error.ts";
import { isOurs, migrate, MIGRATIONS, versionOf } from "./schema.ts";

/** How a history is to be. */
export interface HistoryOptions {
  /** How many days are kept; without it all of them. */
  keepDays?: number;
  /** The migrations to bring the file through. @default {`MIGRATIONS`} */
  migrations?: readonly string[];
}

const DAY_MS = 86_400_000;
/** So many entries are forgotten at once: what is said meanwhile waits no longer than for these. */
const PRUNE_ENTRIES = 1_000;
/** Another server that is just closing gives the file up within this. */
const LOCK_WAIT_MS = 500;

const ENTRY_ROW = "(?, ?, ?, ?, ?, ?)";
/** Measured: an entry takes 1.8 us where ten are inserted at once, 3.2 us by itself. */
const ROWS_AT_ONCE = 10;

type Row = Record<string, unknown>;

/** A file that keeps what happened. */
export class History implements Archive {
  readonly #path: string;
  readonly #keepDays: number;
  readonly #db: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #insertSome: StatementSync;
  readonly #put: StatementSync;
  readonly #delete: StatementSync;
  readonly #at: StatementSync;
  readonly #recent: StatementSync;
  readonly #prune: StatementSync;
  #first = 1;
  #last = 0;

  private constructor(path: string, db: DatabaseSync, keepDays: number) {
    this.#path = path;
    this.#db = db;
    this.#keepDays = keepDays;
    this.#insert = db.prepare(`INSERT INTO entries VALUES ${ENTRY_ROW}`);
    const rows = Array(ROWS_AT_ONCE).fill(ENTRY_ROW);
    this.#insertSome = db.prepare(`INSERT INTO entries VALUES ${rows}`);
    this.#put = db.prepare("INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.#delete = db.prepare("DELETE FROM sessions WHERE id = ?");
    this.#at = db.prepare("SELECT by_session, to_session, entry FROM entries WHERE seq = ?");
    this.#recent = db.prepare(`
      SELECT entry FROM entries INDEXED BY public_messages
      WHERE to_session = 0 AND type IN ('said', 'notice') AND seq < ?
      ORDER BY seq DESC LIMIT ?`);
    // Only what stands before everything that is kept goes, whatever the clock said when: numbers
    // have no gaps. The newest entry stays, whatever its age: numbers go on after it.
    this.#prune = db.prepare(`
      DELETE FROM entries WHERE seq < $last AND seq < coalesce(
        (SELECT min(seq) FROM (SELECT seq, time FROM entries ORDER BY seq LIMIT ${PRUNE_ENTRIES})
         WHERE time >= $cutoff),
        (SELECT min(seq) FROM entries) + ${PRUNE_ENTRIES})`);
    this.#learnBounds();
  }

  /**
   * Opens a history, or begins one that only this user may read.
   *
   * @param path The file.
   * @throws {HistoryError} When it cannot be used.
   */
  static open(path: string, options: HistoryOptions = {}): History {
    const { keepDays = Infinity, migrations = MIGRATIONS } = options;
    let db: DatabaseSync | undefined;
    try {
      createPrivately(path);
      db = new DatabaseSync(path, { timeout: LOCK_WAIT_MS });
      prepare(path, db, migrations);
      return new History(path, db, keepDays);
    } catch (error) {
      db?.close();
      throw toHistoryError(path, error);
    }
  }

  /** The number of the oldest entry kept; one more than the last when there is none. */
  get first(): number {
    return this.#first;
  }

  /** The number of the newest entry kept; 0 before there is one. */
  get last(): number {
    return this.#last;
  }

  /** The highest number that ever was a session's. */
  get lastSession(): number {
    return this.#read(() => {
      const row = this.#db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'sessions'").get();
      return Number(row?.["seq"] ?? 0);
    });
  }

  /**
   * The sessions as they were kept, with the private messages whose fate nobody knows.
   *
   * @throws {HistoryError} When the file is damaged.
   */
  sessions(): { record: SessionRecord; unacked: Logged[] }[] {
    return this.#read(() => {
      const unacked = this.#db.prepare(`
        SELECT by_session, to_session, entry FROM entries INDEXED BY whispers
        WHERE type = 'whispered' AND to_session = ? AND seq > ? ORDER BY seq`);
      return this.#db.prepare("SELECT * FROM sessions ORDER BY id").all().map((row) => {
        const record = toRecord(row);
        const from = Math.max(record.ackedSeq, record.resolvedSeq);
        return { record, unacked: unacked.all(record.id, from).map(toLogged) };
      });
    });
  }

  /**
   * The entry of this number, if it is kept.
   *
   * @throws {HistoryError} When the file is damaged.
   */
  at(seq: number): Logged | undefined {
    const row = this.#read(() => this.#at.get(seq));
    return row && toLogged(row);
  }

  /**
   * The last messages to everybody with lower numbers than `before`, oldest first.
   *
   * @throws {HistoryError} When the file is damaged.
   */
  recent(count: number, before: number): Entry[] {
    const rows = this.#read(() => this.#recent.all(before, count));
    return rows.map(({ entry }) => JSON.parse(String(entry))).reverse();
  }

  /**
   * Keeps entries, and what has become of sessions, all of it or nothing.
   *
   * @param entries Numbered on from the last.
   * @throws {HistoryError} When it cannot.
   */
  record(entries: Logged[], sessions: Iterable<Session>): void {
    try {
      this.#claim();
      let at = 0;
      for (; at + ROWS_AT_ONCE <= entries.length; at += ROWS_AT_ONCE) {
        this.#insertSome.run(...entries.slice(at, at + ROWS_AT_ONCE).flatMap(toEntryRow));
      }
      for (; at < entries.length; at++) this.#insert.run(...toEntryRow(entries[at]!));
      for (const session of sessions) {
        // One that came and left within one call is put all the same: its number is used up.
        this.#put.run(...toRow(session.record));
        if (session.presence === "ended") this.#delete.run(session.id);
      }
      this.#db.exec("COMMIT");
      this.#last = entries.at(-1)?.entry.seq ?? this.#last;
    } catch (error) {
      this.#rollBack();
      throw toHistoryError(this.#path, error);
    } finally {
      this.#claimAgain();
    }
  }

  /**
   * Forgets some of what is older than is to be kept.
   *
   * @param now In ms since 1970.
   * @returns Whether there is more of it.
   */
  prune(now: number): boolean {
    if (this.#keepDays === Infinity) return false;
    try {
      this.#claim();
      const { changes } = this.#prune.run({
        $cutoff: now - this.#keepDays * DAY_MS,
        $last: this.#last,
      });
      this.#db.exec("COMMIT");
      this.#learnBounds();
      return Number(changes) === PRUNE_ENTRIES;
    } catch (error) {
      this.#rollBack();
      throw toHistoryError(this.#path, error);
    } finally {
      this.#claimAgain();
    }
  }

  /** Lets go of the file. */
  close(): void {
    this.#rollBack();
    this.#db.close();
  }

  /** Lets go of the file. */
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

  #learnBounds(): void {
    // One aggregate each: SQLite scans the table for two at once.
    const row = this.#db.prepare(`
      SELECT (SELECT min(seq) FROM entries) AS first, (SELECT max(seq) FROM entries) AS last`)
      .get()!;
    this.#last = Number(row["last"] ?? 0);
    this.#first = Number(row["first"] ?? this.#last + 1);
  }

  /** The file is ours between two transactions too: two servers would give the same numbers. */
  #claimAgain(): void {
    try {
      this.#claim();
    } catch {
      // Somebody was faster: the next call tells.
    }
  }

  #claim(): void {
    if (!this.#db.isTransaction) this.#db.exec("BEGIN IMMEDIATE");
  }

  #rollBack(): void {
    if (this.#db.isTransaction) this.#db.exec("ROLLBACK");
  }
}

/** Makes the file a history of this version, and nobody else's to write. */
function prepare(path: string, db: DatabaseSync, migrations: readonly string[]): void {
  // Before anything is written: the file may be another program's.
  if (!isOurs(db)) throw new HistoryError(path, "not-ours", "file is another program's");
  const version = versionOf(db);
  if (version > migrations.length) throw new HistoryError(path, "newer", String(version));
  // In WAL mode, a reader never waits for the writer (sqlite.org/wal.html); FULL has every
  // transaction on the disk itself before anybody is shown what is in it.
  db.exec("PRAGMA journal_mode = WAL");
  db.exec("PRAGMA synchronous = FULL");
  db.exec("BEGIN IMMEDIATE");
  migrate(db, migrations);
  db.exec("COMMIT");
  db.exec("BEGIN IMMEDIATE");
}

/** SQLite makes files that everybody may read; a conversation is not for everybody. */
function createPrivately(path: string): void {
  try {
    Deno.openSync(path, { createNew: true, write: true, mode: 0o600 }).close();
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    const { isFile, size } = Deno.statSync(path);
    if (isFile && size === 0 && Deno.build.os !== "windows") Deno.chmodSync(path, 0o600);
  }
}

function toLogged(row: Row): Logged {
  const { by_session, to_session, entry } = row;
  return { entry: JSON.parse(String(entry)), by: Number(by_session), to: Number(to_session) };
}

function toEntryRow({ entry, by, to }: Logged): SQLInputValue[] {
  return [entry.seq, entry.time, entry.type, by, to, JSON.stringify(entry)];
}

function toRow(record: SessionRecord): SQLInputValue[] {
  const {
    id,
    tokenHash,
    name,
    since,
    joinedAfterSeq,
    lastId,
    ackedSeq,
    resolvedSeq,
    isGone,
  } = record;
  const fields = [
    tokenHash,
    name,
    since,
    joinedAfterSeq,
    lastId,
    ackedSeq,
    resolvedSeq,
    isGone ? 1 : 0,
  ];
  return [id, ...fields, JSON.stringify(record.rejected)];
}

function toRecord(row: Row): SessionRecord {
  return {
    id: Number(row["id"]),
    tokenHash: row["token_hash"] as string | null,
    name: String(row["name"]),
    since: Number(row["since"]),
    joinedAfterSeq: Number(row["after"]),
    lastId: Number(row["last_id"]),
    ackedSeq: Number(row["received"]),
    resolvedSeq: Number(row["settled"]),
    isGone: row["is_gone"] === 1,
    rejected: JSON.parse(String(row["rejected"])),
  };
}
