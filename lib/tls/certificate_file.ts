/** The file of a server's certificate and key, which only its owner may read (mode 0600). [edge] */

import { type Certificate, decodeCertificate, encodeCertificate } from "./certificate.ts";

/** A file that has no certificate of ours, or cannot be read or written. */
export class CertificateError extends Error {
  /** The name of the class. */
  override readonly name = "CertificateError";
  /** The path of the file. */
  readonly path: string;
  /** Whether it could be read, and is not what it should be. */
  readonly isDamaged: boolean;

  /**
   * Makes an error.
   *
   * @param path The path of the file.
   * @param cause The error of the system; undefined when the file could be read.
   */
  constructor(path: string, cause?: unknown) {
    super(`Cannot use certificate "${path}"`, { cause });
    this.path = path;
    this.isDamaged = cause === undefined;
  }
}

/** A certificate takes about 1 KB. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads a certificate, or makes one and keeps it.
 *
 * @param path The path of the file.
 * @param make Makes a certificate.
 * @throws {CertificateError} When there is a file that is not one, or the system refuses.
 */
export async function keepCertificate(
  path: string,
  make: () => Promise<Certificate>,
): Promise<Certificate> {
  const kept = await read(path);
  if (kept) return kept;
  const made = await make();
  try {
    write(path, encodeCertificate(made));
  } catch (error) {
    throw new CertificateError(path, error);
  }
  return made;
}

async function read(path: string): Promise<Certificate | undefined> {
  let text: string;
  try {
    const { isFile, size } = Deno.statSync(path); // A pipe would be waited for.
    if (!isFile || size > MAX_BYTES) throw new CertificateError(path);
    text = Deno.readTextFileSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error instanceof CertificateError ? error : new CertificateError(path, error);
  }
  const certificate = await decodeCertificate(text);
  if (!certificate) throw new CertificateError(path);
  return certificate;
}

/** Writes the whole file or nothing: half a certificate would keep the server from starting. */
function write(path: string, text: string): void {
  const draft = `${path}.new`;
  try {
    Deno.removeSync(draft); // It would keep its mode, and could be a link.
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  Deno.writeTextFileSync(draft, text, { createNew: true, mode: 0o600 });
  Deno.renameSync(draft, path);
}
