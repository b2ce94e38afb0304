/** `chat join` at real servers: ours, one of the original's kind, and none at all. */

import { assert, assertEquals } from "@std/assert";
import { TestClient } from "./support/test_client.ts";
import { Peer } from "./support/peer.ts";
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

Deno.test("join() redirected sends all of its input before it leaves at the end of it", async () => {
  await using server = new TestServer({ rate: 1000 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 500; at++) client.type(`n${at}`);
  client.type("@Ana só para ti");
  client.endInput();
  assertEquals(await client.outcome, { type: "left" });
  await ana.hears("Bia saiu do chat.\n");
  const heard = ana.text.split("\n").slice(2, -2);
  assertEquals(heard.slice(0, -1), Array.from({ length: 500 }, (_, at) => `Bia: n${at + 1}`));
  assertEquals(heard.at(-1), "Bia (privado): só para ti");
  assertEquals(client.shown.split("\n"), [
    "***** INICIANDO CHAT *****",
    "Bia entrou no chat.",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() delivers all that was said before /sair, however slowly it is taken", async () => {
  await using server = new TestServer({ rate: 200 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 300; at++) client.type(`n${at}`);
  client.type("/sair");
  assertEquals(await client.outcome, { type: "left" });
  await ana.hears("Bia: n300\nBia saiu do chat.\n");
});

Deno.test("join() asked to leave twice leaves, and tells what was not delivered", async () => {
  await using server = new TestServer({ rate: 1, graceMs: 0 });
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  for (let at = 1; at <= 50; at++) client.type(`n${at}`);
  client.type("/sair");
  client.type("/sair");
  const outcome = await client.outcome;
  const [, count] = outcome.type === "failed" ? /se (\d+) mensagens/.exec(outcome.sentence)! : [];
  await ana.hears("Bia saiu do chat.\n");
  // Some of them may have arrived although nobody could tell any more.
  assert(ana.text.match(/Bia: n/g)!.length + Number(count) >= 50, `${count} of 50`);
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

Deno.test("join() says so when what answers is no chat of ours", async () => {
  using web = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answering = (async () => {
    for (let at = 0; at < 2; at++) {
      const conn = await web.accept(); // The first one only looks whether anybody is there.
      if (at === 1) await conn.write(new TextEncoder().encode("HTTP/1.1 400 Bad Request\r\n\r\n"));
      if (at === 1) await conn.read(new Uint8Array(1000));
      conn.close();
    }
  })();
  const { port } = web.addr;
  const client = new TestClient(port, { name: "Ana" });
  assertEquals(await client.outcome, {
    type: "failed",
    sentence:
      `Erro ao conectar ao servidor: o que atende em 127.0.0.1:${port} não fala como este ` +
      "chat. Se é o servidor do programa antigo, use --plain; senão, confira o endereço e a porta.",
  });
  await answering;
});

Deno.test("join() whose name was taken meanwhile says so, and comes back under another", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows("Tentando reconectar...\n");
  await using second = new TestServer({ port });
  const [other] = await Promise.allSettled([Peer.line(port, "Ana")]);
  if (other!.status === "fulfilled") {
    await using _ana = other!.value;
    await client.shows('Erro: O nome "Ana" já está em uso. Escolha outro.\n');
    client.type("/nome Aninha");
    await client.shows("Aninha entrou no chat.\n");
  }
  await second.shows(/^Conexão com sucesso com An/);
});

Deno.test("join() does what is typed, and says what is not done", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using client = new TestClient(server.port, { name: "Bia" });
  await client.shows("Bia entrou no chat.\n");
  const typed: [line: string, shown: string][] = [
    ["/quem", "No chat (2): Ana, Bia\n"],
    ["@ninguem segredo", "Usuário não encontrado.\n"],
    ["@Ana", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["/r segredo", "Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n"],
    ["/foo", "Erro: O comando /foo não existe."],
    ["/nome Ana", 'Erro: O nome "Ana" já está em uso. Escolha outro.\n'],
    ["/nome Beatriz", "Bia agora se chama Beatriz.\n"],
    ["/ajuda", "   sai do chat\n"],
    ["x".repeat(4097), "Erro: A mensagem tem 4097 bytes, e o limite são 4096. Não foi enviada.\n"],
  ];
  for (const [line, shown] of typed) {
    client.type(line);
    await client.shows(shown);
  }
  await ana.say("@beatriz oi\n");
  await client.shows("Ana (privado): oi\n");
  client.type("/r olá");
  await ana.hears("Beatriz (privado): olá\n");
  client.type("@@Ana e //barra");
  await ana.hears("Beatriz: @Ana e //barra\n");
  assertEquals(ana.text.includes("segredo"), false);
});

Deno.test("join() at a terminal shows the time, the past, and what was delivered", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await ana.say("antes\n");
  await server.shows("Ana >> antes");
  await new Promise((resolve) => setTimeout(resolve, 5)); // For the clock to tell the two apart.
  const begun = Date.now();
  await using client = new TestClient(server.port, {
    name: "Bia",
    isInteractive: true,
    day: (time) => time < begun ? "ontem" : "hoje",
  });
  await client.shows("12:34 Bia entrou no chat.\n");
  client.type("olá");
  await client.shows("12:34 ✓ olá\n");
  client.type("@ana psiu");
  await client.shows("12:34 ✓ (privado para Ana) psiu\n");
  assertEquals(client.shown.split("\n").slice(0, 5), [
    "***** INICIANDO CHAT *****",
    "── ontem ──",
    "12:34 Ana: antes",
    "── hoje ──",
    "12:34 Bia entrou no chat.",
  ]);
});

Deno.test("join() says what it means that there is no connection, and where to look", async () => {
  const closed = new TestServer();
  const { port } = closed;
  await closed.stop();
  const cases: [host: string, plain: boolean, sentence: string][] = [
    [
      "127.0.0.1",
      false,
      `127.0.0.1 respondeu, mas ninguém atende na porta ${port}. ` +
      "Confira se o servidor está ligado (chat serve) naquele computador e se a porta é essa.",
    ],
    [
      "nada.invalid",
      true,
      'o nome "nada.invalid" não foi encontrado. ' +
      "Confira o que digitou, ou use o endereço em números que o servidor mostra.",
    ],
  ];
  for (const [host, plain, reason] of cases) {
    for (const named of [{ name: "Ana" }, {}]) {
      const client = new TestClient(port, { host, plain, ...named });
      const sentence = `Erro ao conectar ao servidor: ${reason}`;
      assertEquals(await client.outcome, { type: "failed", sentence });
    }
  }
});

Deno.test("join() says that the server is gone, and comes back with what was typed meanwhile", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows("Conexão encerrada pelo servidor.\nTentando reconectar...\n");
  client.type("dito sem servidor");
  await using second = new TestServer({ port });
  await client.shows(
    "Conexão restabelecida.\n" +
      "O servidor não se lembra desta sessão: o que aconteceu enquanto isso não se sabe.\n",
  );
  await second.shows("Ana >> dito sem servidor");
});

Deno.test("join() with --no-reconnect ends when the server does, as the original", async () => {
  const server = new TestServer();
  const client = new TestClient(server.port, { name: "Ana", reconnect: false });
  await client.shows("Ana entrou no chat.\n");
  await server.stop();
  assertEquals(await client.outcome, { type: "left" });
  assertEquals(client.shown.split("\n").slice(-3), [
    "Ana entrou no chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() leaves at Ctrl+C as /sair does, and ends when it is removed", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  const client = new TestClient(server.port, { name: "Bia" });
  await client.shows("Bia entrou no chat.\n");
  client.interrupt();
  assertEquals(await client.outcome, { type: "left" });
  await ana.hears("Bia saiu do chat.\n");
  const removed = new TestClient(server.port, { name: "Caio" });
  await removed.shows("Caio entrou no chat.\n");
  server.type("/expulsar Caio");
  assertEquals(await removed.outcome, { type: "failed", sentence: "Você foi expulso do chat." });
});

Deno.test("join() at the name says nothing more, and leaves at Ctrl+C", async () => {
  await using server = new TestServer();
  const client = new TestClient(server.port);
  await client.shows("Informe seu nome para entrar no chat:\n");
  client.interrupt();
  assertEquals(await client.outcome, { type: "left" });
});

/** A server as the original wrote it: what one read brings is a message, nothing ends one. */
async function originalServer(listener: Deno.TcpListener, reads: string[]): Promise<void> {
  const conn = await listener.accept();
  const buffer = new Uint8Array(1024);
  const send = (text: string | Uint8Array<ArrayBuffer>) =>
    conn.write(typeof text === "string" ? new TextEncoder().encode(text) : text);
  for (;;) {
    const length = await conn.read(buffer);
    if (length === null) break;
    const text = new TextDecoder().decode(buffer.subarray(0, length));
    reads.push(text);
    if (text === "/sair") break;
    if (reads.length === 1) {
      await send(`${text} entrou no chat.`);
      continue;
    }
    const answer = new TextEncoder().encode("Mãe: ouvi");
    await send(answer.slice(0, 2)); // In the middle of the ã.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await send(answer.slice(2));
  }
  conn.close();
}

Deno.test("join() --plain talks to an original server, one write a message", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const reads: string[] = [];
  const serving = originalServer(listener, reads);
  const client = new TestClient(listener.addr.port, { plain: true });
  for (const line of ["NotebookMãe", "Olá!", "@ninguem oi", "/sair"]) client.type(line);
  assertEquals(await client.outcome, { type: "left" });
  await serving;
  assertEquals(reads, ["NotebookMãe", "Olá!", "@ninguem oi", "/sair"]);
  assertEquals(client.shown.split("\n").slice(0, 3), [
    "***** INICIANDO CHAT *****",
    "Informe seu nome para entrar no chat:",
    "NotebookMãe entrou no chat.",
  ]);
  assertEquals(client.shown.replaceAll("\n", "").includes("Mãe: ouvi"), true);
  assertEquals(client.shown.split("\n").slice(-3), [
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("join() --plain talks to our server as the old program did", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using client = new TestClient(server.port, { plain: true, name: "Antigo" });
  await client.shows("Antigo entrou no chat.\n");
  client.type("@Ana oi");
  await ana.hears("Antigo (privado): oi\n");
  await ana.say("oi, tudo?\n");
  await client.shows("Ana: oi, tudo?\n");
});

Deno.test("join() back after an outage says each message once, in order, and shows what was missed", async () => {
  const first = new TestServer();
  const { port } = first;
  await using client = new TestClient(port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  await first.stop();
  await client.shows("Tentando reconectar...\n");
  for (const text of ["um", "dois", "três"]) client.type(text);
  await using second = new TestServer({ port });
  await using bia = await Peer.line(port, "Bia");
  await bia.say("enquanto isso\n");
  for (let at = 4; at <= 40; at++) client.type(`n${at}`);
  await bia.hears("Ana: n40\n");
  const heard = [...bia.text.matchAll(/Ana: (.*)\n/g)].map(([, text]) => text);
  const numbers = Array.from({ length: 37 }, (_, at) => `n${at + 4}`);
  assertEquals(heard, ["um", "dois", "três", ...numbers]);
  await second.shows("Bia >> enquanto isso");
});
