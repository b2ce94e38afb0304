/** A terminal with a painter, and what it is to paint. */

import { Painter, type Prompt, type Row, type Size } from "../../lib/term/paint.ts";
import { Grid } from "./grid.ts";

/** A prompt area with the cursor shown as `|` in what is typed. */
export function promptOf(shown: string, others: Partial<Prompt> = {}): Prompt {
  const cursor = shown.indexOf("|");
  const text = shown.slice(0, cursor) + shown.slice(cursor + 1);
  return { above: [], label: "› ", text, cursor, below: [], ...others };
}

/** Rows of nothing but a text. */
export function rowsOf(...texts: string[]): Row[] {
  return texts.map((text) => ({ text }));
}

/** A terminal, and what is painted on it. */
export class Easel {
  /** Paints it. */
  readonly painter = new Painter(true);
  /** The terminal's screen. */
  readonly grid: Grid;

  /** Makes an empty screen of this size. */
  constructor(columns: number, rows: number) {
    this.grid = new Grid(columns, rows);
  }

  /** Adds to the transcript, and paints the prompt area under it. */
  paint(transcript: string[], prompt: Prompt): this {
    this.grid.write(this.painter.paint(transcript, prompt, this.grid.size));
    return this;
  }

  /** Another size of the window; where the terminal tells its cursor, the painter is told. */
  resize(size: Size, options?: { cutsCursorRow: boolean }): this {
    this.grid.resize(size, options);
    if (this.painter.isUncertain(size)) this.painter.setCursorColumn(this.grid.cursor[1] + 1, size);
    return this;
  }
}

/** How terminals treat the cursor's row in a window that gets narrower. */
export const WAYS = [{ cutsCursorRow: false }, { cutsCursorRow: true }];
