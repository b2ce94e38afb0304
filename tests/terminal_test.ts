/** Whole sessions of `chat join` at a terminal: compares the screen, not the bytes. */

import { assert, assertEquals } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Peer } from "./support/peer.ts";
import { isEmptyLine, joinAtTerminal } from "./support/join_at_terminal.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

/** The screen without the times and the day, which vary. */
function withoutTimes(rows: string[]): string[] {
  return rows.filter((row) => !row.startsWith("──")).map((row) => row.replace(/^\d\d:\d\d /, ""));
}

testAtTerminal("a name is requested, and typed and received lines have their rows", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const [, ...words] = config.tasks.join.command.split(" ");
  await using ana = new Pty([Deno.execPath(), ...words, `127.0.0.1:${server.port}`].join(" "));
  await ana.shows("Informe seu nome para entrar no chat: ");
  await ana.type("Ana Maria\r");
  await ana.shows("chat: Ana_Maria"); // Mended, and ready to be confirmed.
  await ana.type("\x7f".repeat(6) + "\r");
  await ana.shows("Ana entrou no chat.");
  await ana.type("olá");
  await ana.shows("› olá");
  await bia.send("oi, Ana\n");
  await ana.shows("Bia: oi, Ana");
  await ana.type(", Bia!\r");
  await bia.receives("Ana: olá, Bia!\n");
  await ana.shows("✓ olá, Bia!");
  await bia.send("@Ana psiu\n");
  await ana.shows("Bia (privado): psiu");
  await ana.type("rascunho");
  await ana.shows("› rascunho");
  assertEquals(withoutTimes(ana.rows), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat: Ana Maria",
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "Informe seu nome para entrar no chat: Ana",
    "Ana entrou no chat.",
    "No chat (2): Bia e Ana. /ajuda mostra os comandos.",
    "Bia: oi, Ana",
    "✓ olá, Bia!",
    "Bia (privado): psiu",
    "🔒 Ana (2) › rascunho",
  ]);
  await ana.type("\x03"); // First the line is cleared, then the program asks for another.
  await ana.until((rows) => isEmptyLine(rows.at(-1)), "an empty line");
  await ana.type("\x03");
  await ana.shows("Ctrl+C de novo para sair");
  await ana.type("\x03");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
  await bia.receives("Ana saiu do chat.\n");
});

for (const size of [{ columns: 80, rows: 24 }, { columns: 40, rows: 10 }]) {
  const where = `${size.columns}x${size.rows}`;

  testAtTerminal(
    `a long line with emoji, its cursor in the middle, stays as others talk, at ${where}`,
    async () => {
      await using server = new TestServer();
      await using bia = await Peer.line(server.port, "Bia");
      await using ana = await joinAtTerminal(server, "Ana", size);
      const text = "informação 日本語 👍🏽 à noite, ação e reação; ".repeat(4).trim();
      await ana.type(text);
      await ana.type("\x1b[D".repeat(6)); // Left arrow, into the word "reação;".
      await ana.type("<>");
      for (let at = 1; at <= 30; at++) await bia.send(`mensagem ${at}\n`);
      await ana.shows("mensagem 30");
      const typed = `${text.slice(0, -6)}<>${text.slice(-6)}`;
      await ana.until(
        (rows) => rows.join("").replace(/\s/g, "").endsWith(`›${typed}`.replace(/\s/g, "")),
        "the line as it was typed",
      );
      const received = withoutTimes(ana.all).filter((row) => row.startsWith("Bia: mensagem"));
      assertEquals(received, Array.from({ length: 30 }, (_, at) => `Bia: mensagem ${at + 1}`));
      assertEquals(ana.all.filter((row) => row.includes("›")).length, 1);
      await ana.type("\r");
      await bia.receives(`Ana: ${typed}\n`);
    },
  );

  testAtTerminal(
    `typed text is whole after a resize, at ${where}`,
    async () => {
      await using server = new TestServer();
      await using bia = await Peer.line(server.port, "Bia");
      await using ana = await joinAtTerminal(server, "Ana", size);
      const text = "uma linha comprida que ocupa mais de uma fileira nesta janela, ".repeat(3)
        .trim();
      await ana.type(text);
      await ana.shows("janela,");
      const sizes = [[30, 12], [70, 12], [size.columns, size.rows], [60, 20]] as const;
      for (const [columns, rows] of sizes) {
        await ana.resize(columns, rows);
        await bia.send(`agora-${columns}-por-${rows}\n`);
        await ana.shows(`agora-${columns}-por-${rows}`);
        const shown = (rows: string[]) => rows.join("").replace(/\s/g, "");
        await ana.until(
          (rows) => shown(rows).endsWith(`›${text}`.replace(/\s/g, "")),
          `the line at ${columns} by ${rows}`,
        );
        assertEquals(ana.all.filter((row) => row.includes("›")).length, 1, ana.all.join("\n"));
      }
      const received = ana.all.join("").match(/agora-\d+-por-\d+/g)!;
      assertEquals(received.length, 4, ana.all.join("\n"));
      await ana.type("\r");
      await bia.receives(`Ana: ${text}\n`);
    },
  );
}

testAtTerminal(
  "a line typed key by key in a flood of 2000 messages is sent as it was typed",
  async () => {
    await using server = new TestServer();
    await using bia = await Peer.line(server.port, "Bia");
    await using ana = await joinAtTerminal(server, "Ana");
    const line = "Então: informação, ação, 日本 e emoção 👨‍👩‍👧 à beça 🇧🇷 ".repeat(6).slice(0, 200)
      .trim();
    const flooding = (async () => {
      for (let at = 1; at <= 2000; at++) await bia.send(`número ${at} de um monte de mensagens\n`);
    })();
    for (const character of line) await ana.type(character);
    await flooding;
    await ana.shows("número 2000 ");
    await ana.type("\r");
    await bia.receives(`Ana: ${line}\n`);
    await ana.shows("✓ Então: informação");
    const numbers = ana.all.flatMap((row) => /Bia: número (\d+) /.exec(row)?.[1] ?? []).map(Number);
    assertEquals(numbers, Array.from({ length: 2000 }, (_, at) => at + 1));
  },
);

testAtTerminal("a paste of ten lines is one message, shown before it is sent", async () => {
  await using server = new TestServer();
  await using bia = await Peer.structured(server.port, "Bia");
  await using ana = await joinAtTerminal(server, "Ana");
  const lines = Array.from({ length: 10 }, (_, at) => `linha ${at + 1} da colagem`);
  await ana.type(`\x1b[200~${lines.join("\r")}\x1b[201~`);
  await ana.shows("linha 10 da colagem");
  assertEquals(
    ana.rows.slice(-10),
    lines.map((line, at) => `${at === 0 ? "🔒 Ana (2) › " : " ".repeat(13)}${line}`),
  );
  assertEquals(bia.events.some(({ type }) => type === "said"), false);
  await ana.type("\x1b\rfim\r"); // Alt+Enter inserts a newline.
  await bia.receivesEvent("said", { text: [...lines, "fim"].join("\n") });
});

testAtTerminal(
  "a mistake never leaks: it is refused on the spot, and the text is kept",
  async () => {
    await using server = new TestServer();
    await using bia = await Peer.line(server.port, "Bia");
    await using ana = await joinAtTerminal(server, "Ana");
    const cases: [typed: string, complaint: string][] = [
      ["@Bai segredo", "Usuário não encontrado. Quis dizer @Bia?"],
      ["@ninguem segredo", "Usuário não encontrado."],
      ["@Bia", "Erro: Formato inválido. Use @nome mensagem."],
      ["/qeum", "Quis dizer /quem?"],
      [`${"x".repeat(4097)}`, "A mensagem tem 4097 bytes"],
    ];
    for (const [typed, complaint] of cases) {
      await ana.type(typed);
      await ana.type("\r");
      await ana.shows(complaint);
      assert(ana.rows.join("").includes(typed.slice(-60)), `${typed} was kept`);
      await ana.type("\x03");
      await ana.until((rows) => isEmptyLine(rows.at(-1)), "an empty line");
    }
    await ana.type("@bi\t");
    await ana.shows("› @Bia");
    await ana.type("oi\r");
    await bia.receives("Ana (privado): oi\n");
    assertEquals(bia.text.includes("segredo"), false);
  },
);

testAtTerminal("undelivered messages are shown, and typed text survives the server", async () => {
  const first = new TestServer();
  const { port } = first;
  await using ana = await joinAtTerminal(first, "Ana");
  await ana.type("rascunho");
  await first.stop();
  await ana.shows("O servidor está fechado. Esperando");
  await ana.shows("› rascunho");
  await ana.type(" enviado\r");
  await ana.shows("… rascunho enviado");
  await ana.type("outro");
  await using second = new TestServer({ port });
  await ana.shows("✓ rascunho enviado");
  await second.shows("Ana >> rascunho enviado");
  await ana.until((rows) => rows.at(-1) === "🔒 Ana (1) › outro", "the next line");
  assertEquals(ana.rows.some((row) => row.includes("está fechado")), false);
});

testAtTerminal("the terminal is restored at every exit", async () => {
  const exits: [name: string, out: (pty: Pty, server: TestServer) => unknown, code: number][] = [
    ["/sair", (pty) => pty.type("/sair\r"), 0],
    ["Ctrl+D", (pty) => pty.type("\x04"), 0],
    ["removed", (_, server) => server.type("/expulsar Ana"), 1],
  ];
  for (const [name, out, code] of exits) {
    await using server = new TestServer();
    await using ana = await joinAtTerminal(server, "Ana");
    await out(ana, server);
    assertEquals(await ana.ends(), { code, isRestored: true }, name);
  }
});

testAtTerminal(
  "the terminal is restored when the program gets a signal to end",
  async () => {
    await using server = new TestServer();
    for (const signal of ["TERM", "HUP", "QUIT"]) {
      const [, ...words] = config.tasks.join.command.split(" ");
      const name = `Sinal${signal}`;
      const join = [Deno.execPath(), ...words, `127.0.0.1:${server.port}`, "--name", name].join(
        " ",
      );
      // `exec` replaces the shell, so its process id is the program's.
      const go = await Deno.makeTempFile();
      const waiting = `while [ -e ${go} ]; do sleep 0.1; done; kill -${signal} $$`;
      await using pty = new Pty(`sh -c '(${waiting}) & exec ${join}'`);
      await pty.shows(`${name} entrou no chat.`);
      await pty.type("meia frase");
      await pty.shows("› meia frase");
      await Deno.remove(go);
      assertEquals(await pty.ends(), { code: 0, isRestored: true }, signal);
    }
  },
);
