/**
 * Columns of a terminal: how many a text takes, and how it breaks into rows. Terminals differ in
 * the width of joined emoji; here a text is never narrower than the widest of them draws it, so a
 * row that fits here fits everywhere.
 */

import { unicodeWidth } from "@std/cli/unicode-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// A no-break space is no place to break.
const WORDS_AND_BLANKS = /[^\S\u00a0\u202f]+|[\S\u00a0\u202f]+/g;

/** What a person takes for one character each. */
export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** The columns a text takes, at the most. */
export function columns(text: string): number {
  // U+FE0F asks for the picture of a character that may also be drawn as a narrow sign.
  return unicodeWidth(text) + (text.match(/\ufe0f/g)?.length ?? 0);
}

/** The beginning of a text that fits, ended by `…` where something is missing. */
export function fit(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let fitted = "";
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += columns(grapheme);
    if (used > width - 1) break;
    fitted += grapheme;
  }
  return `${fitted}…`;
}

/**
 * A text in rows: broken at its line ends, then between words, and within a word only when the
 * word alone is too wide. The blank at which a row breaks is not drawn.
 *
 * @param width Columns of a row, at least 2.
 */
export function wrap(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width));
}

function wrapLine(line: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of line.match(WORDS_AND_BLANKS) ?? []) {
    if (columns(row + word) <= width) {
      row += word;
      continue;
    }
    if (/^\s/.test(word)) {
      if (row !== "") rows.push(row);
      row = "";
      continue;
    }
    if (row.trim() !== "") rows.push(row.trimEnd());
    row = "";
    for (const grapheme of graphemes(word)) {
      if (row !== "" && columns(row + grapheme) > width) {
        rows.push(row);
        row = "";
      }
      row += grapheme;
    }
  }
  return row === "" && rows.length > 0 ? rows : [...rows, row];
}
