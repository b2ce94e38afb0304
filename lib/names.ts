/** Names: validation, and the comparison of two names. */

import { graphemes } from "./graphemes.ts";
import { reservedNameLike } from "./naming/reserved_names.ts";
import type { NameRefusal } from "./protocol.ts";

/** A valid name as it will be shown, or the code of the refusal. */
export type NameCheck =
  | { ok: true; name: string }
  | {
    ok: false;
    code: Exclude<NameRefusal, "name-taken" | "name-lookalike" | "name-banned">;
    /** The reserved name that it looks like. @default {none} */
    value?: string;
  };

const MAX_GRAPHEMES = 32;
/** In UTF-16 units, of which a grapheme may have several. */
const MAX_UTF16_UNITS = 128;
/** Before normalizing, whose cost grows with the square of the length. No name is so long in NFD. */
const MAX_RAW_UTF16_UNITS = 512;

// Some letters are invisible (Hangul fillers): a name has no character that a font may leave blank.
const ALLOWED = /^[\p{L}\p{Nd}_.-][\p{L}\p{M}\p{Nd}_.-]*$/u;
/** A name of punctuation alone looks like none: nobody would know who said what. */
const LETTER_OR_DIGIT = /[\p{L}\p{Nd}]/u;
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u{13441}\u{13442}\u{16fe4}]/u;
const STACKED_MARKS = /\p{M}{5}/u;

/**
 * Validates a requested name. Only the hub knows whether the name, or one like it, is taken.
 *
 * @param raw The requested name. Blanks around it are removed.
 * @returns The name in NFC: 1 to 32 graphemes, letters of any alphabet, digits, `_ - .`, and
 * not these marks alone; or the code of the refusal.
 */
export function checkName(raw: string): NameCheck {
  const trimmed = raw.trim();
  if (isTooLong(trimmed)) return { ok: false, code: "name-too-long" };
  const name = trimmed.normalize("NFC");
  if (name === "") return { ok: false, code: "name-empty" };
  if (/\s/u.test(name)) return { ok: false, code: "name-spaces" };
  const isAllowed = ALLOWED.test(name) && LETTER_OR_DIGIT.test(name);
  if (!isAllowed || INVISIBLE.test(name) || STACKED_MARKS.test(name)) {
    return { ok: false, code: "name-characters" };
  }
  if (
    name.length > MAX_UTF16_UNITS || graphemes(name).length > MAX_GRAPHEMES
  ) {
    return { ok: false, code: "name-too-long" };
  }
  const reserved = reservedNameLike(name);
  if (reserved !== undefined) return { ok: false, code: "name-reserved", value: reserved };
  return { ok: true, name };
}

/** Whether a text is too long to be a name in any spelling, so that it need not be folded. */
export function isTooLong(raw: string): boolean {
  return raw.length > MAX_RAW_UTF16_UNITS;
}

/**
 * Folds a name into its comparison key. Two names are the same when their keys are equal: letter
 * case, normal form and width make no difference. Accents do (see `callKey`), and so do confusable
 * letters of different scripts (see `looksOf`).
 *
 * @example
 * ```ts
 * fold("JOÃO") === fold("joa\u0303o"); // true
 * ```
 */
export function fold(name: string): string {
  // Case folding. The second lower case makes letters with several lower cases equal: ß and ss,
  // ς and σ. The first is for ẞ, the only capital without an upper case mapping.
  return name.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase().normalize("NFKC");
}
