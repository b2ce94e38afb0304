/** The entries on disk. [edge] */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { MessageId, RangeBounds } from "../chat/archive.ts";
import type { Logged } from "../chat/logged.ts";
import { takeWeight } from "../chat/weight.ts";
import type { Entry } from "../protocol.ts";
import { toEntryRow, toLogged } from "./rows.ts";

const VALUES = "(?, ?, ?, ?, ?, ?)";
/** Measured: an entry takes 1.8 us in an insert of ten rows, 3.2 us in an insert of one. */
const ROWS_PER_INSERT = 10;

/** The entries of one file. */
export class EntryTable {
  readonly #insert: StatementSync;
  readonly #insertBatch: StatementSync;
  readonly #selectRange: StatementSync;
  readonly #selectIds: StatementSync;
  readonly #selectRecent: StatementSync;

  /**
   * Prepares the statements.
   *
   * @param db The open file.
   */
  constructor(db: DatabaseSync) {
    this.#insert = db.prepare(`INSERT INTO entries VALUES ${VALUES}`);
    const batch = Array(ROWS_PER_INSERT).fill(VALUES);
    this.#insertBatch = db.prepare(`INSERT INTO entries VALUES ${batch}`);
    this.#selectRange = db.prepare(
      "SELECT by_session, to_session, entry FROM entries WHERE seq >= ? ORDER BY seq LIMIT ?",
    );
    this.#selectIds = db.prepare(`
      SELECT json_extract(entry, '$.id') AS id, seq FROM entries
      WHERE seq >= ? AND seq < ? AND by_session = ? AND id IS NOT NULL ORDER BY seq`);
    this.#selectRecent = db.prepare(`
      SELECT entry FROM entries INDEXED BY public_messages
      WHERE to_session = 0 AND type IN ('said', 'notice') AND seq >= ? AND seq < ?
      ORDER BY seq DESC LIMIT ?`);
  }

  /** Adds entries. */
  insert(entries: readonly Logged[]): void {
    let index = 0;
    for (; index + ROWS_PER_INSERT <= entries.length; index += ROWS_PER_INSERT) {
      const batch = entries.slice(index, index + ROWS_PER_INSERT);
      this.#insertBatch.run(...batch.flatMap(toEntryRow));
    }
    for (; index < entries.length; index++) this.#insert.run(...toEntryRow(entries[index]!));
  }

  /** Reads entries from a number on, in one query. */
  slice(from: number, { maxEntries, maxBytes }: RangeBounds): Logged[] {
    // Not `iterate`: in Deno 2.9.6 it ends without an error when a row cannot be read.
    return takeWeight(this.#selectRange.all(from, maxEntries).values().map(toLogged), maxBytes);
  }

  /** Reads the ids of a session's messages from `from` to below `before`, oldest first. */
  messageIds(session: number, from: number, before: number): MessageId[] {
    return this.#selectIds.all(from, before, session)
      .map(({ id, seq }) => [Number(id), Number(seq)]);
  }

  /** Reads the last `count` public messages from `from` to below `before`, oldest first. */
  recent(count: number, from: number, before: number): Entry[] {
    const rows = this.#selectRecent.all(from, before, count);
    return rows.map(({ entry }) => JSON.parse(String(entry))).reverse();
  }
}
