/** The rows of the transcript that are not painted yet: bounded, for a terminal may take no text. */

/** How many rows may wait. */
const MAX_ROWS = 10_000;

/** Rows on their way to the screen. */
export class TranscriptBuffer {
  readonly #droppedSentence: (rows: number) => string;
  #rows: string[] = [];
  #droppedRows = 0;

  /**
   * Begins empty.
   *
   * @param leftOut The sentence for rows that were dropped.
   */
  constructor(leftOut: (rows: number) => string) {
    this.#droppedSentence = leftOut;
  }

  /** Adds rows. Past the bound the oldest are dropped, and counted. */
  add(rows: string[]): void {
    this.#rows.push(...rows);
    const excess = this.#rows.length - MAX_ROWS;
    if (excess <= 0) return;
    this.#rows = this.#rows.slice(excess);
    this.#droppedRows += excess;
  }

  /** Takes out all rows, after a sentence that counts the dropped ones. */
  take(): string[] {
    const rows = this.#droppedRows > 0
      ? [this.#droppedSentence(this.#droppedRows), ...this.#rows]
      : this.#rows;
    this.#rows = [];
    this.#droppedRows = 0;
    return rows;
  }
}
