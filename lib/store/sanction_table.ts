/** The table of sanctions: what the host decided about people, as it is on disk. [edge] */

import type { DatabaseSync } from "node:sqlite";
import type { Sanction } from "../chat/sanction.ts";
import { toSanction, toSanctionRow } from "./rows.ts";
import type { WriteLock } from "./write_lock.ts";

/** The sanctions of one file. */
export class SanctionTable {
  readonly #db: DatabaseSync;
  readonly #lock: WriteLock;

  /**
   * Reads and writes nothing yet.
   *
   * @param db The open file.
   * @param lock Its write lock.
   */
  constructor(db: DatabaseSync, lock: WriteLock) {
    this.#db = db;
    this.#lock = lock;
  }

  /** Reads all of them, in the order in which they were recorded. */
  all(): Sanction[] {
    return this.#db.prepare("SELECT * FROM sanctions ORDER BY rowid").all().map(toSanction);
  }

  /**
   * Records these in place of all others, in one transaction.
   *
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  replace(sanctions: readonly Sanction[]): void {
    this.#lock.write(() => {
      this.#db.exec("DELETE FROM sanctions");
      const insert = this.#db.prepare("INSERT INTO sanctions VALUES (?, ?, ?, ?, ?, ?)");
      for (const sanction of sanctions) insert.run(...toSanctionRow(sanction));
    });
  }
}
