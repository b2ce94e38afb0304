import { assertEquals } from "@std/assert";
import { graphemes } from "../../lib/graphemes.ts";
import { columns, truncate } from "../../lib/term/cells.ts";
import type { Prompt, Row } from "../../lib/term/paint.ts";
import { PaintedGrid, RESIZE_BEHAVIORS, rowsOf } from "../support/painted_grid.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;

/** The rows of the typed text with `|` at the cursor, by a plain algorithm. */
function typedRows({ label, text, cursor }: Prompt, width: number): string[] {
  const room = width - columns(label);
  let at = 0;
  const rows = text.split("\n").flatMap((line) => {
    const parts = [""];
    for (const grapheme of [...graphemes(line), "\n"]) {
      const isEnd = at === text.length && at === cursor;
      const wide = isEnd ? 1 : columns(grapheme);
      if (columns(parts.at(-1)!.replace("|", "")) + wide > room) parts.push("");
      if (at === cursor) parts[parts.length - 1] += "|";
      if (grapheme !== "\n") parts[parts.length - 1] += grapheme;
      at += grapheme.length;
    }
    return parts;
  });
  return rows.map((row, n) => (n === 0 ? label : " ".repeat(columns(label))) + row);
}

function promptRows(prompt: Prompt, width: number): string[] {
  const fitted = (rows: Row[]) => rows.map(({ text }) => truncate(text, width));
  return [...fitted(prompt.above), ...typedRows(prompt, width), ...fitted(prompt.below)];
}

/** Asserts that the screen has the transcript, the prompt area below it, and nothing else. */
function assertPainted({ grid }: PaintedGrid, transcript: string[], prompt: Prompt): void {
  const rows = promptRows(prompt, grid.size.columns - 1);
  assertEquals(grid.rowsWithCursor.slice(-rows.length), rows);
  assertEquals(grid.lines, [...transcript, ...rows.map((row) => row.replace("|", ""))]);
}

const NARROW = ["a", "b", " ", "ã", "e\u0301", "ж"];
const WIDE = [...NARROW, "天", "🙂", "🇧🇷", "❤️", "한", "👍🏽"];

function randomText(random: () => number, characters: readonly string[], max: number): string {
  const length = Math.floor(random() * (max + 1));
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)]!)
    .join("");
}

/** At most as many rows as the screen has; the last one is never empty. */
function randomPrompt(random: () => number, characters: readonly string[]): Prompt {
  const isMore = () => random() < 0.5;
  const text = randomText(random, isMore() ? characters : [...characters, "\n"], 40)
    .split("\n", 4).join("\n");
  const places = [0, ...graphemes(text).map((_, n, all) => all.slice(0, n + 1).join("").length)];
  return {
    above: isMore() ? rowsOf(`a${randomText(random, characters, 30)}`, "b") : [],
    label: isMore() ? "› " : "天: ",
    text,
    cursor: places[Math.floor(random() * places.length)]!,
    below: isMore() ? rowsOf(`c${randomText(random, characters, 30)}`) : [],
  };
}

function randomTranscript(random: () => number, characters: readonly string[]): string[] {
  const length = random() < 0.1 ? 30 : Math.floor(random() * 3);
  return Array.from({ length }, () => randomText(random, characters, 5));
}

Deno.test("Painter.paint() keeps the transcript and the prompt area whole", pure, () => {
  withSeeds(100, (random) => {
    const screen = new PaintedGrid(10 + Math.floor(random() * 20), 24);
    const transcript: string[] = [];
    for (let n = 0; n < 20; n++) {
      const added = randomTranscript(random, WIDE);
      transcript.push(...added);
      const prompt = randomPrompt(random, WIDE);
      screen.paint(added, prompt);
      assertPainted(screen, transcript, prompt);
    }
  });
});

/** Whether the cursor's column in a narrower window shows how its row was reflowed. */
function showsReflow([, column]: [row: number, column: number], columns: number): boolean {
  return column < columns || column % columns !== 0 && column % columns !== columns - 1;
}

Deno.test("Painter.paint() keeps them whole in a window that gets narrower and wider", pure, () => {
  for (const behavior of RESIZE_BEHAVIORS) {
    withSeeds(100, (random) => {
      const screen = new PaintedGrid(30, 40);
      const transcript: string[] = [];
      for (let n = 0; n < 20; n++) {
        const columns = 12 + Math.floor(random() * 30);
        if (random() < 0.5 && showsReflow(screen.grid.cursor, columns)) {
          screen.resize({ columns, rows: 40 }, behavior);
        }
        const added = randomTranscript(random, NARROW);
        transcript.push(...added);
        const prompt = randomPrompt(random, NARROW);
        screen.paint(added, prompt);
        assertPainted(screen, transcript, prompt);
      }
    });
  }
});
