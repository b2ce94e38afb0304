/** A folder with a history in it, and the other programs that look at the file or disturb it. */

import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Logged } from "../../lib/chat/log.ts";
import { Inbox } from "../../lib/chat/inbox.ts";
import { MessageIds } from "../../lib/chat/message_ids.ts";
import { Session, type SessionRecord } from "../../lib/chat/session.ts";
import { History, type HistoryOptions } from "../../lib/store/history.ts";
import { HistoryError, type HistoryErrorCode } from "../../lib/store/history_error.ts";

/** The time it is when a test says nothing else. */
export const NOW = Date.UTC(2026, 0, 31, 12);

/** A value of a row, as another program reads it. */
export type Cell = string | number | bigint | null | Uint8Array;

/** What closes when the disk goes. */
type Open = { close(): void };

/** A folder that is gone with everything in it when the test is over. */
export class Disk {
  /** The folder. */
  readonly folder = Deno.makeTempDirSync();
  /** The file that histories are opened from. */
  readonly path = this.at("room.db");
  #open = new Set<Open>();

  /** A path in the folder. */
  at(name: string): string {
    return `${this.folder}/${name}`;
  }

  /** Opens the history. */
  open(options?: HistoryOptions, path = this.path): History {
    return this.#keep(History.open(path, options));
  }

  /** Opens the history, and shows what is inside: its connection, and the SQL it made ready. */
  openGlass(options?: HistoryOptions): { history: History; db: DatabaseSync; sql: string[] } {
    const { value: history, made } = watchSql(() => this.open(options));
    return { history, db: made[0]!.db, sql: made.map(({ sql }) => sql) };
  }

  /** Another program opens the file; it waits for nobody. */
  other(path = this.path): DatabaseSync {
    return this.#keep(new DatabaseSync(path, { timeout: 0 }));
  }

  /** Closes a history or another program. */
  close(open: Open): void {
    this.#open.delete(open);
    open.close();
  }

  /** Another program changes the file and closes it. */
  change(sql: string, path = this.path): void {
    const other = this.other(path);
    try {
      other.exec(sql);
    } finally {
      this.close(other);
    }
  }

  /** The one value that another program finds by a question. */
  ask(sql: string, path = this.path): Cell {
    const other = this.other(path);
    const row = other.prepare(sql).get();
    this.close(other);
    return Object.values(row!)[0] as Cell;
  }

  /** The names of the files in the folder. */
  files(): string[] {
    return [...Deno.readDirSync(this.folder)].map(({ name }) => name).sort();
  }

  /** Closes what is open, and removes everything. */
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

/** Does something, and shows the SQL that was made ready meanwhile, and for which connection. */
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

/** Asserts that a history cannot be used, for which reason, and in which words. */
export function assertFault(
  act: () => unknown,
  path: string,
  code: HistoryErrorCode,
  detail: string,
): HistoryError {
  const error = assertThrows(act, HistoryError);
  assertStrictEquals(error.message, `Cannot use history "${path}": ${detail}`);
  assertEquals([error.code, error.path, error.detail], [code, path, detail]);
  return error;
}

/** Asserts that nobody else may write to the file. */
export function assertHeld(disk: Disk): void {
  const begin = () => disk.change("BEGIN IMMEDIATE");
  assertThrows(begin, Error, "database is locked");
}

/** The first and the last number, and that of the last session. */
export function bounds({ first, last, lastSession }: History): number[] {
  return [first, last, lastSession];
}

/** The numbers that are kept, of all there may be. */
export function kept(history: History): number[] {
  const all = Array.from({ length: history.last + 2 }, (_, seq) => seq);
  return all.filter((seq) => history.at(seq) !== undefined);
}

/** A notice as a log hands it over. */
export function notice(seq: number, { text = `n${seq}`, time = seq * 1000 } = {}): Logged {
  return { entry: { type: "notice", seq, time, text }, by: 0, to: 0 };
}

/** Notices with the numbers from one to another. */
export function notices(from: number, to: number, time?: number): Logged[] {
  return Array.from({ length: to - from + 1 }, (_, n) => notice(from + n, { time }));
}

/** A private message as a log hands it over. */
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

/** The numbers of entries. */
export function seqs(entries: Iterable<{ seq: number }>): number[] {
  return Array.from(entries, ({ seq }) => seq);
}

/** Somebody who came as number `id`, with what became of them since. */
export function person(id: number, known: Partial<PersonState> = {}): Session {
  const { lastId, ackedSeq, resolvedSeq, tokenHash = `hash ${id}`, ...state } = known;
  const begun = { tokenHash, since: id * 1000, joinedAfterSeq: id };
  const inbox = new Inbox(ackedSeq, resolvedSeq);
  const messageIds = new MessageIds(lastId);
  return Object.assign(new Session(id, `p${id}`, { ...begun, inbox, messageIds }), state);
}

/** What a test may say of a person. */
type PersonState =
  & Pick<Session, "presence" | "since">
  & Pick<SessionRecord, "tokenHash" | "lastId" | "ackedSeq" | "resolvedSeq">;
