/**
 * The writer of a room's snapshots: the oldest server writes one now and then; if it does not, because
 * its disk is full or it stands still, the next one does. Each tells the others of what it has written.
 */

/** A snapshot is due after so many messages, or bytes of them. */
const MESSAGES = 1_000;
const BYTES = 8 * 1024 * 1024;

/** What a writer is made with. */
export interface SnapshotWriterOptions {
  /** Makes a snapshot of the room as it is. */
  make: () => Uint8Array;
  /** Writes one. Rejects when it cannot. */
  write: (snapshot: Uint8Array) => Promise<void>;
  /** The place of this server among those that live, the oldest first; -1 when it does not. */
  rank: () => number;
  /** Called when one cannot be made, or written. */
  onError: (error: unknown) => void;
  /** Called with the number of the message behind which a snapshot was written. */
  onWritten: (seq: number) => void;
}

/** The snapshots of one server. */
export class SnapshotWriter {
  readonly #options: SnapshotWriterOptions;
  /** The newest message behind which there is a snapshot, as far as is known, or one was tried. */
  #savedSeq: number;
  /** The bytes of the messages since then. */
  #bytes = 0;
  /** The size of the last snapshot: a large one is written less often. */
  #size = BYTES;
  #isWriting = false;

  /**
   * Nothing was carried out since the last snapshot.
   *
   * @param savedSeq The message behind which it is.
   */
  constructor(savedSeq: number, options: SnapshotWriterOptions) {
    this.#savedSeq = savedSeq;
    this.#options = options;
  }

  /** A server has written a snapshot. */
  onSaved(seq: number): void {
    if (seq <= this.#savedSeq) return;
    this.#savedSeq = seq;
    this.#bytes = 0;
  }

  /** A message of so many bytes has been carried out. */
  onCarriedOut(seq: number, bytes: number): void {
    this.#bytes += bytes;
    const rank = this.#options.rank();
    if (this.#isWriting || rank === -1) return;
    const due = (rank + 1) * Math.max(1, this.#size / BYTES);
    const isDue = seq - this.#savedSeq >= due * MESSAGES || this.#bytes >= due * BYTES;
    if (isDue) this.#write(seq);
  }

  #write(seq: number): void {
    const { onWritten, onError } = this.#options;
    this.#isWriting = true;
    this.onSaved(seq); // If it fails, the next one may succeed; until then more is read at a start.
    this.#make().then(() => onWritten(seq), onError).finally(() => this.#isWriting = false);
  }

  async #make(): Promise<void> {
    const snapshot = this.#options.make();
    this.#size = snapshot.length;
    await this.#options.write(snapshot);
  }
}
