/** A failure to connect that is known by its kind, not by an error of the system. */

/** What is wrong with a server that accepts connections. */
export type ServerFailure =
  | "not-ours"
  | "not-encrypted"
  | "other-certificate"
  | "tls"
  | "clock"
  | "password"
  | "wrong-password"
  | "too-many-guesses"
  | "no-password";

/** The error of a dial that reached another program, or a server that cannot be trusted. */
export class DialError extends Error {
  /** The name of the class. */
  override readonly name = "DialError";
  /** The kind of the failure. */
  readonly failure: ServerFailure;

  /**
   * Makes an error.
   *
   * @param failure The kind of the failure.
   * @param detail What the sentence needs beside the address, if anything. @default {""}
   */
  constructor(failure: ServerFailure, detail = "", cause?: unknown) {
    super(detail, { cause });
    this.failure = failure;
  }
}
