import { assert, assertEquals } from "@std/assert";
import { Painter } from "../../lib/term/paint.ts";
import { PaintedGrid, promptOf, rowsOf } from "../support/painted_grid.ts";
import { Grid } from "../support/grid.ts";

const pure = { permissions: "none" } as const;

Deno.test("Painter.paint() draws the transcript above the typed text", pure, () => {
  const screen = new PaintedGrid(12, 4);
  assertEquals(screen.paint(["um"], promptOf("olá|")).grid.rowsWithCursor, ["um", "› olá|"]);
  assertEquals(screen.paint(["dois"], promptOf("o|lá")).grid.rowsWithCursor, [
    "um",
    "dois",
    "› o|lá",
  ]);
  assertEquals(screen.paint([], promptOf("ol|á")).grid.rowsWithCursor, ["um", "dois", "› ol|á"]);
  const full = "abcdefghijkl"; // Exactly as wide as the screen.
  assertEquals(screen.paint([full], promptOf("ol|á")).grid.rowsWithCursor, [
    "um",
    "dois",
    full,
    "› ol|á",
  ]);
  assertEquals(screen.paint([""], promptOf("ol|á")).grid.rowsWithCursor, [
    "dois",
    full,
    "",
    "› ol|á",
  ]);
  assertEquals(screen.grid.scrollback, ["um"]);
  assertEquals(screen.grid.lines, ["um", "dois", full, "", "› olá"]);
});

Deno.test("Painter.paint() scrolls the transcript alone into the scrollback", pure, () => {
  const screen = new PaintedGrid(12, 6);
  const prompt = promptOf("abcdefghij|klm\nn", {
    above: rowsOf("a caminho"),
    below: rowsOf("longo"),
  });
  const rows = ["a caminho", "› abcdefghi", "  j|klm", "  n", "longo"];
  for (let n = 0; n < 50; n++) {
    screen.paint([`${n}a`, `${n}b`], prompt);
    assertEquals(screen.grid.rowsWithCursor.slice(-rows.length), rows);
  }
  const transcript = Array.from({ length: 50 }, (_, n) => [`${n}a`, `${n}b`]).flat();
  assertEquals(screen.grid.scrollback, transcript.slice(0, -1));
  assertEquals(screen.grid.screen[0], "49b");
});

Deno.test("Painter.paint() accepts more transcript at once than fits the screen", pure, () => {
  const screen = new PaintedGrid(12, 4).paint([], promptOf("o|i"));
  const transcript = Array.from({ length: 100 }, (_, n) => `${n}`);
  screen.paint(transcript, promptOf("o|i"));
  assertEquals(screen.grid.rowsWithCursor, ["97", "98", "99", "› o|i"]);
  assertEquals(screen.grid.scrollback, transcript.slice(0, -3));
});

Deno.test("Painter.paint() a hundred times in a row is as once", pure, () => {
  const others = { above: rowsOf("a caminho"), below: rowsOf("longo") };
  for (const shown of ["abcdefghi|", "|abcdefghijkl\nm", "abcdefg\n\n天|天天天天天天"]) {
    const screen = new PaintedGrid(12, 6).paint(["um"], promptOf(shown, others));
    const { rowsWithCursor } = screen.grid;
    for (let n = 0; n < 100; n++) screen.paint([], promptOf(shown, others));
    assertEquals(screen.grid.rowsWithCursor, rowsWithCursor);
    assertEquals(screen.grid.scrollback, []);
  }
});

Deno.test("Painter.paint() erases the rest of a prompt area that gets smaller", pure, () => {
  const screen = new PaintedGrid(12, 6).paint(
    ["um"],
    promptOf("1\n2\n3|\n4", { below: rowsOf("x") }),
  );
  assertEquals(screen.paint([], promptOf("oi|")).grid.rowsWithCursor, ["um", "› oi|"]);
  assertEquals(screen.grid.screen, ["um", "› oi"]);
  screen.paint([], promptOf("abcdefghijkl|")).paint(["dois"], promptOf("|"));
  assertEquals(screen.grid.rowsWithCursor, ["um", "dois", "› |"]);
});

Deno.test("Painter.paint() begins below the terminal's earlier output", pure, () => {
  const screen = new PaintedGrid(12, 4);
  screen.grid.write("$ chat join\r\n");
  screen.paint([], promptOf("o|i")).paint(["um", "dois"], promptOf("o|i\n"));
  assertEquals(screen.grid.lines, ["$ chat join", "um", "dois", "› oi", "  "]);
});

Deno.test(
  "Painter.paint() hides the cursor and uses synchronized output, if supported",
  pure,
  () => {
    const cases: [isSynchronized: boolean, begin: string, end: string][] = [
      [true, "\x1b[?2026h\x1b[?25l\x1b[?7l", "\x1b[?7h\x1b[?25h\x1b[?2026l"],
      [false, "\r\x1b[K", "\x1b8"],
    ];
    for (const [isSynchronized, begin, end] of cases) {
      const grid = new Grid(12, 4);
      const painted = new Painter(isSynchronized).paint(["um"], promptOf("oi|"), grid.size);
      assert(painted.startsWith(begin), JSON.stringify(painted));
      assert(painted.endsWith(end), JSON.stringify(painted));
      assertEquals(painted.includes("?2026"), isSynchronized);
      grid.write(painted);
      assertEquals(grid.rowsWithCursor, ["um", "› oi|"]);
      assertEquals([...grid.modes].sort().reverse(), ["7", "25"]);
    }
  },
);

Deno.test("Painter.erase() erases the prompt area", pure, () => {
  const others = { above: rowsOf("a caminho"), below: rowsOf("longo") };
  for (const shown of ["|", "1\n|2\n3", "abcdefghijkl|", "|abcdefghijkl"]) {
    const screen = new PaintedGrid(12, 6).paint(["um"], promptOf(shown, others));
    screen.grid.write(screen.painter.erase(screen.grid.size));
    assertEquals(screen.grid.rowsWithCursor, ["um", "|"], shown);
    screen.grid.write(screen.painter.erase(screen.grid.size));
    assertEquals(screen.grid.rowsWithCursor, ["um", "|"], shown);
    assertEquals(screen.paint(["dois"], promptOf("oi|")).grid.rowsWithCursor, [
      "um",
      "dois",
      "› oi|",
    ]);
  }
});

Deno.test("Painter.forget() starts from a cleared screen", pure, () => {
  const screen = new PaintedGrid(12, 6).paint(["um", "dois"], promptOf("1\n2\n3|"));
  screen.grid.write("\x1b[H\x1b[2J");
  screen.painter.forget();
  assertEquals(screen.paint([], promptOf("1\n2\n3|")).grid.rowsWithCursor, ["› 1", "  2", "  3|"]);
});
