/** Errors of a history, classified from the errors of SQLite and of the system. */

import { messageOf, systemErrorNumber, type SystemFailure, systemFailureOf } from "../errors.ts";

/** The kind of a history's error. */
export type HistoryErrorCode =
  | "bad-name"
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
  /** What the sentence needs beside the path: the version of the file, or the system's number, if any. */
  readonly detail: string;

  /**
   * Makes an error.
   *
   * @param path The path of the file.
   * @param code The kind of the error.
   * @param reason The version of the file, or what the system said.
   * @param cause The error of SQLite or of the system.
   */
  constructor(path: string, code: HistoryErrorCode, reason: string, cause?: unknown) {
    super(`Cannot use history "${path}": ${reason}`, { cause });
    this.path = path;
    this.code = code;
    this.detail = code === "newer" ? reason : `${systemErrorNumber(cause) ?? ""}`;
  }
}

/** Converts an error of SQLite or of the system to a `HistoryError`. */
export function toHistoryError(path: string, error: unknown): HistoryError {
  if (error instanceof HistoryError) return error;
  const message = messageOf(error);
  return new HistoryError(path, codeOf(error, message), message, error);
}

/** What the errors of the system mean for a history. */
const CODES: Partial<Record<SystemFailure, HistoryErrorCode>> = {
  "bad-name": "bad-name",
  "busy": "locked",
  "denied": "read-only",
  "full": "full",
  "missing": "cannot-open",
  "not-a-file": "cannot-open",
  "not-a-folder": "cannot-open",
  "read-only": "read-only",
};

/** Classifies SQLite's errors by message (sqlite3ErrStr): Deno exposes a code for some only. */
function codeOf(error: unknown, message: string): HistoryErrorCode {
  const code = CODES[systemFailureOf(error)];
  if (code !== undefined) return code;
  if (/disk is full/.test(message)) return "full";
  if (/malformed/.test(message)) return "damaged";
  if (/not a database/.test(message)) return "not-ours";
  if (/readonly database/.test(message)) return "read-only";
  if (/is locked/.test(message)) return "locked";
  return /unable to open/.test(message) ? "cannot-open" : "other";
}
