import { assert, assertEquals } from "@std/assert";
import { Painter, type Prompt } from "../../lib/term/paint.ts";
import { PaintedGrid, promptOf, rowsOf } from "../support/painted_grid.ts";

const pure = { permissions: "none" } as const;

const FAMILY = "👨‍👩‍👧‍👦";

type Cases = [prompt: Prompt, seen: string[]][];

/** Paints each on a new screen, and all of them in turn on another. */
function assertSeen([columns, rows]: [columns: number, rows: number], cases: Cases): void {
  const same = new PaintedGrid(columns, rows);
  for (const [prompt, rowsWithCursor] of cases) {
    const message = JSON.stringify(prompt);
    assertEquals(
      new PaintedGrid(columns, rows).paint([], prompt).grid.rowsWithCursor,
      rowsWithCursor,
      message,
    );
    assertEquals(same.paint([], prompt).grid.rowsWithCursor, rowsWithCursor, message);
    assertEquals(same.paint([], prompt).grid.rowsWithCursor, rowsWithCursor, `${message} again`);
    assertEquals(same.grid.scrollback, []);
  }
}

Deno.test("Painter.paint() draws the typed text and the cursor in it", pure, () => {
  assertSeen([12, 6], [
    [promptOf("|"), ["› |"]],
    [promptOf("olá|"), ["› olá|"]],
    [promptOf("o|lá"), ["› o|lá"]],
    [promptOf("|olá"), ["› |olá"]],
    [promptOf("olá |"), ["› olá |"]],
    [promptOf("e\u0301🇧🇷|天"), ["› e\u0301🇧🇷|天"]],
    [promptOf("|", { label: "" }), ["|"]],
    [promptOf("Ana|", { label: "Nome: " }), ["Nome: Ana|"]],
  ]);
});

Deno.test("Painter.paint() wraps the typed text into rows", pure, () => {
  assertSeen([12, 6], [
    [promptOf("abcdefgh|"), ["› abcdefgh|"]],
    [promptOf("abcdefghi|"), ["› abcdefghi", "  |"]],
    [promptOf("abcdefgh|i"), ["› abcdefgh|i"]],
    [promptOf("abcdefghi|j"), ["› abcdefghi", "  |j"]],
    [promptOf("abcdefghijklmnopqrs|"), ["› abcdefghi", "  jklmnopqr", "  s|"]],
    [promptOf("abcdefghijklm|nopqrs"), ["› abcdefghi", "  jklm|nopqr", "  s"]],
    [promptOf("|abcdefghijklmnopqrs"), ["› |abcdefghi", "  jklmnopqr", "  s"]],
    [promptOf("abcdefghijklmnopqr|"), ["› abcdefghi", "  jklmnopqr", "  |"]],
    [promptOf("a b c d e f g|"), ["› a b c d e", "   f g|"]],
  ]);
});

Deno.test("Painter.paint() cuts no wide character at the end of a row", pure, () => {
  assertSeen([12, 6], [
    [promptOf("天天天天|"), ["› 天天天天|"]],
    [promptOf("天天天天天|"), ["› 天天天天", "  天|"]],
    [promptOf("天天天天|天"), ["› 天天天天", "  |天"]],
    [promptOf("a天天天天|"), ["› a天天天天", "  |"]],
    [promptOf("a天天天|天天"), ["› a天天天|天", "  天"]],
    [promptOf("🇧🇷🇵🇹🇧🇷🇵🇹🇧🇷|"), ["› 🇧🇷🇵🇹🇧🇷🇵🇹", "  🇧🇷|"]],
    [promptOf(`a${FAMILY}${FAMILY}|`), [`› a${FAMILY}`, `  ${FAMILY}|`]],
    [promptOf("abcdefghe\u0301|x"), ["› abcdefghe\u0301", "  |x"]],
  ]);
});

Deno.test("Painter.paint() indents further lines under the first", pure, () => {
  assertSeen([12, 6], [
    [promptOf("um\ndois|"), ["› um", "  dois|"]],
    [promptOf("um|\ndois"), ["› um|", "  dois"]],
    [promptOf("um\n|dois"), ["› um", "  |dois"]],
    [promptOf("um\n|"), ["› um", "  |"]],
    [promptOf("|\n\n"), ["› |", "  ", "  "]],
    [promptOf("\n|\n"), ["› ", "  |", "  "]],
    [promptOf("abcdefghi|\nj"), ["› abcdefghi|", "  j"]],
    [promptOf("abcdefghi\n|j"), ["› abcdefghi", "  |j"]],
    [promptOf("abcdefghij\n天|k"), ["› abcdefghi", "  j", "  天|k"]],
    [promptOf("a\nb|", { label: "天: " }), ["天: a", "    b|"]],
  ]);
});

Deno.test("Painter.paint() cuts the rows above and below to the width", pure, () => {
  assertSeen([12, 6], [
    [
      promptOf("o|i", { above: rowsOf("a caminho"), below: rowsOf("@Ana @Bia") }),
      ["a caminho", "› o|i", "@Ana @Bia"],
    ],
    [
      promptOf("oi|", { above: rowsOf("abcdefghijk", "abcdefghijkl") }),
      ["abcdefghijk", "abcdefghij…", "› oi|"],
    ],
    [
      promptOf("abcdefghi|j", { below: rowsOf("天天天天天", "天天天天天天") }),
      ["› abcdefghi", "  |j", "天天天天天", "天天天天天…"],
    ],
    [promptOf("|", { above: rowsOf("", "a") }), ["", "a", "› |"]],
  ]);
});

Deno.test("Painter.paint() styles a row after it was cut", pure, () => {
  const style = (text: string) => `\x1b[31m${text}\x1b[0m`;
  const row = { text: "abcdefghijklm", style };
  const prompt = promptOf("|", { above: [row], below: [row] });
  const painted = new Painter(true).paint([], prompt, { columns: 12, rows: 6 });
  assertEquals(painted.split(style("abcdefghij…")).length, 3);
  assertSeen([12, 6], [[prompt, ["abcdefghij…", "› |", "abcdefghij…"]]]);
});

Deno.test("Painter.paint() draws the cursor's rows of a text taller than the screen", pure, () => {
  const cases: [shown: string, seen: string[]][] = [
    ["1\n2\n3\n4\n5\n6\n7|", ["  4", "  5", "  6", "  7|"]],
    ["|1\n2\n3\n4\n5\n6\n7", ["› |1", "  2", "  3", "  4"]],
    ["1\n2\n3\n4\n5|\n6\n7", ["  2", "  3", "  4", "  5|"]],
  ];
  assertSeen([12, 5], cases.map(([shown, rowsWithCursor]) => [promptOf(shown), rowsWithCursor]));
});

Deno.test("Painter.paint() keeps space for the complaint about a tall text", pure, () => {
  const tall = "1\n2\n3\n4\n5\n6\n7|";
  assertSeen([12, 5], [
    [promptOf(tall, { below: rowsOf("longo") }), ["  5", "  6", "  7|", "longo"]],
    [
      promptOf(tall, { above: rowsOf("a"), below: rowsOf("longo") }),
      ["a", "  6", "  7|", "longo"],
    ],
    [promptOf("1|", { above: rowsOf("a", "b", "c", "d") }), ["b", "c", "d", "› 1|"]],
  ]);
});

Deno.test("Painter.paint() keeps a prompt area that is too tall within the screen", pure, () => {
  for (let rows = 2; rows <= 8; rows++) {
    for (const shown of ["|", "1\n2\n3\n4\n5|", "1\n|2\n3\n4\n5"]) {
      const others = { above: rowsOf("a", "b", "c"), below: rowsOf("x", "y", "z") };
      const screen = new PaintedGrid(12, rows).paint(["um"], promptOf(shown, others));
      for (let n = 0; n < 3; n++) screen.paint([], promptOf(shown, others));
      const { grid } = screen;
      const everything = [...grid.scrollback, ...grid.screen];
      assertEquals(everything.filter((row) => row === "um").length, 1);
      assertEquals(everything[0], "um");
      assert(everything.length <= rows, JSON.stringify(everything));
      const [before] = shown.split("\n").find((line) => line.includes("|"))!.split("|");
      const cursorRow = grid.rowsWithCursor.find((row) => row.includes("|"))!;
      assert(cursorRow.split("|")[0]!.endsWith(` ${before}`), cursorRow);
    }
  }
});

Deno.test("Painter.paint() puts a label that leaves no room above the text", {
  permissions: "none",
}, () => {
  const label = "Informe seu nome para entrar no chat: ";
  const prompt = { above: [], label, text: "Ana", cursor: 3, below: [] };
  for (const columns of [40, 30, 20]) {
    const drawn = new Painter(true).paint([], prompt, { columns, rows: 10 });
    const last = drawn.split("\r\n").at(-1)!;
    assertEquals(last.startsWith("Ana"), true, JSON.stringify(drawn));
  }
});
