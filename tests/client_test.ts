/** `chat join` with a real server: its output and its commands. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { Peer } from "./support/peer.ts";
import { TestClient } from "./support/test_client.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("join() redirected prints the original's transcript to the letter", async () => {
  await using server = new TestServer();
  await using mother = new TestClient(server.port);
  mother.type("NotebookMãe");
  await mother.shows("NotebookMãe entrou no chat.\n");
  await using work = new TestClient(server.port);
  work.type("Notebook Trabalho");
  await work.shows("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.\n");
  work.type("NotebookTrabalho");
  await work.shows("NotebookTrabalho entrou no chat.\n");
  work.type("Olá!");
  await mother.shows("NotebookTrabalho: Olá!\n");
  mother.type("Olá, tudo bem com você?");
  await work.shows("NotebookMãe: Olá, tudo bem com você?\n");
  work.type("/Sair");
  assertEquals(await work.outcome, { type: "left" });
  await mother.shows("NotebookTrabalho saiu do chat.\n");
  assertEquals(mother.shown.split("\n"), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat:",
    "NotebookMãe entrou no chat.",
    "NotebookTrabalho entrou no chat.",
    "NotebookTrabalho: Olá!",
    "NotebookTrabalho saiu do chat.",
    "",
  ]);
  assertEquals(work.shown.split("\n"), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat:",
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "NotebookTrabalho entrou no chat.",
    "NotebookMãe: Olá, tudo bem com você?",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() redirected takes the line after an empty name", async () => {
  await using server = new TestServer();
  await using client = new TestClient(server.port);
  for (const line of ["", "Ana Maria", "Ana!", "Ana", "oi"]) client.type(line);
  await server.shows("Ana >> oi");
  client.interrupt();
  assertEquals(await client.outcome, { type: "left" });
  assertEquals(client.shown.split("\n"), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat:",
    "Erro: O nome não pode ficar vazio.",
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    textsOf("pt-BR").refusals["name-characters"]("Ana!"),
    "Ana entrou no chat.",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() refused a name leaves without a complaint", async () => {
  await using server = new TestServer();
  for (
    const leave of [
      (client: TestClient) => client.endInput(),
      (client: TestClient) => client.interrupt(),
    ]
  ) {
    const client = new TestClient(server.port, { name: "Ana" });
    await client.shows("Ana entrou no chat.\n");
    const other = new TestClient(server.port, { name: "ANA" });
    await other.shows('Erro: O nome "ANA" já está em uso. Escolha outro.\n');
    leave(other);
    assertEquals(await other.outcome, { type: "left" });
    client.interrupt();
    await client.outcome;
  }
});

Deno.test("join() reports a server that is not a chat", async () => {
  using web = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answering = (async () => {
    for (let at = 0; at < 2; at++) {
      const conn = await web.accept(); // The first connection is only the probe.
      if (at === 1) await conn.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
      if (at === 1) await conn.read(new Uint8Array(1000));
      conn.close();
    }
  })();
  const { port } = web.addr;
  const client = new TestClient(port, { name: "Ana" });
  assertEquals(await client.outcome, {
    type: "failed",
    sentence: `Erro ao conectar ao servidor: 127.0.0.1:${port} não é um servidor deste chat. ` +
      `Se for um servidor do programa antigo, digite chat join 127.0.0.1:${port} --plain; ` +
      "senão, confira o endereço e a porta.",
  });
  await answering;
});

Deno.test("join() executes typed commands, and reports unknown ones", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using client = new TestClient(server.port, { name: "Bia" });
  await client.shows("Bia entrou no chat.\n");
  const typed: [line: string, shown: string][] = [
    ["/quem", "No chat (2): Ana, Bia\n"],
    ["@ninguem segredo", "Usuário não encontrado.\n"],
    ["@Ana", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["/r segredo", "Erro: Não há mensagem privada para responder. Use @nome mensagem.\n"],
    ["/foo", "Erro: O comando /foo não existe."],
    ["/nome Ana", 'Erro: O nome "Ana" já está em uso. Escolha outro.\n'],
    ["/nome Beatriz", "Bia agora se chama Beatriz.\n"],
    ["/ajuda", "   sai do chat\n"],
    [
      "x".repeat(4097),
      "Erro: A mensagem tem 4097 bytes, e o limite é de 4096. Ela não foi enviada.\n",
    ],
  ];
  for (const [line, shown] of typed) {
    client.type(line);
    await client.shows(shown);
  }
  await ana.send("@beatriz oi\n");
  await client.shows("Ana (privado): oi\n");
  client.type("/r olá");
  await ana.receives("Beatriz (privado): olá\n");
  client.type("@@Ana e //barra");
  await ana.receives("Beatriz: @Ana e //barra\n");
  assertEquals(ana.text.includes("segredo"), false);
});

Deno.test("join() at a terminal shows the time, the history and the delivery mark", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await ana.send("antes\n");
  await server.shows("Ana >> antes");
  await new Promise((resolve) => setTimeout(resolve, 5)); // So that their times differ.
  const startedAt = Date.now();
  await using client = new TestClient(server.port, {
    name: "Bia",
    isInteractive: true,
    simple: true,
    formatDay: (time) => time < startedAt ? "ontem" : "hoje",
  });
  await client.shows("12:34 Bia entrou no chat.\n");
  client.type("olá");
  await client.shows("12:34 ✓ olá\n");
  client.type("@ana psiu");
  await client.shows("12:34 ✓ (privado para Ana) psiu\n");
  assertEquals(client.shown.split("\n").slice(0, 6), [
    "***** INICIANDO CHAT *****",
    "── ontem ──",
    "12:34 Ana: antes",
    "── hoje ──",
    "12:34 Bia entrou no chat.",
    "12:34 No chat (2): Ana e Bia. /ajuda mostra os comandos.",
  ]);
});
