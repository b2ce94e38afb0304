/** A keyboard without a terminal: the real decoder turns bytes into keys at once. */

import { encodeUtf8 } from "../../lib/bytes.ts";
import { joinText, type Key, KeyDecoder } from "../../lib/term/keys.ts";

/** Decodes a terminal's input into keys. */
export class FakeKeyboard {
  readonly #decoder: KeyDecoder;

  constructor({ isWindows = false } = {}) {
    this.#decoder = new KeyDecoder({ isWindows });
  }

  /** How long the decoder waits for the rest of what is unfinished. */
  get waitMs(): number | undefined {
    return this.#decoder.waitMs;
  }

  /** Decodes characters that arrive in one chunk. */
  send(sequences: string): Key[] {
    return this.sendBytes(encodeUtf8(sequences));
  }

  /** Decodes bytes that arrive in one chunk. */
  sendBytes(bytes: Uint8Array): Key[] {
    return joinText(this.#decoder.read(bytes));
  }

  /** Ends what is unfinished. */
  expire(): Key[] {
    return joinText(this.#decoder.expire());
  }
}
