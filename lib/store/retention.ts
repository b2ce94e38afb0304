/**
 * Retention: which entries are old enough to delete. They are always the first ones, so that the
 * numbers have no gaps. The times of entries were taken from a clock that may have been wrong:
 *
 * - the first entry of a believable recent time ends what is deleted;
 * - an entry dated in the future goes only if an old one follows it before that;
 * - the newest entry stays: numbering continues from it. [edge]
 */

import type { DatabaseSync, StatementSync } from "node:sqlite";

const DAY_MS = 86_400_000;
/** The batch size: new messages wait for the deletion of so many entries at most. */
const BATCH = 1_000;
/** Up to this far ahead, the time of an entry is believed. */
const TOLERANCE_MS = DAY_MS;
/** After this time a pass that was interrupted starts again, with the times of today. */
const PASS_MS = 3_600_000;

/** A pass over the entries from the oldest one on. */
interface Pass {
  /** When it began, in ms since 1970. */
  now: number;
  /** The entries up to this number are looked at. */
  scannedSeq: number;
  /** The entries up to this number are to be deleted. */
  deleteSeq: number;
  isScanned: boolean;
}

/** Deletes old entries in batches. */
export class Retention {
  readonly #keepMs: number;
  readonly #scan: StatementSync;
  readonly #delete: StatementSync;
  #pass?: Pass;

  /**
   * Prepares the statements.
   *
   * @param db The file.
   * @param keepDays The retention time; `Infinity` keeps everything.
   */
  constructor(db: DatabaseSync, keepDays: number) {
    this.#keepMs = keepDays * DAY_MS;
    this.#scan = db.prepare(`
      WITH batch AS (SELECT seq, time FROM entries WHERE seq > $after ORDER BY seq LIMIT ${BATCH}),
        recent AS (SELECT min(seq) AS seq FROM batch WHERE time BETWEEN $cutoff AND $latest)
      SELECT (SELECT count(*) FROM batch) AS count, (SELECT max(seq) FROM batch) AS last,
        (SELECT seq FROM recent) AS recent,
        (SELECT max(batch.seq) FROM batch, recent
          WHERE time < $cutoff AND batch.seq < ifnull(recent.seq, batch.seq + 1)) AS old`);
    this.#delete = db.prepare("DELETE FROM entries WHERE seq < ?");
  }

  /**
   * Looks at one batch, and finds what to delete of it.
   *
   * @param now In ms since 1970.
   * @param first The number of the oldest entry.
   * @param last The number of the newest entry.
   * @returns The number of the first entry to keep, and whether there may be more to delete.
   */
  next(now: number, first: number, last: number): { keepFrom: number; hasMore: boolean } {
    if (this.#keepMs === Infinity) return { keepFrom: first, hasMore: false };
    const isCurrent = this.#pass !== undefined && Math.abs(now - this.#pass.now) < PASS_MS;
    const pass: Pass = isCurrent
      ? this.#pass!
      : { now, scannedSeq: first - 1, deleteSeq: first - 1, isScanned: false };
    const deletable = () => Math.min(pass.deleteSeq, last - 1);
    if (deletable() < first && !pass.isScanned) this.#scanBatch(pass);
    const keepFrom = Math.max(first, Math.min(deletable() + 1, first + BATCH));
    const hasMore = !pass.isScanned || keepFrom <= deletable();
    this.#pass = hasMore ? pass : undefined;
    return { keepFrom, hasMore };
  }

  /** Deletes the entries before a number. */
  deleteBefore(seq: number): void {
    this.#delete.run(seq);
  }

  #scanBatch(pass: Pass): void {
    const row = this.#scan.get({
      $after: pass.scannedSeq,
      $cutoff: pass.now - this.#keepMs,
      $latest: pass.now + TOLERANCE_MS,
    })!;
    pass.scannedSeq = Number(row["last"] ?? pass.scannedSeq);
    pass.deleteSeq = Number(row["old"] ?? pass.deleteSeq);
    pass.isScanned = row["recent"] !== null || Number(row["count"]) < BATCH;
  }
}

/**
 * The numbers of the oldest and the newest entry that are read; without entries the second is one
 * less.
 */
export function readBounds(db: DatabaseSync): [first: number, last: number] {
  // One aggregate per subquery: with two in one query, SQLite scans the whole table.
  const row = db.prepare(`
    SELECT begins_at, (SELECT min(seq) FROM entries WHERE seq >= begins_at) AS first,
      (SELECT max(seq) FROM entries) AS last FROM state`).get()!;
  const last = Math.max(Number(row["last"] ?? 0), Number(row["begins_at"]) - 1);
  return [Number(row["first"] ?? last + 1), last];
}
