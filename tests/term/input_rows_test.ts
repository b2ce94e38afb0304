import { assert, assertEquals } from "@std/assert";
import { columns } from "../../lib/term/cells.ts";
import { type InputRow, inputRows } from "../../lib/term/input_rows.ts";
import { countSegments } from "../support/cost.ts";
import { withSeeds } from "../support/random.ts";

const pure = { permissions: "none" } as const;

/** The rows, with `|` at the cursor of the text and in the row that has it. */
function shownRows(marked: string, width: number, height: number, label = "› "): string[] {
  const cursor = marked.indexOf("|");
  const text = marked.replace("|", "");
  return inputRows({ label, text, cursor }, width, height).map(shown);
}

function shown({ before, after }: InputRow): string {
  return after === undefined ? before : `${before}|${after}`;
}

Deno.test("inputRows() shows the rows around the cursor", pure, () => {
  const cases: [marked: string, height: number, rows: string[]][] = [
    ["a\nb\nc\nd|", 2, ["  c", "  d|"]],
    ["a\nb\nc|\nd", 2, ["  b", "  c|"]],
    ["a\nb|\nc\nd", 2, ["› a", "  b|"]],
    ["a|\nb\nc\nd", 2, ["› a|", "  b"]],
    ["a\nb|\nc\nd", 9, ["› a", "  b|", "  c", "  d"]],
    ["abcdefghijklmnop|qrstuvwxyz", 2, ["  ijklmnop", "  |qrstuvwx"]],
    ["|abcdefghijklmnopqrstuvwxyz", 2, ["› |abcdefgh", "  ijklmnop"]],
    ["abcdefgh|\nx", 2, ["› abcdefgh|", "  x"]],
    ["abcdefgh\n|\nx", 2, ["› abcdefgh", "  |"]],
    ["\n\n|", 2, ["  ", "  |"]],
    ["a\nb\nc|", 1, ["  c|"]],
  ];
  for (const [marked, height, rows] of cases) {
    assertEquals(shownRows(marked, 10, height), rows, `${JSON.stringify(marked)}, ${height}`);
  }
});

Deno.test("inputRows() shows a tab as blanks", pure, () => {
  assertEquals(shownRows("a\tb|\tc", 20, 3), ["› a    b|    c"]);
  assertEquals(shownRows("abcdef\tb|", 10, 3), ["› abcdef", "      b|"]);
});

Deno.test(
  "inputRows() begins a row anew every 4096 units of a line, and loses nothing",
  pure,
  () => {
    for (const unit of ["a", "天", "👩‍💻", "e\u0301", "ab cd "]) {
      const text = unit.repeat(Math.ceil(20_000 / unit.length));
      const all = inputRows({ label: "› ", text, cursor: 0 }, 80, 10_000);
      const joined = all.map(({ before, after = "" }) => before.slice(2) + after).join("");
      assertEquals(joined, text, unit);
      assertEquals(all.filter(({ after }) => after !== undefined).length, 1);
      for (const row of all) assert(columns(row.before + (row.after ?? "")) <= 80, unit);
      for (const at of [1, 4095, 4096, 4097, 8192, 12_287, 20_000]) {
        const cursor = Math.ceil(at / unit.length) * unit.length;
        const rows = inputRows({ label: "› ", text, cursor }, 80, 10);
        const before = rows.filter(({ after }) => after !== undefined);
        assertEquals([rows.length, before.length], [10, 1], `${unit} ${cursor}`);
        const whole = inputRows({ label: "› ", text, cursor }, 80, 10_000).map(shown);
        const from = Math.max(0, whole.findIndex((row) => row.includes("|")) - 9);
        assertEquals(rows.map(shown), whole.slice(from, from + 10), `${unit} ${cursor}`);
      }
    }
  },
);

Deno.test("inputRows() lays out no more than the window needs", pure, () => {
  for (const unit of ["palavra ", "a", "\n", "天地玄黄", "👩‍💻🇧🇷", "linha\n"]) {
    const text = unit.repeat((1 << 20) / unit.length);
    for (const at of [0, 0.5, 1]) {
      const cursor = Math.floor(text.length / unit.length * at) * unit.length;
      const { segments } = countSegments(() =>
        assertEquals(inputRows({ label: "› ", text, cursor }, 80, 24).length, 24)
      );
      assert(segments < 13_000, `${JSON.stringify(unit)} at ${at}: ${segments} segments`);
    }
  }
});

/** The rows of the whole text, of which the last ones up to the cursor's are shown. */
function rowsOfAll(text: string, cursor: number, width: number, height: number): string[] {
  const rows = inputRows({ label: "› ", text, cursor }, width, Infinity).map(shown);
  const cursorRow = rows.findIndex((row) => row.includes("|"));
  const from = Math.max(0, Math.min(cursorRow - height + 1, rows.length - height));
  return rows.slice(from, from + height);
}

Deno.test("inputRows() shows of any text what the whole of it has there", pure, () => {
  withSeeds(300, (random) => {
    const parts = ["a", "bc ", "天", "👩‍💻", "\n", "\t", "palavra", "e\u0301"];
    const pick = () => parts[Math.floor(random() * parts.length)]!;
    const before = Array.from({ length: Math.floor(random() * 40) }, pick).join("");
    const after = Array.from({ length: Math.floor(random() * 40) }, pick).join("");
    const [width, height] = [6 + Math.floor(random() * 20), 1 + Math.floor(random() * 8)];
    const text = before + after;
    const rows = inputRows({ label: "› ", text, cursor: before.length }, width, height);
    const expected = rowsOfAll(text, before.length, width, height);
    assertEquals(rows.map(shown), expected, JSON.stringify([before, after, width, height]));
  });
});
