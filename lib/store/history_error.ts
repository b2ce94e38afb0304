/** Why a history cannot be used, told from what SQLite and the system say. [edge] */

/** Why a history cannot be used. */
export type HistoryErrorCode =
  | "cannot-open"
  | "damaged"
  | "full"
  | "locked"
  | "newer"
  | "not-ours"
  | "read-only"
  | "other";

/** A history that cannot be used, or not now. */
export class HistoryError extends Error {
  /** The name of the class. */
  override readonly name = "HistoryError";
  /** Why. */
  readonly code: HistoryErrorCode;
  /** The file. */
  readonly path: string;
  /** What the sentence needs beside the file: the version, or the words of the system. */
  readonly detail: string;

  /**
   * Makes one.
   *
   * @param path The file.
   * @param code Why.
   * @param detail What the sentence needs beside the file.
   * @param cause What SQLite or the system said.
   */
  constructor(path: string, code: HistoryErrorCode, detail: string, cause?: unknown) {
    super(`Cannot use history "${path}": ${detail}`, { cause });
    this.path = path;
    this.code = code;
    this.detail = detail;
  }
}

/** The error of a history for an error of SQLite or the system. */
export function toHistoryError(path: string, error: unknown): HistoryError {
  if (error instanceof HistoryError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new HistoryError(path, codeOf(error, detail), detail, error);
}

/** SQLite's own words (sqlite3ErrStr): Deno gives a number to some of them only. */
function codeOf(error: unknown, detail: string): HistoryErrorCode {
  if (error instanceof Deno.errors.PermissionDenied) return "read-only";
  if (error instanceof Deno.errors.NotFound) return "cannot-open";
  if (/disk is full/.test(detail)) return "full";
  if (/malformed/.test(detail)) return "damaged";
  if (/not a database/.test(detail)) return "not-ours";
  if (/readonly database/.test(detail)) return "read-only";
  if (/is locked/.test(detail)) return "locked";
  return /unable to open/.test(detail) ? "cannot-open" : "other";
}
