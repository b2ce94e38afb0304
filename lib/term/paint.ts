/**
 * The painter: computes the escape sequences that append rows to the transcript and redraw the
 * prompt area below it, as one string for one write. It only appends to the transcript, so the
 * terminal's own scrollback, selection and copying work. Pure: it writes nothing itself.
 */

import { stripAnsiCode } from "@std/fmt/colors";
import { autowrap, columns, truncate, wrap } from "./cells.ts";
import { inputRows } from "./input_rows.ts";
import { PrintedRows } from "./printed_rows.ts";
import type { Size } from "./size.ts";

export type { Size };

/** One row above or below the line being typed. */
export interface Row {
  /** The text, which is truncated to the width of the terminal. */
  text: string;
  /** Adds colour to the text. @default {no colour} */
  style?: (text: string) => string;
}

/** The prompt area. */
export interface Prompt {
  /** The rows above the line being typed: pending messages, the state of the connection. */
  above: Row[];
  /** The label before the text. */
  label: string;
  /** The text being typed. `\n` separates its lines. */
  text: string;
  /** The index in the text at which the next character is inserted, in UTF-16 units. */
  cursor: number;
  /** The rows below the line being typed: completion choices, a complaint. */
  below: Row[];
}

// Autowrap (DECAWM) is off while the prompt area is drawn: the window may be narrower by now.
const AUTOWRAP = "\x1b[?7h";
const NO_AUTOWRAP = "\x1b[?7l";
// Hides the cursor (DECTCEM).
const BEGIN = `\x1b[?25l${NO_AUTOWRAP}`;
const END = `${AUTOWRAP}\x1b[?25h`;
// Synchronized output: the terminal shows the drawing at once (contour-terminal.org).
const BEGIN_SYNC = "\x1b[?2026h";
const END_SYNC = "\x1b[?2026l";
// Erases the row, then the rows below it. One erase from the top left corner of the screen would
// make tmux scroll the whole screen into its history.
const ERASE_BELOW = "\r\x1b[K\x1b7\x1b[B\x1b[J\x1b8";
const HOME = "\x1b[H";
/** Deletes the row, and moves the rows below it up (DL). */
const DELETE_ROW = "\x1b[M";
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";

/** A prompt area that is laid out. */
interface PromptArea {
  /** Its rows, with their colours. */
  rows: string[];
  /** Its rows down to the cursor's, which ends at the cursor; without colours. */
  toCursor: string[];
}

/** Remembers the drawn prompt area, and computes how to replace it. */
export class Painter {
  /** The drawn rows down to the cursor's row, which ends at the cursor. */
  #drawn: string[] = [""];
  readonly #begin: string;
  readonly #end: string;
  /** Whether the terminal wrapped the cursor's row when the window became narrower. */
  #isCursorRowWrapped = false;
  /** The row of the cursor by the last report, from 1; 0 once something was drawn since. */
  #reportedRow = 0;
  /** The columns of the window in which it was drawn. */
  #drawnColumns = 0;
  /** The rows of the drawn prompt area. */
  #promptRows = 1;
  readonly #printed = new PrintedRows();
  readonly #singleRow: string | undefined;

  /**
   * Makes a painter with nothing drawn.
   *
   * @param isSynchronized Whether to use synchronized output and to hide the cursor meanwhile. A
   * terminal that does not support them may show the escape sequences as text (Wine's console does).
   * @param singleRow A row of the transcript of which the screen shows the last one only.
   * @default {none}
   */
  constructor(isSynchronized: boolean, singleRow?: string) {
    this.#singleRow = singleRow;
    this.#begin = isSynchronized ? BEGIN_SYNC + BEGIN : "";
    this.#end = isSynchronized ? END + END_SYNC : "";
  }

  /**
   * Appends rows to the transcript and redraws the prompt area.
   *
   * @param transcript The new rows. They scroll up with the transcript, and the terminal wraps what is
   * wider than its window, which may have become narrower.
   * @param prompt The new prompt area.
   * @param size The current size of the terminal.
   * @returns The string to write to the terminal.
   */
  paint(transcript: string[], prompt: Prompt, size: Size): string {
    const top = this.#reportedRow - 1 - this.#rowsToTop(size);
    const start = this.#begin + this.#toTop(size) + ERASE_BELOW;
    const removal = this.#removeSingleRow(transcript, size);
    const last = transcript.lastIndexOf(this.#singleRow!);
    const rows = transcript.filter((row, at) => row !== this.#singleRow || at === last);
    this.#printed.add(rows, size);
    const added = rows.length === 0 ? "" : this.#transcriptRows(rows);
    const area = this.#layOut(prompt, size);
    const addedRows = rows.reduce(
      (sum, row) => sum + autowrap(stripAnsiCode(row), size.columns).rows,
      0,
    );
    const isKnown = this.#reportedRow > 0;
    const drop = isKnown ? this.#dropToBottom(top + addedRows, area.rows.length, size) : "";
    return start + removal + added + drop + this.#draw(area, size) + this.#end;
  }

  /** Written once and never drawn again, so the terminal must not cut them. */
  #transcriptRows(rows: string[]): string {
    const text = rows.map((row) => `${row}\r\n`).join("");
    return this.#begin === "" ? text : AUTOWRAP + text + NO_AUTOWRAP;
  }

  /** Erases the prompt area. What is written next takes its place. */
  erase(size: Size): string {
    const erased = this.#toTop(size) + ERASE_BELOW;
    this.forget();
    return erased;
  }

  /** Erases the transcript too, as far as it is on the screen, and then does as `scrollAway`. */
  clear(size: Size): string {
    const top = this.#toTop(size) + up(this.#printed.height(size)) + ERASE_BELOW;
    this.forget();
    return top + toTopOfScreen(size);
  }

  /** Erases the prompt area, and scrolls what is above it into the scrollback: nothing is lost. */
  scrollAway(size: Size): string {
    return this.erase(size) + toTopOfScreen(size);
  }

  /**
   * Whether it has to be known where the cursor is: in a window that became narrower its row may be
   * wrapped or truncated, and a prompt area of several rows may reach the top of the screen.
   */
  needsCursor(size: Size): boolean {
    const isNarrower = size.columns < this.#drawnColumns;
    return this.#isUncertain(size) || isNarrower && this.#promptRows > 1;
  }

  #isUncertain(size: Size): boolean {
    return columns(this.#drawn.at(-1)!) >= size.columns;
  }

  /**
   * Takes the reported place of the cursor in a window that became narrower. Its column shows whether
   * the terminal wrapped the cursor's row: some truncate it (xterm.js). All wrap the other rows.
   *
   * @param row Counted from 1, as in the terminal's report; 0 if it sends none.
   * @param column Likewise.
   */
  setCursor({ row, column }: { row: number; column: number }, size: Size): void {
    this.#reportedRow = row;
    const wrapped = autowrap(this.#drawn.at(-1)!, size.columns);
    // If the column is the same in both cases, a row too many on the screen is the lesser error.
    const isDistinct = wrapped.column < size.columns - 1;
    this.#isCursorRowWrapped = this.#isUncertain(size) && isDistinct &&
      column - 1 === wrapped.column;
  }

  /** Forgets the drawn prompt area and the transcript: both are erased, or out of reach. */
  forget(): void {
    this.#drawn = [""];
    this.#promptRows = 1;
    this.#printed.clear();
  }

  /** With the cursor at the top of the erased prompt area. */
  #removeSingleRow(transcript: string[], size: Size): string {
    const row = this.#singleRow;
    if (row === undefined || !transcript.includes(row)) return "";
    const distance = this.#printed.remove(row, this.#promptRows, size);
    return distance === undefined ? "" : up(distance) + DELETE_ROW + down(distance - 1);
  }

  /** Moves the cursor up to the first row of the prompt area. */
  #toTop(size: Size): string {
    return up(this.#rowsToTop(size));
  }

  /** How far the first row of the prompt area is above the cursor. Counts rows the terminal wrapped. */
  #rowsToTop(size: Size): number {
    const added = this.#drawn.map((row) => autowrap(row, size.columns).rows - 1);
    const last = this.#isCursorRowWrapped ? added.at(-1)! : 0;
    return added.slice(0, -1).reduce((sum, more) => sum + 1 + more, 0) + last;
  }

  /**
   * Moves from a place near the top of the screen to the bottom. For every row that a terminal wraps in
   * a narrower window, tmux and xterm.js move all rows up, although there is room below. A row of the
   * prompt area that is moved off the screen cannot be erased any more.
   *
   * @param top The row of the first row of the prompt area, from 0.
   */
  #dropToBottom(top: number, promptRows: number, size: Size): string {
    const gap = size.rows - promptRows - top;
    const isMovedUp = top < this.#printed.height(size) && top <= 2 * promptRows;
    if (promptRows === 1 || !isMovedUp || gap <= 0) return "";
    this.#printed.add(Array.from({ length: gap }, () => ""), size);
    return "\r\n".repeat(gap);
  }

  /** The rows of a prompt area in a window. */
  #layOut(requested: Prompt, size: Size): PromptArea {
    // A row never reaches the last column: terminals differ in when they wrap there.
    const width = Math.max(2, size.columns - 1);
    const prompt = withShortLabel(requested, width);
    const maxRows = Math.max(1, size.rows - 1);
    // Choices and complaints stay visible below a text of many rows.
    const below = prompt.below.slice(0, Math.floor(maxRows / 2));
    const height = Math.max(1, maxRows - below.length - Math.min(1, prompt.above.length));
    const shown = inputRows(prompt, width, height);
    const rowsLeft = Math.max(0, maxRows - below.length - shown.length);
    const above = rowsLeft === 0 ? [] : prompt.above.slice(-rowsLeft);
    const draw = ({ text, style = (it) => it }: Row) => style(truncate(text, width));
    const cursorRow = shown.findIndex(({ after }) => after !== undefined);
    const rows = [
      ...above.map(draw),
      ...shown.map(({ before, after }) =>
        after === undefined ? before : before + SAVE_CURSOR + after
      ),
      ...below.map(draw),
    ];
    const toCursor = [
      ...above.map(({ text }) => truncate(text, width)),
      ...shown.slice(0, cursorRow + 1).map(({ before }) => before),
    ];
    return { rows, toCursor };
  }

  #draw({ rows, toCursor }: PromptArea, size: Size): string {
    this.#isCursorRowWrapped = false;
    this.#reportedRow = 0;
    this.#drawnColumns = size.columns;
    this.#promptRows = rows.length;
    this.#drawn = toCursor;
    // The screen scrolls before the rows are written: scrolling invalidates a saved cursor.
    const scroll = "\r\n".repeat(rows.length - 1) + up(rows.length - 1);
    return `${scroll}\r${rows.join("\r\n")}${RESTORE_CURSOR}`;
  }
}

/** Moves the cursor up, at most to the top of the screen. */
function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}

function down(rows: number): string {
  return rows > 0 ? `\x1b[${rows}B` : "";
}

/** Scrolls the rows above the cursor off the screen, which keeps them, and goes to its top. */
function toTopOfScreen({ rows }: Size): string {
  // From row r, the first newlines reach the last row; the other r - 1 scroll the rows above r away.
  return "\r\n".repeat(rows - 1) + HOME;
}

/** Moves a label that leaves too few columns for the text to the rows above. */
function withShortLabel(prompt: Prompt, width: number): Prompt {
  const textColumns = width - columns(prompt.label);
  if (textColumns >= Math.min(12, width / 3)) return prompt;
  const rows = wrap(prompt.label.trim(), width).map((text) => ({ text }));
  return { ...prompt, above: [...prompt.above, ...rows], label: "" };
}
