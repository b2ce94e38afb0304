/** What IRC clients tell of their people: away, names, tags. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc, rejections } = textsOf("pt-BR");

Deno.test("the muted are away without a word, and come back", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const bia = await IrcPeer.joined(room, "Bia", "away-notify");
  room.room.moderation.mute({ name: "Ana" });
  await room.settle();
  for (const one of [ana, bia]) await one.news();
  assertEquals(await ana.ask("AWAY :recado"), [`:chat.server 306 Ana :${irc.nowAway}`]);
  assertEquals(await bia.news(), [":Ana!chat@chat.server AWAY :-"]);
  assertEquals(await ana.ask("AWAY"), [`:chat.server 305 Ana :${irc.nowBack}`]);
  assertEquals(await bia.news(), [":Ana!chat@chat.server AWAY"]);
});

Deno.test("an echo of tags has a time for those alone who ask for it", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "message-tags echo-message");
  await ana.news();
  const tagsOf = async () =>
    (await ana.ask("@+typing=active TAGMSG #chat"))[0]!.slice(1).split(" ")[0]!.split(";")
      .map((tag) => tag.split("=")[0]);
  assertEquals(await tagsOf(), ["+typing", "msgid"]);
  await ana.ask("CAP REQ :server-time");
  assertEquals(await tagsOf(), ["+typing", "msgid", "time"]);
});

Deno.test("client tags are on the first piece of a long message alone", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "message-tags draft/multiline batch");
  const bia = await IrcPeer.joined(room, "Bia", "message-tags");
  await ana.ask(
    "@+x=1 BATCH +1 draft/multiline #chat",
    "@batch=1 PRIVMSG #chat :um",
    "@batch=1 PRIVMSG #chat :dois",
    "BATCH -1",
  );
  const told = (await bia.news()).filter((line) => line.includes("PRIVMSG"));
  assertEquals(told.map((line) => line.split(" ")[0]!.split(";").length), [2, 1]);
});

Deno.test("a name that is taken is looked for again only when another one is said", async () => {
  await using room = new TestRoom();
  await IrcPeer.joined(room, "Ana", "", { hostname: "10.0.0.9" });
  const bia = new IrcPeer(room);
  const taken = `:chat.server 433 * Ana :${rejections["name-taken"]("Ana")}`;
  assertEquals(await bia.ask("NICK Ana", "USER b 0 * :B"), [taken]);
  assertEquals(await bia.ask("USER b 0 * :B", "CAP LIST", "PASS x"), [":chat.server CAP * LIST :"]);
  const alike = `:chat.server 433 * Ana_ :${rejections["name-lookalike"]("Ana")}`;
  assertEquals(await bia.ask("NICK Ana_"), [alike]);
  assertEquals((await bia.ask("NICK Bia"))[0]?.split(" ")[1], "001");
  // What is rejected after a NICK is a message again.
  await bia.ask("NICK Ana", "NICK Beatriz");
  assertEquals(await bia.ask("PRIVMSG Ninguém :x"), [
    `:chat.server 401 Beatriz Ninguém :${irc.errors["401"]}`,
  ]);
});

Deno.test("a name that is kept for somebody is 433, too", async () => {
  await using room = new TestRoom();
  const { peer } = await room.structured("Ana");
  await peer[Symbol.asyncDispose]();
  await room.settle();
  const bia = new IrcPeer(room);
  const [told] = await bia.ask("NICK Ana", "USER b 0 * :B");
  assertEquals(told?.split(" ").slice(1, 4), ["433", "*", "Ana"]);
});

Deno.test("CAP REQ alone holds the registration until CAP END, and a list may end in blanks", async () => {
  await using room = new TestRoom();
  const ana = new IrcPeer(room);
  assertEquals(await ana.ask("CAP REQ :multi-prefix "), [":chat.server CAP * ACK :multi-prefix "]);
  assertEquals(await ana.ask("NICK Ana", "USER a 0 * :A"), []);
  assertEquals((await ana.ask("CAP END"))[0]?.split(" ")[1], "001");
  await ana.ask("CAP LS 302");
  assertEquals((await ana.ask("CAP LS"))[0]?.includes("sasl=PLAIN"), true, "it knows the values");
});

Deno.test("the length of the channel's name is in bytes", async () => {
  await using room = new TestRoom({ channel: "#não" });
  const ana = new IrcPeer(room);
  const told = await ana.ask("NICK Ana", "USER a 0 * :A");
  assertEquals(told.some((line) => line.includes(" CHANNELLEN=5 ")), true);
});
