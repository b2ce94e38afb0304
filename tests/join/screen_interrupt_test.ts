import { assertEquals } from "@std/assert";
import { KEY, said, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const HINT = "Ctrl+C de novo para sair";

/** A screen on which Ctrl+C was pressed once. */
async function interrupted(): Promise<TestScreen> {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.type(KEY.ctrlC);
  assertEquals([screen.lines, screen.rows], [[], ["› |", HINT]]);
  return screen;
}

Deno.test("Screen returns /sair at the second Ctrl+C within two seconds", pure, async () => {
  const screen = await interrupted();
  await screen.advance(1_999);
  await screen.show(said("Bia", "oi"));
  assertEquals(screen.rows.slice(-2), ["› |", HINT]);
  await screen.type(KEY.ctrlC);
  assertEquals(screen.lines, ["/sair"]);
  assertEquals(screen.rows.at(-1), "› |");
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen takes a Ctrl+C after two seconds for a first one", pure, async () => {
  const screen = await interrupted();
  await screen.advance(2_000);
  assertEquals(screen.rows, ["› |"]);
  await screen.type(KEY.ctrlC);
  assertEquals([screen.lines, screen.rows], [[], ["› |", HINT]]);
  await screen.advance(1_500);
  await screen.type(KEY.ctrlC);
  assertEquals(screen.lines, ["/sair"]);
});

Deno.test("Screen takes a Ctrl+C after another key for a first one", pure, async () => {
  const screen = await interrupted();
  await screen.type("o");
  assertEquals(screen.rows, ["› o|"]);
  await screen.type(KEY.ctrlC);
  assertEquals(screen.rows, ["› |"], "it clears the line");
  await screen.type(KEY.ctrlC);
  assertEquals([screen.lines, screen.rows], [[], ["› |", HINT]]);
});

Deno.test("Screen takes no focus report for a key after Ctrl+C", pure, async () => {
  const screen = await interrupted();
  await screen.type("\x1b[I", KEY.ctrlC);
  assertEquals(screen.lines, ["/sair"]);
});

Deno.test("Screen needs two presses again after it returned /sair", pure, async () => {
  const screen = await interrupted();
  await screen.type(KEY.ctrlC);
  await screen.requestLine();
  await screen.type(KEY.ctrlC);
  assertEquals([screen.lines, screen.rows], [["/sair"], ["› |", HINT]]);
  await screen.close();
  assertEquals(screen.clock.pending, 0);
});

Deno.test("Screen leaves at any Ctrl+C after a question about leaving", pure, async () => {
  for (const keys of [[KEY.ctrlC, KEY.ctrlC], [KEY.ctrlD]]) {
    const screen = await TestScreen.open();
    let isAsked = false;
    await screen.requestLine(() => {
      const complaint = isAsked ? undefined : "Fechar? A mesma tecla de novo.";
      isAsked = true;
      return complaint;
    });
    await screen.type(...keys);
    await screen.advance(10_000);
    assertEquals([screen.lines, screen.rows], [[], ["› |", "Fechar? A mesma tecla de novo."]]);
    await screen.type(KEY.ctrlC);
    assertEquals([screen.lines, screen.rows], [["/sair"], ["› |"]]);
    assertEquals(screen.clock.pending, 0);
  }
});

Deno.test(
  "Screen takes a Ctrl+C for a first one after a question and another key",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.requestLine(() => "Fechar? A mesma tecla de novo.");
    await screen.type(KEY.ctrlD, "o", "\x7f", KEY.ctrlC);
    assertEquals([screen.lines, screen.rows], [[], ["› |", HINT]]);
  },
);
