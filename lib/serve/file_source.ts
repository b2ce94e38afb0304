/**
 * The bytes of an offered file on their way to one connection: a piece is read while the one before it
 * is written, so a download holds two pieces in memory.
 */

import type { BlockSource } from "../net/outbox.ts";
import type { Offer } from "./site.ts";

/** What a source is made with. */
export interface FileSourceOptions {
  /** The file. */
  offer: Offer;
  /** The position of the first byte. */
  from: number;
  /** The position after the last byte. */
  to: number;
  /** Resolves when it is its turn to go on, after all that were ready. */
  turn: () => Promise<void>;
  /** Called when there are bytes to write. */
  onReady: () => void;
}

/** The size of a piece. */
const PIECE_BYTES = 64 * 1024;

/** A part of a file, piece by piece. */
export class FileSource implements BlockSource {
  readonly #options: FileSourceOptions;
  readonly #done = Promise.withResolvers<void>();
  #position: number;
  #ready?: Uint8Array | undefined;

  /**
   * Begins to read.
   *
   * @param options The file, and what is called when bytes have come.
   */
  constructor(options: FileSourceOptions) {
    this.#options = options;
    this.#position = options.from;
    this.#readOn();
  }

  /** Resolves when the last bytes were handed out; rejects when the file cannot be read to its end. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  next(): Uint8Array | undefined {
    const bytes = this.#ready;
    if (!bytes) return undefined;
    this.#ready = undefined;
    if (this.#position === this.#options.to) this.#done.resolve();
    else this.#readOn();
    return bytes;
  }

  async #readOn(): Promise<void> {
    const { offer, to, turn, onReady } = this.#options;
    try {
      await turn();
      const bytes = await offer.read(this.#position, Math.min(PIECE_BYTES, to - this.#position));
      if (bytes.length === 0) throw new RangeError(`Cannot read "${offer.name}": it has shrunk`);
      this.#position += bytes.length;
      this.#ready = bytes;
    } catch (error) {
      return this.#done.reject(error);
    }
    onReady();
  }
}
