import { assertEquals } from "@std/assert";
import type { Size } from "../../lib/term/paint.ts";
import { PaintedGrid, promptOf, RESIZE_BEHAVIORS, rowsOf } from "../support/painted_grid.ts";

const pure = { permissions: "none" } as const;

Deno.test("Painter.paint() finds its rows again in a window of another size", pure, () => {
  const others = { above: rowsOf("abcdefghijklmnopqrs"), below: rowsOf("tuvwxyz1234567890AB") };
  const cases: [shown: string, size: Size, seen: string[]][] = [
    ["oi|", { columns: 12, rows: 16 }, ["um", "abcdefghij…", "› oi|", "tuvwxyz123…"]],
    ["abcdefghijklmnop|q", { columns: 12, rows: 16 }, [
      "um",
      "abcdefghij…",
      "› abcdefghi",
      "  jklmnop|q",
      "tuvwxyz123…",
    ]],
    ["abcdefghijklmnopq|", { columns: 8, rows: 16 }, [
      "um",
      "abcdef…",
      "› abcde",
      "  fghij",
      "  klmno",
      "  pq|",
      "tuvwxy…",
    ]],
    ["|abcdefghijklmnopqrst", { columns: 12, rows: 16 }, [
      "um",
      "abcdefghij…",
      "› |abcdefghi",
      "  jklmnopqr",
      "  st",
      "tuvwxyz123…",
    ]],
    ["um\ndois\ntr|ês", { columns: 12, rows: 16 }, [
      "um",
      "abcdefghij…",
      "› um",
      "  dois",
      "  tr|ês",
      "tuvwxyz123…",
    ]],
    ["abcdefghijklmnopq|r", { columns: 30, rows: 16 }, [
      "um",
      "abcdefghijklmnopqrs",
      "› abcdefghijklmnopq|r",
      "tuvwxyz1234567890AB",
    ]],
    ["oi|", { columns: 20, rows: 4 }, [
      "um",
      "abcdefghijklmnopqrs",
      "› oi|",
      "tuvwxyz1234567890AB",
    ]],
  ];
  for (const [shown, size, rowsWithCursor] of cases) {
    for (const behavior of RESIZE_BEHAVIORS) {
      const screen = new PaintedGrid(20, 16).paint(["um"], promptOf(shown, others)).resize(
        size,
        behavior,
      );
      screen.paint([], promptOf(shown, others));
      const message = `${shown} ${JSON.stringify([size, behavior])}`;
      assertEquals(screen.grid.rowsWithCursor, rowsWithCursor, message);
      assertEquals(screen.grid.lines[0], "um", message);
    }
  }
});

Deno.test("Painter.erase() finds its rows again in a window of another size", pure, () => {
  const others = { above: rowsOf("abcdefghijklmnopqrs"), below: rowsOf("tuvwxyz1234567890AB") };
  for (const behavior of RESIZE_BEHAVIORS) {
    for (const columns of [8, 12, 30]) {
      const screen = new PaintedGrid(20, 16).paint(["um"], promptOf("abcdefghijklmnop|", others));
      screen.resize({ columns, rows: 16 }, behavior);
      screen.grid.write(screen.painter.erase(screen.grid.size));
      assertEquals(screen.grid.rowsWithCursor, ["um", "|"], JSON.stringify([behavior, columns]));
    }
  }
});

Deno.test("Painter.setCursor() applies to the drawn rows, not to the next ones", pure, () => {
  const prompt = promptOf("abcdefghijklmnopqrstuvwxyz|");
  const screen = new PaintedGrid(40, 16).paint(["um", "dois"], prompt);
  screen.resize({ columns: 20, rows: 16 }).paint([], promptOf("abcdefghijklmno|"));
  screen.grid.resize({ columns: 12, rows: 16 }, { cutsCursorRow: true });
  screen.paint([], promptOf("o|i"));
  assertEquals(screen.grid.rowsWithCursor, ["um", "dois", "› o|i"]);
});

Deno.test(
  "Painter.paint() moves to the bottom before a narrower window moves its rows away",
  pure,
  () => {
    const prompt = promptOf("abcdefghijklmnopqrstuvwxyz|");
    const rows = Array.from({ length: 9 }, (_, at) => `linha ${at}`);
    // As tmux and xterm.js show a window that was narrowed several times: there is room below.
    for (const [reported, isMoved] of [[3, true], [12, false], [0, false]] as const) {
      const screen = new PaintedGrid(16, 12).paint(rows, prompt);
      const painted = screen.painter;
      assertEquals(painted.needsCursor({ columns: 16, rows: 12 }), false);
      const size = { columns: 15, rows: 12 };
      assertEquals(painted.needsCursor(size), true);
      painted.setCursor({ row: reported, column: 1 }, size);
      const drawn = painted.paint([], prompt, size);
      const [, erased = ""] = drawn.split("\x1b8");
      const newlines = erased.split("\r\n").findIndex((part) => part !== "");
      // Beside the newlines to the bottom there is one for the second row.
      assertEquals(newlines > 5, isMoved, `${reported}: ${newlines}`);
    }
    const single = new PaintedGrid(16, 12).paint(rows, promptOf("abc|"));
    assertEquals(single.painter.needsCursor({ columns: 15, rows: 12 }), false);
  },
);
