/**
 * Sanitizes text from other programs, so that a terminal, a console and a log can show it. Removes
 * escape sequences, and control, zero-width and bidirectional override characters. The result is in
 * NFC and its line ends are `\n`. No character is split; emoji, and the joiners that a script
 * needs, are kept.
 */

// Fast path: printable ASCII and Latin-1, as in nearly every message, need no sanitizing.
const HARMLESS = /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff]*$/;

// The line ends of terminals, editors and Unicode.
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;

// Escape sequences (ECMA-48, 5.4 and 5.6): a key, a control sequence with its parameters, or a
// control string with its terminator. An incomplete sequence loses only its introducer and its text
// stays: an `@` or a `/` after an Escape still begins its line.
const ESCAPE_SEQUENCES = new RegExp(
  [
    String.raw`(?:\x1b\[|\x9b)[0-?]*[ -.]*[A-Z\\^-~]`,
    String.raw`\x1b(?:O[A-DFHP-S]|[#%(-.][0-9A-Za-z])`,
    String
      .raw`(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\n\x1b\x90\x98\x9b-\x9f]*(?:\x07|\x1b\\|\x9c)`,
    String.raw`\x1b[\[\]]?`,
  ].join("|"),
  "g",
);

// Keeps emoji with their joiners. Keeps a joiner where a script needs it for spelling: after a
// virama, and between two letters (RFC 5892, appendix A, "CONTEXTJ", has about the same rule).
// Removes the other characters that are invisible, reorder text or control a terminal.
const SCRIPTS_WITH_JOINERS = [
  ...["Arabic", "Syriac", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil"],
  ...["Telugu", "Kannada", "Malayalam", "Sinhala", "Myanmar", "Khmer"],
].map((script) => String.raw`\p{Script_Extensions=${script}}`).join("");
const VIRAMAS = String.raw`\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca`;
const KEPT_OR_REMOVED = new RegExp(
  [
    String.raw`(?<kept>\p{RGI_Emoji}|(?<=[${VIRAMAS}])[\u200c\u200d]|` +
    String
      .raw`(?<=[${SCRIPTS_WITH_JOINERS}])[\u200c\u200d](?=[\p{L}--\p{Default_Ignorable_Code_Point}]))`,
    String.raw`[[\p{Cc}--[\n]]\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]`,
  ].join("|"),
  "gv",
);

/** Whether a text is one line and needs no sanitizing. True for nearly every message. */
export function isHarmless(raw: string): boolean {
  return HARMLESS.test(raw);
}

/**
 * Sanitizes text from another program for a terminal, a console and a log.
 *
 * @param raw The text as it was received.
 * @returns The text without escape sequences, control, zero-width and override characters. A tab
 * becomes four spaces, every line end becomes `\n`, and half a surrogate pair becomes U+FFFD.
 */
export function safeText(raw: string): string {
  if (HARMLESS.test(raw)) return raw;
  return raw.toWellFormed()
    .replace(ESCAPE_SEQUENCES, "")
    .replace(LINE_ENDS, "\n")
    .replaceAll("	", "    ")
    .normalize("NFC")
    .replace(KEPT_OR_REMOVED, (_, kept?: string) => kept ?? "")
    .normalize("NFC");
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/**
 * Truncates a text for one line of a log, with `…` in place of its end. Graphemes are not split.
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
