/** The original's conversation, word for word, at a real server, for each dialect. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the original's conversation is the same for line clients", async () => {
  await using server = new TestServer();
  await using mother = await Peer.line(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.send("Notebook Trabalho\n");
  await work.receives("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.\n");
  await work.send("NotebookTrabalho\n");
  await work.receives("NotebookTrabalho entrou no chat.\n");
  await work.send("Olá!\n");
  await mother.receives("NotebookTrabalho: Olá!\n");
  await mother.send("Olá, tudo bem com você?\n");
  await work.receives("NotebookMãe: Olá, tudo bem com você?\n");
  await work.send("/sair\n");
  await work.ends();
  await mother.receives("NotebookTrabalho saiu do chat.\n");

  assertEquals(server.console, [
    `O servidor 127.0.0.1:${server.port} está aguardando conexões...`,
    `Conexão com sucesso com NotebookMãe : ('127.0.0.1', ${mother.address.port})`,
    `Conexão com sucesso com NotebookTrabalho : ('127.0.0.1', ${work.address.port})`,
    "NotebookTrabalho >> Olá!",
    "NotebookMãe >> Olá, tudo bem com você?",
    "NotebookTrabalho >> /sair",
  ]);
  assertEquals(mother.text.split("\n"), [
    "NotebookMãe entrou no chat.",
    "NotebookTrabalho entrou no chat.",
    "NotebookTrabalho: Olá!",
    "NotebookTrabalho saiu do chat.",
    "",
  ]);
  assertEquals(work.text.split("\n"), [
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "NotebookTrabalho entrou no chat.",
    "NotebookMãe: Olá, tudo bem com você?",
    "Você saiu do chat.",
    "Conexão encerrada pelo servidor.",
    "",
  ]);
});

Deno.test("the original's conversation is the same for unframed clients, read by read", async () => {
  await using server = new TestServer();
  await using mother = await Peer.unframed(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.send("Notebook Trabalho");
  await work.receives("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.");
  await work.send("NotebookTrabalho");
  await work.receives("NotebookTrabalho entrou no chat.");
  await mother.receives("NotebookTrabalho entrou no chat.");
  await work.send("Olá!");
  await mother.receives("NotebookTrabalho: Olá!");
  await mother.send("@notebooktrabalho Olá, tudo bem com você?");
  await work.receives("NotebookMãe (privado): Olá, tudo bem com você?");
  await work.send("/SAIR");
  await work.ends();
  await mother.receives("NotebookTrabalho saiu do chat.");

  assertEquals(mother.reads, [
    "NotebookMãe entrou no chat.",
    "NotebookTrabalho entrou no chat.",
    "NotebookTrabalho: Olá!",
    "NotebookTrabalho saiu do chat.",
  ]);
  assertEquals(work.reads, [
    "Erro: O nome não pode conter espaços. Use '_' ou tudo junto.",
    "NotebookTrabalho entrou no chat.",
    "NotebookMãe (privado): Olá, tudo bem com você?",
  ]);
  assertEquals(server.console.slice(3), [
    "NotebookTrabalho >> Olá!",
    "NotebookMãe >> @notebooktrabalho Olá, tudo bem com você?",
    "NotebookTrabalho >> /sair",
  ]);
});

Deno.test("clients of all three dialects share a room, and plain text clients get no copy of their own messages", async () => {
  await using server = new TestServer();
  await using line = await Peer.line(server.port, "Linha");
  await using unframed = await Peer.unframed(server.port, "Antigo");
  await using structured = await Peer.structured(server.port, "Nosso");
  await unframed.receives("Nosso entrou no chat.");
  await line.send("um\n");
  await unframed.receives("Linha: um");
  await unframed.send("dois");
  await line.receives("Antigo: dois\n");
  await structured.receivesEvent("said", { from: "Antigo", text: "dois" });
  await structured.sendJson({ type: "say", id: 1, text: "três\nquatro" });
  await line.receives("Nosso: três\nNosso: quatro\n");
  await unframed.receives("Nosso: três\nNosso: quatro");
  assertEquals(
    structured.events.filter(({ type }) => type === "said")
      .map(({ from, id, text }) => [from, id, text]),
    [["Linha", undefined, "um"], ["Antigo", undefined, "dois"], ["Nosso", 1, "três\nquatro"]],
  );
  assertEquals(line.text.includes("Linha: um"), false);
  assertEquals(unframed.text.includes("Antigo: dois"), false);
});
