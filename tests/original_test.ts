/** What the original did, word for word, at a real server, for each kind of client. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("the conversation of the original is the same for line clients", async () => {
  await using server = new TestServer();
  await using mother = await Peer.line(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.say("Notebook Trabalho\n");
  await work.hears("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.\n");
  await work.say("NotebookTrabalho\n");
  await work.hears("NotebookTrabalho entrou no chat.\n");
  await work.say("Olá!\n");
  await mother.hears("NotebookTrabalho: Olá!\n");
  await mother.say("Olá, tudo bem com você?\n");
  await work.hears("NotebookMãe: Olá, tudo bem com você?\n");
  await work.say("/sair\n");
  await work.ends();
  await mother.hears("NotebookTrabalho saiu do chat.\n");

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

Deno.test("the conversation of the original is the same for unframed clients, read by read", async () => {
  await using server = new TestServer();
  await using mother = await Peer.unframed(server.port, "NotebookMãe");
  await using work = await Peer.connect(server.port);
  await work.say("Notebook Trabalho");
  await work.hears("Erro: O nome não pode conter espaços. Use '_' ou tudo junto.");
  await work.say("NotebookTrabalho");
  await work.hears("NotebookTrabalho entrou no chat.");
  await mother.hears("NotebookTrabalho entrou no chat.");
  await work.say("Olá!");
  await mother.hears("NotebookTrabalho: Olá!");
  await mother.say("@notebooktrabalho Olá, tudo bem com você?");
  await work.hears("NotebookMãe (privado): Olá, tudo bem com você?");
  await work.say("/SAIR");
  await work.ends();
  await mother.hears("NotebookTrabalho saiu do chat.");

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

Deno.test("all three kinds of clients talk in one room, and nobody is told their own words", async () => {
  await using server = new TestServer();
  await using line = await Peer.line(server.port, "Linha");
  await using unframed = await Peer.unframed(server.port, "Antigo");
  await using structured = await Peer.structured(server.port, "Nosso");
  await unframed.hears("Nosso entrou no chat.");
  await line.say("um\n");
  await unframed.hears("Linha: um");
  await unframed.say("dois");
  await line.hears("Antigo: dois\n");
  await structured.told("said", { from: "Antigo", text: "dois" });
  await structured.tell({ type: "say", id: 1, text: "três\nquatro" });
  await line.hears("Nosso: três\nNosso: quatro\n");
  await unframed.hears("Nosso: três\nNosso: quatro");
  assertEquals(
    structured.events.filter(({ type }) => type === "said")
      .map(({ from, id, text }) => [from, id, text]),
    [["Linha", undefined, "um"], ["Antigo", undefined, "dois"], ["Nosso", 1, "três\nquatro"]],
  );
  assertEquals(line.text.includes("Linha: um"), false);
  assertEquals(unframed.text.includes("Antigo: dois"), false);
});
