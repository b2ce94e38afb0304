/**
 * The history: numbered entries and sessions in an SQLite file with a write-ahead log. One call of
 * `record` is one transaction, which is on the disk when the call returns. The write lock is held
 * from open to close: other processes can read the file, and cannot write to it. [edge]
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Archive, MessageId, RangeBounds } from "../chat/archive.ts";
import type { Logged } from "../chat/logged.ts";
import type { Session, SessionRecord } from "../chat/session.ts";
import type { Entry } from "../protocol.ts";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import { EntryTable } from "./entry_table.ts";
import { toHistoryError } from "./history_error.ts";
import { type OpenFile, openFile } from "./open_file.ts";
import { PasswordTable } from "./password_table.ts";
import { readBounds, Retention } from "./retention.ts";
import { SanctionTable } from "./sanction_table.ts";
import { toLogged, toSessionRecord, toSessionRow } from "./rows.ts";
import { MIGRATIONS } from "./schema.ts";
import { StreamTable } from "./stream_table.ts";
import { WriteAheadLog } from "./write_ahead_log.ts";
import { WriteLock } from "./write_lock.ts";

/** The options of a history. */
export interface HistoryOptions {
  /** The retention time: entries older than so many days are pruned. @default {Infinity} */
  keepDays?: number;
  /** The migrations to apply to the file. @default {`MIGRATIONS`} */
  migrations?: readonly string[];
}

/** A history file, open for reading and writing. */
export class History implements Archive {
  /** Whether the file is a copy that was made without its write-ahead log. */
  readonly isIncomplete: boolean;
  /** Whether old entries are pruned. */
  readonly isPruned: boolean;
  /** What the host decided about people. */
  readonly sanctions: SanctionTable;
  /** The password of the room. */
  readonly password: PasswordTable;
  /** Where the archive of a room on several servers stands. */
  readonly stream: StreamTable;
  readonly #path: string;
  readonly #db: DatabaseSync;
  readonly #entries: EntryTable;
  readonly #upsertSession: StatementSync;
  readonly #deleteSession: StatementSync;
  readonly #retention: Retention;
  readonly #log: WriteAheadLog;
  readonly #lock: WriteLock;
  #first = 1;
  #last = 0;
  #newestTime?: number;
  #believedDate?: number;
  #isLocked: boolean;

  private constructor(path: string, { db, isIncomplete }: OpenFile, keepDays: number) {
    this.#path = path;
    this.#db = db;
    this.isPruned = keepDays !== Infinity;
    this.isIncomplete = isIncomplete;
    this.#entries = new EntryTable(db);
    this.#upsertSession = db.prepare(
      "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    );
    this.#deleteSession = db.prepare("DELETE FROM sessions WHERE id = ?");
    this.#retention = new Retention(db, keepDays);
    this.#log = new WriteAheadLog(db, path);
    [this.#first, this.#last] = readBounds(db);
    const { time, believed_date, is_locked } = db.prepare(
      "SELECT (SELECT time FROM entries WHERE seq = ?) AS time, believed_date, is_locked FROM state",
    ).get(this.#last)!;
    this.#newestTime = time === null ? undefined : Number(time);
    this.#believedDate = believed_date === null ? undefined : Number(believed_date);
    this.#isLocked = is_locked === 1;
    this.#log.checkpoint();
    this.#lock = new WriteLock(db, path, this.#log);
    this.sanctions = new SanctionTable(db, this.#lock);
    this.password = new PasswordTable(db, this.#lock);
    this.stream = new StreamTable(db, this.#lock);
  }

  /**
   * Opens a history, or creates one that only this user may read.
   *
   * @param path The path of the file.
   * @throws {HistoryError} If the file cannot be used.
   */
  static open(path: string, options: HistoryOptions = {}): History {
    const { keepDays = Infinity, migrations = MIGRATIONS } = options;
    let file: OpenFile | undefined;
    try {
      file = openFile(path, migrations);
      return new History(path, file, keepDays);
    } catch (error) {
      file?.db.close();
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

  /** The time of the newest entry, in ms since 1970; undefined in a history without entries. */
  get newestTime(): number | undefined {
    return this.#newestTime;
  }

  /** The last date that was believed, in ms since 1970; undefined while the clock is. */
  get believedDate(): number | undefined {
    return this.#believedDate;
  }

  /** Whether the room is locked. */
  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** Whether a copy of the main file alone may lack something. */
  get needsCheckpoint(): boolean {
    return this.#log.isNeeded;
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
  slice(from: number, bounds: RangeBounds): Logged[] {
    if (from < this.#first) return [];
    return this.#read(() => this.#entries.slice(from, bounds));
  }

  /** Reads the ids of a session's messages from `from` to below `before`, oldest first. */
  messageIds(session: number, from: number, before: number): MessageId[] {
    return this.#read(() => this.#entries.messageIds(session, Math.max(from, this.#first), before));
  }

  /**
   * Reads the last `count` public messages with numbers below `before`, oldest first.
   *
   * @throws {HistoryError} If the file is damaged.
   */
  recent(count: number, before: number): Entry[] {
    return this.#read(() => this.#entries.recent(count, this.#first, before));
  }

  /**
   * Records entries and changed sessions in one transaction: all of them, or none.
   *
   * @param entries New entries. Their numbers continue from `last`.
   * @param position On several servers: the message of the stream with which they came.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  record(entries: Logged[], sessions: Iterable<Session>, position?: StreamPosition): void {
    this.#lock.write(() => {
      this.#entries.insert(entries);
      if (position) this.stream.set(position);
      for (const session of sessions) {
        // A session that began and ended in the same call is inserted too: this uses its number up.
        this.#upsertSession.run(...toSessionRow(session.record));
        if (session.presence === "ended") this.#deleteSession.run(session.id);
      }
    });
    this.#last = entries.at(-1)?.entry.seq ?? this.#last;
    this.#newestTime = entries.at(-1)?.entry.time ?? this.#newestTime;
  }

  /**
   * Prunes a batch of the entries that are older than the retention time.
   *
   * @param now The current time, in ms since 1970.
   * @returns Whether more entries may have to be pruned.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  prune(now: number): boolean {
    const { keepFrom, hasMore } = this.#read(() =>
      this.#retention.next(now, this.#first, this.#last)
    );
    if (keepFrom > this.#first) this.#lock.write(() => this.#retention.deleteBefore(keepFrom));
    [this.#first, this.#last] = readBounds(this.#db);
    return hasMore;
  }

  /**
   * Copies the write-ahead log to the main file, which a copy of it alone then has whole. Waits for
   * no other program, and throws nothing.
   *
   * @returns Whether it is done; it is not while another program reads an older state.
   */
  checkpoint(): boolean {
    return this.#lock.outside(() => this.#log.checkpoint());
  }

  /**
   * Records the last date that was believed; undefined while the clock is.
   *
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  setBelievedDate(date: number | undefined): void {
    this.#setState("believed_date", date ?? null);
    this.#believedDate = date;
  }

  /**
   * Records whether the room is locked.
   *
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  setLocked(isLocked: boolean): void {
    this.#setState("is_locked", Number(isLocked));
    this.#isLocked = isLocked;
  }

  /**
   * The file goes on as the archive of a room on several servers; without a position, as the history
   * of a server that is alone.
   *
   * @param from The number of the first entry that may be recorded next. What is recorded, and is not
   *   followed by it, is not read any more.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  begin(position: StreamPosition | undefined, from: number): void {
    this.stream.begin(position, from > this.#last + 1 ? from : 0);
    [this.#first, this.#last] = readBounds(this.#db);
  }

  /** Closes the file, complete if no other program reads an older state, and releases its lock. */
  close(): void {
    this.#lock.release();
    this.#log.checkpoint();
    this.#db.close();
  }

  /** Closes the file. */
  [Symbol.dispose](): void {
    this.close();
  }

  #setState(column: string, value: number | null): void {
    this.#lock.write(() => this.#db.prepare(`UPDATE state SET ${column} = ?`).run(value));
  }

  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw toHistoryError(this.#path, error);
    }
  }
}
