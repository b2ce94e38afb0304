/**
 * A write that takes nothing: the system may report 0 written bytes without an error. The write is
 * tried again after a pause, and fails after some seconds, so that no loop takes a whole processor.
 */

/** A connection that can be written to. */
export interface Writer {
  /** Writes some of the bytes. Resolves with how many it wrote. */
  write(bytes: Uint8Array): Promise<number>;
  /** Resolves after so many ms, or when the connection is closed. */
  wait(ms: number): Promise<void>;
}

/** The pause after a write that took nothing. */
const PAUSE_MS = 50;
/** With the pause, 5 s. */
const MAX_EMPTY_WRITES = 100;

/** The error of a connection that takes no bytes. */
export class NothingWritten extends Error {
  /** The name of the class. */
  override readonly name = "NothingWritten";
}

/** Counts the writes in a row that took nothing. */
export class EmptyWrites {
  #count = 0;

  /** A write took something. */
  reset(): void {
    this.#count = 0;
  }

  /**
   * A write took nothing.
   *
   * @returns How long to wait before the next one, in ms.
   * @throws {NothingWritten} If there were 100 in a row.
   */
  add(): number {
    if (++this.#count < MAX_EMPTY_WRITES) return PAUSE_MS;
    throw new NothingWritten(`Cannot write: ${this.#count} writes took no bytes`);
  }
}

/**
 * Writes all of the bytes.
 *
 * @throws {NothingWritten} If the connection takes none for 5 s.
 */
export async function writeAll(bytes: Uint8Array, writer: Writer): Promise<void> {
  const empty = new EmptyWrites();
  for (let done = 0; done < bytes.length;) {
    const count = await writer.write(bytes.subarray(done));
    done += count;
    if (count > 0) empty.reset();
    else await writer.wait(empty.add());
  }
}
