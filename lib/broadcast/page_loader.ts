/**
 * The page loader: serves the readers that wait for a page of the log. A page is loaded in a turn of
 * the event loop of its own, so between two pages sockets are polled and new messages go out. The
 * reader furthest behind is first: it comes to where the others are, and they go on with the same
 * pages.
 */

/** A reader that waits for a page. */
export interface WaitingReader {
  /** The number of the last entry it was sent. */
  readonly cursor: number;
  /**
   * Loads its page, unless that is loaded already, and sends it. Does not throw.
   *
   * @returns Whether the page was loaded now.
   */
  loadPage(): boolean;
}

/** After this many readers of loaded pages others have a turn: a write has up to 256 KiB. */
const MAX_READERS_PER_TURN = 16;

/** Loads pages for the readers of one log. */
export class PageLoader {
  readonly #defer: (call: () => void) => void;
  readonly #waiting = new Set<WaitingReader>();
  #isScheduled = false;

  /**
   * Makes a loader for which no reader waits.
   *
   * @param defer Calls back after everything else that was ready had its turn.
   */
  constructor(defer: (call: () => void) => void) {
    this.#defer = defer;
  }

  /** A reader waits for the page after its cursor. */
  request(reader: WaitingReader): void {
    this.#waiting.add(reader);
    this.#schedule();
  }

  /** A reader does not wait any more. */
  cancel(reader: WaitingReader): void {
    this.#waiting.delete(reader);
  }

  #schedule(): void {
    if (this.#isScheduled || this.#waiting.size === 0) return;
    this.#isScheduled = true;
    this.#defer(() => this.#serve());
  }

  #serve(): void {
    this.#isScheduled = false;
    const byCursor = [...this.#waiting].sort((one, other) => one.cursor - other.cursor);
    for (const reader of byCursor.slice(0, MAX_READERS_PER_TURN)) {
      if (!this.#waiting.delete(reader)) continue; // It was closed by the error of another one.
      if (reader.loadPage()) break;
    }
    this.#schedule();
  }
}
