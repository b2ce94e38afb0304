/**
 * What a terminal has to be sent so that its transcript grows and the prompt area below it becomes
 * what it should be: one string, one write. The transcript is only ever added to, so scrolling,
 * selecting and copying stay the terminal's. Nothing here touches the terminal.
 */

import { columns, fit, graphemes, wrap } from "./cells.ts";

/** One row above or below the line being typed. */
export interface Row {
  /** Cut where it does not fit. */
  text: string;
  /** Its look. @default {as it is} */
  style?: (text: string) => string;
}

/** The prompt area. */
export interface Prompt {
  /** What stands above the line: what is on its way, the state of the connection. */
  above: Row[];
  /** What the line begins with. */
  label: string;
  /** The text being typed; several lines are parted by `\n`. */
  text: string;
  /** Where in the text the next character goes, in UTF-16 units. */
  cursor: number;
  /** What stands below the line: choices, complaints. */
  below: Row[];
}

/** The size of a terminal. */
export interface Size {
  /** Characters in a row. */
  columns: number;
  /** Rows on the screen. */
  rows: number;
}

interface InputRow {
  before: string;
  /** What stands at and behind the cursor; undefined in the rows the cursor is not in. */
  after?: string;
}

// Without a cursor, and without breaking rows: the window may be narrower by now.
const BEGIN = "\x1b[?25l\x1b[?7l";
const END = "\x1b[?7h\x1b[?25h";
// Drawn at once where the terminal knows how (contour-terminal.org, "synchronized output").
const BEGIN_SYNC = "\x1b[?2026h";
const END_SYNC = "\x1b[?2026l";
// The row, and then what is below it: erased at once from the corner of the screen, tmux would
// scroll it all into its history.
const ERASE_BELOW = "\r\x1b[K\x1b7\x1b[B\x1b[J\x1b8";
const SAVE_CURSOR = "\x1b7";
const RESTORE_CURSOR = "\x1b8";

/** Knows what the prompt area looks like, and how it becomes something else. */
export class Painter {
  /** The rows down to the cursor, the last one up to the cursor. */
  #drawn: string[] = [""];
  readonly #begin: string;
  readonly #end: string;
  /** Whether the row of the cursor broke when the window became narrower. */
  #isCursorRowBroken = false;

  /**
   * Begins with nothing drawn.
   *
   * @param isSynchronized Whether to ask for each drawing to be shown at once, without a cursor.
   * Where that is not known, the request may be shown as text (Wine's console does).
   */
  constructor(isSynchronized: boolean) {
    this.#begin = isSynchronized ? BEGIN_SYNC + BEGIN : "";
    this.#end = isSynchronized ? END + END_SYNC : "";
  }

  /**
   * Adds to the transcript and draws the prompt area anew.
   *
   * @param transcript Rows that fit the terminal, to stand above the prompt area for good.
   * @param prompt What the prompt area is to be.
   * @param size The terminal as it is now.
   */
  paint(transcript: string[], prompt: Prompt, size: Size): string {
    const start = this.#begin + this.#toTop(size) + ERASE_BELOW;
    const added = transcript.map((row) => `${row}\r\n`).join("");
    return start + added + this.#draw(prompt, size) + this.#end;
  }

  /** Takes the prompt area away: what comes next stands where it was. */
  erase(size: Size): string {
    const erased = this.#toTop(size) + ERASE_BELOW;
    this.forget();
    return erased;
  }

  /** Whether only the terminal knows what became of the cursor's row in a window this narrow. */
  isUncertain(size: Size): boolean {
    return columns(this.#drawn.at(-1)!) >= size.columns;
  }

  /**
   * Learns where the cursor is in a window that became narrower. Some terminals (xterm.js) cut the
   * row the cursor is in, others break it; rows without the cursor all of them break.
   *
   * @param column From 1, as the terminal tells it; 0 when it does not tell.
   */
  setCursorColumn(column: number, size: Size): void {
    const broken = breakInto(this.#drawn.at(-1)!, size.columns);
    // Where both would put it in the same place, a row too many is better than one too few.
    const isElsewhere = broken.column < size.columns - 1;
    this.#isCursorRowBroken = this.isUncertain(size) && isElsewhere && column - 1 === broken.column;
  }

  /** Forgets the prompt area: the screen was cleared. */
  forget(): void {
    this.#drawn = [""];
  }

  /** From the cursor to the first row of the prompt area, also when rows broke as it got narrower. */
  #toTop(size: Size): string {
    const breaks = this.#drawn.map((row) => breakInto(row, size.columns).rows - 1);
    const last = this.#isCursorRowBroken ? breaks.at(-1)! : 0;
    const up = breaks.slice(0, -1).reduce((sum, more) => sum + 1 + more, 0) + last;
    return up > 0 ? `\x1b[${up}A` : "";
  }

  #draw(wanted: Prompt, size: Size): string {
    // A row never reaches the last column: terminals differ in what happens there.
    const width = Math.max(4, size.columns - 1);
    const prompt = withShortLabel(wanted, width);
    const input = inputRows(prompt, width);
    const room = Math.max(1, size.rows - 1);
    // A tall text leaves some rows to what has to be said about it.
    const below = prompt.below.slice(0, Math.floor(room / 2));
    const shown = windowAround(
      input,
      Math.max(1, room - below.length - Math.min(1, prompt.above.length)),
    );
    const left = Math.max(0, room - below.length - shown.length);
    const above = left === 0 ? [] : prompt.above.slice(-left);
    const draw = ({ text, style = (it) => it }: Row) => style(fit(text, width));
    const cursorRow = shown.findIndex(({ after }) => after !== undefined);
    const rows = [
      ...above.map(draw),
      ...shown.map(({ before, after }) =>
        after === undefined ? before : before + SAVE_CURSOR + after
      ),
      ...below.map(draw),
    ];
    this.#isCursorRowBroken = false;
    this.#drawn = [
      ...above.map(({ text }) => fit(text, width)),
      ...shown.slice(0, cursorRow + 1).map(({ before }) => before),
    ];
    // The rows are made before they are written: a saved cursor does not survive scrolling.
    const made = "\r\n".repeat(rows.length - 1) +
      (rows.length > 1 ? `\x1b[${rows.length - 1}A` : "");
    return `${made}\r${rows.join("\r\n")}${RESTORE_CURSOR}`;
  }
}

/** A label that would leave the text too little room stands above it. */
function withShortLabel(prompt: Prompt, width: number): Prompt {
  const room = width - columns(prompt.label);
  if (room >= Math.min(12, width / 3)) return prompt;
  const rows = wrap(prompt.label.trim(), width).map((text) => ({ text }));
  return { ...prompt, above: [...prompt.above, ...rows], label: "" };
}

/** How a terminal breaks a row that became too wide: into how many, and where the last one ends. */
function breakInto(row: string, width: number): { rows: number; column: number } {
  let rows = 1;
  let column = 0;
  for (const character of row) {
    const wide = columns(character);
    if (column + wide > width) {
      rows++;
      column = 0;
    }
    column += wide;
  }
  return { rows, column };
}

/** The text being typed in rows, the label before the first and as many blanks before the others. */
function inputRows({ label, text, cursor }: Prompt, width: number): InputRow[] {
  const indent = " ".repeat(columns(label));
  const rows: InputRow[] = [];
  let row: InputRow = { before: label };
  let used = columns(label);
  let at = 0;
  const add = (grapheme: string) => {
    if (row.after === undefined) row.before += grapheme;
    else row.after += grapheme;
  };
  const breakRow = () => {
    rows.push(row);
    row = { before: indent };
    used = indent.length;
  };
  for (const grapheme of graphemes(text)) {
    const isBreak = grapheme === "\n";
    const wide = isBreak ? 0 : columns(grapheme);
    if (!isBreak && used + wide > width) breakRow();
    if (at === cursor) row.after = "";
    if (isBreak) breakRow();
    else add(grapheme);
    used += wide;
    at += grapheme.length;
  }
  if (at === cursor) {
    if (used + 1 > width) breakRow();
    row.after = "";
  }
  return [...rows, row];
}

/** As many rows as there is room for, the cursor's among them. */
function windowAround(rows: InputRow[], room: number): InputRow[] {
  if (rows.length <= room) return rows;
  const cursorRow = rows.findIndex(({ after }) => after !== undefined);
  const from = Math.min(Math.max(0, cursorRow - room + 1), rows.length - room);
  return rows.slice(from, from + room);
}
