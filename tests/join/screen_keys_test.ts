import { assertEquals } from "@std/assert";
import { KEY, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

Deno.test("Screen returns /sair at Ctrl+D in an empty line", pure, async () => {
  const screen = await TestScreen.open();
  await screen.say("um");
  await screen.requestLine((line) => line === "/sair" ? undefined : "Erro");
  await screen.type(KEY.ctrlD);
  assertEquals(screen.lines, ["/sair"]);
  assertEquals(screen.rows, ["um", "› |"]);
  await screen.type(KEY.ctrlD);
  await screen.requestLine();
  assertEquals(screen.lines, ["/sair", "/sair"]);
});

for (const [name, key] of [["Ctrl+C", KEY.ctrlC], ["Ctrl+D", KEY.ctrlD]] as const) {
  Deno.test(`Screen shows a question without an answer after ${name}`, pure, async () => {
    const screen = await TestScreen.open();
    await screen.ask("Seu nome:");
    await screen.type(key);
    assertEquals(screen.lines, [undefined]);
    await screen.ask("Seu nome:");
    await screen.requestLine();
    assertEquals(screen.lines, [undefined, undefined, undefined]);
  });
}

Deno.test("Screen shows an empty line at Ctrl+C in a line", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.type("rascunho", KEY.ctrlC);
  assertEquals(screen.rows, ["› |"]);
  assertEquals(screen.lines, []);
});

Deno.test(
  "Screen returns lines typed ahead, then undefined, when the input ends",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.type("um\r", "dois\r");
    await screen.endInput();
    for (let n = 0; n < 3; n++) await screen.requestLine();
    assertEquals(screen.lines, ["um", "dois", undefined]);
  },
);

Deno.test("Screen returns undefined to a pending request when the input ends", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  assertEquals(screen.lines, []);
  await screen.endInput();
  assertEquals(screen.lines, [undefined]);
});

Deno.test(
  "Screen shows a rejected line, and returns undefined, when the input ended",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.type("um\r");
    await screen.endInput();
    await screen.requestLine(() => "Erro: um");
    assertEquals(screen.lines, [undefined]);
    assertEquals(screen.rows, ["› um|", "Erro: um"]);
  },
);

Deno.test("Screen shows a paste of several lines before it is given", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.paste("um\rdois");
  assertEquals(screen.lines, []);
  assertEquals(screen.rows, ["› um", "  dois|"]);
  await screen.type(KEY.enter);
  assertEquals(screen.lines, ["um\ndois"]);
});

Deno.test("Screen shows a paste without control characters", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.paste("a\u202eb\u200bc");
  assertEquals(screen.rows, ["› abc|"]);
  await screen.type(KEY.enter);
  assertEquals(screen.lines, ["abc"]);
});

Deno.test("Screen shows joined emoji as they are typed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.requestLine();
  await screen.type("👩\u200d💻\r");
  assertEquals(screen.lines, ["👩\u200d💻"]);
});

Deno.test("Screen shows the candidates of Tab, without the person's own name", pure, async () => {
  const screen = await TestScreen.open();
  await screen.reportStatus({ people: ["ana", "André", "Anita"] });
  await screen.type("@an", KEY.tab);
  assertEquals(screen.rows, ["› @an|", "@André  @Anita"]);
  await screen.type("i", KEY.tab);
  assertEquals(screen.rows, ["privado → Anita › @Anita |"]);
  await screen.type(KEY.ctrlC, "/a", KEY.tab);
  assertEquals(screen.rows, ["› /ajuda |"]);
});

Deno.test("Screen says to whom a private message goes while it is typed", pure, async () => {
  const screen = await TestScreen.open();
  await screen.reportStatus({ people: ["Ana", "João", "Zoë", "Zoé"], replyTarget: "João" });
  for (
    const [line, row] of [
      ["@joao", "› @joao|"],
      ["@joao ", "privado → João › @joao |"],
      ["@joao, vem", "privado → João › @joao, vem|"],
      ["/msg zoë oi", "privado → Zoë › /msg zoë oi|"],
      ["/r oi", "privado → João › /r oi|"],
      ["@zoe oi", "› @zoe oi|"],
      ["@todos oi", "› @todos oi|"],
      ["oi @João", "› oi @João|"],
    ] as const
  ) {
    await screen.type(line);
    assertEquals(screen.rows, [row]);
    await screen.type(KEY.ctrlC);
    assertEquals(screen.rows, ["› |"]);
  }
});

Deno.test("Screen says of no answer to a question that it goes to a person", pure, async () => {
  const screen = await TestScreen.open();
  await screen.reportStatus({ people: ["Ana", "João"] });
  await screen.ask("Nome:");
  await screen.type("@joao oi");
  assertEquals(screen.rows, ["Nome: @joao oi|"]);
});

Deno.test("Screen reports every key press, but no reply of the terminal", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("a");
  screen.countKeyPresses();
  await screen.type(KEY.left, "b", "\x1b[1;5R");
  assertEquals(screen.keyPresses, 2);
  assertEquals(screen.rows, ["› b|a"]);
});

Deno.test(
  "Screen goes on in a new row after a backslash at the end, and at Ctrl+J",
  pure,
  async () => {
    const screen = await TestScreen.open();
    await screen.requestLine();
    await screen.type("um\\", KEY.enter, "dois\nt", KEY.enter);
    assertEquals(screen.lines, ["um\ndois\nt"]);
    await screen.requestLine();
    await screen.type("C:\\\\", KEY.enter);
    assertEquals(screen.lines.slice(1), ["C:\\\\"]);
    await screen.requestLine();
    await screen.type("a\\", KEY.left, KEY.enter);
    assertEquals(screen.lines.slice(2), ["a\\"], "the cursor is before it");
    await screen.ask("Nome:");
    await screen.type("Ana\\", KEY.enter);
    assertEquals(screen.lines.slice(3), ["Ana\\"]);
  },
);

Deno.test("Screen says that a text does not fit, and keeps what is there", pure, async () => {
  const screen = await TestScreen.open({ columns: 80 });
  await screen.type("oi ");
  await screen.type(`\x1b[200~${"x".repeat(64 * 1024)}\x1b[201~`);
  assertEquals(screen.rows, [
    "› oi |",
    "Não coube: a linha tem no máximo 64 KiB. O que já estava nela ficou.",
  ]);
  await screen.type("a");
  assertEquals(screen.rows, ["› oi a|"]);
});

Deno.test(
  "Screen says why a line is not taken also in a window of one or two rows",
  pure,
  async () => {
    for (const rows of [1, 2, 3]) {
      const screen = await TestScreen.open({ columns: 40, rows });
      await screen.requestLine(() => "Erro: não.");
      await screen.type("x", KEY.enter);
      const complaints = screen.terminal.grid.lines.filter((line) => line === "Erro: não.").length;
      assertEquals(complaints, 1, `${rows}`);
      assertEquals(screen.rows.includes("› x|"), true, `${rows}`);
    }
  },
);
