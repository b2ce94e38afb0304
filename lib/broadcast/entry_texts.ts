/** The texts of encoded entries, one behind the other: so many are encoded as UTF-8 at once. */

import type { EncodedEntries } from "../protocol/run.ts";

/** Collects the texts of entries. */
export class EntryTexts {
  /** Where each text ends, in UTF-16 units. */
  readonly ends: number[] = [];
  readonly #pieces: string[] = [];
  #length = 0;

  /** Collects texts, each of one entry; one that readers do not share is empty. */
  static of(texts: readonly string[]): EntryTexts {
    const all = new EntryTexts();
    for (const text of texts) all.add(text);
    return all;
  }

  /** All texts as one. */
  get text(): string {
    return this.#pieces.join("");
  }

  /** Adds the text of one entry. */
  add(text: string): void {
    this.#push(text);
    this.ends.push(this.#length);
  }

  /** Adds the texts of several entries. */
  addAll({ text, ends }: EncodedEntries): void {
    const start = this.#length;
    this.#push(text);
    for (const end of ends) this.ends.push(start + end);
  }

  #push(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
  }
}
