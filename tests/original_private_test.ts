/** Private messages at a real server, as in the original and with `/r`. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("a private message reaches one person, and a mistyped one reaches none", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await using antigo = await Peer.unframed(server.port, "Antigo");
  await using nosso = await Peer.structured(server.port, "Nosso");
  await ana.receives("Nosso entrou no chat.\n");
  const cases: [typed: string, answer: string][] = [
    ["@ninguem segredo", "Usuário não encontrado.\n"],
    ["@Bia", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["@ Bia segredo", "Erro: Formato inválido. Use @nome mensagem.\n"],
    ["@", "Erro: Formato inválido. Use @nome mensagem.\n"],
    [" @Bial segredo", "Usuário não encontrado.\n"],
    ["\u200b@Bial segredo", "Usuário não encontrado.\n"],
    ["/msg", "Erro: Formato inválido. Use @nome mensagem.\n"],
    [
      "/mgs Bia segredo",
      "Erro: O comando /mgs não existe. " +
      "Veja /ajuda, ou comece com // para enviar o texto assim mesmo.\n",
    ],
    ["/r segredo", "Erro: Não há mensagem privada para responder. Use @nome mensagem.\n"],
  ];
  for (const [typed, answer] of cases) {
    await ana.send(`${typed}\n`);
    await ana.receives(answer);
  }
  await ana.send("@BIA só para você\n");
  await bia.receives("Ana (privado): só para você\n");
  await bia.send("/r recebi\n");
  await ana.receives("Bia (privado): recebi\n");
  await ana.send("@antigo oi\n@Nosso oi\n//fim @@\n");
  await antigo.receives("Ana (privado): oi");
  await nosso.receivesEvent("whispered", { from: "Ana", to: "Nosso", text: "oi" });
  for (const peer of [bia, antigo]) await peer.receives("Ana: /fim @@");
  await nosso.receivesEvent("said", { text: "/fim @@" });
  for (const peer of [bia, antigo, nosso]) assertEquals(peer.text.includes("segredo"), false);
  for (const peer of [antigo, nosso]) assertEquals(peer.text.includes("só para"), false);
  assertEquals(bia.text.includes("oi"), false);
});

Deno.test("/r reaches the last whisperer after renames", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.send("@Bia psiu\n");
  await bia.receives("Ana (privado): psiu\n");
  await ana.send("/nome Aninha\n");
  await bia.receives("Ana agora se chama Aninha.\n");
  await using other = await Peer.line(server.port, "Ana");
  await bia.receives("Ana entrou no chat.\n");
  await bia.send("/r segredo\n");
  await ana.receives("Bia (privado): segredo\n");
  await bia.send("fim\n");
  await other.receives("Bia: fim\n");
  assertEquals(other.text.includes("segredo"), false);
  await ana.send("/sair\n");
  await bia.receives("Aninha saiu do chat.\n");
  await bia.send("/r tarde demais\n");
  await bia.receives("Erro: Não há mensagem privada para responder. Use @nome mensagem.\n");
});
