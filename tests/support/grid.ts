/**
 * What one sees of a terminal: rows, a cursor, what scrolled away. It understands what is sent to it
 * here and throws at anything else, so that nothing is sent that was not meant. It draws characters
 * as wide as the widest terminals do.
 */

import { columns as columnsOf, graphemes } from "../../lib/term/cells.ts";
import type { Size } from "../../lib/term/paint.ts";

interface GridRow {
  /** What stands in each column: undefined where nothing was written, "" behind a wide one. */
  cells: (string | undefined)[];
  /** Whether it goes on in the next row, because a text reached the last column. */
  isWrapped: boolean;
}

interface Place {
  row: number;
  /** As many as the columns when the last one was just written. */
  column: number;
}

// What one write is made of: a control character, a sequence that begins with Escape, or text.
const PART = new RegExp(
  String.raw`[\r\n\x07]|\x1b[78]|\x1b\[(\??)([\d;]*)([A-Za-z])|\x1b\]2;([^\x07]*)\x07|\P{Cc}+`,
  "uy",
);

/** The screen of a terminal, and its scrollback. */
export class Grid {
  /** The title of the window. */
  title = "";
  /** How often it rang. */
  bells = 0;
  /** The private modes that are on. */
  readonly modes = new Set(["7", "25"]);
  #size: Size;
  /** The scrollback, then the screen. */
  #rows: GridRow[];
  /** Where the screen begins. */
  #top = 0;
  /** From the beginning of the screen. */
  #cursor: Place = { row: 0, column: 0 };
  #saved: Place = { row: 0, column: 0 };

  constructor(columns: number, rows: number) {
    this.#size = { columns, rows };
    this.#rows = Array.from({ length: rows }, emptyRow);
  }

  /** Its size now. */
  get size(): Size {
    return { ...this.#size };
  }

  /** The rows that scrolled away. */
  get scrollback(): string[] {
    return this.#rows.slice(0, this.#top).map(textOf);
  }

  /** The rows of the screen, but for the empty ones at its end. */
  get screen(): string[] {
    return withoutEmptyEnd(this.#rows.slice(this.#top)).map(textOf);
  }

  /** All there is, its texts as they were before they were broken at the last column. */
  get lines(): string[] {
    return joined(withoutEmptyEnd(this.#rows)).map(textOf);
  }

  /** Where the next character goes: the row of the screen, and the column. */
  get cursor(): [row: number, column: number] {
    return [this.#cursor.row, Math.min(this.#cursor.column, this.#size.columns - 1)];
  }

  /** The rows of the screen, the cursor shown as `|`. */
  get seen(): string[] {
    const [row, column] = this.cursor;
    const rows = this.screen;
    while (rows.length <= row) rows.push("");
    const { cells } = this.#rows[this.#top + row]!;
    const before = Array.from(
      { length: column },
      (_, at) => at < cells.length ? cells[at] ?? " " : " ",
    );
    return rows.with(row, `${before.join("")}|${textOf({ cells: cells.slice(column) })}`);
  }

  /** Shows a text; throws on what it does not understand. */
  write(text: string): void {
    PART.lastIndex = 0;
    while (PART.lastIndex < text.length) {
      const at = PART.lastIndex;
      const match = PART.exec(text);
      if (!match) throw new SyntaxError(`Cannot show ${JSON.stringify(text.slice(at, at + 12))}`);
      const [part, mark, parameters = "", final, title] = match;
      if (part === "\r") this.#cursor.column = 0;
      else if (part === "\n") this.#feed();
      else if (part === "\x07") this.bells++;
      else if (part === "\x1b7") this.#saved = { ...this.#cursor };
      else if (part === "\x1b8") this.#cursor = { ...this.#saved };
      else if (title !== undefined) this.title = title;
      else if (final !== undefined) this.#control(`${mark}${final}`, parameters);
      else for (const grapheme of graphemes(part)) this.#print(grapheme);
    }
  }

  /**
   * Gives it another size. What was broken at the last column is broken anew, as most terminals do.
   *
   * @param cutsCursorRow Whether the text the cursor is in is cut instead, as xterm.js does.
   */
  resize(size: Size, { cutsCursorRow = false } = {}): void {
    const cursorAt = this.#top + this.#cursor.row;
    const end = Math.max(cursorAt + 1, withoutEmptyEnd(this.#rows).length);
    const rows: GridRow[] = [];
    const cursor: Place = { row: 0, column: 0 };
    let top = 0;
    let at = 0;
    for (const { cells, starts } of joined(this.#rows.slice(0, end))) {
      if (at <= this.#top) top = rows.length;
      const cursorStart = starts[cursorAt - at];
      const isCut = cutsCursorRow && cursorStart !== undefined && starts.length === 1;
      const parts = isCut ? [cells.slice(0, size.columns)] : broken(cells, size.columns);
      if (cursorStart !== undefined) {
        const offset = cursorStart + this.#cursor.column;
        const starts = startsOf(parts);
        const row = isCut ? 0 : starts.findLastIndex((start) => start <= offset);
        cursor.row = rows.length + row;
        cursor.column = Math.min(offset - starts[row]!, size.columns);
      }
      rows.push(...parts.map((cells, n) => ({ cells, isWrapped: n < parts.length - 1 })));
      at += starts.length;
    }
    top = Math.max(top, rows.length - size.rows);
    while (rows.length < top + size.rows) rows.push(emptyRow());
    this.#size = { ...size };
    this.#rows = rows;
    this.#top = top;
    this.#cursor = { row: Math.max(0, cursor.row - top), column: cursor.column };
  }

  #control(name: string, parameters: string): void {
    const number = Number(parameters || 0);
    switch (name) {
      case "A":
        this.#cursor.row = Math.max(0, this.#cursor.row - Math.max(1, number));
        this.#cursor.column = Math.min(this.#cursor.column, this.#size.columns - 1);
        return;
      case "B":
        this.#cursor.row = Math.min(this.#size.rows - 1, this.#cursor.row + Math.max(1, number));
        return;
      case "H":
        if (parameters !== "") break;
        this.#cursor = { row: 0, column: 0 };
        return;
      case "J":
        if (number === 0) return this.#eraseFrom(this.#cursor);
        if (number === 2) return this.#eraseFrom({ row: 0, column: 0 });
        if (number !== 3) break;
        this.#rows.splice(0, this.#top);
        this.#top = 0;
        return;
      case "K": {
        const row = this.#row();
        row.cells.length = Math.min(row.cells.length, this.#cursor.column);
        row.isWrapped = false;
        return;
      }
      case "?h":
        this.modes.add(parameters);
        return;
      case "?l":
        this.modes.delete(parameters);
        return;
      case "m":
        return;
    }
    throw new SyntaxError(`Cannot obey ${JSON.stringify(`CSI ${parameters} ${name}`)}`);
  }

  #row(): GridRow {
    return this.#rows[this.#top + this.#cursor.row]!;
  }

  #feed(): void {
    if (this.#cursor.row < this.#size.rows - 1) {
      this.#cursor.row++;
      return;
    }
    this.#rows.push(emptyRow());
    this.#top++;
  }

  #print(grapheme: string): void {
    const wide = columnsOf(grapheme);
    if (this.#cursor.column + wide > this.#size.columns) {
      this.#row().isWrapped = true;
      this.#feed();
      this.#cursor.column = 0;
    }
    const { cells } = this.#row();
    for (let n = 0; n < wide; n++) cells[this.#cursor.column + n] = n === 0 ? grapheme : "";
    this.#cursor.column += wide;
  }

  #eraseFrom({ row, column }: Place): void {
    const first = this.#rows[this.#top + row]!;
    first.cells.length = Math.min(first.cells.length, column);
    for (let at = this.#top + row; at < this.#rows.length; at++) {
      if (at > this.#top + row) this.#rows[at]!.cells = [];
      this.#rows[at]!.isWrapped = false;
    }
  }
}

function emptyRow(): GridRow {
  return { cells: [], isWrapped: false };
}

function textOf({ cells }: { cells: (string | undefined)[] }): string {
  return Array.from(cells, (cell) => cell ?? " ").join("");
}

function withoutEmptyEnd(rows: GridRow[]): GridRow[] {
  return rows.slice(0, rows.findLastIndex(({ cells }) => cells.length > 0) + 1);
}

/** A text as it was before it was broken at the last column. */
interface Unbroken {
  cells: (string | undefined)[];
  /** Where each of its rows begins. */
  starts: number[];
}

function joined(rows: GridRow[]): Unbroken[] {
  const lines: Unbroken[] = [];
  let isOpen = false;
  for (const { cells, isWrapped } of rows) {
    if (!isOpen) lines.push({ cells: [], starts: [] });
    const line = lines.at(-1)!;
    line.starts.push(line.cells.length);
    line.cells.push(...cells);
    isOpen = isWrapped;
  }
  return lines;
}

/** Broken at the last column, or before it where a wide character does not fit. */
function broken(cells: (string | undefined)[], columns: number): (string | undefined)[][] {
  const rows: (string | undefined)[][] = [];
  let rest = cells;
  while (rest.length > columns) {
    let end = columns;
    while (end > 1 && rest[end] === "") end--;
    rows.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...rows, rest];
}

function startsOf(rows: unknown[][]): number[] {
  let start = 0;
  return rows.map(({ length }) => (start += length) - length);
}
