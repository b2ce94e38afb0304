/** Names at a real server, as people of every dialect meet them. */

import { assert } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("a name without its accents reaches the person, when no other can be meant", async () => {
  await using server = new TestServer();
  await using joao = await Peer.line(server.port, "João");
  await using bia = await Peer.line(server.port, "Bia");
  await using antigo = await Peer.unframed(server.port, "Antigo");
  await bia.send("@joao um\n");
  await joao.receives("Bia (privado): um\n");
  await antigo.send("@JOAO, dois");
  await joao.receives("Antigo (privado): dois\n");
  await using plain = await Peer.line(server.port, "Joao");
  await bia.send("@joao três\n@joão, quatro\n@joâo cinco\n");
  await plain.receives("Bia (privado): três\n");
  await joao.receives("Bia (privado): quatro\n");
  await bia.receives("Erro: Quem você quis dizer: João ou Joao? Digite o nome com os acentos.\n");
  await bia.send("fim\n");
  for (const peer of [joao, plain, antigo]) {
    await peer.receives("Bia: fim");
    assert(!peer.text.includes("cinco"), peer.text);
  }
});

Deno.test("@todos and a name within a line are for everybody, and nothing else with an @", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using joao = await Peer.line(server.port, "João");
  await using bia = await Peer.structured(server.port, "Bia");
  await ana.send("@todos vamos\n@ALL: já\noi @João tudo bem\n");
  for (const text of ["@todos vamos", "@ALL: já", "oi @João tudo bem"]) {
    await joao.receives(`Ana: ${text}\n`);
    await bia.receivesEvent("said", { from: "Ana", text });
  }
  await ana.send("@todos\n@tódos segredo\n@t\u043edos segredo\n/msg todos segredo\nfim\n");
  await ana.receives("Erro: Formato inválido. Use @nome mensagem.\n");
  await ana.receives("Usuário não encontrado.\nUsuário não encontrado.\nUsuário não encontrado.\n");
  await joao.receives("Ana: fim\n");
  assert(!joao.text.includes("segredo"), joao.text);
});

Deno.test("a look-alike is refused in every dialect, and told whose name it looks like", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  const alike = 'Erro: O nome se parece demais com "Ana", que já está no chat. Escolha outro.';
  const reserved = 'Erro: O nome "Servidor" é reservado, e os parecidos também. Escolha outro.';
  await using line = await Peer.connect(server.port);
  await line.send("\u0410na\n");
  await line.receives(`${alike}\n`);
  await line.send("Ѕеrvidоr\n");
  await line.receives(`${reserved}\n`);
  await line.send("Bia\n");
  await ana.receivesEvent("joined", { name: "Bia" });
  await line.send("/nome \u0410na\n");
  await line.receives(`${alike}\n`);
  await using json = await Peer.connect(server.port);
  const hello = (name: string) => json.sendJson({ type: "hello", version: 1, name });
  await hello("An\u0430");
  await json.receivesEvent("refused", { code: "name-lookalike", value: "Ana", text: alike });
  await hello("servidor");
  await json.receivesEvent("refused", { code: "name-reserved", value: "Servidor", text: reserved });
  await json.sendJson({ type: "hello", version: 1, name: "\u0410na", lang: "en" });
  await json.receivesEvent("refused", {
    text: 'Error: The name looks too much like "Ana", who is in the chat. Choose another.',
  });
  await json.sendJson({ type: "hello", version: 1, name: "H0st", lang: "en" });
  await json.receivesEvent("refused", {
    text: 'Error: The name "Host" is reserved, and so are names like it. Choose another.',
  });
  await hello("Aná");
  await json.receivesEvent("welcome", { name: "Aná" });
});
