/** What a caught value says, and the errors that several rooms know. */

/** The message of an error, or the value itself as text: anything may be thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
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
