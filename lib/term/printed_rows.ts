/**
 * The rows that were printed above the prompt area, as far as a window can show them. With them the
 * painter erases what the chat wrote, and nothing that was in the terminal before it. Pure.
 */

import { stripAnsiCode } from "@std/fmt/colors";
import { autowrap } from "./cells.ts";
import type { Size } from "./size.ts";

/** More rows than a window has. */
const MAX_ROWS = 1_000;

/** The printed rows of one terminal. */
export class PrintedRows {
  /** Without colours, oldest first. */
  #rows: string[] = [];
  /** The width of the window. */
  #columns?: number;
  /** The index of the first row that was printed since the width changed. */
  #unwrappedFrom = 0;
  /** The least height of the window since then. */
  #minRows = Infinity;

  /** Adds rows that are printed in a window of this size. */
  add(rows: readonly string[], size: Size): void {
    this.#measure(size);
    this.#rows.push(...rows.map((row): string => stripAnsiCode(row)));
    const excess = Math.max(0, this.#rows.length - MAX_ROWS);
    this.#rows.splice(0, excess);
    this.#unwrappedFrom = Math.max(0, this.#unwrappedFrom - excess);
  }

  /** How many rows of a window they take up; those that have scrolled off count too. */
  height({ columns }: Size): number {
    return this.#rows.reduce((sum, row) => sum + autowrap(row, columns).rows, 0);
  }

  /**
   * Takes out the last row with this text, if it is on the screen for certain: the terminal has not
   * wrapped it anew, or a row below it, and it cannot have scrolled off.
   *
   * @param promptRows How many rows of the window the prompt area takes up.
   * @returns How many rows it is above the prompt area; undefined when it stays.
   */
  remove(text: string, promptRows: number, size: Size): number | undefined {
    this.#measure(size);
    const index = this.#rows.lastIndexOf(stripAnsiCode(text));
    const distance = this.#rows.slice(index)
      .reduce((sum, row) => sum + autowrap(row, size.columns).rows, 0);
    if (index < this.#unwrappedFrom || distance + promptRows > this.#minRows) return undefined;
    this.#rows.splice(index, 1);
    return distance;
  }

  /** Forgets them all. */
  clear(): void {
    this.#rows = [];
    this.#unwrappedFrom = 0;
    this.#minRows = Infinity;
  }

  #measure({ columns, rows }: Size): void {
    if (columns !== this.#columns) {
      this.#columns = columns;
      this.#unwrappedFrom = this.#rows.length;
      this.#minRows = rows;
    }
    this.#minRows = Math.min(this.#minRows, rows);
  }
}
