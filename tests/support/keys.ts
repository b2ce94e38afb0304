/** Keys as the decoder returns them. */

import type { Key } from "../../lib/term/keys.ts";

/** A key without a character, by its name. */
export function press(name: string): Key {
  return { type: "press", name };
}

/** Typed characters. */
export function text(text: string): Key {
  return { type: "text", text };
}

/** A pasted text. */
export function paste(text: string): Key {
  return { type: "paste", text };
}

/** The Enter key. */
export const ENTER = press("enter");
/** What a terminal sends before a pasted text (bracketed paste). */
export const PASTE_BEGINS = "\x1b[200~";
/** What it sends after it. */
export const PASTE_ENDS = "\x1b[201~";
