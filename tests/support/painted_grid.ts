/** A painter that draws on a grid, and what it paints. */

import { Painter, type Prompt, type Row, type Size } from "../../lib/term/paint.ts";
import { Grid } from "./grid.ts";

/** A prompt area; `|` marks the cursor in its text. */
export function promptOf(shown: string, others: Partial<Prompt> = {}): Prompt {
  const cursor = shown.indexOf("|");
  const text = shown.slice(0, cursor) + shown.slice(cursor + 1);
  return { above: [], label: "› ", text, cursor, below: [], ...others };
}

/** Rows that have only a text. */
export function rowsOf(...texts: string[]): Row[] {
  return texts.map((text) => ({ text }));
}

/** A painter and the grid it draws on. */
export class PaintedGrid {
  /** The painter under test. */
  readonly painter = new Painter(true);
  /** The screen it draws on. */
  readonly grid: Grid;

  /** Makes an empty screen of this size. */
  constructor(columns: number, rows: number) {
    this.grid = new Grid(columns, rows);
  }

  /** Appends to the transcript, and paints the prompt area below it. */
  paint(transcript: string[], prompt: Prompt): this {
    this.grid.write(this.painter.paint(transcript, prompt, this.grid.size));
    return this;
  }

  /** Resizes the window; passes the cursor's column to the painter if it needs it. */
  resize(size: Size, options?: { cutsCursorRow: boolean }): this {
    this.grid.resize(size, options);
    const [row, column] = this.grid.cursor;
    if (this.painter.needsCursor(size)) {
      this.painter.setCursor({ row: row + 1, column: column + 1 }, size);
    }
    return this;
  }
}

/** The two ways in which terminals reflow the cursor's row when the window gets narrower. */
export const RESIZE_BEHAVIORS = [{ cutsCursorRow: false }, { cutsCursorRow: true }];
