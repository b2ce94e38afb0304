import { assert, assertEquals } from "@std/assert";
import { KEY, said, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const TEXT = "abcdefghijklmno";
const NARROW = ["um", "› abcdefghi", "  jklmno|"];

/** A screen of 40 columns in whose line there are 17 columns. */
async function typing(): Promise<TestScreen> {
  const screen = await TestScreen.open();
  await screen.say("um");
  await screen.type(TEXT);
  assertEquals(screen.rows, ["um", `› ${TEXT}|`]);
  return screen;
}

Deno.test(
  "Screen shows the line in the new width, and asks nothing where it fits",
  pure,
  async () => {
    const screen = await typing();
    await screen.resize({ columns: 18 });
    assertEquals(screen.rows, ["um", `› ${TEXT}`, "  |"]);
    await screen.resize({ columns: 40 });
    assertEquals(screen.rows, ["um", `› ${TEXT}|`]);
    assertEquals(screen.terminal.cursorQuestions, 0);
  },
);

for (const cutsCursorRow of [false, true]) {
  const way = cutsCursorRow ? "cut" : "broken";
  Deno.test(`Screen shows the line once where the terminal says it was ${way}`, pure, async () => {
    const screen = await typing();
    await screen.resize({ columns: 12 }, { cutsCursorRow });
    assertEquals(screen.terminal.cursorQuestions, 1);
    await screen.answerCursor();
    assertEquals(screen.rows, NARROW);
  });
}

Deno.test(
  "Screen shows nothing until the terminal has said where its cursor is",
  pure,
  async () => {
    const screen = await typing();
    await screen.resize({ columns: 12 });
    const { length } = screen.terminal.writes;
    await screen.show(said("Bia", "oi"));
    await screen.type("p");
    await screen.resize({ rows: 11 });
    assertEquals(screen.terminal.writes.length, length);
    assertEquals(screen.terminal.cursorQuestions, 1);
    await screen.answerCursor();
    assertEquals(screen.rows, [
      "um",
      "── 2026-01-0",
      "5 ──",
      "00:00 Bia:",
      "      oi",
      "› abcdefghi",
      "  jklmnop|",
    ]);
  },
);

Deno.test("Screen shows the line after 0.2 s where the terminal says nothing", pure, async () => {
  const screen = await typing();
  await screen.resize({ columns: 12 }, { cutsCursorRow: true });
  const { length } = screen.terminal.writes;
  await screen.pass(199);
  assertEquals(screen.terminal.writes.length, length);
  await screen.pass(1);
  assertEquals(screen.rows, NARROW);
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen asks nothing about a line that was cleared away", pure, async () => {
  const ways = [
    (screen: TestScreen) => screen.clear(),
    (screen: TestScreen) => screen.type(KEY.clearScreen),
  ];
  for (const clear of ways) {
    const screen = await typing();
    screen.terminal.holdOutput();
    await clear(screen);
    await screen.resize({ columns: 12 });
    assertEquals(screen.terminal.cursorQuestions, 0);
    await screen.releaseOutput();
    assertEquals(screen.rows, NARROW.slice(1));
  }
});

Deno.test("Screen asks again when the window gets narrower again", pure, async () => {
  const screen = await typing();
  await screen.resize({ columns: 12 });
  await screen.answerCursor();
  await screen.resize({ columns: 7 });
  assertEquals(screen.terminal.cursorQuestions, 2);
  await screen.answerCursor();
  assertEquals(screen.rows, ["um", "› abcd", "  efgh", "  ijkl", "  mno|"]);
});

Deno.test(
  "Screen shows nothing it was about to draw once the window got narrower",
  pure,
  async () => {
    const screen = await typing();
    screen.terminal.holdOutput();
    await screen.say("dois");
    await screen.resize({ columns: 12 });
    const { length } = screen.terminal.writes;
    await screen.releaseOutput();
    assertEquals(screen.terminal.writes.length, length);
    await screen.answerCursor();
    assertEquals(screen.rows, ["um", "dois", ...NARROW.slice(1)]);
  },
);

Deno.test("Screen shows a drawing at once only where the terminal knows how", pure, async () => {
  for (const isSynchronized of [true, false]) {
    const screen = await TestScreen.open({ isSynchronized });
    await screen.type("oi");
    assertEquals(screen.rows, ["› oi|"]);
    const last = screen.terminal.writes.at(-1)!;
    assert(last.includes("\x1b[?2026h") === isSynchronized, JSON.stringify(last));
  }
});
