/** The size of a terminal. */

/** The size of a terminal's window. */
export interface Size {
  /** Columns of a row. */
  columns: number;
  /** Rows on the screen. */
  rows: number;
}
