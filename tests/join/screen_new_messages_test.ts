import { assertEquals } from "@std/assert";
import {
  KEY,
  said,
  TestScreen,
  type TestScreenOptions,
  whispered,
} from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const MARKER = "── novas mensagens ──";
const FOCUS_IN = "\x1b[I";
const FOCUS_OUT = "\x1b[O";

/** A screen on which one message was shown and seen. */
async function open(options?: TestScreenOptions): Promise<TestScreen> {
  const screen = await TestScreen.open(options);
  await screen.show(said("Bia", "zero"));
  return screen;
}

/** The rows of the window that are no prompt, without day and times. */
function transcript(screen: TestScreen): string[] {
  return screen.rows.filter((row) => !/^(›|── \d)/.test(row)).map((row) =>
    row.replace(/^\d\d:\d\d Bia: /, "")
  );
}

Deno.test(
  "Screen marks where the person left off when the window lost the focus",
  pure,
  async () => {
    const screen = await open();
    await screen.type(FOCUS_OUT);
    assertEquals(transcript(screen), ["zero"]);
    await screen.show(said("Bia", "um"));
    await screen.show(said("Bia", "dois"));
    assertEquals(transcript(screen), ["zero", MARKER, "um", "dois"]);
    await screen.type(FOCUS_IN);
    await screen.advance(100_000);
    await screen.show(said("Bia", "três"));
    assertEquals(transcript(screen), ["zero", MARKER, "um", "dois", "três"]);
  },
);

Deno.test("Screen shows one mark at a time", pure, async () => {
  const screen = await open();
  await screen.type("rascunho");
  await screen.type(FOCUS_OUT);
  await screen.show(said("Bia", "um"));
  await screen.type(FOCUS_IN, FOCUS_OUT);
  await screen.show(said("Bia", "dois"));
  assertEquals(transcript(screen), ["zero", "um", MARKER, "dois"]);
  assertEquals(screen.rows.at(-1), "› rascunho|");
  await screen.type(FOCUS_IN, FOCUS_OUT);
  await screen.show(said("Bia", "três"));
  assertEquals(transcript(screen), ["zero", "um", "dois", MARKER, "três"]);
});

Deno.test("Screen shows one mark for two absences that it draws at once", pure, async () => {
  const screen = await open();
  screen.terminal.holdOutput();
  for (const text of ["um", "dois"]) {
    await screen.type(FOCUS_OUT);
    await screen.show(said("Bia", text));
    await screen.type(FOCUS_IN);
  }
  await screen.releaseOutput();
  assertEquals(transcript(screen), ["zero", "um", MARKER, "dois"]);
});

Deno.test("Screen leaves a mark that has scrolled off where it is", pure, async () => {
  const screen = await open({ rows: 4 });
  await screen.type(FOCUS_OUT);
  await screen.show(said("Bia", "um\ndois\ntrês"));
  await screen.type(FOCUS_IN, FOCUS_OUT);
  await screen.show(said("Bia", "quatro"));
  assertEquals(screen.terminal.grid.lines.slice(1), [
    "00:00 Bia: zero",
    MARKER,
    "00:00 Bia: um",
    "      dois",
    "      três",
    MARKER,
    "00:00 Bia: quatro",
    "› ",
  ]);
});

Deno.test("Screen leaves a mark where it is when the terminal may have wrapped rows", {
  permissions: "none",
}, async () => {
  const screen = await open();
  await screen.type(FOCUS_OUT);
  await screen.show(said("Bia", "um"));
  await screen.resize({ columns: 39 });
  await screen.type(FOCUS_IN, FOCUS_OUT);
  await screen.show(said("Bia", "dois"));
  assertEquals(transcript(screen), ["zero", MARKER, "um", MARKER, "dois"]);
  await screen.type(FOCUS_IN, FOCUS_OUT);
  await screen.show(said("Bia", "três"));
  assertEquals(transcript(screen), ["zero", MARKER, "um", "dois", MARKER, "três"]);
});

Deno.test(
  "Screen marks where the keys stopped for a minute, without focus reports",
  pure,
  async () => {
    const screen = await open();
    await screen.advance(59_999);
    await screen.show(said("Bia", "um"));
    assertEquals(transcript(screen), ["zero", "um"]);
    await screen.advance(1);
    await screen.show(said("Bia", "dois"));
    await screen.advance(60_000);
    await screen.show(said("Bia", "três"));
    assertEquals(transcript(screen), ["zero", "um", MARKER, "dois", "três"]);
    await screen.type("o");
    await screen.show(said("Bia", "quatro"));
    await screen.advance(60_000);
    await screen.show(whispered("Bia", "Ana", "cinco"));
    assertEquals(transcript(screen), [
      ...["zero", "um", "dois", "três", "quatro"],
      ...[MARKER, "00:00 Bia (privado): cinco"],
    ]);
  },
);

Deno.test(
  "Screen marks nothing before the person's own messages and the history",
  pure,
  async () => {
    const screen = await open();
    await screen.type(FOCUS_OUT);
    await screen.show(said("Ana", "oi"));
    await screen.show(said("Bia", "antes"), { joinedAfterSeq: Number.MAX_SAFE_INTEGER });
    assertEquals(transcript(screen).includes(MARKER), false);
  },
);

Deno.test("Screen takes a key for the focus, when its report is lost", pure, async () => {
  const screen = await open();
  await screen.type(FOCUS_OUT, KEY.left);
  await screen.show(said("Bia", "um"));
  assertEquals(transcript(screen), ["zero", "um"]);
});

Deno.test("Screen counts what a window with the focus shows as read", pure, async () => {
  const address = "10.0.0.1:5000";
  const screen = await TestScreen.open();
  await screen.type(FOCUS_IN);
  await screen.show(said("Bia", "um"));
  assertEquals(screen.title, address);
  await screen.type(FOCUS_OUT);
  await screen.show(said("Bia", "dois"));
  assertEquals(screen.title, `(1) ${address}`);
  await screen.type(FOCUS_IN);
  assertEquals(screen.title, address);
});
