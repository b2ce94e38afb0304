/** Private messages at a real server, as in the original and with `/r`. */

import { assertEquals } from "@std/assert";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

Deno.test("a private message reaches one person, and a mistyped one nobody", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await using antigo = await Peer.unframed(server.port, "Antigo");
  await using nosso = await Peer.structured(server.port, "Nosso");
  await ana.hears("Nosso entrou no chat.\n");
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
      "Erro: O comando /mgs não existe. Veja /ajuda, ou comece com // para dizer isso mesmo.\n",
    ],
    ["/r segredo", "Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n"],
  ];
  for (const [typed, answer] of cases) {
    await ana.say(`${typed}\n`);
    await ana.hears(answer);
  }
  await ana.say("@BIA só para você\n");
  await bia.hears("Ana (privado): só para você\n");
  await bia.say("/r recebi\n");
  await ana.hears("Bia (privado): recebi\n");
  await ana.say("@antigo oi\n@Nosso oi\n//fim @@\n");
  await antigo.hears("Ana (privado): oi");
  await nosso.told("whispered", { from: "Ana", to: "Nosso", text: "oi" });
  for (const peer of [bia, antigo]) await peer.hears("Ana: /fim @@");
  await nosso.told("said", { text: "/fim @@" });
  for (const peer of [bia, antigo, nosso]) assertEquals(peer.text.includes("segredo"), false);
  for (const peer of [antigo, nosso]) assertEquals(peer.text.includes("só para"), false);
  assertEquals(bia.text.includes("oi"), false);
});

Deno.test("/r reaches the one who whispered, whatever they and others are called by now", async () => {
  await using server = new TestServer();
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.line(server.port, "Bia");
  await ana.say("@Bia psiu\n");
  await bia.hears("Ana (privado): psiu\n");
  await ana.say("/nome Aninha\n");
  await bia.hears("Ana agora se chama Aninha.\n");
  await using other = await Peer.line(server.port, "Ana");
  await bia.hears("Ana entrou no chat.\n");
  await bia.say("/r segredo\n");
  await ana.hears("Bia (privado): segredo\n");
  await bia.say("fim\n");
  await other.hears("Bia: fim\n");
  assertEquals(other.text.includes("segredo"), false);
  await ana.say("/sair\n");
  await bia.hears("Aninha saiu do chat.\n");
  await bia.say("/r tarde demais\n");
  await bia.hears("Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n");
});
