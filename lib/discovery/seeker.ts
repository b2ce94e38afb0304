/**
 * The seeker of a conversation whose server does not answer any more: the server may be back under
 * another address. It is known by its certificate.
 */

import type { Clock } from "../clock.ts";
import type { FoundRoom, Place } from "./found_rooms.ts";

/** What a seeker is made with. */
export interface SeekerOptions {
  /** Begins a search. */
  search: (onChange: () => void) => AsyncDisposable & { readonly rooms: readonly FoundRoom[] };
  /** Called with each place where the server says it is: whoever answers may say so. */
  onFound: (place: Place, certificate: string) => void;
  /** Measures time, and waits. */
  clock: Pick<Clock, "after">;
}

/** Most connections are back at once: only after so long it is searched. */
const PATIENCE_MS = 1_000;

/** The seeker of one conversation. */
export class Seeker {
  readonly #options: SeekerOptions;
  #cancel: (() => void) | undefined;
  #searching: AsyncDisposable | undefined;

  /**
   * Searches nothing before `begin`.
   *
   * @param options How it is searched.
   */
  constructor(options: SeekerOptions) {
    this.#options = options;
  }

  /**
   * The server does not answer.
   *
   * @param certificate The SHA-256 of its certificate, in hexadecimal digits.
   */
  begin(certificate: string): void {
    const { search, onFound, clock } = this.#options;
    this.#cancel ??= clock.after(PATIENCE_MS, () => {
      const searching = search(() => {
        const found = searching.rooms.filter((room) => room.certificate === certificate);
        for (const place of found.flatMap(({ places }) => places)) onFound(place, certificate);
      });
      this.#searching = searching;
    });
  }

  /** The server answers again, or nobody waits for it. Resolves when nothing is asked any more. */
  async end(): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    const searching = this.#searching;
    this.#searching = undefined;
    await searching?.[Symbol.asyncDispose]();
  }
}
