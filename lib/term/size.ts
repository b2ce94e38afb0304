/** The size of a terminal. */

/** The size of a terminal's window. */
export interface Size {
  /** Columns of a row. */
  columns: number;
  /** Rows on the screen. */
  rows: number;
}

/**
 * The columns that a row of text may fill: one less than the window has, because some consoles begin
 * another row as soon as the last column is filled.
 */
export function textWidth({ columns }: Size): number {
  return Math.max(8, columns - 1);
}
