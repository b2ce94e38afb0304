import { assert, assertEquals } from "@std/assert";
import { columns, fit, graphemes } from "../../lib/term/cells.ts";
import { Painter, type Prompt, type Row, type Size } from "../../lib/term/paint.ts";
import { withSeeds } from "../support/random.ts";
import { Grid } from "../support/grid.ts";

const pure = { permissions: "none" } as const;

const FAMILY = "👨‍👩‍👧‍👦";

/** A prompt area with the cursor shown as `|` in what is typed. */
function promptOf(shown: string, others: Partial<Prompt> = {}): Prompt {
  const cursor = shown.indexOf("|");
  const text = shown.slice(0, cursor) + shown.slice(cursor + 1);
  return { above: [], label: "› ", text, cursor, below: [], ...others };
}

function rowsOf(...texts: string[]): Row[] {
  return texts.map((text) => ({ text }));
}

/** A terminal, and what is painted on it. */
class Easel {
  readonly painter = new Painter(true);
  readonly grid: Grid;

  constructor(columns: number, rows: number) {
    this.grid = new Grid(columns, rows);
  }

  paint(transcript: string[], prompt: Prompt): this {
    this.grid.write(this.painter.paint(transcript, prompt, this.grid.size));
    return this;
  }

  /** Another size of the window; where the terminal tells its cursor, the painter is told. */
  resize(size: Size, options?: { cutsCursorRow: boolean }): this {
    this.grid.resize(size, options);
    if (this.painter.isUncertain(size)) this.painter.setCursorColumn(this.grid.cursor[1] + 1, size);
    return this;
  }
}

type Cases = [prompt: Prompt, seen: string[]][];

/** Paints each on a fresh screen, and all of them one after the other on another. */
function assertSeen([columns, rows]: [columns: number, rows: number], cases: Cases): void {
  const same = new Easel(columns, rows);
  for (const [prompt, seen] of cases) {
    const message = JSON.stringify(prompt);
    assertEquals(new Easel(columns, rows).paint([], prompt).grid.seen, seen, message);
    assertEquals(same.paint([], prompt).grid.seen, seen, message);
    assertEquals(same.paint([], prompt).grid.seen, seen, `${message} again`);
    assertEquals(same.grid.scrollback, []);
  }
}

Deno.test("Painter.paint() shows what is typed and the cursor in it", pure, () => {
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

Deno.test("Painter.paint() breaks what is typed into rows", pure, () => {
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

Deno.test("Painter.paint() shows several lines set in under the first", pure, () => {
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

Deno.test("Painter.paint() gives a row its look after it was cut", pure, () => {
  const style = (text: string) => `\x1b[31m${text}\x1b[0m`;
  const row = { text: "abcdefghijklm", style };
  const prompt = promptOf("|", { above: [row], below: [row] });
  const painted = new Painter(true).paint([], prompt, { columns: 12, rows: 6 });
  assertEquals(painted.split(style("abcdefghij…")).length, 3);
  assertSeen([12, 6], [[prompt, ["abcdefghij…", "› |", "abcdefghij…"]]]);
});

Deno.test("Painter.paint() shows the cursor's rows of a text taller than the screen", pure, () => {
  const cases: [shown: string, seen: string[]][] = [
    ["1\n2\n3\n4\n5\n6\n7|", ["  4", "  5", "  6", "  7|"]],
    ["|1\n2\n3\n4\n5\n6\n7", ["› |1", "  2", "  3", "  4"]],
    ["1\n2\n3\n4\n5|\n6\n7", ["  2", "  3", "  4", "  5|"]],
  ];
  assertSeen([12, 5], cases.map(([shown, seen]) => [promptOf(shown), seen]));
});

Deno.test("Painter.paint() leaves room for what is wrong with a tall text", pure, () => {
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
      const easel = new Easel(12, rows).paint(["um"], promptOf(shown, others));
      for (let n = 0; n < 3; n++) easel.paint([], promptOf(shown, others));
      const { grid } = easel;
      const everything = [...grid.scrollback, ...grid.screen];
      assertEquals(everything.filter((row) => row === "um").length, 1);
      assertEquals(everything[0], "um");
      assert(everything.length <= rows, JSON.stringify(everything));
      const [before] = shown.split("\n").find((line) => line.includes("|"))!.split("|");
      const cursorRow = grid.seen.find((row) => row.includes("|"))!;
      assert(cursorRow.split("|")[0]!.endsWith(` ${before}`), cursorRow);
    }
  }
});

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

const WAYS = [{ cutsCursorRow: false }, { cutsCursorRow: true }];

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

/** The rows of what is typed, the cursor shown as `|`, made in the plainest way. */
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
  const fitted = (rows: Row[]) => rows.map(({ text }) => fit(text, width));
  return [...fitted(prompt.above), ...typedRows(prompt, width), ...fitted(prompt.below)];
}

/** The prompt area is at the end, and above it is the transcript and nothing else. */
function assertPainted({ grid }: Easel, transcript: string[], prompt: Prompt): void {
  const rows = promptRows(prompt, grid.size.columns - 1);
  assertEquals(grid.seen.slice(-rows.length), rows);
  assertEquals(grid.lines, [...transcript, ...rows.map((row) => row.replace("|", ""))]);
}

const NARROW = ["a", "b", " ", "ã", "e\u0301", "ж"];
const WIDE = [...NARROW, "天", "🙂", "🇧🇷", "❤️", "한", "👍🏽"];

function randomText(random: () => number, characters: readonly string[], max: number): string {
  const length = Math.floor(random() * (max + 1));
  return Array.from({ length }, () => characters[Math.floor(random() * characters.length)]!)
    .join("");
}

/** No more rows than a screen has; the one below is never empty, so that one sees it. */
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
    const easel = new Easel(10 + Math.floor(random() * 20), 24);
    const transcript: string[] = [];
    for (let n = 0; n < 20; n++) {
      const added = randomTranscript(random, WIDE);
      transcript.push(...added);
      const prompt = randomPrompt(random, WIDE);
      easel.paint(added, prompt);
      assertPainted(easel, transcript, prompt);
    }
  });
});

/** Whether the cursor's column in a narrower window tells what became of its row. */
function isTold([, column]: [row: number, column: number], columns: number): boolean {
  return column < columns || column % columns !== 0 && column % columns !== columns - 1;
}

Deno.test("Painter.paint() keeps them whole in a window that gets narrower and wider", pure, () => {
  for (const way of WAYS) {
    withSeeds(100, (random) => {
      const easel = new Easel(30, 40);
      const transcript: string[] = [];
      for (let n = 0; n < 20; n++) {
        const columns = 12 + Math.floor(random() * 30);
        if (random() < 0.5 && isTold(easel.grid.cursor, columns)) {
          easel.resize({ columns, rows: 40 }, way);
        }
        const added = randomTranscript(random, NARROW);
        transcript.push(...added);
        const prompt = randomPrompt(random, NARROW);
        easel.paint(added, prompt);
        assertPainted(easel, transcript, prompt);
      }
    });
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
