import { assertEquals } from "@std/assert";
import { turn } from "../support/fake_clock.ts";
import { KEY, TestScreen, type TestScreenOptions } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

/** A screen below what another program printed. */
async function openBelow(printed: string[], options?: TestScreenOptions): Promise<TestScreen> {
  const screen = new TestScreen(options);
  screen.terminal.grid.write(printed.map((row) => `${row}\r\n`).join(""));
  await turn();
  return screen;
}

/** All rows of the terminal, the scrollback first. */
function allRows(screen: TestScreen): string[] {
  return screen.terminal.grid.lines;
}

Deno.test(
  "Screen.clear() erases the chat's rows, and keeps what was there before",
  pure,
  async () => {
    const screen = await openBelow(["$ ls", "foto.png"]);
    await screen.say("um\ndois");
    await screen.type("o", "i", KEY.left);
    await screen.clear();
    assertEquals(screen.rows, ["› o|i"]);
    assertEquals(screen.terminal.grid.scrollback, ["$ ls", "foto.png"]);
    await screen.say("três");
    assertEquals(allRows(screen), ["$ ls", "foto.png", "três", "› oi"]);
    await screen.clear();
    assertEquals(allRows(screen), ["$ ls", "foto.png", "› oi"], "and again");
  },
);

Deno.test("Screen.clear() erases the whole window when it is full of the chat", pure, async () => {
  const screen = await openBelow(["$ ls"], { rows: 4 });
  await screen.say("um\ndois\ntrês\nquatro\ncinco");
  await screen.clear();
  assertEquals(screen.rows, ["› |"]);
  assertEquals(screen.terminal.grid.scrollback, ["$ ls", "um", "dois"]);
});

Deno.test("Screen.clear() erases rows that the terminal wrapped in a narrower window", {
  permissions: "none",
}, async () => {
  const screen = await openBelow(["$ ls"]);
  await screen.say("uma linha de trinta caracteres");
  await screen.resize({ columns: 12 });
  await screen.clear();
  assertEquals(allRows(screen), ["$ ls", "› "]);
});

Deno.test("Screen shows nothing older after it was cleared", pure, async () => {
  const screen = await TestScreen.open({ rows: 3 });
  await screen.say("um\ndois");
  await screen.type("oi");
  screen.terminal.holdOutput();
  await screen.say("quatro");
  await screen.clear();
  await screen.say("cinco");
  await screen.releaseOutput();
  assertEquals(screen.rows, ["cinco", "› oi|"]);
  assertEquals(screen.terminal.grid.scrollback, []);
});

Deno.test("Screen shows the line again after clearing without new output", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("oi");
  await screen.clear();
  assertEquals(screen.rows, ["› oi|"]);
});

Deno.test("Screen shows the line alone after Ctrl+L, and scrolls the rest away", pure, async () => {
  const screen = await openBelow(["$ ls"], { rows: 4 });
  await screen.say("um\ndois\ntrês");
  await screen.type("ab", KEY.left, KEY.clearScreen);
  assertEquals(screen.rows, ["› a|b"]);
  assertEquals(screen.terminal.grid.scrollback, ["$ ls", "um", "dois", "três"]);
  await screen.say("quatro");
  assertEquals(screen.rows, ["quatro", "› a|b"]);
  await screen.clear();
  assertEquals(screen.terminal.grid.scrollback, ["$ ls", "um", "dois", "três"]);
  assertEquals(screen.rows, ["› a|b"]);
});
