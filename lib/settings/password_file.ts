/** The password in a file: its first line. [edge] */

/** A password file that cannot be used. */
export class PasswordFileError extends Error {
  /** The name of the class. */
  override readonly name = "PasswordFileError";
  /** The path of the file. */
  readonly path: string;
  /** Whether it could be read, and has no password in it. */
  readonly isEmpty: boolean;

  /**
   * Makes an error.
   *
   * @param path The path of the file.
   * @param cause The error of the system; undefined when the file could be read.
   */
  constructor(path: string, cause?: unknown) {
    super(`Cannot read a password from "${path}"`, { cause });
    this.path = path;
    this.isEmpty = cause === undefined;
  }
}

/** A longer file is not one with a password. */
const MAX_BYTES = 4096;

/**
 * Reads the password of a file: its first line, without the line end.
 *
 * @throws {PasswordFileError} When there is none, or it cannot be read.
 */
export function readPasswordFile(path: string): string {
  let text: string;
  try {
    const { isFile, size } = Deno.statSync(path); // A pipe would be waited for.
    if (!isFile || size > MAX_BYTES) throw new PasswordFileError(path);
    text = Deno.readTextFileSync(path).replace(/^\uFEFF/, "");
  } catch (error) {
    throw error instanceof PasswordFileError ? error : new PasswordFileError(path, error);
  }
  const [password = ""] = text.split(/\r?\n/);
  if (password.trim() === "") throw new PasswordFileError(path);
  return password;
}

/**
 * The password that was given: in a file, or in `CHAT_PASSWORD`; undefined when none was.
 *
 * @param env Looks up a variable of the environment.
 * @throws {PasswordFileError} When the file has none.
 */
export function givenPassword(
  { passwordFile }: { passwordFile?: string },
  env: (name: string) => string | undefined,
): string | undefined {
  return passwordFile === undefined
    ? env("CHAT_PASSWORD") || undefined
    : readPasswordFile(passwordFile);
}
