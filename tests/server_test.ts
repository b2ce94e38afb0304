/** The server for its operator: listening, the console, and the end. */

import { assert, assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("serve() prints the original's line and then the hints", async () => {
  await using server = new TestServer({
    invitation: (port) => ({ greeting: () => [`digite chat join x:${port}`], again: () => "" }),
    hints: ["e mais"],
  });
  const { port } = server;
  assertEquals(server.console, [
    `O servidor 127.0.0.1:${port} está aguardando conexões...`,
    `digite chat join x:${port}`,
    "e mais",
  ]);
});

Deno.test("serve() reports in one sentence why it cannot listen", async () => {
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

Deno.test("serve() sends the farewell to all within a second, and broadcasts no leaves", async () => {
  const server = new TestServer();
  await using line = await Peer.line(server.port, "Linha");
  await using unframed = await Peer.unframed(server.port, "Antigo");
  await using structured = await Peer.structured(server.port, "Nosso");
  await using nameless = await Peer.connect(server.port);
  const stalled = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
  await stalled.write(new TextEncoder().encode("Surdo\n"));
  await line.receives("Surdo entrou no chat.\n");
  await unframed.receives("Surdo entrou no chat.");
  const startedAt = performance.now();
  assertEquals(await server.stop(), { type: "closed" });
  assert(performance.now() - startedAt < 1000, "it took longer than a second");
  for (const peer of [line, unframed, structured, nameless]) await peer.ends();
  assertEquals(line.text.split("\n").at(-2), "Conexão encerrada pelo servidor.");
  assertEquals(unframed.reads.at(-1), "Conexão encerrada pelo servidor.");
  assertEquals(structured.events.at(-1), {
    type: "refused",
    code: "server-closing",
    text: "Conexão encerrada pelo servidor.",
  });
  for (const peer of [line, unframed, structured]) assert(!peer.text.includes("saiu"));
  assertEquals(server.console.at(-1), "Fechando o servidor.");
  stalled.close();
});

Deno.test("the operator lists people, sends notices, kicks people and closes", async () => {
  const server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await ana.receives("Bia entrou no chat.\n");
  const typed: [line: string, shown: string][] = [
    ["/quem", "No chat (2): Ana, Bia"],
    ["/AVISO Vai  reiniciar\x1b[31m", "Aviso do servidor: Vai  reiniciar"],
    ["/aviso", "Erro: Comando incompleto. Use /aviso TEXTO."],
    ["/expulsar", "Erro: Comando incompleto. Use /expulsar NOME motivo."],
    ["/expulsar Caio", 'Erro: "Caio" não está no chat.'],
    ["oi", "Erro: O comando oi não existe. Veja /ajuda."],
    ["/ajuda", "Comandos:"],
  ];
  for (const [line, shown] of typed) {
    server.type(line);
    await server.shows(shown);
  }
  await ana.receives("Aviso do servidor: Vai  reiniciar\n");
  await bia.receivesEvent("notice", { text: "Vai  reiniciar" });
  const caio = await Peer.structured(server.port, "Caio");
  server.type("/kick bia  fez  barulho ");
  const why = "fez  barulho";
  await bia.receivesEvent("refused", {
    code: "kicked",
    value: why,
    text: `O anfitrião tirou você do chat: ${why}`,
  });
  await caio.receivesEvent("left", { name: "Bia", reason: "kicked", text: why });
  await caio[Symbol.asyncDispose]();
  await bia.ends();
  await ana.receives("Bia saiu do chat.\n");
  const { port } = bia.address;
  await server.shows(
    `Conexão encerrada com ('127.0.0.1', ${port}): O anfitrião tirou Bia do chat: ${why}`,
  );
  server.type("/sair");
  assertEquals(await server.outcome, { type: "closed" });
  await ana.ends();
});

Deno.test("serve() uses the language of the server for plain text clients", async () => {
  await using server = new TestServer({ texts: textsOf("en") });
  assertEquals(
    server.console[0],
    `The server 127.0.0.1:${server.port} is waiting for connections...`,
  );
  await using ana = await Peer.connect(server.port);
  await ana.send("Ana Maria\nAna\n");
  await ana.receives("Error: The name cannot contain spaces. Use '_' or write it as one word.\n");
  await ana.receives("Ana joined the chat.\n");
  await ana.send("@Bia oi\n");
  await ana.receives("User not found.\n");
});
