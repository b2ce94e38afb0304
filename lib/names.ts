/** What a name may be, and when two names are the same. */

/** Why something cannot be a name. */
export type NameFault = "name-empty" | "name-spaces" | "name-characters" | "name-too-long";

/** A name as it will be shown, or why it cannot be one. */
export type NameCheck = { ok: true; name: string } | { ok: false; code: NameFault };

const MAX_GRAPHEMES = 32;
/** In UTF-16 units: a grapheme may have several. */
const MAX_UNITS = 128;

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// Invisible letters exist (Hangul fillers): what a font may leave blank is no part of a name.
const ALLOWED = /^[\p{L}\p{Nd}_.-][\p{L}\p{M}\p{Nd}_.-]*$/u;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/u;
const HEAP_OF_ACCENTS = /\p{M}{5}/u;

/**
 * Judges what somebody wants to be called.
 *
 * @param raw What was typed; blanks around it do not count.
 * @returns The name in NFC: 1 to 32 graphemes, letters of any alphabet, digits, `_ - .`; or the
 * code of the refusal. Whether the name is taken is the hub's to say.
 */
export function checkName(raw: string): NameCheck {
  const name = raw.normalize("NFC").trim();
  if (name === "") return { ok: false, code: "name-empty" };
  if (/\s/u.test(name)) return { ok: false, code: "name-spaces" };
  if (!ALLOWED.test(name) || INVISIBLE.test(name) || HEAP_OF_ACCENTS.test(name)) {
    return { ok: false, code: "name-characters" };
  }
  if (
    name.length > MAX_UNITS || [...graphemes.segment(name)].length > MAX_GRAPHEMES
  ) {
    return { ok: false, code: "name-too-long" };
  }
  return { ok: true, name };
}

/**
 * The key two names share when they are the same name: letter case, normal form and width do not
 * tell people apart.
 *
 * @example
 * ```ts
 * fold("JOÃO") === fold("joa\u0303o"); // true
 * ```
 */
export function fold(name: string): string {
  // Up and down again also joins the letters with several lower cases, ß and ss, ς and σ; the
  // first step down is for ẞ, the only capital that has no way up.
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}
