/** Passwords that the program makes up: four common words, which can be said on the phone. [edge] */

import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as portuguese } from "@scure/bip39/wordlists/portuguese.js";

/** 2048 words each: 44 bits, and each guess is a connection. */
const WORDS = 4;

/**
 * Makes up a password: words without accents, with a `-` between them.
 *
 * @param lang The language of the words.
 */
export function makeUpPassword(lang: "pt-BR" | "en"): string {
  const list = lang === "en" ? english : portuguese;
  const numbers = crypto.getRandomValues(new Uint16Array(WORDS));
  // The length of the list divides 2^16: every word is as likely as another.
  return Array.from(numbers, (number) => list[number % list.length]).join("-");
}
