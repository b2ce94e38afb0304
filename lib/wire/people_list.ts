/**
 * Everybody, in the bytes of the structured dialect. Each newcomer is told of all who are there, and
 * nearly always the last told of the same people and of one more: so the list is written on, and the
 * same bytes go to all.
 */

import { encodeUtf8, encodeUtf8Into } from "../bytes.ts";
import type { Person } from "../protocol.ts";

const FIRST_BYTES = 4 * 1024;
/** An event about nobody ends with this. */
const EMPTY_END = "]}\n";

/** The list of everybody as it was last written. */
export class PeopleList {
  #people: readonly Person[] = [];
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;

  /**
   * The bytes of an event with people in it, for one write after the other.
   *
   * @param text The same event with nobody in it, the list its last field.
   * @param people Who belongs in it. The same value is always the same person.
   * @returns Views that stay as they are.
   */
  fill(text: string, people: readonly Person[]): Uint8Array[] {
    const head = text.slice(0, -EMPTY_END.length);
    return [encodeUtf8(head), this.#write(people), encodeUtf8(EMPTY_END)];
  }

  #write(people: readonly Person[]): Uint8Array {
    const known = this.#people;
    const goesOn = known.length <= people.length && known.every((one, at) => one === people[at]);
    if (!goesOn) {
      this.#bytes = new Uint8Array(this.#bytes.length); // The old bytes may be on their way.
      this.#length = 0;
    }
    for (let at = goesOn ? known.length : 0; at < people.length; at++) {
      this.#append(`${at > 0 ? "," : ""}${JSON.stringify(people[at])}`);
    }
    this.#people = people;
    return this.#bytes.subarray(0, this.#length);
  }

  #append(text: string): void {
    const { read, written } = encodeUtf8Into(text, this.#bytes.subarray(this.#length));
    if (read === text.length) {
      this.#length += written;
      return;
    }
    const larger = new Uint8Array(2 * this.#bytes.length);
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#append(text);
  }
}
