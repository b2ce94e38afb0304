/** The password in a file: its first line. [edge] */

/** What is wrong with a password file. */
export type PasswordFileFault = "empty" | "not-text" | "unusable";

/** A password file that cannot be used. */
export class PasswordFileError extends Error {
  /** The name of the class. */
  override readonly name = "PasswordFileError";
  /** What is wrong with it. */
  readonly code: PasswordFileFault;
  /** The path of the file. */
  readonly path: string;

  /**
   * Makes an error.
   *
   * @param path The path of the file.
   * @param code What is wrong with it.
   * @param cause The error of the system, when it is unusable.
   */
  constructor(path: string, code: PasswordFileFault, cause?: unknown) {
    super(`Cannot read a password from "${path}": ${code}`, { cause });
    this.path = path;
    this.code = code;
  }
}

/** A longer file is not one with a password. */
const MAX_BYTES = 4096;
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x08\x0e-\x1f\x7f]/;

/**
 * Reads the password of a file: its first line, without the line end. The file is UTF-8, or UTF-16
 * with a byte order mark, which PowerShell 5 writes.
 *
 * @throws {PasswordFileError} When there is none, or it cannot be read.
 */
export function readPasswordFile(path: string): string {
  const [password = ""] = textOf(bytesOf(path), path).split(/\r?\n/);
  if (password.trim() === "") throw new PasswordFileError(path, "empty");
  if (CONTROLS.test(password)) throw new PasswordFileError(path, "not-text");
  return password;
}

function bytesOf(path: string): Uint8Array {
  try {
    const { isFile, size } = Deno.statSync(path); // A pipe would be waited for.
    if (isFile && size <= MAX_BYTES) return Deno.readFileSync(path);
  } catch (error) {
    throw new PasswordFileError(path, "unusable", error);
  }
  throw new PasswordFileError(path, "empty");
}

function textOf(bytes: Uint8Array, path: string): string {
  const [first, second] = bytes;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  const encoding = isLittle ? "utf-16le" : isBig ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    throw new PasswordFileError(path, "not-text", error);
  }
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
