/** An IRC client that others wrote, in one chat with the other programs, over real sockets. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../lib/i18n/mod.ts";
import { PasswordVerifier } from "../lib/password/verifier.ts";
import { History } from "../lib/store/history.ts";
import { withHistoryPath } from "./support/history_path.ts";
import { IrcBot } from "./support/irc_bot.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";

const { irc } = textsOf("pt-BR");

Deno.test("a bot on irc-framework talks with netcat, chat join and the old program", async () => {
  await using server = new TestServer();
  await using bot = new IrcBot(server.port, "robô");
  await bot.sees("join robô");
  await using ana = await Peer.line(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  await using caio = await Peer.unframed(server.port, "Caio");
  for (const name of ["Ana", "Bia", "Caio"]) await bot.sees(`join ${name}`);
  await ana.send("!oi\n@robô !oi\n/me acena 👩‍👩‍👧\n");
  await bia.receivesEvent("said", { from: "robô", text: "olá, Ana" });
  await ana.receives("robô: olá, Ana\n");
  await ana.receives("robô (privado): olá, Ana\n");
  await bot.sees("message action Ana #chat acena 👩‍👩‍👧");
  await caio.send("tchau, ação");
  await bot.sees("message privmsg Caio #chat tchau, ação");
  await bia.sendJson({ type: "rename", name: "Beatriz" });
  await bot.sees("nick Bia Beatriz");
  bot.client.changeNick("Robozinho");
  await ana.receives("robô agora se chama Robozinho.\n");
  await ana.send("/sair\n");
  await bot.sees(`quit Ana ${irc.quit}`);
  assertEquals(bot.events.slice(0, 3), ["registered robô", "join robô", "userlist robô"]);
});

Deno.test("inside TLS an IRC client says the password by PASS, and by SASL", async () => {
  const verifier = await PasswordVerifier.of("casa-livro-ponte");
  await using server = new TestServer({ verifier });
  await using ana = await Peer.encrypted(server.port);
  await ana.send("PASS casa-livro-ponte\r\nNICK Ana\r\nUSER a 0 * :Ana\r\n");
  await ana.receives(":chat.server 001 Ana ");
  const secure = { tls: true, rejectUnauthorized: false };
  const account = { account: "robo", password: "casa-livro-ponte" };
  await using bot = new IrcBot(server.port, "robo", { ...secure, account });
  await bot.sees("join robo");
  await ana.send("JOIN #chat\r\nPRIVMSG #chat :!oi\r\n");
  await ana.receives(":robo!chat@chat.server PRIVMSG #chat :olá, Ana\r\n");
  await ana.send("QUIT\r\n");
  await ana.ends();
});

Deno.test("what waited for a client with a token comes after the server is opened again, and once", async () => {
  const lines = "PASS token:segredo-de-ana\r\nNICK Ana\r\nUSER a 0 * :Ana\r\n";
  await withHistoryPath(async (path) => {
    for (const [was, next] of [["", "um"], ["um", "dois"], ["dois", "fim"]]) {
      const history = History.open(path);
      const server = new TestServer({ history });
      await using ana = await Peer.connect(server.port);
      await ana.send(lines);
      await ana.receives(was === "" ? ":chat.server 422 Ana " : `PRIVMSG Ana :${was}\r\n`);
      const told = ana.text.match(/ 001|PRIVMSG Ana :\w+/g);
      assertEquals(told, was === "" ? [" 001"] : [" 001", `PRIVMSG Ana :${was}`]);
      if (was !== "") await ana.receives("PING ");
      await ana.send("PONG :chat.server\r\n");
      await ana.send("PING x\r\n");
      await ana.receives("PONG chat.server :x\r\n");
      await ana[Symbol.asyncDispose]();
      await server.shows(/^Conexão perdida com Ana/);
      await using bia = await Peer.structured(server.port, "Bia");
      await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: next });
      await bia.receivesEvent("whispered", { text: next });
      await server.stop();
      history.close();
    }
  });
});
