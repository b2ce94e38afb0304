/** The password of the room as it is on disk: what the server keeps of it, not the password. [edge] */

import type { DatabaseSync } from "node:sqlite";
import type { WriteLock } from "./write_lock.ts";

/** The password of one file. */
export class PasswordTable {
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

  /** What is kept of the password; undefined when there is none. */
  read(): string | undefined {
    const password = this.#db.prepare("SELECT password FROM state").get()!["password"];
    return typeof password === "string" ? password : undefined;
  }

  /**
   * Records what is kept of the password; undefined for none.
   *
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  write(password: string | undefined): void {
    this.#lock.write(() => this.#db.prepare("UPDATE state SET password = ?").run(password ?? null));
  }
}
