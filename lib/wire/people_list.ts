/**
 * The list of people, encoded once in the structured dialect. Every newcomer is sent the list of
 * all people here, nearly always the list of the newcomer before and one more person: so the
 * encoded list is appended to, and all newcomers are sent the same bytes. Of a list that has lost a
 * person no other is encoded again: in a full room every newcomer takes the place of a person who
 * is away, and encoding 1000 people took 0.7 ms.
 */

import { encodeUtf8, encodeUtf8Into } from "../bytes.ts";
import type { Person } from "../protocol.ts";

const INITIAL_BYTES = 4 * 1024;
/** The end of an event whose last field is an empty list. */
const EMPTY_END = "]}\n";

/** The encoded list of people, as it was last sent. */
export class PeopleList {
  #people: readonly Person[] = [];
  #bytes = new Uint8Array(INITIAL_BYTES);
  #length = 0;
  /** What a person is in JSON, for as long as the person is here. */
  readonly #encoded = new WeakMap<Person, string>();

  /**
   * Encodes an event with a list of people, as several pieces to write one after the other.
   *
   * @param text The encoded event with an empty list, which is its last field.
   * @param people The people in the list. The same object always has the same content.
   * @returns Views of the encoded list, which later calls do not change.
   */
  fill(text: string, people: readonly Person[]): Uint8Array[] {
    const head = text.slice(0, -EMPTY_END.length);
    return [encodeUtf8(head), this.#encode(people), encodeUtf8(EMPTY_END)];
  }

  #encode(people: readonly Person[]): Uint8Array {
    const encoded = this.#people;
    const canAppend = encoded.length <= people.length &&
      encoded.every((person, index) => person === people[index]);
    if (!canAppend) {
      this.#bytes = new Uint8Array(this.#bytes.length); // The old bytes may be in flight.
      this.#length = 0;
    }
    const from = canAppend ? encoded.length : 0;
    const texts = people.slice(from).map((person) => this.#encodePerson(person));
    if (texts.length > 0) this.#append(`${from > 0 ? "," : ""}${texts.join(",")}`);
    this.#people = people;
    return this.#bytes.subarray(0, this.#length);
  }

  #encodePerson(person: Person): string {
    const known = this.#encoded.get(person);
    if (known !== undefined) return known;
    const text = JSON.stringify(person);
    this.#encoded.set(person, text);
    return text;
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
