/** The server as its operator meets it: listening, the console, and the end. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("serve() prints the original's line and then the joinHints", async () => {
  await using server = new TestServer({ joinHints: (port) => [`digite chat join x:${port}`] });
  const { port } = server;
  assertEquals(server.console, [
    `O servidor 127.0.0.1:${port} está aguardando conexões...`,
    `digite chat join x:${port}`,
  ]);
});

Deno.test("serve() says in one sentence why it cannot listen", async () => {
  await using taken = new TestServer();
  const cases: [host: string, port: number, sentence: string][] = [
    [
      "127.0.0.1",
      taken.port,
      `Erro: A porta ${taken.port} de 127.0.0.1 já está em uso. ` +
      "Feche o outro servidor, ou escolha outra com --port.",
    ],
    [
      "203.0.113.1",
      0,
      "Erro: O endereço 203.0.113.1 não é deste computador. " +
      "Use --host com um endereço dele, ou 0.0.0.0 para todos.",
    ],
    [
      "nada.invalid",
      0,
      'Erro: O nome "nada.invalid" não foi encontrado. ' +
      "Use --host com um endereço deste computador.",
    ],
  ];
  for (const [host, port, sentence] of cases) {
    const server = new TestServer({ host, port });
    assertEquals(await server.outcome, { type: "failed", sentence });
    assertEquals(server.console, []);
  }
});

Deno.test("serve() says goodbye to everybody within a second, and tells nobody that all left", async () => {
  const server = new TestServer();
  await using line = await Peer.line(server.port, "Linha");
  await using unframed = await Peer.unframed(server.port, "Antigo");
  await using structured = await Peer.structured(server.port, "Nosso");
  await using nameless = await Peer.connect(server.port);
  const deaf = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await deaf.write(new TextEncoder().encode("Surdo\n"));
  await line.hears("Surdo entrou no chat.\n");
  await unframed.hears("Surdo entrou no chat.");
  const begun = performance.now();
  assertEquals(await server.stop(), { type: "closed" });
  assert(performance.now() - begun < 1000, "it took longer than a second");
  for (const peer of [line, unframed, structured, nameless]) await peer.ends();
  assertEquals(line.text.split("\n").at(-2), "Conexão encerrada pelo servidor.");
  assertEquals(unframed.reads.at(-1), "Conexão encerrada pelo servidor.");
  assertEquals(structured.events.at(-1), {
    type: "refused",
    code: "server-closing",
    text: "Conexão encerrada pelo servidor.",
  });
  for (const peer of [line, unframed, structured]) assert(!peer.text.includes("saiu"));
  assertEquals(server.console.at(-1), "Encerrando o servidor.");
  deaf.close();
});

Deno.test("the operator sees who is there, says things, removes people and closes", async () => {
  const server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await ana.hears("Bia entrou no chat.\n");
  const typed: [line: string, shown: string][] = [
    ["/quem", "No chat (2): Ana, Bia"],
    ["/AVISO Vai  reiniciar\x1b[31m", "Aviso do servidor: Vai  reiniciar"],
    ["/aviso", "Erro: Falta alguma coisa. Use /aviso TEXTO."],
    ["/expulsar", "Erro: Falta alguma coisa. Use /expulsar NOME."],
    ["/expulsar Caio", "Usuário não encontrado."],
    ["oi", "O comando oi não existe. Veja /ajuda."],
    ["/ajuda", "Comandos:"],
  ];
  for (const [line, shown] of typed) {
    server.type(line);
    await server.shows(shown);
  }
  await ana.hears("Aviso do servidor: Vai  reiniciar\n");
  await bia.told("notice", { text: "Vai  reiniciar" });
  server.type("/kick bia");
  await bia.told("refused", { code: "kicked", text: "Você foi expulso do chat." });
  await bia.ends();
  await ana.hears("Bia saiu do chat.\n");
  const { port } = bia.address;
  await server.shows(`Conexão encerrada com ('127.0.0.1', ${port}): Você foi expulso do chat.`);
  server.type("/sair");
  assertEquals(await server.outcome, { type: "closed" });
  await ana.ends();
});

Deno.test("serve() speaks English to those who read the server's language", async () => {
  await using server = new TestServer({ texts: textsOf("en") });
  assertEquals(
    server.console[0],
    `The server 127.0.0.1:${server.port} is waiting for connections...`,
  );
  await using ana = await Peer.connect(server.port);
  await ana.say("Ana Maria\nAna\n");
  await ana.hears("Error: The name cannot contain spaces. Use '_' or write it as one word.\n");
  await ana.hears("Ana joined the chat.\n");
  await ana.say("@Bia oi\n");
  await ana.hears("User not found.\n");
});
