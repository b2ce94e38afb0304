/** A keyboard without a terminal: the real decoder turns characters into keys at once. */

import { Buffer } from "node:buffer";
import { EventEmitter } from "node:events";
import { emitKeypressEvents } from "node:readline";
import { joinText, type Key, KeyDecoder, type Keypress } from "../../lib/term/keys.ts";

/** Decodes a terminal's input into keys. */
export class FakeKeyboard {
  readonly #stream = new EventEmitter();
  readonly #keys = new KeyDecoder();
  #burst: Key[] = [];

  constructor() {
    this.#stream.on("keypress", (text: string | undefined, keypress: Keypress) => {
      const key = this.#keys.read(text, keypress);
      if (key) this.#burst.push(key);
    });
    emitKeypressEvents(this.#stream as NodeJS.ReadableStream & EventEmitter);
  }

  /** Decodes characters that arrive in one chunk. */
  send(sequences: string): Key[] {
    this.#stream.emit("data", Buffer.from(sequences));
    const keys = joinText(this.#burst);
    this.#burst = [];
    this.#keys.endBurst();
    return keys;
  }
}
