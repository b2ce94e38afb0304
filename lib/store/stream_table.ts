/** Where the archive of a room on several servers stands: the stream, and the number in it. [edge] */

import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { StreamPosition } from "../sequencer/sequencer.ts";
import type { WriteLock } from "./write_lock.ts";

/** The position of one file. */
export class StreamTable {
  readonly #db: DatabaseSync;
  readonly #lock: WriteLock;
  readonly #update: StatementSync;

  /**
   * Prepares the statements.
   *
   * @param db The open file.
   * @param lock Its write lock.
   */
  constructor(db: DatabaseSync, lock: WriteLock) {
    this.#db = db;
    this.#lock = lock;
    this.#update = db.prepare("UPDATE state SET stream = ?, stream_seq = ?");
  }

  /** The last message that is recorded; undefined in a file of a server that is alone. */
  read(): StreamPosition | undefined {
    const { stream, stream_seq } = this.#db.prepare("SELECT stream, stream_seq FROM state").get()!;
    return stream === null ? undefined : { epoch: String(stream), seq: Number(stream_seq) };
  }

  /** Writes the last message that is recorded, within a transaction. */
  set(position: StreamPosition | undefined): void {
    this.#update.run(position?.epoch ?? null, position?.seq ?? null);
  }

  /**
   * The file goes on as the archive of a room on several servers, which tells it the sessions anew; or,
   * without a position, as the history of a server that is alone.
   *
   * @param from The number of the first entry that will be recorded. What is before it, and is not
   *   followed by it, is not read any more.
   * @throws {HistoryError} If the transaction fails. It is rolled back.
   */
  begin(position: StreamPosition | undefined, from: number): void {
    this.#lock.write(() => {
      this.set(position);
      this.#db.prepare("UPDATE state SET begins_at = max(begins_at, ?)").run(from);
      if (position) this.#db.prepare("DELETE FROM sessions").run();
    });
  }
}
