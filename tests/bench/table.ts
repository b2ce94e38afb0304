/** A table of medians, with the ratios between our server and the others. */

import { median } from "./quantile.ts";

/** One table of the benchmark. */
export class Table {
  readonly #title: string;
  readonly #columns: string[];
  readonly #figures: Map<string, number[][]>;

  /**
   * Makes a table without figures.
   *
   * @param rows The servers' names; ratios compare each server with ours and with the relay.
   */
  constructor(title: string, columns: string[], rows: string[]) {
    this.#title = title;
    this.#columns = columns;
    this.#figures = new Map(rows.map((row) => [row, []]));
  }

  /** Adds the figures of one round, one for each column. */
  add(row: string, figures: number[]): void {
    this.#figures.get(row)!.push(figures);
  }

  /** The medians in Markdown, and the ratios of the first column. */
  toString(): string {
    const medians = [...this.#figures].map(([row, rounds]) =>
      [row, this.#columns.map((_, at) => median(rounds.map((figures) => figures[at]!)))] as const
    );
    const ours = medians.filter(([row]) => /^(chat|relay)/.test(row));
    const ratios = ours.map(([row]) => `${row} is`);
    const lines = [
      [this.#title, ...this.#columns, ...ratios],
      ["---", ...this.#columns.map(() => "---:"), ...ratios.map(() => "---:")],
      ...medians.map(([row, figures]) => [
        row,
        ...figures.map(format),
        ...ours.map(([own, [first]]) => own === row ? "" : times(first! / figures[0]!)),
      ]),
    ];
    return `\n${lines.map(row).join("\n")}`;
  }
}

/** A row of a table in Markdown. */
export function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function times(ratio: number): string {
  return Number.isNaN(ratio) ? "none" : `${format(ratio)}x`;
}

function format(figure: number | undefined): string {
  if (figure === undefined || Number.isNaN(figure)) return "none";
  return figure >= 100 ? figure.toFixed(0) : figure.toPrecision(3);
}
