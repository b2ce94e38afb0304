/** Sentences at a terminal, broken between words at the width of its window. */

import { wrapForTerminal } from "./cells.ts";
import { type Size, textWidth } from "./size.ts";

export type { Size };

/**
 * Breaks the rows of a text between words. An indented row is a command to copy, or a row of a table: it
 * stays whole.
 */
export function wrapSentences(text: string, size: Size): string {
  const width = textWidth(size);
  return text.split("\n").flatMap((row) =>
    row.startsWith("  ") ? [row] : wrapForTerminal(row, width)
  )
    .join("\n");
}
