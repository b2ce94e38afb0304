import { assert, assertEquals } from "@std/assert";
import { KEY, said, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const TEXT = "abcdefghijklmno";
const NARROW = ["um", "› abcdefghi", "  jklmno|"];

/** A screen of 40 columns with 17 columns of text in its line. */
async function typing(): Promise<TestScreen> {
  const screen = await TestScreen.open();
  await screen.say("um");
  await screen.type(TEXT);
  assertEquals(screen.rows, ["um", `› ${TEXT}|`]);
  return screen;
}

Deno.test(
  "Screen redraws the line in the new width, and requests no cursor where it fits",
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
  const behavior = cutsCursorRow ? "cut" : "broken";
  Deno.test(
    `Screen draws the line once where the terminal reports it at ${behavior}`,
    pure,
    async () => {
      const screen = await typing();
      await screen.resize({ columns: 12 }, { cutsCursorRow });
      assertEquals(screen.terminal.cursorQuestions, 1);
      await screen.answerCursor();
      assertEquals(screen.rows, NARROW);
    },
  );
}

Deno.test("Screen draws nothing until the terminal reports its cursor", pure, async () => {
  const screen = await typing();
  await screen.resize({ columns: 12 });
  const { length } = screen.terminal.writes;
  await screen.show(said("Bia", "oi"));
  await screen.type("p");
  screen.terminal.resize({ rows: 11 });
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
});

Deno.test("Screen asks for the cursor once the window keeps its size", pure, async () => {
  const screen = await typing();
  const { length } = screen.terminal.writes;
  for (const columns of [16, 14, 12]) {
    screen.terminal.resize({ columns });
    await screen.advance(299);
    assertEquals(screen.terminal.cursorQuestions, 0);
  }
  await screen.advance(1);
  assertEquals([screen.terminal.cursorQuestions, screen.terminal.writes.length], [1, length]);
  await screen.answerCursor();
  assertEquals(screen.rows, NARROW);
});

Deno.test("Screen draws the line after 0.2 s without a cursor report", pure, async () => {
  const screen = await typing();
  await screen.resize({ columns: 12 }, { cutsCursorRow: true });
  const { length } = screen.terminal.writes;
  await screen.advance(199);
  assertEquals(screen.terminal.writes.length, length);
  await screen.advance(1);
  assertEquals(screen.rows, NARROW);
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen requests no cursor for a line that was cleared", pure, async () => {
  const cases = [
    (screen: TestScreen) => screen.clear(),
    (screen: TestScreen) => screen.type(KEY.clearScreen),
  ];
  for (const clear of cases) {
    const screen = await typing();
    screen.terminal.holdOutput();
    await clear(screen);
    await screen.resize({ columns: 12 });
    assertEquals(screen.terminal.cursorQuestions, 0);
    await screen.releaseOutput();
    assertEquals(screen.rows, NARROW.slice(1));
  }
});

Deno.test(
  "Screen requests the cursor again when the window gets narrower again",
  pure,
  async () => {
    const screen = await typing();
    await screen.resize({ columns: 12 });
    await screen.answerCursor();
    await screen.resize({ columns: 7 });
    assertEquals(screen.terminal.cursorQuestions, 2);
    await screen.answerCursor();
    assertEquals(screen.rows, ["um", "› abcd", "  efgh", "  ijkl", "  mno|"]);
  },
);

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

Deno.test("Screen uses synchronized output only where the terminal supports it", pure, async () => {
  for (const isSynchronized of [true, false]) {
    const screen = await TestScreen.open({ isSynchronized });
    await screen.type("oi");
    assertEquals(screen.rows, ["› oi|"]);
    const last = screen.terminal.writes.at(-1)!;
    assert(last.includes("\x1b[?2026h") === isSynchronized, JSON.stringify(last));
  }
});
