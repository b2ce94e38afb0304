import { assertEquals } from "@std/assert";
import type { Size } from "../../lib/term/paint.ts";
import { Easel, promptOf, rowsOf, WAYS } from "../support/easel.ts";

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
  for (const [shown, size, seen] of cases) {
    for (const way of WAYS) {
      const easel = new Easel(20, 16).paint(["um"], promptOf(shown, others)).resize(size, way);
      easel.paint([], promptOf(shown, others));
      const message = `${shown} ${JSON.stringify([size, way])}`;
      assertEquals(easel.grid.seen, seen, message);
      assertEquals(easel.grid.lines[0], "um", message);
    }
  }
});

Deno.test("Painter.erase() finds its rows again in a window of another size", pure, () => {
  const others = { above: rowsOf("abcdefghijklmnopqrs"), below: rowsOf("tuvwxyz1234567890AB") };
  for (const way of WAYS) {
    for (const columns of [8, 12, 30]) {
      const easel = new Easel(20, 16).paint(["um"], promptOf("abcdefghijklmnop|", others));
      easel.resize({ columns, rows: 16 }, way);
      easel.grid.write(easel.painter.erase(easel.grid.size));
      assertEquals(easel.grid.seen, ["um", "|"], JSON.stringify([way, columns]));
    }
  }
});

Deno.test(
  "Painter.setCursorColumn() tells of the rows that are there, not of the next ones",
  pure,
  () => {
    const prompt = promptOf("abcdefghijklmnopqrstuvwxyz|");
    const easel = new Easel(40, 16).paint(["um", "dois"], prompt);
    easel.resize({ columns: 20, rows: 16 }).paint([], promptOf("abcdefghijklmno|"));
    easel.grid.resize({ columns: 12, rows: 16 }, { cutsCursorRow: true });
    easel.paint([], promptOf("o|i"));
    assertEquals(easel.grid.seen, ["um", "dois", "› o|i"]);
  },
);
