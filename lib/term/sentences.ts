/** Sentences at a terminal, broken between words at the width of its window. */

import { wrapForTerminal } from "./cells.ts";
import { type Size, textWidth } from "./size.ts";

export type { Size };

/** `sentenceRows` for a window, joined by newlines. */
export function wrapSentences(text: string, size: Size): string {
  return sentenceRows(text, textWidth(size)).join("\n");
}

/**
 * Breaks the rows of a text between words. An indented row is a command to copy, or a row of a table: it
 * stays whole.
 *
 * @param width Columns of a row, at least 2.
 */
export function sentenceRows(text: string, width: number): string[] {
  return text.split("\n").flatMap((row) =>
    row.startsWith("  ") ? [row] : wrapForTerminal(row, width)
  );
}
