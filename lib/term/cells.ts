/**
 * Text in terminal cells: grapheme segmentation, display width, truncation and word wrap. Terminals
 * differ in the width of joined emoji. The width computed here is at least that of the terminal that
 * draws them widest, so a row that fits here fits in every terminal.
 */

import { unicodeWidth } from "@std/cli/unicode-width";
import { graphemes } from "../graphemes.ts";

/** How a tab is shown: a terminal would move the cursor to a place of its own. */
export const TAB = "    ";

// U+00A0 and U+202F are no-break spaces: a row does not break there.
const WORDS_AND_BLANKS = /[^\S\u00a0\u202f]+|[\S\u00a0\u202f]+/g;
const BLANK = /^[^\S\u00a0\u202f]/;

/** What looks like a blank and is none to word wrap. */
const NO_BREAK_SPACE = /[\p{Zs}\u2800\u{13441}\u{13442}\u{16fe4}\u{1d159}]/u;

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
  return text.split("\n").flatMap((line) => wrapLine(line, width, breakWord));
}

/**
 * Word wrap for a transcript: as `wrap`, but a word that is wider than a row stays whole, behind what
 * is before it, and the terminal wraps it. So a URL can be clicked and copied, and a script without
 * blanks reads as everywhere.
 *
 * @param width Columns of a row, at least 2.
 */
export function wrapForTerminal(text: string, width: number): string[] {
  return text.split("\n").flatMap((line) => wrapLine(line, width, leaveWord));
}

/** How a word that is wider than a row goes on in rows, the first of them begun. */
type WideWord = (row: string, word: string, width: number) => string[];

function wrapLine(line: string, width: number, wideWord: WideWord): string[] {
  const rows: string[] = [];
  let row = "";
  for (const word of line.replaceAll("\t", TAB).match(WORDS_AND_BLANKS) ?? []) {
    if (columns(row + word) <= width) {
      row += word;
    } else if (BLANK.test(word)) {
      if (row !== "") rows.push(row);
      row = "";
    } else if (columns(word) > width) {
      rows.push(...wideWord(row, word, width));
      row = rows.pop()!;
    } else {
      if (row.trim() !== "") rows.push(row.trimEnd());
      row = word;
    }
  }
  return row === "" && rows.length > 0 ? rows : [...rows, row];
}

/** Begins a row, and breaks the word where it reaches the end of one. */
function breakWord(before: string, word: string, width: number): string[] {
  const rows = before.trim() === "" ? [] : [before.trimEnd()];
  let row = "";
  for (const grapheme of graphemes(word)) {
    if (row !== "" && columns(row + grapheme) > width) {
      rows.push(row);
      row = "";
    }
    row += grapheme;
  }
  return [...rows, row];
}

/**
 * Leaves the word to the terminal, which goes on at the left edge. What stands there must not look like
 * another row, with a time and a name: so a no-break space may begin a row after all.
 */
function leaveWord(before: string, word: string, width: number): string[] {
  return NO_BREAK_SPACE.test(word) ? breakWord(before, word, width) : [before + word];
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
