import { assert, assertEquals } from "@std/assert";
import { joined, left, said, TestScreen } from "../support/test_screen.ts";

const pure = { permissions: "none" } as const;

const DAY = "── 2026-01-05 ──";

Deno.test("Screen shows the transcript above the typed text", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("ol");
  await screen.say("Bem-vinda.");
  await screen.echo("oi");
  await screen.show(said("Bia", "oi, Ana"));
  await screen.type("á");
  assertEquals(screen.rows, ["Bem-vinda.", "› oi", DAY, "00:00 Bia: oi, Ana", "› olá|"]);
});

Deno.test(
  "Screen breaks sentences between words, and leaves a longer word to the terminal",
  pure,
  async () => {
    const screen = await TestScreen.open({ columns: 12 });
    await screen.say("abcdefghijklm");
    await screen.show(said("Bia", "um dois"));
    assertEquals(
      screen.rows,
      ["abcdefghijkl", "m", DAY.slice(0, 12), DAY.slice(12)].concat(
        "00:00 Bia:",
        "      um",
        "      dois",
        "› |",
      ),
    );
  },
);

Deno.test("Screen leaves a command to copy whole", pure, async () => {
  const screen = await TestScreen.open({ columns: 16 });
  await screen.say("Digite:\n  netsh add rule");
  await screen.say("  chat join 1.2.3.4");
  assertEquals(screen.rows, ["Digite:", "  netsh add rule", "  chat join 1.2.", "3.4", "› |"]);
});

Deno.test("Screen loses nothing where the window has fewer than 8 columns", pure, async () => {
  const screen = await TestScreen.open({ columns: 5 });
  await screen.say("abc efgh ij");
  assertEquals(screen.terminal.grid.lines, ["abc efgh", "ij", "› "]);
});

Deno.test("Screen cuts no row of a window that became narrower meanwhile", pure, async () => {
  const screen = await TestScreen.open({ columns: 80 });
  screen.terminal.holdOutput();
  const text = "um dois três quatro cinco seis sete oito nove dez onze doze treze";
  await screen.show(said("Bia", text));
  await screen.show(said("Bia", text));
  screen.terminal.resize({ columns: 40 });
  screen.terminal.releaseOutput();
  await screen.advance(0);
  const { lines } = screen.terminal.grid;
  assertEquals(lines.filter((line) => line === `00:00 Bia: ${text}`).length, 2, lines.join("\n"));
});

Deno.test("Screen leaves a URL whole, which a wider window joins again", pure, async () => {
  const screen = await TestScreen.open({ columns: 40 });
  const url = `https://exemplo.com/${"caminho/".repeat(14)}`;
  await screen.show(said("Bia", `veja ${url} hoje`));
  assertEquals(screen.terminal.grid.lines.slice(1), [
    `00:00 Bia: veja ${url}`,
    "      hoje",
    "› ",
  ]);
  screen.terminal.resize({ columns: 200 });
  await screen.show(said("Bia", "oi"));
  assertEquals(screen.rows.slice(1), [
    `00:00 Bia: veja ${url}`,
    "      hoje",
    "00:00 Bia: oi",
    "› |",
  ]);
});

Deno.test("Screen shows a join 0.3 s later", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(joined("Bia"));
  await screen.advance(299);
  assertEquals(screen.rows, ["› |"]);
  await screen.advance(1);
  assertEquals(screen.rows, [DAY, "00:00 Bia entrou no chat.", "› |"]);
});

Deno.test("Screen shows joins and leaves within 0.3 s together", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(joined("Bia"));
  await screen.advance(200);
  await screen.show(joined("Caio"));
  await screen.advance(100);
  assertEquals(screen.rows, [DAY, "00:00 Bia e Caio entraram no chat.", "› |"]);
  await screen.show(left("Bia"));
  await screen.advance(300);
  assertEquals(screen.rows.slice(1), [
    "00:00 Bia e Caio entraram no chat.",
    "00:00 Bia saiu do chat.",
    "› |",
  ]);
});

Deno.test("Screen shows held joins before a message, at once", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(joined("Bia"));
  await screen.show(said("Bia", "oi"));
  const rows = [DAY, "00:00 Bia entrou no chat.", "00:00 Bia: oi", "› |"];
  assertEquals(screen.rows, rows);
  await screen.advance(1_000);
  assertEquals(screen.rows, rows);
});

Deno.test("Screen holds joins for 0.3 s also after a message", pure, async () => {
  const screen = await TestScreen.open();
  await screen.show(said("Bia", "oi"));
  assertEquals(screen.clock.pending, 0);
  await screen.advance(200);
  await screen.show(joined("Caio"));
  await screen.advance(299);
  assertEquals(screen.rows, [DAY, "00:00 Bia: oi", "› |"]);
  await screen.advance(1);
  assertEquals(screen.rows, [DAY, "00:00 Bia: oi", "00:00 Caio entrou no chat.", "› |"]);
});

Deno.test("Screen shows pending messages above the typed text", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("três");
  await screen.reportStatus({
    pending: [
      { type: "say", id: 1, text: "um" },
      { type: "whisper", id: 2, to: "Bia", text: "dois" },
    ],
  });
  assertEquals(screen.rows, ["… um", "… (privado para Bia) dois", "› três|"]);
  await screen.reportStatus({});
  assertEquals(screen.rows, ["› três|"]);
});

Deno.test("Screen draws output that the terminal held back in one drawing", pure, async () => {
  const screen = await TestScreen.open();
  screen.terminal.holdOutput();
  const { length } = screen.terminal.writes;
  await screen.say("um");
  await screen.type("oi");
  await screen.say("dois");
  assertEquals(screen.rows, ["› |"]);
  await screen.releaseOutput();
  assertEquals(screen.rows, ["um", "dois", "› oi|"]);
  assertEquals(screen.terminal.writes.length, length + 1);
  await screen.say("três");
  assertEquals(screen.rows, ["um", "dois", "três", "› oi|"]);
});

Deno.test("Screen keeps 10000 held rows, and shows how many it dropped", pure, async () => {
  const screen = await TestScreen.open({ columns: 80, rows: 4, isOutputHeld: true });
  const rows = Array.from({ length: 10_003 }, (_, at) => `${at}`);
  await screen.say(rows.slice(0, 10_000).join("\n"));
  await screen.say(rows.slice(10_000).join("\n"));
  await screen.releaseOutput();
  const shown = [...screen.terminal.grid.scrollback, ...screen.terminal.grid.screen];
  assertEquals(shown, [
    "(3 linhas não foram mostradas: a tela parou de aceitar texto.)",
    ...rows.slice(3),
    "› ",
  ]);
});

Deno.test("Screen shows 10000 held rows, and drops none", pure, async () => {
  const screen = await TestScreen.open({ rows: 4, isOutputHeld: true });
  const rows = Array.from({ length: 10_000 }, (_, at) => `${at}`);
  await screen.say(rows.join("\n"));
  await screen.releaseOutput();
  const shown = [...screen.terminal.grid.scrollback, ...screen.terminal.grid.screen];
  assertEquals(shown, [...rows, "› "]);
});

Deno.test("Screen draws the line again when the program goes on after a stop", pure, async () => {
  const screen = await TestScreen.open();
  await screen.type("meio es");
  screen.terminal.resume("\r\n$ fg\r\nchat join\r\n");
  await screen.type("crito");
  await screen.show(said("Bia", "oi"));
  assertEquals(screen.rows, [
    "› meio es",
    "$ fg",
    "chat join",
    DAY,
    "00:00 Bia: oi",
    "› meio escrito|",
  ]);
});

Deno.test("Screen sends a basic terminal nothing that a VT100 does not know", pure, async () => {
  const screen = await TestScreen.open({ isSynchronized: false, isBasic: true });
  await screen.reportStatus({ people: ["Ana", "Bia"] });
  await screen.type("\x1b[O"); // The window is not looked at.
  await screen.show(said("Bia", "oi"));
  await screen.type("\x1b[I\x1b[O");
  await screen.show(said("Bia", "oi de novo"));
  const sent = screen.terminal.writes.join("");
  for (const sequence of sent.split("\x1b").slice(1)) {
    assert(/^(?:[78]|\[\d*[ABHJKm])/.test(sequence), JSON.stringify(sequence));
  }
  assertEquals(screen.title, "");
});
