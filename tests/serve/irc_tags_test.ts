/** What IRC clients that know tags read besides: time, number, labels, and each other's tags. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer, three } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc } = textsOf("pt-BR");
const DATE = Date.UTC(2026, 10, 27, 12);
const TIME = "2026-11-27T12:00:00.000Z";

Deno.test("tags tell time and number; the echo has the label of its message", async () => {
  await using room = new TestRoom({ date: DATE });
  const capabilities = "server-time message-tags echo-message labeled-response batch";
  const { ana, bia } = await three(room, capabilities);
  const dora = await IrcPeer.joined(room, "Dora", "server-time");
  const eva = await IrcPeer.joined(room, "Eva", "message-tags");
  await ana.news();
  await dora.news();
  assertEquals(await ana.ask("@label=um PRIVMSG #chat :oi"), [
    `@label=um;time=${TIME};msgid=6 :Ana!chat@chat.server PRIVMSG #chat :oi`,
  ]);
  assertEquals(await dora.news(), [`@time=${TIME} :Ana!chat@chat.server PRIVMSG #chat :oi`]);
  assertEquals(await eva.news(), ["@msgid=6 :Ana!chat@chat.server PRIVMSG #chat :oi"]);
  // Answers come behind what was said before.
  assertEquals(await ana.ask("PRIVMSG #chat :sem", "PING x", "PRIVMSG Zeca :oi"), [
    `@time=${TIME};msgid=7 :Ana!chat@chat.server PRIVMSG #chat :sem`,
    ":chat.server PONG chat.server :x",
    `:chat.server 401 Ana Zeca :${irc.errors["401"]}`,
  ]);
  assertEquals(await ana.ask("@label=dois PRIVMSG Ana :eu"), [
    `@label=dois;time=${TIME};msgid=8 :Ana!chat@chat.server PRIVMSG Ana :eu`,
    `@time=${TIME};msgid=8 :Ana!chat@chat.server PRIVMSG Ana :eu`,
  ]);
  assertEquals(await ana.ask("@label=tres PRIVMSG Zeca :oi"), [
    `@label=tres :chat.server 401 Ana Zeca :${irc.errors["401"]}`,
  ]);
  assertEquals(await ana.ask("@label=4 PONG x", "@label=5 PING x"), [
    "@label=4 :chat.server ACK",
    "@label=5 :chat.server PONG chat.server :x",
  ]);
  assertEquals(await ana.ask("@label=seis NAMES #chat"), [
    "@label=seis :chat.server BATCH +b1 labeled-response",
    "@batch=b1 :chat.server 353 Ana = #chat :Bia Caio Ana Dora Eva",
    "@batch=b1 :chat.server 366 Ana #chat :Fim de NAMES",
    ":chat.server BATCH -b1",
  ]);
  await ana.ask("CAP REQ :-server-time");
  await bia.send("depois\n");
  assertEquals(await ana.news(), ["@msgid=9 :Bia!chat@chat.server PRIVMSG #chat :depois"]);
});

Deno.test("tags of clients pass to those who know tags, with a message or alone", async () => {
  await using room = new TestRoom({ date: DATE });
  const { ana, caio } = await three(room, "message-tags server-time echo-message labeled-response");
  const dora = await IrcPeer.joined(room, "Dora", "message-tags");
  const eva = await IrcPeer.joined(room, "Eva");
  await ana.news();
  await dora.news();
  const said = ":Ana!chat@chat.server PRIVMSG #chat :oi";
  assertEquals(await ana.ask("@label=x;+draft/reply=3;nada=1 PRIVMSG #chat :oi"), [
    `@label=x;+draft/reply=3;time=${TIME};msgid=6 ${said}`,
  ]);
  assertEquals(await dora.news(), [`@+draft/reply=3;msgid=6 ${said}`]);
  assertEquals(await eva.news(), [said]);
  await caio.receivesEvent("said", { from: "Ana", text: "oi" });
  await dora.ask("@+draft/reply=3 PRIVMSG Caio :segredo");
  await caio.receivesEvent("whispered", { from: "Dora", text: "segredo" });
  assertEquals(caio.text.includes("draft"), false);
  // A tag is a word: nothing in it begins another line.
  await ana.ask("@+a\rQUIT=1;+b!=2 PRIVMSG #chat :tudo");
  assertEquals(await eva.news(), [":Ana!chat@chat.server PRIVMSG #chat :tudo"]);
  assertEquals(await dora.news(), ["@msgid=8 :Ana!chat@chat.server PRIVMSG #chat :tudo"]);
  const typing = ":Ana!chat@chat.server TAGMSG :#chat";
  assertEquals(await ana.ask("@label=y;+typing=active TAGMSG #chat", "TAGMSG #chat"), [
    `@+typing=active;msgid=t1;time=${TIME};label=y ${typing}`,
  ]);
  assertEquals(await dora.news(), [`@+typing=active;msgid=t1 ${typing}`]);
  assertEquals(await eva.news(), []);
  assertEquals(await dora.ask("@+a=b TAGMSG ana", "@+a=b PRIVMSG Ana :só tua", "@+a TAGMSG Zeca"), [
    `:chat.server 401 Dora Zeca :${irc.errors["401"]}`,
  ]);
  assertEquals(await ana.news(), [
    `@+a=b;msgid=t2;time=${TIME} :Dora!chat@chat.server TAGMSG :ana`,
    `@+a=b;time=${TIME};msgid=9 :Dora!chat@chat.server PRIVMSG Ana :só tua`,
  ]);
  assertEquals(await eva.ask("@+a=b PRIVMSG #chat :sem", "@+a=b TAGMSG #chat"), []);
  assertEquals(await dora.news(), ["@msgid=10 :Eva!chat@chat.server PRIVMSG #chat :sem"]);
});

Deno.test("a newcomer with server-time is sent what was said lately", async () => {
  await using room = new TestRoom({ date: DATE, recent: 2 });
  const { bia } = await three(room);
  await bia.send("um\ndois\n/me acena\n");
  await room.settle();
  const join = async (name: string, capabilities: string) => {
    const client = new IrcPeer(room);
    await client.ask(`CAP REQ :${capabilities}`, `NICK ${name}`, "USER x 0 * :X", "CAP END");
    return (await client.ask("JOIN #chat")).slice(3);
  };
  const said = [`dois`, "\x01ACTION acena\x01"].map((text) =>
    `time=${TIME} :Bia!chat@chat.server PRIVMSG #chat :${text}`
  );
  assertEquals(await join("Davi", "server-time"), said.map((line) => `@${line}`));
  assertEquals(await join("Eva", "server-time batch"), [
    ":chat.server BATCH +b1 chathistory #chat",
    ...said.map((line) => `@batch=b1;${line}`),
    ":chat.server BATCH -b1",
  ]);
  assertEquals(await join("Fabi", "batch"), []);
});

Deno.test("tags and words of being away are of the person who has the name now", async () => {
  await using room = new TestRoom();
  const vic = await IrcPeer.joined(room, "Vic", "message-tags");
  const ana = await IrcPeer.joined(room, "Ana", "message-tags");
  await vic.ask("AWAY :segredo", "PART #chat");
  await room.advance(1);
  await room.connect().peer.send("Vic\n");
  await ana.news();
  await vic.news();
  assertEquals(await ana.ask("@+typing=active TAGMSG Vic", "PRIVMSG Vic :oi"), [
    `:chat.server 401 Ana Vic :${irc.errors["401"]}`,
  ]);
  assertEquals(await vic.news(), []);
});
