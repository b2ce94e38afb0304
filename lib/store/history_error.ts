/** Errors of a history, classified from the errors of SQLite and of the system. [edge] */

import { messageOf } from "../errors.ts";

/** The kind of a history's error. */
export type HistoryErrorCode =
  | "cannot-open"
  | "damaged"
  | "full"
  | "locked"
  | "newer"
  | "not-ours"
  | "read-only"
  | "other";

/** A history file cannot be used, or an operation on it failed. */
export class HistoryError extends Error {
  /** The name of the class. */
  override readonly name = "HistoryError";
  /** The kind of the error. */
  readonly code: HistoryErrorCode;
  /** The path of the file. */
  readonly path: string;
  /** A value for the error message: the version of the file, or the message of the system. */
  readonly detail: string;

  /**
   * Makes an error.
   *
   * @param path The path of the file.
   * @param code The kind of the error.
   * @param detail The version of the file, or the message of the system.
   * @param cause The error of SQLite or of the system.
   */
  constructor(path: string, code: HistoryErrorCode, detail: string, cause?: unknown) {
    super(`Cannot use history "${path}": ${detail}`, { cause });
    this.path = path;
    this.code = code;
    this.detail = detail;
  }
}

/** Converts an error of SQLite or of the system to a `HistoryError`. */
export function toHistoryError(path: string, error: unknown): HistoryError {
  if (error instanceof HistoryError) return error;
  const detail = messageOf(error);
  return new HistoryError(path, codeOf(error, detail), detail, error);
}

/** Classifies by SQLite's messages (sqlite3ErrStr): Deno exposes a code for some errors only. */
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
