import { assert, assertEquals } from "@std/assert";
import { Painter } from "../../lib/term/paint.ts";
import { Easel, promptOf, rowsOf } from "../support/easel.ts";
import { Grid } from "../support/grid.ts";

const pure = { permissions: "none" } as const;

Deno.test("Painter.paint() sets the transcript above what is typed", pure, () => {
  const easel = new Easel(12, 4);
  assertEquals(easel.paint(["um"], promptOf("olá|")).grid.seen, ["um", "› olá|"]);
  assertEquals(easel.paint(["dois"], promptOf("o|lá")).grid.seen, ["um", "dois", "› o|lá"]);
  assertEquals(easel.paint([], promptOf("ol|á")).grid.seen, ["um", "dois", "› ol|á"]);
  const full = "abcdefghijkl"; // As wide as the screen.
  assertEquals(easel.paint([full], promptOf("ol|á")).grid.seen, ["um", "dois", full, "› ol|á"]);
  assertEquals(easel.paint([""], promptOf("ol|á")).grid.seen, ["dois", full, "", "› ol|á"]);
  assertEquals(easel.grid.scrollback, ["um"]);
  assertEquals(easel.grid.lines, ["um", "dois", full, "", "› olá"]);
});

Deno.test("Painter.paint() scrolls the transcript alone into the scrollback", pure, () => {
  const easel = new Easel(12, 6);
  const prompt = promptOf("abcdefghij|klm\nn", {
    above: rowsOf("a caminho"),
    below: rowsOf("longo"),
  });
  const rows = ["a caminho", "› abcdefghi", "  j|klm", "  n", "longo"];
  for (let n = 0; n < 50; n++) {
    easel.paint([`${n}a`, `${n}b`], prompt);
    assertEquals(easel.grid.seen.slice(-rows.length), rows);
  }
  const transcript = Array.from({ length: 50 }, (_, n) => [`${n}a`, `${n}b`]).flat();
  assertEquals(easel.grid.scrollback, transcript.slice(0, -1));
  assertEquals(easel.grid.screen[0], "49b");
});

Deno.test("Painter.paint() takes more of the transcript at once than fits the screen", pure, () => {
  const easel = new Easel(12, 4).paint([], promptOf("o|i"));
  const transcript = Array.from({ length: 100 }, (_, n) => `${n}`);
  easel.paint(transcript, promptOf("o|i"));
  assertEquals(easel.grid.seen, ["97", "98", "99", "› o|i"]);
  assertEquals(easel.grid.scrollback, transcript.slice(0, -3));
});

Deno.test("Painter.paint() a hundred times in a row is as once", pure, () => {
  const others = { above: rowsOf("a caminho"), below: rowsOf("longo") };
  for (const shown of ["abcdefghi|", "|abcdefghijkl\nm", "abcdefg\n\n天|天天天天天天"]) {
    const easel = new Easel(12, 6).paint(["um"], promptOf(shown, others));
    const { seen } = easel.grid;
    for (let n = 0; n < 100; n++) easel.paint([], promptOf(shown, others));
    assertEquals(easel.grid.seen, seen);
    assertEquals(easel.grid.scrollback, []);
  }
});

Deno.test("Painter.paint() leaves nothing of a prompt area that gets smaller", pure, () => {
  const easel = new Easel(12, 6).paint(["um"], promptOf("1\n2\n3|\n4", { below: rowsOf("x") }));
  assertEquals(easel.paint([], promptOf("oi|")).grid.seen, ["um", "› oi|"]);
  assertEquals(easel.grid.screen, ["um", "› oi"]);
  easel.paint([], promptOf("abcdefghijkl|")).paint(["dois"], promptOf("|"));
  assertEquals(easel.grid.seen, ["um", "dois", "› |"]);
});

Deno.test("Painter.paint() begins below what the terminal showed before", pure, () => {
  const easel = new Easel(12, 4);
  easel.grid.write("$ chat join\r\n");
  easel.paint([], promptOf("o|i")).paint(["um", "dois"], promptOf("o|i\n"));
  assertEquals(easel.grid.lines, ["$ chat join", "um", "dois", "› oi", "  "]);
});

Deno.test("Painter.paint() hides the cursor and asks to be shown at once, if it may", pure, () => {
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
    assertEquals(grid.seen, ["um", "› oi|"]);
    assertEquals([...grid.modes].sort().reverse(), ["7", "25"]);
  }
});

Deno.test("Painter.erase() takes the prompt area away", pure, () => {
  const others = { above: rowsOf("a caminho"), below: rowsOf("longo") };
  for (const shown of ["|", "1\n|2\n3", "abcdefghijkl|", "|abcdefghijkl"]) {
    const easel = new Easel(12, 6).paint(["um"], promptOf(shown, others));
    easel.grid.write(easel.painter.erase(easel.grid.size));
    assertEquals(easel.grid.seen, ["um", "|"], shown);
    easel.grid.write(easel.painter.erase(easel.grid.size));
    assertEquals(easel.grid.seen, ["um", "|"], shown);
    assertEquals(easel.paint(["dois"], promptOf("oi|")).grid.seen, ["um", "dois", "› oi|"]);
  }
});

Deno.test("Painter.forget() begins anew on a screen that was cleared", pure, () => {
  const easel = new Easel(12, 6).paint(["um", "dois"], promptOf("1\n2\n3|"));
  easel.grid.write("\x1b[H\x1b[2J");
  easel.painter.forget();
  assertEquals(easel.paint([], promptOf("1\n2\n3|")).grid.seen, ["› 1", "  2", "  3|"]);
});
