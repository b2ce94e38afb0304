/**
 * A file that the page offers for download. It is opened once, before the program gives its file rights
 * up, and read through that handle by all downloads; its checksum is computed in the background. [edge]
 */

import { createHash } from "node:crypto";
import type { Offer } from "./site.ts";

/** What of a file is known besides its bytes. */
export interface OfferedFileOptions {
  /** Its name for the people who download it. @default {the name in its path} */
  name?: string;
  /** The version of the program. @default {it is no program of ours} */
  version?: string;
}

/** The size of a piece for the checksum: other work has its turn between two. */
const HASH_PIECE_BYTES = 256 * 1024;

/** An open file. */
export class OfferedFile implements Offer {
  name: string;
  readonly size: number;
  readonly version: string | undefined;
  readonly #file: Deno.FsFile;
  #sha256?: string;
  #isClosed = false;
  /** Reads have one position: they wait for each other. */
  #reading: Promise<unknown> = Promise.resolve();

  private constructor(file: Deno.FsFile, name: string, version: string | undefined) {
    this.#file = file;
    this.size = file.statSync().size;
    this.name = name;
    this.version = version;
  }

  /**
   * Opens a file.
   *
   * @throws {Error} If it is no file, or cannot be read.
   */
  static open(path: string, { name, version }: OfferedFileOptions = {}): OfferedFile {
    // A pipe would be waited for when it is opened.
    if (!Deno.statSync(path).isFile) {
      throw new TypeError(`Cannot offer "${path}": it is not a file`);
    }
    const [base = path] = path.split(/[/\\]/).slice(-1);
    return new OfferedFile(Deno.openSync(path), name ?? base, version);
  }

  /** The checksum, once it is computed. */
  get sha256(): string | undefined {
    return this.#sha256;
  }

  read(position: number, maxBytes: number): Promise<Uint8Array> {
    const read = this.#reading.then(() => this.#read(position, maxBytes));
    this.#reading = read.catch(() => {}); // The reader is told.
    return read;
  }

  /** Computes the checksum, or stops when the file is closed. */
  async hash(): Promise<void> {
    const hash = createHash("sha256");
    for (let position = 0; position < this.size;) {
      const bytes = await this.read(position, HASH_PIECE_BYTES);
      if (bytes.length === 0) return;
      hash.update(bytes);
      position += bytes.length;
    }
    this.#sha256 = hash.digest("hex");
  }

  /** Closes the file. Downloads end. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#reading;
    this.#file.close();
  }

  async #read(position: number, maxBytes: number): Promise<Uint8Array> {
    if (this.#isClosed) return new Uint8Array();
    await this.#file.seek(position, Deno.SeekMode.Start);
    const buffer = new Uint8Array(maxBytes);
    const length = await this.#file.read(buffer) ?? 0;
    return buffer.subarray(0, length);
  }
}
