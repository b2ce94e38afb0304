/** A temporary folder with a history database, and other connections to it. */

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Logged } from "../../lib/chat/logged.ts";
import { Inbox } from "../../lib/chat/inbox.ts";
import { MessageIds } from "../../lib/chat/message_ids.ts";
import { Session, type SessionRecord } from "../../lib/chat/session.ts";
import { History, type HistoryOptions } from "../../lib/store/history.ts";
import { HistoryError, type HistoryErrorCode } from "../../lib/store/history_error.ts";

/** The default time of a test. */
export const NOW = Date.UTC(2026, 0, 31, 12);

/** A value of a row, as SQLite returns it. */
export type SqlValue = string | number | bigint | null | Uint8Array;

/** What is closed with the folder. */
type Open = { close(): void };

/** A temporary folder, removed when the test ends. */
export class HistoryFolder {
  /** The folder. */
  readonly folder = Deno.makeTempDirSync();
  /** The path of the history database. */
  readonly path = this.pathOf("room.db");
  #open = new Set<Open>();

  /** The path of a file in the folder. */
  pathOf(name: string): string {
    return `${this.folder}/${name}`;
  }

  /** Opens the history. */
  open(options?: HistoryOptions, path = this.path): History {
    return this.#keep(History.open(path, options));
  }

  /** Opens the history; returns also its connection and the SQL it prepared. */
  openInspected(options?: HistoryOptions): { history: History; db: DatabaseSync; sql: string[] } {
    const { value: history, made } = watchSql(() => this.open(options));
    return { history, db: made[0]!.db, sql: made.map(({ sql }) => sql) };
  }

  /** Opens a second connection to the database, without a busy timeout. */
  openDatabase(path = this.path): DatabaseSync {
    return this.#keep(new DatabaseSync(path, { timeout: 0 }));
  }

  /** Closes a history or a connection. */
  close(open: Open): void {
    this.#open.delete(open);
    open.close();
  }

  /** Executes SQL on a second connection. */
  execute(sql: string, path = this.path): void {
    const other = this.openDatabase(path);
    try {
      other.exec(sql);
    } finally {
      this.close(other);
    }
  }

  /** The single value of a query on a second connection. */
  queryValue(sql: string, path = this.path): SqlValue {
    const other = this.openDatabase(path);
    const row = other.prepare(sql).get();
    this.close(other);
    return Object.values(row!)[0] as SqlValue;
  }

  /** The names of the files in the folder. */
  files(): string[] {
    return [...Deno.readDirSync(this.folder)].map(({ name }) => name).sort();
  }

  /** Closes all histories and connections, and removes the folder. */
  [Symbol.dispose](): void {
    try {
      for (const open of this.#open) open.close();
    } finally {
      Deno.removeSync(this.folder, { recursive: true });
    }
  }

  #keep<T extends Open>(open: T): T {
    this.#open.add(open);
    return open;
  }
}

/** Runs a function; returns also the SQL that was prepared meanwhile, with its connection. */
export function watchSql<T>(act: () => T): { value: T; made: { db: DatabaseSync; sql: string }[] } {
  const made: { db: DatabaseSync; sql: string }[] = [];
  const { prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.prepare = function (sql: string) {
    made.push({ db: this, sql });
    return prepare.call(this, sql);
  };
  try {
    return { value: act(), made };
  } finally {
    DatabaseSync.prototype.prepare = prepare;
  }
}

/** Asserts that a call throws a `HistoryError` with this code and reason. */
export function assertHistoryError(
  act: () => unknown,
  path: string,
  code: HistoryErrorCode,
  reason: string,
): HistoryError {
  const error = assertThrows(act, HistoryError);
  assertStrictEquals(error.message, `Cannot use history "${path}": ${reason}`);
  const detail = code === "newer" ? reason : "";
  assertEquals([error.code, error.path, error.detail], [code, path, detail]);
  return error;
}

/** Asserts that the database is locked for other connections. */
export function assertLocked(disk: HistoryFolder): void {
  const begin = () => disk.execute("BEGIN IMMEDIATE");
  assertThrows(begin, Error, "database is locked");
}

/** The first and last `seq`, and the last session id. */
export function bounds({ first, last, lastSession }: History): number[] {
  return [first, last, lastSession];
}

/** The stored entry with this `seq`. */
export function storedAt(history: History, seq: number): Logged | undefined {
  return history.slice(seq, { maxEntries: 1, maxBytes: 0 })[0];
}

/** The `seq` of every stored entry. */
export function storedSeqs(history: History): number[] {
  const all = Array.from({ length: history.last + 2 }, (_, seq) => seq);
  return all.filter((seq) => storedAt(history, seq)?.entry.seq === seq);
}

/** A notice as the log passes it to the history. */
export function notice(seq: number, { text = `n${seq}`, time = seq * 1000 } = {}): Logged {
  return { entry: { type: "notice", seq, time, text }, by: 0, to: 0 };
}

/** Notices with a range of `seq`. */
export function notices(from: number, to: number, time?: number): Logged[] {
  return Array.from({ length: to - from + 1 }, (_, n) => notice(from + n, { time }));
}

/** A private message as the log passes it to the history. */
export function whisper(seq: number, by: number, to: number): Logged {
  const entry = {
    type: "whispered" as const,
    seq,
    time: 0,
    from: `p${by}`,
    to: `p${to}`,
    text: "",
  };
  return { entry, by, to };
}

/** The `seq` of each entry. */
export function seqs(entries: Iterable<{ seq: number }>): number[] {
  return Array.from(entries, ({ seq }) => seq);
}

/** A session with this id and state. */
export function session(id: number, known: Partial<SessionState> = {}): Session {
  const { lastId, ackedSeq, resolvedSeq, tokenHash = `hash ${id}`, ...state } = known;
  const options = { tokenHash, since: id * 1000, joinedAfterSeq: id };
  const inbox = new Inbox(ackedSeq, resolvedSeq);
  const messageIds = new MessageIds(lastId);
  return Object.assign(new Session(id, `p${id}`, { ...options, inbox, messageIds }), state);
}

/** The session state that a test may set. */
type SessionState =
  & Pick<Session, "presence" | "since">
  & Pick<SessionRecord, "tokenHash" | "lastId" | "ackedSeq" | "resolvedSeq">;
