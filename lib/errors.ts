/** What a caught value says, and the errors that several rooms know. */

/** The message of an error, or the value itself as text: anything may be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What the system refused, as far as a person can do something about it. */
export type SystemFailure =
  | "bad-name"
  | "busy"
  | "denied"
  | "full"
  | "missing"
  | "not-a-file"
  | "not-a-folder"
  | "read-only"
  | "other";

/** By the name of Deno's class, or by the code of an error that has no class of its own. */
const FAILURES: Record<string, SystemFailure> = {
  AlreadyExists: "not-a-folder", // Where a folder has to be made, a file has its name.
  Busy: "busy",
  InvalidData: "not-a-file",
  IsADirectory: "not-a-file",
  NotADirectory: "not-a-folder",
  NotCapable: "denied",
  NotFound: "missing",
  PermissionDenied: "denied",
  EBUSY: "busy",
  ENAMETOOLONG: "bad-name",
  ENOSPC: "full",
  EROFS: "read-only",
};

/** By the number of Windows: the names of a file that its systems do not take (winerror.h). */
const BAD_NAMES = [123, 161, 206];

/** The kind of an error of the system. Its message is English in every language. */
export function systemFailureOf(error: unknown): SystemFailure {
  if (!(error instanceof Error)) return "other";
  if (BAD_NAMES.includes(systemErrorNumber(error) ?? 0)) return "bad-name";
  const code = "code" in error ? String(error.code) : "";
  return FAILURES[code] ?? FAILURES[error.name] ?? "other";
}

/** The system's number of an error, as in `General failure. (os error 31)`; undefined if it has none. */
export function systemErrorNumber(error: unknown): number | undefined {
  const [, number] = /\(os error (\d+)\)/.exec(messageOf(error)) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The error of redirected input that is not UTF-8. */
export class NotUtf8Error extends Error {
  /** The name of the class. */
  override readonly name = "NotUtf8Error";
  /** The number of the line, from 1. */
  readonly line: number;

  /**
   * Makes the error.
   *
   * @param line The number of the line, from 1.
   * @param options The cause.
   */
  constructor(line: number, options?: ErrorOptions) {
    super(`Cannot read line ${line} of the input: it is not UTF-8`, options);
    this.line = line;
  }
}
