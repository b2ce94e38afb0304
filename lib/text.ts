/**
 * Text from strangers, made safe to show: no escape sequence, no control, zero-width or
 * bidirectional override character gets through. What remains is in NFC, its lines parted by
 * `\n`. It never cuts a character, and leaves whole emoji and the joiners that a script needs.
 */

// Printable ASCII and Latin-1: nearly every message, and nothing to do for it.
const HARMLESS = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;

// Whatever a terminal, an editor or Unicode takes for the end of a line.
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

// Escape sequences (ECMA-48, 5.4 and 5.6): a key or a command with its parameters, a string with
// its end. What only begins like one loses what makes it one, and its words stay: an `@` or a `/`
// behind an Escape is still the first of its line.
const ESCAPES = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)[0-?]*[ -.]*[A-Z\\^-~]`,
    String.raw`\x1b(?:O[A-DFHP-S]|[#%(-.][0-9A-Za-z])`,
    String
      .raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\n\x1b\x90\x98\x9b-\x9f]*(?:\x07|\x1b\\|\x9c)`,
    String.raw`\x1b[\[\]]?`,
  ].join("|"),
  "g",
);

// An emoji is kept whole. A joiner is kept where a script spells with it: after a virama, and
// between two letters (RFC 5892, appendix A, "CONTEXTJ", asks for about the same). What else is
// invisible, reorders text or commands a terminal goes.
const SPELLS_WITH_JOINERS = [
  ...["Arabic", "Syriac", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"],
  ...["Telugu", "Kannada", "Malayalam", "Sinhala", "Myanmar", "Khmer"],
].map((script) => String.raw`\p{Script_Extensions=${script}}`).join("");
const VIRAMAS = String.raw`\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca`;
const WORTH_A_LOOK = new RegExp(
  [
    String.raw`(?<kept>\p{RGI_Emoji}|(?<=[${VIRAMAS}])[\u200c\u200d]|` +
    String
      .raw`(?<=[${SPELLS_WITH_JOINERS}])[\u200c\u200d](?=[\p{L}--\p{Default_Ignorable_Code_Point}]))`,
    String.raw`[[\p{Cc}--[\n]]\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]`,
  ].join("|"),
  "gv",
);

/** Whether a text is of one line and safe as it is: for nearly every message this is all there is to ask. */
export function isHarmless(raw: string): boolean {
  return HARMLESS.test(raw);
}

/**
 * Makes text from a stranger safe for a screen, a console and a log.
 *
 * @param raw Text as it was received.
 * @returns The text without escape sequences, control, zero-width and override characters; a tab
 * becomes four spaces, every kind of line end `\n`, half a surrogate pair U+FFFD.
 */
export function safeText(raw: string): string {
  if (HARMLESS.test(raw)) return raw;
  return raw.toWellFormed()
    .replace(ESCAPES, "")
    .replace(LINE_ENDS, "\n")
    .replaceAll("	", "    ")
    .normalize("NFC")
    .replace(WORTH_A_LOOK, (_, kept?: string) => kept ?? "")
    .normalize("NFC");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * A text short enough for one line of a log, its end replaced by `…`. What a person takes for one
 * character is not cut.
 *
 * @param maxGraphemes @default {80}
 */
export function shorten(text: string, maxGraphemes = 80): string {
  if (text.length <= maxGraphemes) return text;
  let cut = 0;
  let count = 0;
  for (const { index } of graphemes.segment(text)) {
    if (++count === maxGraphemes) cut = index;
    if (count > maxGraphemes) return `${text.slice(0, cut)}…`;
  }
  return text;
}
