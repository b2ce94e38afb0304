/** IRC clients talk with people who use other programs, and see who comes and goes. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer, three } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const texts = textsOf("pt-BR");
const { irc } = texts;

Deno.test("messages, actions and private messages pass between dialects", async () => {
  await using room = new TestRoom();
  const { ana, bia, caio } = await three(room);
  assertEquals(await ana.ask("PRIVMSG #CHAT :oi \x02gente\x0f, \x0304,01vermelho\x03!"), []);
  await bia.receives("Ana: oi gente, vermelho!\n");
  await ana.ask("PRIVMSG #chat :\x01ACTION acena\x01");
  await bia.receives("* Ana acena\n");
  await ana.ask("PRIVMSG bia :só \x04ff0000pra\x04 você");
  await bia.receives("Ana (privado): só pra você\n");
  assertEquals(caio.text.includes("você"), false);
  await bia.send("olá\n/me sorri\n@Ana segredo\n@ana outro\n");
  await caio.sendJson({ type: "say", text: "uma\n\nduas 👩‍👩‍👧" });
  assertEquals(await ana.news(), [
    ":Bia!chat@chat.server PRIVMSG #chat :olá",
    ":Bia!chat@chat.server PRIVMSG #chat :\x01ACTION sorri\x01",
    ":Bia!chat@chat.server PRIVMSG Ana :segredo",
    ":Bia!chat@chat.server PRIVMSG Ana :outro",
    ":Caio!chat@chat.server PRIVMSG #chat :uma",
    ":Caio!chat@chat.server PRIVMSG #chat : ",
    ":Caio!chat@chat.server PRIVMSG #chat :duas 👩‍👩‍👧",
  ]);
  room.room.notice("Intervalo");
  assertEquals(await ana.news(), [":chat.server NOTICE #chat :Intervalo"]);
  assertEquals(room.printed.filter((line) => line.startsWith("Ana >>")), [
    "Ana >> oi gente, vermelho!",
    "Ana >> /me acena",
    "Ana >> @bia só pra você",
  ]);
});

Deno.test("questions between programs are not said, and what people say is no question", async () => {
  await using room = new TestRoom();
  const { ana, bia } = await three(room);
  assertEquals(
    await ana.ask(
      "PRIVMSG Bia :\x01VERSION\x01",
      "PRIVMSG #chat :\x01\x01",
      "PRIVMSG #chat :@Caio oi",
    ),
    [],
  );
  await bia.receives("Ana: @Caio oi\n");
  assertEquals(bia.text.includes("VERSION"), false);
});

Deno.test("people come, change their names, and go", async () => {
  await using room = new TestRoom();
  const { ana, bia, caio } = await three(room);
  await bia.send("/nome Beatriz\n");
  await caio.sendJson({ type: "leave" });
  assertEquals(await ana.news(), [
    ":Bia!chat@chat.server NICK :Beatriz".replace(" :", " "),
    `:Caio!chat@chat.server QUIT :${irc.quit}`,
  ]);
  const davi = await IrcPeer.joined(room, "Davi");
  assertEquals(await ana.news(), [":Davi!chat@chat.server JOIN #chat"]);
  assertEquals(await davi.ask("NICK beatriz"), [
    `:chat.server 433 Davi beatriz :${texts.rejections["name-taken"]("beatriz")}`,
  ]);
  assertEquals(await davi.ask("NICK David"), [":Davi!chat@chat.server NICK David"]);
  assertEquals(await davi.ask("PING x"), [":chat.server PONG chat.server :x"]);
  assertEquals(await davi.ask("QUIT :até  \x02amanhã"), [
    `ERROR :${irc.closing(texts.refusals.left("").replace("\n", " "))}`,
  ]);
  await davi.peer.ends();
  room.room.moderation.kick("Beatriz", "barulho");
  assertEquals(await ana.news(), [
    ":Davi!chat@chat.server NICK David",
    ":David!chat@chat.server QUIT :até amanhã",
    ":chat.server KICK #chat Beatriz :barulho",
  ]);
});

Deno.test("who leaves the channel is out of the room, and joins again under its name", async () => {
  await using room = new TestRoom();
  const { ana, bia } = await three(room);
  const davi = await IrcPeer.joined(room, "Davi");
  await ana.news();
  assertEquals(await davi.ask("PART #chat :café"), [":Davi!chat@chat.server PART #chat :café"]);
  assertEquals(await ana.news(), [":Davi!chat@chat.server PART #chat :café"]);
  await bia.receives("Davi saiu do chat.\n");
  assertEquals(room.names, ["Bia", "Caio", "Ana"]);
  await ana.ask("PRIVMSG #chat :sem Davi");
  assertEquals(await ana.ask("PRIVMSG Davi :oi"), [
    `:chat.server 401 Ana Davi :${irc.errors["401"]}`,
  ]);
  const notOn = [`:chat.server 442 Davi #chat :${irc.errors["442"]}`];
  for (const line of ["PRIVMSG #chat :oi", "WHO #chat", "PART #chat"]) {
    assertEquals(await davi.ask(line), notOn, line);
  }
  for (const ms of [20_000, 20_000]) { // No name is expected of it, but answers to pings.
    await room.advance(ms);
    await davi.ask("PONG x");
    await ana.ask("PONG x");
  }
  assertEquals(davi.isClosed(), false);
  const eva = await IrcPeer.joined(room, "davi", "", { hostname: "10.0.0.9" });
  assertEquals(await davi.ask("JOIN #chat"), [
    `:chat.server 433 Davi Davi :${texts.rejections["name-taken"]("Davi")}`,
  ]);
  assertEquals(await davi.ask("NICK Dedé"), [":Davi!chat@chat.server NICK Dedé"]);
  assertEquals(await davi.ask("JOIN #chat"), [
    ":Dedé!chat@chat.server JOIN #chat",
    ":chat.server 353 Dedé = #chat :Bia Caio Ana davi Dedé",
    ":chat.server 366 Dedé #chat :Fim de NAMES",
  ]);
  await eva.ask("PART #chat");
  await bia.send("de volta?\n");
  assertEquals((await davi.news()).at(-1), ":Bia!chat@chat.server PRIVMSG #chat :de volta?");
});

Deno.test("a client that left the channel gives way as one without a name", async () => {
  await using room = new TestRoom({ maxPerAddress: 4 });
  const parted = await IrcPeer.joined(room, "Ana", "", { hostname: "127.0.0.1" });
  await parted.ask("PART #chat");
  const silent = [0, 1, 2, 3, 4].map(() => room.connect());
  await room.advance(1000);
  await room.settle();
  assertEquals([parted.isClosed(), silent.at(-1)!.isClosed()], [true, false]);
});

Deno.test("errors say what is wrong; a NOTICE is never answered", async () => {
  await using room = new TestRoom();
  const { ana } = await three(room);
  const errors: [line: string, error: string][] = [
    ["PRIVMSG", `411 Ana :${irc.errors["411"]}`],
    ["PRIVMSG #chat", `412 Ana :${irc.errors["412"]}`],
    ["PRIVMSG #chat :", `412 Ana :${irc.errors["412"]}`],
    ["PRIVMSG #chat :\x02\x0f", `412 Ana :${irc.errors["412"]}`],
    ["PRIVMSG #outro :oi", `403 Ana #outro :${irc.errors["403"]}`],
    ["PRIVMSG Zeca :oi", `401 Ana Zeca :${irc.errors["401"]}`],
    ["PRIVMSG Bia,Caio :oi", `407 Ana Bia,Caio :${irc.errors["407"]}`],
    [`PRIVMSG #chat :${"x".repeat(490)}`, `417 Ana :${irc.errors["417"]}`],
    ["JOIN #outro", `403 Ana #outro :${irc.errors["403"]}`],
    ["PART #outro", `403 Ana #outro :${irc.errors["403"]}`],
    ["KICK #chat Bia", `482 Ana #chat :${irc.errors["482"]}`],
    ["KICK #outro Bia", `403 Ana #outro :${irc.errors["403"]}`],
  ];
  for (const [line, error] of errors) {
    assertEquals(await ana.ask(line), [`:chat.server ${error}`]);
    if (line.startsWith("PRIVMSG")) {
      assertEquals(await ana.ask(line.replace("PRIVMSG", "NOTICE")), []);
    }
  }
  room.room.moderation.mute({ name: "Ana" });
  await ana.news();
  assertEquals(await ana.ask("PRIVMSG #chat :oi"), [
    `:chat.server 404 Ana #chat :${texts.rejections.muted("-")}`,
  ]);
  assertEquals(await ana.ask("NOTICE #chat :oi", "TAGMSG #chat", "JOIN #chat"), []);
});

Deno.test("a NOTICE stays one for IRC clients and bots, and is a message for all others", async () => {
  await using room = new TestRoom();
  const { ana, bia, caio } = await three(room);
  const davi = await IrcPeer.joined(room, "Davi", "echo-message");
  await ana.news();
  assertEquals(await davi.ask("NOTICE #chat :são dez", "NOTICE Ana :dez"), [
    ":Davi!chat@chat.server NOTICE #chat :são dez",
    ":Davi!chat@chat.server NOTICE Ana :dez",
  ]);
  assertEquals(await ana.news(), [
    ":Davi!chat@chat.server NOTICE #chat :são dez",
    ":Davi!chat@chat.server NOTICE Ana :dez",
  ]);
  await bia.receives("Davi: são dez\n");
  await caio.receivesEvent("said", { from: "Davi", auto: true, text: "são dez" });
  await caio.sendJson({ type: "say", auto: true, text: "onze" });
  assertEquals(await ana.news(), [":Caio!chat@chat.server NOTICE #chat :onze"]);
});

Deno.test("flood control delays, and takes one token for a line", async () => {
  await using room = new TestRoom({ rate: 10 });
  const ana = await IrcPeer.joined(room, "Ana");
  await room.advance(5000);
  const said = () => room.printed.filter((line) => /^Ana >> \d+$/.test(line)).length;
  await ana.ask(...Array.from({ length: 40 }, (_, at) => `PRIVMSG #chat :${at}`));
  assertEquals(said(), 20);
  await room.advance(1000);
  assertEquals(said(), 30);
  await room.advance(1000);
  assertEquals(said(), 40);
});

Deno.test("the author is told of a private message that did not arrive", async () => {
  await using room = new TestRoom();
  const { ana, caio } = await three(room);
  await caio[Symbol.asyncDispose]();
  await room.settle();
  await ana.ask("PRIVMSG Caio :espero");
  for (const ms of [20_000, 20_000]) {
    await room.advance(ms);
    await ana.ask("PONG x");
  }
  const news = await ana.news();
  assertEquals(
    ana.peer.text.includes(`:chat.server NOTICE Ana :${texts.undelivered("Caio", "espero")}`),
    true,
    news.join("\n"),
  );
});

Deno.test("the server closes: an IRC client reads so", async () => {
  await using room = new TestRoom();
  const { ana } = await three(room);
  room.room.close();
  assertEquals(await ana.news(), [`ERROR :${irc.closing(texts.refusals["server-closing"](""))}`]);
});

Deno.test("what was said and asked before leaving the channel, or a new name, is answered before", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "echo-message labeled-response");
  await ana.news();
  assertEquals(await ana.ask("@label=x PRIVMSG #chat :oi", "@label=y PING z", "PART #chat :fui"), [
    "@label=x :Ana!chat@chat.server PRIVMSG #chat :oi",
    "@label=y :chat.server PONG chat.server :z",
    ":Ana!chat@chat.server PART #chat :fui",
  ]);
  const bia = await IrcPeer.joined(room, "Bia");
  await bia.news();
  // Without an echo the author never reads it, also under a name that has just changed.
  assertEquals(await bia.ask("PRIVMSG #chat :oi", "NICK Bea"), [":Bia!chat@chat.server NICK Bea"]);
  const other = await IrcPeer.joined(room, "Bia");
  await bia.news();
  // Who has the former name now is somebody else.
  await other.ask("PRIVMSG Bea :era teu");
  assertEquals(await bia.news(), [":Bia!chat@chat.server PRIVMSG Bea :era teu"]);
});

Deno.test("who may only read tells nothing in other ways either", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "away-notify setname message-tags");
  const davi = await IrcPeer.joined(room, "Davi", "message-tags");
  room.room.moderation.mute({ name: "Davi" });
  await ana.news();
  await davi.news();
  assertEquals(
    await davi.ask("SETNAME :leiam", "@+a=b TAGMSG #chat", "AWAY :leiam", "QUIT :leiam"),
    [
      `:chat.server FAIL SETNAME CANNOT_CHANGE_REALNAME :${texts.rejections.muted("-")}`,
      `:chat.server 306 Davi :${irc.nowAway}`,
      `ERROR :${irc.closing(texts.refusals.left("").replace("\n", " "))}`,
    ],
  );
  assertEquals((await ana.news()).filter((line) => line.includes("leiam")), []);
});

Deno.test("a program asks the one of another person, unless it is muted; nothing is kept", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const bia = await IrcPeer.joined(room, "Bia");
  const { peer: caio } = await room.line("Caio");
  for (const one of [ana, bia]) await one.news();
  const { last } = room.room.broadcaster.log;
  await ana.ask("PRIVMSG bia :\x01PING 12 ã\x01", "PRIVMSG Caio :\x01VERSION\x01");
  assertEquals(await bia.ask("NOTICE Ana :\x01PING 12 ã\x01"), [
    ":Ana!chat@chat.server PRIVMSG Bia :\x01PING 12 ã\x01",
  ]);
  assertEquals(await ana.ask("PRIVMSG #chat :\x01VERSION\x01"), [
    ":Bia!chat@chat.server NOTICE Ana :\x01PING 12 ã\x01",
  ]);
  const absent = [`:chat.server 401 Ana Dora :${irc.errors["401"]}`];
  assertEquals(await ana.ask("PRIVMSG Dora :\x01VERSION\x01"), absent);
  assertEquals(await ana.ask("NOTICE Dora :\x01VERSION x\x01"), []);
  assertEquals([room.room.broadcaster.log.last, caio.text.includes("VERSION")], [last, false]);
  const caps = "CAP REQ :echo-message labeled-response server-time";
  for (const one of [ana, bia]) await one.ask(caps);
  const time = `time=${new Date(room.clock.date()).toISOString()}`;
  const asked = ":Ana!chat@chat.server PRIVMSG Bia :\x01VERSION\x01";
  assertEquals(await ana.ask("@label=x PRIVMSG Bia :\x01VERSION\x01"), [
    `@${time};label=x ${asked}`,
  ]);
  assertEquals(await bia.news(), [`@${time} ${asked}`]);
  room.room.moderation.mute({ name: "Ana" });
  await room.settle();
  await bia.news();
  await ana.ask("PRIVMSG Bia :\x01VERSION\x01");
  assertEquals(await bia.news(), []);
});
