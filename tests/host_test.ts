/** The host takes part in the chat that runs on the same computer: `serve --name`. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import config from "../deno.json" with { type: "json" };
import { Peer } from "./support/peer.ts";
import { withHistoryPath } from "./support/history_path.ts";
import { Program } from "./support/program.ts";
import { Pty, testAtTerminal } from "./support/pty.ts";
import { TestServer } from "./support/test_server.ts";

const [, ...words] = config.tasks.serve.command.split(" ");
const serve = [Deno.execPath(), ...words, "--port 0"].join(" ");

/** Starts a server at a terminal. */
async function serveAtTerminal(
  options = "",
  host = "127.0.0.1",
): Promise<{ pty: Pty; port: number }> {
  const pty = new Pty(`${serve} --host ${host} ${options}`, { columns: 120 });
  const address = new RegExp(`O servidor ${host}:(\\d+)`);
  await pty.until((rows) => rows.some((row) => address.test(row)), "the address");
  return { pty, port: Number(address.exec(pty.all.join("\n"))![1]) };
}

/** The screen without the times, the day and the ports of clients, which vary. */
function withoutTimes(rows: string[]): string[] {
  return rows.filter((row) => !row.startsWith("──"))
    .map((row) => row.replace(/^\d\d:\d\d /, "").replace(/', \d+\)/, "', PORT)"));
}

testAtTerminal("the host chats, and removes a person, in one window", async () => {
  const { pty, port } = await serveAtTerminal("--name Ana");
  await using ana = pty;
  await ana.shows("Ana entrou no chat.");
  await using bia = await Peer.line(port, "Bia");
  await ana.shows("Bia entrou no chat.");
  await using cris = await Peer.line(port, "Cris");
  await ana.shows("Cris entrou no chat.");
  await bia.send("oi, Ana\n");
  await ana.shows("Bia: oi, Ana");
  await bia.send("@Cris psiu\n");
  await cris.receives("Bia (privado): psiu\n");
  await bia.send("/dance\n");
  await bia.receives("O comando /dance não existe");
  await ana.type("olá\r");
  await bia.receives("Ana: olá\n");
  await ana.shows("✓ olá");
  await ana.type("/aviso já volto\r");
  await bia.receives("Aviso do servidor: já volto\n");
  await ana.shows("Aviso do servidor: já volto");
  await ana.type("/expulsar Cris\r");
  await bia.receives("Cris saiu do chat.\n");
  await ana.shows("O anfitrião tirou Cris do chat.");
  await ana.type("/expulsar ana\r");
  await ana.shows("Você não pode tirar a si mesmo.");
  await ana.type("\x15/sair\r");
  await ana.shows("o chat fecha também para a outra pessoa");
  await ana.type("\r");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
  await bia.receives("Ana saiu do chat.\n");
  const shown = withoutTimes(ana.all);
  const from = shown.indexOf("Ana entrou no chat.");
  const connected = (name: string) => `Conexão com sucesso com ${name} : ('127.0.0.1', PORT)`;
  assertEquals(shown.slice(from, shown.indexOf("Você saiu do chat.")), [
    "Ana entrou no chat.",
    "Por enquanto só você está no chat. /ajuda mostra os comandos.",
    connected("Bia"),
    "Bia entrou no chat.",
    connected("Cris"),
    "Cris entrou no chat.",
    "Bia: oi, Ana",
    "✓ olá",
    "Aviso do servidor: já volto",
    "O anfitrião tirou Cris do chat.",
  ]);
});

testAtTerminal("the host is shown private messages only if asked for", async () => {
  const { pty, port } = await serveAtTerminal("--name Ana --show-private");
  await using ana = pty;
  await ana.shows("Ana entrou no chat.");
  await using bia = await Peer.line(port, "Bia");
  await using cris = await Peer.line(port, "Cris");
  await bia.send("@Cris psiu\n");
  await cris.receives("Bia (privado): psiu\n");
  await ana.shows("Bia >> @Cris psiu");
  await ana.type("/fechar\r");
  assertEquals(await ana.ends(), { code: 0, isRestored: true });
});

testAtTerminal("a host locks the chat, and comes back into it after a restart", async () => {
  await withHistoryPath(async (path) => {
    for (const command of ["/trancar", "/destrancar"]) {
      const { pty } = await serveAtTerminal(`--name Ana --history ${path}`, "localhost");
      await using ana = pty;
      await ana.shows("Ana entrou no chat.");
      if (command === "/destrancar") await ana.shows("O chat continua trancado");
      await ana.type(`${command}\r`);
      await ana.shows(command === "/trancar" ? "O anfitrião trancou" : "O anfitrião destrancou");
      await ana.type("/fechar\r");
      assertEquals(await ana.ends(), { code: 0, isRestored: true });
    }
  });
});

testAtTerminal(
  "a host bans and mutes at the prompt, and chat join does not come back",
  async () => {
    const { pty, port } = await serveAtTerminal("--name Ana");
    await using ana = pty;
    await ana.shows("Ana entrou no chat.");
    await using bia = new Program("join", `127.0.0.1:${port}`, "--name", "Bia");
    await ana.shows("Bia entrou no chat.");
    await using cris = await Peer.line(port, "Cris");
    await ana.shows("Cris entrou no chat.");
    await ana.type("/calar Cris 5\r");
    await cris.receives("Aviso do servidor: O anfitrião calou Cris até ");
    await cris.send("oi\n");
    await cris.receives("Erro: O anfitrião calou você até ");
    await ana.type("/banir ana\r");
    await ana.shows("Você não pode banir nem calar a si mesmo.");
    await ana.type("\x15/banir Bia 0\r");
    await ana.shows('"0" não é um prazo válido: use de 1 a 525600 minutos.');
    await ana.type("\x15/banir Bia fez barulho\r");
    await ana.shows("tirou Bia do chat: fez barulho (banimento até o anfitrião perdoar)");
    assertEquals(await bia.ends(), 1);
    assertStringIncludes(
      bia.out + bia.err,
      "O anfitrião baniu você do chat até o anfitrião perdoar: fez barulho",
    );
    await ana.type("/banidos\r");
    await ana.shows("Bia: não entra até o anfitrião perdoar: fez barulho");
    await ana.type("/perdoar Cris\r");
    await cris.receives("Aviso do servidor: Cris pode escrever de novo.\n");
    await ana.type("/fechar\r");
    assertEquals(await ana.ends(), { code: 0, isRestored: true });
  },
);

testAtTerminal("what happens leaves the line that the operator types", async () => {
  const { pty, port } = await serveAtTerminal();
  await using operator = pty;
  await operator.type("/quemm");
  await operator.shows("› /quemm");
  await using bia = await Peer.line(port, "Bia");
  await bia.send("oi\n");
  await operator.shows("Bia >> oi");
  await operator.shows("› /quemm");
  await operator.type("\r");
  await operator.shows("O comando /quemm não existe");
  await operator.type("\x7f\r");
  await operator.shows("No chat (1): Bia");
  await operator.type("oi, Bia\r");
  await operator.shows("Aqui só entram comandos");
  await operator.shows("› oi, Bia");
  await operator.type("\x15/sair\r");
  await operator.shows("o chat fecha também para a outra pessoa");
  await operator.type("\r");
  assertEquals(await operator.ends(), { code: 0, isRestored: true });
  await bia.ends();
});

Deno.test("a host with a server in use reads why, and no other sentence", async () => {
  await using taken = new TestServer();
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [...words, "--host", "127.0.0.1", "--port", String(taken.port), "--name", "Ana"],
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertEquals([code, text(stdout)], [1, ""]);
  assertEquals(
    text(stderr).includes(`A porta ${taken.port} de 127.0.0.1 já está em uso`),
    true,
    text(stderr),
  );
});
