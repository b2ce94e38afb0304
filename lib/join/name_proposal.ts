/** Name proposals: the valid name that a refused one was probably meant to be. */

import { graphemes } from "../graphemes.ts";
import { checkName } from "../names.ts";

/** No proposal needs more of a text than this, in UTF-16 units; normalizing a long one is slow. */
const MAX_RAW_UTF16_UNITS = 512;

/** An apostrophe is left out (`D'Ávila` becomes `DÁvila`), and so is what is invisible. */
const LEFT_OUT = /['’‘`´"“”\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/gu;
/** What stands between the words of a name: blanks, and everything that is not allowed in one. */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{Nd}_.-]+/gu;
/** Accents without a letter, which a name may not begin with. */
const LEADING_MARKS = /(?<=^|_)\p{M}+/gu;
/** A letter may have four accents. */
const EXCESS_MARKS = /(?<=\p{M}{4})\p{M}+/gu;

/**
 * Mends a name: `Maria José` becomes `Maria_José`, `Ana!` becomes `Ana`, a long one is cut.
 *
 * @param refused The name as it was typed.
 * @returns A valid name; the text as it was typed when it is valid, or nothing can be made of it.
 */
export function proposeName(refused: string): string {
  if (checkName(refused).ok) return refused;
  // A command is not a name.
  if (refused.trimStart().startsWith("/")) return refused;
  const words = refused.trim().slice(0, MAX_RAW_UTF16_UNITS).toWellFormed().normalize("NFC")
    .replace(LEFT_OUT, "")
    .replace(BETWEEN_WORDS, "_")
    .replace(LEADING_MARKS, "")
    .replace(EXCESS_MARKS, "")
    .replace(/^_+|_+$/g, "");
  const letters = graphemes(words);
  // Only the check knows how long a name may be.
  for (let count = letters.length; count > 0; count--) {
    const check = checkName(letters.slice(0, count).join(""));
    if (check.ok) return check.name;
    if (check.code !== "name-too-long") break;
  }
  return refused;
}
