/** An answer that is typed unseen, such as a password: its keys, and when it is done. Pure. */

import type { Key } from "./keys.ts";

/** A longer answer is none: what does not fit is not typed. */
const MAX_CHARACTERS = 1000;

/** What an unseen answer is. */
export type SecretAnswer = { type: "answer"; text: string } | { type: "none" };

/** An answer that is being typed, of which nothing is shown. */
export class Secret {
  #text = "";

  /**
   * Takes a key.
   *
   * @returns The answer, or that there will be none; undefined until then.
   */
  take(key: Key): SecretAnswer | undefined {
    if (key.type === "text" || key.type === "paste") return this.#add(key.text);
    if (key.type !== "press") return undefined;
    switch (key.name) {
      case "enter":
        return { type: "answer", text: this.#text };
      case "ctrl+c":
      case "ctrl+d":
        return { type: "none" };
      case "backspace":
        this.#text = this.#text.replace(/.$/su, "");
        return undefined;
      case "ctrl+u":
      case "ctrl+w":
        this.#text = "";
    }
    return undefined;
  }

  /** A line end in a paste is the end of the answer: it was copied with it. */
  #add(text: string): SecretAnswer | undefined {
    const [line = "", ...rest] = text.split(/\r\n?|\n/);
    if (this.#text.length + line.length <= MAX_CHARACTERS) this.#text += line;
    return rest.length > 0 ? { type: "answer", text: this.#text } : undefined;
  }
}
