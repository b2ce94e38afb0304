/** The frames of entries that many IRC clients read alike: each entry is encoded once. */

/** Readers are near the end of the log, most of them at the same place. */
const MAX_BYTES = 1024 * 1024;

/** The frames that were sent last. */
export class FrameCache {
  /** The oldest first. */
  readonly #frames = new Map<string, Uint8Array>();
  #bytes = 0;

  /**
   * The frames of an entry.
   *
   * @param key Of the entry, and how it is written.
   * @param encode Encodes them, if they are not known any more, or yet.
   */
  of(key: string, encode: () => Uint8Array): Uint8Array {
    const known = this.#frames.get(key);
    if (known) return known;
    const frames = encode();
    this.#frames.set(key, frames);
    this.#bytes += frames.length;
    for (const [oldest, { length }] of this.#frames) {
      if (this.#bytes <= MAX_BYTES) break;
      this.#frames.delete(oldest);
      this.#bytes -= length;
    }
    return frames;
  }
}
