/** A keyboard whose characters the real decoder makes keys of, at once and burst by burst. */

import { Buffer } from "node:buffer";
import { EventEmitter } from "node:events";
import { emitKeypressEvents } from "node:readline";
import { joinText, type Key, KeyDecoder, type Keypress } from "../../lib/term/keys.ts";

/** Gives the keys of what a terminal sends. */
export class Keyboard {
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

  /** The keys of characters that come together. */
  send(sequences: string): Key[] {
    this.#stream.emit("data", Buffer.from(sequences));
    const keys = joinText(this.#burst);
    this.#burst = [];
    this.#keys.endBurst();
    return keys;
  }
}
