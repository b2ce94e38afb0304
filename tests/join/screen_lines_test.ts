import { assertEquals } from "@std/assert";
import { KEY, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

Deno.test("Screen shows typed text, and returns it when Enter is pressed", pure, async () => {
  const screen = await TestScreen.open();
  assertEquals(screen.rows, ["› |"]);
  await screen.requestLine();
  await screen.type("olá", KEY.left);
  assertEquals(screen.rows, ["› ol|á"]);
  assertEquals(screen.lines, []);
  await screen.type(KEY.enter);
  assertEquals(screen.lines, ["olá"]);
  assertEquals(screen.rows, ["› |"]);
});

Deno.test("Screen returns one line for each request", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.type("um\r", "dois\r");
  assertEquals(screen.lines, ["um"]);
  await screen.requestLine();
  assertEquals(screen.lines, ["um", "dois"]);
  await screen.requestLine();
  await screen.type("três\r");
  assertEquals(screen.lines, ["um", "dois", "três"]);
});

Deno.test("Screen shows the lines that were given when Up is pressed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("um\r", "dois\r", KEY.up, KEY.up);
  assertEquals(screen.rows, ["› um|"]);
  await screen.type(KEY.down, KEY.down);
  assertEquals(screen.rows, ["› |"]);
});

Deno.test("Screen returns no blank line", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine((line) => `Erro: "${line}"`);
  await screen.type(KEY.enter, "  ", KEY.enter);
  assertEquals(screen.lines, []);
  assertEquals(screen.rows, ["›   |"]);
});

Deno.test("Screen shows a complaint below the line, and keeps the line", pure, async () => {
  const screen = await TestScreen.open();
  assertEquals(screen.keepsRefusedLine, true);
  await screen.requestLine((line) => line === "@Bea oi" ? "Erro: Não há Bea." : undefined);
  await screen.type("@Bea oi\r");
  assertEquals(screen.rows, ["› @Bea oi|", "Erro: Não há Bea."]);
  assertEquals(screen.lines, []);
  await screen.type("!");
  assertEquals(screen.rows, ["› @Bea oi!|"]);
  await screen.type(KEY.enter);
  assertEquals(screen.lines, ["@Bea oi!"]);
  await screen.type(KEY.up);
  assertEquals(screen.rows, ["› @Bea oi!|"]);
  await screen.type(KEY.up);
  assertEquals(screen.rows, ["› @Bea oi!|"]);
});

Deno.test("Screen shows a long complaint in rows that fit", pure, async () => {
  const screen = await TestScreen.open({ columns: 20 });
  await screen.requestLine(() => "Erro: A mensagem é longa demais.");
  await screen.type("oi\r");
  assertEquals(screen.rows, ["› oi|", "Erro: A mensagem é", "longa demais."]);
});

Deno.test("Screen shows a line typed ahead again when it is rejected", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("um\r", "dois\r", "três", KEY.left);
  assertEquals(screen.rows, ["› trê|s"]);
  await screen.requestLine((line) => line === "um" ? "Erro: um" : undefined);
  assertEquals(screen.lines, []);
  assertEquals(screen.rows, ["› um", "  dois", "  três|", "Erro: um"]);
  await screen.type(KEY.undo);
  assertEquals(screen.rows, ["› um", "  dois", "  três|"]);
  await screen.type(KEY.enter);
  assertEquals(screen.lines, ["um\ndois\ntrês"]);
  assertEquals(screen.rows, ["› |"]);
});

Deno.test(
  "Screen shows a rejected line typed ahead without an empty row below it",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.type("um\r");
    await screen.requestLine(() => "Erro: um");
    assertEquals(screen.rows, ["› um|", "Erro: um"]);
  },
);

Deno.test(
  "Screen validates each line typed ahead with the request that reads it",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.type("um\r", "dois\r");
    await screen.requestLine((line) => line === "dois" ? "Erro: dois" : undefined);
    assertEquals(screen.lines, ["um"]);
    assertEquals(screen.rows, ["› |"]);
    await screen.requestLine((line) => line === "dois" ? "Erro: dois" : undefined);
    assertEquals(screen.lines, ["um"]);
    assertEquals(screen.rows, ["› dois|", "Erro: dois"]);
  },
);

Deno.test(
  "Screen shows a question as the label, and its answer in the transcript",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.ask("Seu nome:");
    assertEquals(screen.rows, ["Seu nome: |"]);
    await screen.type("Ana Maria");
    assertEquals(screen.rows, ["Seu nome: Ana Maria|"]);
    await screen.type(KEY.enter);
    assertEquals(screen.lines, ["Ana Maria"]);
    assertEquals(screen.rows, ["Seu nome: Ana Maria", "› |"]);
  },
);

Deno.test("Screen shows no answer when Up is pressed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.ask("Seu nome:");
  await screen.type("Ana\r", KEY.up);
  assertEquals(screen.rows, ["Seu nome: Ana", "› |"]);
});

Deno.test("Screen returns an empty answer, and wraps a long one", pure, async () => {
  const screen = await TestScreen.open({ columns: 16 });
  await screen.ask("Nome:");
  await screen.type(KEY.enter);
  assertEquals(screen.lines, [""]);
  await screen.ask("Nome:");
  await screen.type("Ana Maria Braga\r");
  assertEquals(screen.lines, ["", "Ana Maria Braga"]);
  assertEquals(screen.rows, ["Nome: ", "Nome: Ana Maria", "Braga", "› |"]);
});

Deno.test("Screen restores text typed before a question", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("um\r", "dois\r", "três");
  await screen.ask("Outro nome:");
  assertEquals(screen.lines, []);
  assertEquals(screen.rows, ["Outro nome: um", "            dois", "            três|"]);
  await screen.type(KEY.ctrlC, "Ana\r");
  assertEquals(screen.lines, ["Ana"]);
});

Deno.test(
  "Screen keeps the cursor in the line when nothing was typed before a question",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.type("um", KEY.left);
    await screen.ask("Nome:");
    assertEquals(screen.rows, ["Nome: u|m"]);
  },
);

Deno.test(
  "Screen asks again with the refused answer in the line, to edit and confirm",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.ask("Nome:");
    await screen.type("Maria José\r");
    await screen.ask("Nome:", "Maria_José");
    assertEquals(screen.rows, ["Nome: Maria José", "Nome: Maria_José|"]);
    await screen.type("\x7f", KEY.enter);
    assertEquals(screen.lines, ["Maria José", "Maria_Jos"]);
    await screen.ask("Nome:", "Maria_José");
    await screen.type(KEY.enter);
    assertEquals(screen.lines.at(-1), "Maria_José");
  },
);

Deno.test("Screen keeps what was typed instead of a refused answer", pure, async () => {
  const screen = await TestScreen.open();
  await screen.ask("Nome:");
  await screen.type("Ana\r", "Bi", KEY.left);
  await screen.ask("Nome:", "Ana");
  assertEquals(screen.rows, ["Nome: Ana", "Nome: B|i"]);
});

Deno.test("Screen shows the whole line in a window of two to seven columns", pure, async () => {
  for (let columns = 2; columns <= 7; columns++) {
    const screen = await TestScreen.open({ columns, rows: 12 });
    await screen.type("abcdefgh");
    const shown = screen.terminal.grid.lines.join("").replace(/[^a-z]/g, "");
    assertEquals(shown, "abcdefgh", `${columns}`);
  }
});
