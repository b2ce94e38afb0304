/**
 * Text in terminal cells: grapheme segmentation, display width, truncation and word wrap. Terminals
 * differ in the width of joined emoji. The width computed here is at least that of the terminal that
 * draws them widest, so a row that fits here fits in every terminal.
 */

import { unicodeWidth } from "@std/cli/unicode-width";

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });

// U+00A0 and U+202F are no-break spaces: a row does not break there.
const WORDS_AND_BLANKS = /[^\S\u00a0\u202f]+|[\S\u00a0\u202f]+/g;

/** Splits a text into grapheme clusters: what a person sees as one character each (UAX #29). */
export function graphemes(text: string): string[] {
  return [...segmenter.segment(text)].map(({ segment }) => segment);
}

/** The display width of a text in columns, at most. */
export function columns(text: string): number {
  // U+FE0F (variation selector 16) requests emoji presentation, which may be a column wider.
  return unicodeWidth(text) + (text.match(/\ufe0f/g)?.length ?? 0);
}

/** Truncates a text to a width. A truncated text ends with `…`. */
export function truncate(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += columns(grapheme);
    if (used > width - 1) break;
    kept += grapheme;
  }
  return `${kept}…`;
}

/**
 * Word wrap: breaks a text into rows at its newlines, then between words, and inside a word only if
 * the word alone is wider than a row. The blank at which a row breaks is dropped.
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

/** How a terminal wraps a row that is too wide: the number of rows, and where the last one ends. */
export function autowrap(row: string, width: number): { rows: number; column: number } {
  let rows = 1;
  let column = 0;
  for (const character of row) {
    const charColumns = columns(character);
    if (column + charColumns > width) {
      rows++;
      column = 0;
    }
    column += charColumns;
  }
  return { rows, column };
}
