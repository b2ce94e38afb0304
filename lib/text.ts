/**
 * Sanitizes text from other programs, so that a terminal, a console and a log can show it. Removes
 * escape sequences, and control, zero-width and bidirectional override characters. The result is in
 * NFC and its line ends are `\n`. No character is split; emoji, and the joiners that a script
 * needs, are kept.
 */

import { graphemeSegmenter } from "./graphemes.ts";
import { ownCopy } from "./own_copy.ts";

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

// What is invisible and belongs to what it stands behind is kept, one at a time: joiners within a word
// of a script that spells with them, and at the end of one in Arabic (UAX #31, 2.3); joiners and
// presentation selectors of emoji (UTS #51); variants of ideographs and of Mongolian letters. All else
// that is invisible, reorders text or controls a terminal is removed.
const ARABIC = String.raw`\p{scx=Arabic}\p{scx=Syriac}`;
const SCRIPTS_WITH_JOINERS = [
  ...["Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada"],
  ...["Malayalam", "Sinhala", "Myanmar", "Khmer", "Mongolian"],
].map((script) => String.raw`\p{scx=${script}}`).join("") + ARABIC;
const VISIBLE = String.raw`[[\p{L}\p{M}]--\p{Default_Ignorable_Code_Point}]`;
const VIRAMAS = String.raw`\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca`;
const MONGOLIAN = String.raw`[\p{L}&&\p{Script=Mongolian}]`;
const PICTOGRAPH = String.raw`\p{Extended_Pictographic}`;
const KEPT = [
  String.raw`\p{RGI_Emoji}`,
  String.raw`(?<=[${VIRAMAS}])[\u200c\u200d]`,
  String.raw`(?<=[${VISIBLE}&&[${SCRIPTS_WITH_JOINERS}]])[\u200c\u200d](?=${VISIBLE})`,
  String.raw`(?<=[${VISIBLE}&&[${ARABIC}]])[\u200c\u200d](?=[\s.,;:!?\)،؛؟]|$)`,
  String.raw`(?<=${PICTOGRAPH}[\ufe0e\ufe0f\p{EMod}]?)\u200d(?=${PICTOGRAPH})`,
  String.raw`(?<=[\p{Emoji}--[0-9#*]])[\ufe0e\ufe0f]`,
  String.raw`(?<=\p{Ideographic})[\ufe00-\ufe02\u{e0100}-\u{e01ef}]`,
  String.raw`(?<=${MONGOLIAN})(?:[\u180b-\u180d\u180f]|\u180e(?=${MONGOLIAN}))`,
].join("|");
const KEPT_OR_REMOVED = new RegExp(
  String.raw`(?<kept>${KEPT})|` +
    String.raw`[[\p{Cc}--[\n\t]]\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\ufff9-\ufffb]`,
  "gv",
);

// Normalizing sorts combining marks, in quadratic time: a run of 62,000 took 4.2 s. UAX #15,
// "Stream-Safe Text Format", allows 30 in a row. The two halfwidth letters are marks in NFKC. A
// match is bounded, because an unbounded one overflows the stack in a text of 16 MB.
const NON_STARTER = String.raw`[\p{M}\uff9e\uff9f]`;
const HAS_EXCESS_MARKS = new RegExp(`${NON_STARTER}{31}`, "u");
const EXCESS_MARKS = new RegExp(`(?<=${NON_STARTER}{30})${NON_STARTER}{1,64}`, "gu");

/** Whether a text is one line and needs no sanitizing. True for nearly every message. */
export function isHarmless(raw: string): boolean {
  return HARMLESS.test(raw);
}

/**
 * Sanitizes text from another program for a terminal, a console and a log. Takes linear time.
 *
 * @param raw The text as it was received.
 * @returns The text without escape sequences, control, zero-width and override characters. A tab
 * stays, every line end becomes `\n`, and half a surrogate pair becomes U+FFFD. Of
 * combining marks in a row the first 30 are kept.
 */
export function safeText(raw: string): string {
  if (HARMLESS.test(raw)) return raw;
  const text = raw.toWellFormed()
    .replace(ESCAPE_SEQUENCES, "")
    .replace(LINE_ENDS, "\n");
  // What is removed may stand between two runs of marks, and NFC makes two marks of some.
  const normalized = cutMarks(text).normalize("NFC")
    .replace(KEPT_OR_REMOVED, (_, kept?: string) => kept ?? "");
  return cutMarks(cutMarks(normalized).normalize("NFC"));
}

/** Keeps the first 30 of the combining marks in a row. */
function cutMarks(text: string): string {
  return HAS_EXCESS_MARKS.test(text) ? text.replace(EXCESS_MARKS, "") : text;
}

const BLANK_AT_END = /[\s\u2800]/;

/**
 * Removes blanks and empty Braille cells at the ends of a text. In linear time: a regular expression
 * would look through each run of blanks once for every blank in it.
 */
export function trimBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text, from)) from++;
  while (to > from && isBlank(text, to - 1)) to--;
  return text.slice(from, to);
}

/** Removes the line ends behind a text. In linear time, as above. */
export function withoutLineEnds(text: string): string {
  let to = text.length;
  while (to > 0 && text[to - 1] === "\n") to--;
  return text.slice(0, to);
}

/** Nearly every message begins and ends in ASCII, for which there is no need of the expression. */
function isBlank(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit <= 0x20 || unit > 0x7e && BLANK_AT_END.test(text[at]!);
}

/** A grapheme can be as long as its text. Those that people write have fewer UTF-16 units. */
const MAX_GRAPHEME_UNITS = 8;

/**
 * Truncates a text for one line of a log or for a response, with `…` in place of its end. Graphemes
 * are not split, unless one alone is longer than the limit. The result is a copy of its own: it is
 * often kept, as a value of a rejection is.
 *
 * @param maxGraphemes The length, in graphemes of 8 UTF-16 units on average. @default {80}
 */
export function shorten(text: string, maxGraphemes = 80): string {
  if (text.length <= maxGraphemes) return ownCopy(text);
  const head = text.slice(0, maxGraphemes * MAX_GRAPHEME_UNITS);
  let cut = 0;
  let count = 0;
  for (const { index } of graphemeSegmenter.segment(head)) {
    if (++count <= maxGraphemes) cut = index;
    if (count > maxGraphemes) return ownCopy(`${text.slice(0, cut)}…`);
  }
  if (head.length === text.length) return ownCopy(text);
  return ownCopy(`${cut > 0 ? head.slice(0, cut) : head.toWellFormed()}…`);
}
