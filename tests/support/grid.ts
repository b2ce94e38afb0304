/**
 * A terminal emulator in memory: rows, a cursor, a scrollback. It knows only the escape sequences
 * that the program sends, and throws at any other. Ambiguous characters are as wide as in the
 * widest terminals.
 */

import { graphemes } from "../../lib/graphemes.ts";
import { columns as columnsOf } from "../../lib/term/cells.ts";
import type { Size } from "../../lib/term/paint.ts";

interface GridRow {
  /** The character of each column: undefined if none was written, "" after a wide one. */
  cells: (string | undefined)[];
  /** Whether its line continues in the next row, because the text reached the last column. */
  isWrapped: boolean;
}

interface Position {
  row: number;
  /** Equal to the number of columns right after the last column was written. */
  column: number;
}

// A control character, an escape sequence, or text.
const PART = new RegExp(
  String.raw`[\r\n\x07]|\x1b[78]|\x1b\[(\??)([\d;]*)([A-Za-z])|\x1b\]2;([^\x07]*)\x07|\P{Cc}+`,
  "uy",
);

/** The screen of a terminal, and its scrollback. */
export class Grid {
  /** The title of the window. */
  title = "";
  /** How often the bell rang. */
  bells = 0;
  /** The private modes that are on. */
  readonly modes = new Set(["7", "25"]);
  #size: Size;
  /** The scrollback, then the screen. */
  #rows: GridRow[];
  /** Where the screen begins. */
  #top = 0;
  /** The position on the screen. */
  #cursor: Position = { row: 0, column: 0 };
  #saved: Position = { row: 0, column: 0 };

  constructor(columns: number, rows: number) {
    this.#size = { columns, rows };
    this.#rows = Array.from({ length: rows }, emptyRow);
  }

  /** Its current size. */
  get size(): Size {
    return { ...this.#size };
  }

  /** The rows of the scrollback. */
  get scrollback(): string[] {
    return this.#rows.slice(0, this.#top).map(textOf);
  }

  /** The rows of the screen, without the empty ones at its end. */
  get screen(): string[] {
    return withoutEmptyEnd(this.#rows.slice(this.#top)).map(textOf);
  }

  /** All lines of scrollback and screen, as before they were wrapped at the last column. */
  get lines(): string[] {
    return unwrapped(withoutEmptyEnd(this.#rows)).map(textOf);
  }

  /** The cursor: the row of the screen, and the column. */
  get cursor(): [row: number, column: number] {
    return [this.#cursor.row, Math.min(this.#cursor.column, this.#size.columns - 1)];
  }

  /** The rows of the screen, with `|` at the cursor. */
  get rowsWithCursor(): string[] {
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

  /** Writes a text; throws at an unknown escape sequence. */
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
   * Resizes the screen. Wrapped lines are reflowed, as most terminals do.
   *
   * @param cutsCursorRow Whether the line with the cursor is cut instead, as xterm.js does.
   */
  resize(size: Size, { cutsCursorRow = false } = {}): void {
    const cursorAt = this.#top + this.#cursor.row;
    const end = Math.max(cursorAt + 1, withoutEmptyEnd(this.#rows).length);
    const rows: GridRow[] = [];
    const cursor: Position = { row: 0, column: 0 };
    let top = 0;
    let at = 0;
    for (const { cells, starts } of unwrapped(this.#rows.slice(0, end))) {
      if (at <= this.#top) top = rows.length;
      const cursorStart = starts[cursorAt - at];
      const isCut = cutsCursorRow && cursorStart !== undefined && starts.length === 1;
      const parts = isCut ? [cells.slice(0, size.columns)] : wrapped(cells, size.columns);
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
      case "M":
        this.#rows.splice(this.#top + this.#cursor.row, 1);
        this.#rows.push(emptyRow());
        this.#cursor.column = 0;
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
    const isBeyond = this.#cursor.column + wide > this.#size.columns;
    // Without autowrap (DECAWM) what is too wide takes the place of the last character.
    if (isBeyond && !this.modes.has("7")) this.#cursor.column = this.#size.columns - wide;
    else if (isBeyond) {
      this.#row().isWrapped = true;
      this.#feed();
      this.#cursor.column = 0;
    }
    const { cells } = this.#row();
    for (let n = 0; n < wide; n++) cells[this.#cursor.column + n] = n === 0 ? grapheme : "";
    this.#cursor.column += wide;
  }

  #eraseFrom({ row, column }: Position): void {
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

/** A line as it was before it was wrapped at the last column. */
interface UnwrappedLine {
  cells: (string | undefined)[];
  /** Where each of its rows starts. */
  starts: number[];
}

function unwrapped(rows: GridRow[]): UnwrappedLine[] {
  const lines: UnwrappedLine[] = [];
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

/** Wraps cells at the last column, or before it if a wide character does not fit. */
function wrapped(cells: (string | undefined)[], columns: number): (string | undefined)[][] {
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
