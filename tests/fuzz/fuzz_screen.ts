/**
 * Fuzzes the screen: keys, pastes, resizes and messages in any order. The line on the screen is the
 * line in the editor, the cursor is where it is, and the transcript is complete and in order.
 */

import { assert, assertEquals } from "@std/assert";
import { TypedLine } from "../../lib/join/typed_line.ts";
import { columns } from "../../lib/term/cells.ts";
import { inputRows } from "../../lib/term/input_rows.ts";
import { complete } from "../../lib/view/complete.ts";
import { SegmentCounter } from "../support/cost.ts";
import { FakeKeyboard } from "../support/fake_keyboard.ts";
import { seeded } from "../support/random.ts";
import { COMMANDS, said, TestScreen } from "../support/test_screen.ts";

const LABEL = "› ";
/** What the longest drawing of a window takes, with the line and its shadow. */
const MAX_SEGMENTS = 40_000;
/** What the editor keeps of 100 steps, in UTF-16 units. */
const MAX_KEPT = 100_000;
/** A line that is not taken. */
const REFUSED = "!";
/** How many steps a screen takes. */
export const STEPS_PER_SCREEN = 100;

const TEXTS = [
  ...'aé. 天אن@/(\\!"',
  ...["\u0301", "\u200d", "\ufe0f", "👩", "💻", "🏽", "🇧", "🇷", "\u1112\u1161", "palavra ", "oi\t"],
  ...["@Bia ", "/ajuda", "x".repeat(60), "https://exemplo.com/" + "y".repeat(90)],
];
const KEYS = [
  ...["\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[3~", "\x7f", "\b", "\t"],
  ...["\x1b[Z", "\x1b[1;5C", "\x1b[1;5D", "\x1b[3;5~", "\x1b\r", "\n", "\x1b[13;2u", "\r"],
  ...["\x01", "\x02", "\x03", "\x05", "\x06", "\x0b", "\x0c", "\x0e", "\x10", "\x15", "\x17"],
  ...["\x19", "\x1a", "\x1f", "\x1bb", "\x1bf", "\x1bd", "\x1b\x7f", "\x1b[15~", "\x1b[<0;1;1M"],
];

/**
 * Takes random steps on new screens.
 *
 * @param steps How many.
 * @param seed Determines them.
 * @throws {Error} With the seed.
 */
export async function fuzzScreens(steps: number, seed: number): Promise<void> {
  for (let done = 0, at = seed; done < steps; done += STEPS_PER_SCREEN, at++) {
    try {
      await fuzzScreen(seeded(at), Math.min(STEPS_PER_SCREEN, steps - done));
    } catch (cause) {
      throw new Error(`deno task fuzz --screen ${at}: ${cause}`, { cause });
    }
  }
}

async function fuzzScreen(random: () => number, steps: number): Promise<void> {
  const below = (bound: number) => Math.floor(random() * bound);
  const pick = <T>(from: readonly T[]): T => from[below(from.length)]!;
  const screen = await TestScreen.open({ columns: 20 + below(80), rows: 5 + below(20) });
  const shadow = new ShadowLine(screen);
  let messages = 0;
  using counter = new SegmentCounter();
  await shadow.requestLine();
  for (let step = 0; step < steps; step++) {
    const before = counter.counts.segments;
    const chance = random();
    if (chance < 0.35) await shadow.type(pick(TEXTS));
    else if (chance < 0.7) await shadow.type(pick(KEYS));
    else if (chance < 0.78) {
      const pasted = Array.from({ length: below(8) }, () => pick([...TEXTS, "\n"])).join("");
      await shadow.type(`\x1b[200~${pasted}\x1b[201~`);
    } else if (chance < 0.9) {
      await screen.show(said("Bia", `«${messages++}» ${pick(TEXTS)} ${pick(TEXTS)}`));
    } else {
      await screen.resize({ columns: 8 + below(90), rows: 3 + below(25) });
      await screen.answerCursor();
    }
    const segments = counter.counts.segments - before;
    assert(segments < MAX_SEGMENTS, `${segments} segments in one step`);
    assertBounded(shadow.line);
    assertLine(screen, shadow.line);
  }
  await screen.resize({ columns: 200 });
  await screen.answerCursor();
  const shown = screen.terminal.grid.lines.join("\n").matchAll(/«(\d+)»/g);
  const expected = Array.from({ length: messages }, (_, number) => number);
  assertEquals([...shown].map(([, number]) => Number(number)), expected, "the transcript");
}

/** The line of a screen once more: it gets the same keys. */
class ShadowLine {
  readonly line: TypedLine;
  readonly #screen: TestScreen;
  readonly #keyboard = new FakeKeyboard();

  constructor(screen: TestScreen) {
    this.#screen = screen;
    this.line = new TypedLine({
      clock: screen.clock,
      signal: new AbortController().signal,
      complete: (text, cursor) => complete(text, cursor, { names: [], commands: COMMANDS }),
      lineFull: "",
      onExpired: () => {},
      onAnswer: () => {},
      onClearScreen: () => {},
    });
  }

  /** Both ask for the next line, whenever they got one. */
  async requestLine(): Promise<void> {
    const isRefused = (line: string) => line.startsWith(REFUSED);
    this.line.next(LABEL, (line) => isRefused(line) ? { complaint: "não" } : { value: line })
      .then(() => this.requestLine());
    await this.#screen.requestLine((line) => isRefused(line) ? "não" : undefined);
  }

  async type(sequence: string): Promise<void> {
    for (const key of this.#keyboard.send(sequence)) {
      if (key.type !== "report" && key.type !== "focus") this.line.press(key);
    }
    await this.#screen.type(sequence);
  }
}

/** Asserts that the editor keeps what was changed, and not the whole text each time. */
function assertBounded({ editor: { undo, killed, history } }: TypedLine): void {
  const kept = undo.reduce((sum, { removed }) => sum + removed.length, killed.length) +
    history.reduce((sum, text) => sum + text.length, 0);
  assert(kept < MAX_KEPT, `${kept} units are kept`);
}

/** Asserts the row of the cursor; and all rows of a line that fits into the window. */
function assertLine(screen: TestScreen, { editor: { text, cursor } }: TypedLine): void {
  const { grid } = screen.terminal;
  const width = Math.max(2, grid.size.columns - 1);
  const rows = inputRows({ label: LABEL, text, cursor }, width, Infinity);
  const at = rows.findIndex(({ after }) => after !== undefined);
  const [row, column] = grid.cursor;
  const message = JSON.stringify({ text, cursor, size: grid.size, rows: screen.rows });
  assertEquals(column, columns(rows[at]!.before), message);
  const isWhole = rows.length <= grid.size.rows - 3;
  for (const [index, { before, after = "" }] of rows.entries()) {
    if (index !== at && !isWhole) continue;
    const shown = grid.screen[row + index - at] ?? "";
    assertEquals(visible(shown), visible(before + after), message);
  }
  assert(row < grid.size.rows, message);
}

/** Without what has no cell of its own: the emulator keeps it only behind a character. */
function visible(row: string): string {
  return row.replaceAll(/[\u0301\u200d\ufe0f]/g, "").trimEnd();
}
