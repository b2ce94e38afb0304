/**
 * The rows of the text being typed that a window shows: those around the cursor. A long text is laid
 * out near the cursor only. Pure.
 */

import { graphemes } from "../graphemes.ts";
import { rowEnd, rowStart, snapToGrapheme } from "./boundaries.ts";
import { columns, TAB } from "./cells.ts";

/** The text being typed. */
export interface InputText {
  /** The label before the text. */
  label: string;
  /** The text. `\n` separates its lines. */
  text: string;
  /** The index in the text at which the next character is inserted, in UTF-16 units. */
  cursor: number;
}

/** A row of it. */
export interface InputRow {
  /** What is before the cursor; the whole row in rows without it. */
  before: string;
  /** The text from the cursor on; undefined in rows without the cursor. */
  after?: string;
}

/** A part of a line that is laid out by itself: it begins a row. */
interface Chunk {
  from: number;
  to: number;
}

/** Any message is shorter, so only what cannot be sent has a row that ends early. */
const CHUNK_UNITS = 4096;

/**
 * Breaks the text into rows: the label is before the first, as many blanks before the others.
 *
 * @param width Columns of a row, at least 2.
 * @param height How many rows are shown, at least 1: the cursor's row is among them.
 */
export function inputRows(input: InputText, width: number, height: number): InputRow[] {
  const { text, cursor } = input;
  let chunk = chunkAt(text, cursor);
  const rows = rowsOf(input, chunk, width);
  const at = rows.findIndex(({ after }) => after !== undefined);
  let above = rows.slice(0, at + 1);
  while (above.length < height && chunk.from > 0) {
    chunk = chunkAt(text, chunk.from - 1);
    above = [...rowsOf(input, chunk, width), ...above];
  }
  const shown = [...above.slice(-height), ...rows.slice(at + 1)];
  let { to } = chunkAt(text, cursor);
  while (shown.length < height && to < text.length) {
    const next = chunkAt(text, text[to] === "\n" ? to + 1 : to);
    shown.push(...rowsOf(input, next, width));
    to = next.to;
  }
  return shown.slice(0, height);
}

/** The chunk of an index: a line of the text, or a part of a very long one. */
function chunkAt(text: string, at: number): Chunk {
  const start = rowStart(text, at);
  const end = rowEnd(text, at);
  const border = (number: number) => snapToGrapheme(text, start + number * CHUNK_UNITS);
  let number = Math.floor((at - start) / CHUNK_UNITS);
  if (number > 0 && border(number) > at) number--;
  const from = number === 0 ? start : border(number);
  const to = start + (number + 1) * CHUNK_UNITS >= end ? end : border(number + 1);
  return { from, to: Math.min(to, end) };
}

/** The rows of a chunk. */
function rowsOf(
  { label, text, cursor }: InputText,
  { from, to }: Chunk,
  width: number,
): InputRow[] {
  const indent = " ".repeat(columns(label));
  const isLast = to === text.length || text[to] === "\n";
  const rows: InputRow[] = [];
  let row: InputRow = { before: from === 0 ? label : indent };
  let used = indent.length;
  let index = from;
  const breakRow = () => {
    rows.push(row);
    row = { before: indent };
    used = indent.length;
  };
  for (const grapheme of graphemes(text.slice(from, to))) {
    const shown = grapheme === "\t" ? TAB : grapheme;
    const shownColumns = columns(shown);
    if (used + shownColumns > width) breakRow();
    if (index === cursor) row.after = "";
    if (row.after === undefined) row.before += shown;
    else row.after += shown;
    used += shownColumns;
    index += grapheme.length;
  }
  if (index === cursor && isLast) {
    // A newline takes no column: the cursor stays behind the last character of its row.
    if (to === text.length && used + 1 > width) breakRow();
    row.after = "";
  }
  return [...rows, row];
}
