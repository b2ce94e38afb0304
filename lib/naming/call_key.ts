/** The comparison of a name with a word that a person typed for it. */

// Accents that any letter may have. Marks of one script stay: in Devanagari or Thai they are vowels,
// in Japanese they make another consonant.
const ACCENTS = /[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
/** Letters whose accent has no code point of its own; and the σ of the end of a word. */
const PLAIN: Record<string, string> = { ø: "o", đ: "d", ł: "l", ħ: "h", ŧ: "t", ı: "i", ς: "σ" };
const NOT_PLAIN = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g");
const NOT_ASCII = /[^\0-\x7f]/;

/**
 * Folds a name into the key by which it is called: letter case, normal form, width and accents make
 * no difference. Names that `fold` makes equal have equal keys. `fold` says whose name it is, and
 * this only who may be meant.
 *
 * @param text A name, or a text that may contain one. It is not shortened: check its length first.
 *
 * @example
 * ```ts
 * callKey("JOÃO") === callKey("joao"); // true
 * ```
 */
export function callKey(text: string): string {
  if (!NOT_ASCII.test(text)) return text.toLowerCase();
  // The case mappings are those of `fold`. They can make accents of what was none: ΐ, İ.
  const folded = text.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase();
  return folded.normalize("NFKD").replace(ACCENTS, "")
    .replace(NOT_PLAIN, (letter) => PLAIN[letter]!);
}
