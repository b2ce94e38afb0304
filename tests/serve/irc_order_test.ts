/** How IRC clients keep order: who is an operator, and what operators do. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc, rejections } = textsOf("pt-BR");
const AT_HOST = { hostname: "127.0.0.1" };
const error = (nick: string, number: keyof typeof irc.errors, ...about: string[]) => [
  `:chat.server ${[number, nick, ...about].join(" ")} :${irc.errors[number]}`,
];
const by = (nick: string, rest: string) => [`:${nick}!chat@chat.server ${rest}`];

/** Ana at the computer of the host, and Bia elsewhere. */
async function two(room: TestRoom, capabilities = "") {
  const ana = await IrcPeer.joined(room, "Ana", capabilities, AT_HOST);
  const bia = await IrcPeer.joined(room, "Bia", capabilities);
  await ana.news();
  return { ana, bia };
}

Deno.test("who joins from the host's computer is an operator, while there is no other", async () => {
  await using room = new TestRoom();
  const names = async (client: IrcPeer) => (await client.ask("NAMES #chat"))[0]!.split(" :")[1];
  const dora = await IrcPeer.joined(room, "Dora");
  const { ana, bia } = await two(room);
  const caio = await IrcPeer.joined(room, "Caio", "", { hostname: "::1" });
  await Promise.all([ana, bia, caio].map((one) => one.news()));
  assertEquals((await dora.news()).filter((line) => line.includes("Ana")), [
    ":Ana!chat@chat.server JOIN #chat",
    ":chat.server MODE #chat +o Ana",
  ]);
  assertEquals(await names(bia), "Dora @Ana Bia Caio");
  assertEquals(
    (await bia.ask("WHO #chat"))[1],
    ":chat.server 352 Bia #chat ana chat.server chat.server Ana H@ :0 Ana Silva",
  );
  assertEquals((await bia.ask("WHO #chat %nf"))[1], ":chat.server 354 Bia Ana :H@");
  assertEquals((await bia.ask("WHO Ana %nf"))[0], ":chat.server 354 Bia Ana :H");
  assertEquals((await bia.ask("WHOIS Ana"))[1], ":chat.server 319 Bia Ana :@#chat");
  assertEquals((await bia.ask("WHOIS Dora"))[1], ":chat.server 319 Bia Dora :#chat");
  // Who leaves the channel is none when it comes back, if there is another one.
  await ana.ask("PART #chat");
  await caio.ask("PART #chat", "JOIN #chat");
  await ana.ask("JOIN #chat");
  await bia.news();
  assertEquals(await names(bia), "Dora Bia @Caio Ana");
  await caio.ask("QUIT");
  await bia.news();
  assertEquals(await names(bia), "Dora Bia Ana");
});

Deno.test("operators remove people, who are told why, and may come back", async () => {
  await using room = new TestRoom();
  const { ana, bia } = await two(room);
  const { peer: caio } = await room.line("Caio");
  await ana.news();
  await bia.news();
  assertEquals(await bia.ask("KICK #chat Ana :eu"), error("Bia", "482", "#chat"));
  assertEquals(await ana.ask("KICK #outro Bia"), error("Ana", "403", "#outro"));
  const absent = error("Ana", "441", "Ninguém", "#chat");
  assertEquals(await ana.ask("KICK #chat Ninguém"), absent);
  assertEquals(await ana.ask("KICK #chat"), error("Ana", "461", "KICK"));
  const [told] = by("Ana", "KICK #chat Bia :chega de ação");
  assertEquals(await ana.ask("KICK #chat bia :chega de ação"), [told]);
  assertEquals((await bia.news()).at(-1), told);
  await caio.receives("Bia saiu do chat.\n");
  assertEquals(await ana.ask("KICK #chat Caio"), by("Ana", "KICK #chat Caio :Ana"));
  assertEquals(room.names, ["Ana"]);
  // Its client stays connected, and out of the room until the person joins.
  assertEquals(await bia.ask("PRIVMSG #chat :ainda aqui"), error("Bia", "442", "#chat"));
  await room.advance(5000);
  assertEquals([room.names, bia.isClosed()], [["Ana"], false]);
  assertEquals((await bia.ask("JOIN #chat"))[0], by("Bia", "JOIN #chat")[0]);
  assertEquals(room.names, ["Ana", "Bia"]);
  await ana.news();
  // What the host does at the console is not an operator's doing.
  room.kick("Bia", "fora");
  await room.settle();
  assertEquals(await ana.news(), [":chat.server KICK #chat Bia :fora"]);
  assertEquals((await bia.news()).at(-1), ":chat.server KICK #chat Bia :fora");
});

Deno.test("operators set the topic, and all may once they say so; the muted never", async () => {
  await using room = new TestRoom();
  const { ana, bia } = await two(room);
  assertEquals(await bia.ask("TOPIC #chat"), [`:chat.server 331 Bia #chat :${irc.noTopic}`]);
  assertEquals(await bia.ask("TOPIC #chat :oi"), error("Bia", "482", "#chat"));
  assertEquals(await bia.ask("TOPIC #outro :oi"), error("Bia", "403", "#outro"));
  const set = by("Ana", "TOPIC #chat :prova de ação");
  assertEquals(await ana.ask("TOPIC #chat :prova\x07\u2028de ação"), set);
  assertEquals(await bia.news(), set);
  const seconds = Math.floor(room.clock.date() / 1000);
  const told = (nick: string) => [
    `:chat.server 332 ${nick} #chat :prova de ação`,
    `:chat.server 333 ${nick} #chat Ana :${seconds}`,
  ];
  assertEquals(await bia.ask("TOPIC #chat"), told("Bia"));
  assertEquals((await bia.ask("LIST"))[1], ":chat.server 322 Bia #chat 2 :prova de ação");
  const caio = new IrcPeer(room);
  await caio.ask("NICK Caio", "USER c 0 * :C");
  assertEquals((await caio.ask("JOIN #chat")).slice(1, 3), told("Caio"));
  for (const one of [ana, bia]) await one.news();
  assertEquals(await ana.ask("MODE #chat -t"), by("Ana", "MODE #chat -t"));
  assertEquals(await ana.ask("MODE #chat -t"), [], "nothing has changed");
  assertEquals((await bia.ask("MODE #chat"))[1], ":chat.server 324 Bia #chat :+n");
  assertEquals(await bia.ask("TOPIC #chat :"), by("Bia", "TOPIC #chat :"));
  assertEquals(await bia.ask("TOPIC #chat"), [`:chat.server 331 Bia #chat :${irc.noTopic}`]);
  await bia.ask(`TOPIC #chat :${"ã".repeat(200)}`);
  assertEquals((await ana.news()).at(-1), by("Bia", `TOPIC #chat :${"ã".repeat(150)}`)[0]);
  room.room.moderation.mute({ name: "Bia" });
  await room.settle();
  await bia.news();
  const muted = rejections.muted("");
  assertEquals(await bia.ask("TOPIC #chat :a"), [`:chat.server 404 Bia #chat :${muted}`]);
  await ana.ask("MODE #chat +t");
  await bia.news();
  assertEquals(await bia.ask("TOPIC #chat :a"), error("Bia", "482", "#chat"));
});

Deno.test("operators make others operators, and give them a voice", async () => {
  await using room = new TestRoom();
  const { ana, bia } = await two(room, "multi-prefix");
  const caio = await IrcPeer.joined(room, "Caio");
  await room.line("Dora");
  for (const one of [ana, bia, caio]) await one.news();
  assertEquals(await bia.ask("MODE #chat +o Bia"), error("Bia", "482", "#chat"));
  assertEquals(await ana.ask("MODE #chat +ov-v bia Caio Caio"), [
    ...by("Ana", "MODE #chat +o Bia"),
    ...by("Ana", "MODE #chat +v Caio"),
    ...by("Ana", "MODE #chat -v Caio"),
  ]);
  assertEquals((await bia.news()).length, 3);
  assertEquals(await bia.ask("MODE #chat +v Bia"), by("Bia", "MODE #chat +v Bia"));
  const namesOf = async (client: IrcPeer) => {
    await client.news();
    return (await client.ask("NAMES #chat"))[0]!.split(" :")[1];
  };
  assertEquals(await namesOf(ana), "@Ana @+Bia Caio Dora");
  assertEquals(await namesOf(caio), "@Ana @Bia Caio Dora");
  const whereOf = async (client: IrcPeer) =>
    (await client.ask("WHOIS Bia")).find((line) => line.includes(" 319 "))?.split(" :")[1];
  assertEquals([await whereOf(ana), await whereOf(caio)], ["@+#chat", "@#chat"]);
  // Bia is an operator under her next name, too, and takes it from Ana.
  await bia.ask("NICK Beatriz");
  assertEquals(await bia.ask("MODE #chat -o Ana"), by("Beatriz", "MODE #chat -o Ana"));
  await ana.news();
  assertEquals(await ana.ask("MODE #chat +o Ana"), error("Ana", "482", "#chat"));
  await bia.news();
  const cases: [line: string, answer: string[]][] = [
    ["MODE #chat +o", error("Beatriz", "461", "MODE")],
    ["MODE #chat +o Ninguém", error("Beatriz", "401", "Ninguém")],
    ["MODE #chat +o dora", [`:chat.server 441 Beatriz Dora #chat :${irc.noIrcClient}`]],
    ["MODE #chat +v Beatriz", []],
    ["MODE #chat +n", []],
    ["MODE #chat -n", error("Beatriz", "472", "n")],
    ["MODE #chat +k segredo", error("Beatriz", "472", "k")],
    ["MODE #chat +bv Ana!*@* Caio", [
      `:chat.server 482 Beatriz #chat :${irc.bansAtConsole}`,
      ...by("Beatriz", "MODE #chat +v Caio"),
    ]],
    ["MODE #chat b", [":chat.server 368 Beatriz #chat :Fim de MODE +b"]],
    [`MODE #chat ${"k".repeat(100)}`, Array(10).fill(error("Beatriz", "472", "k")[0])],
    ["MODE #outro +o Ana", error("Beatriz", "403", "#outro")],
  ];
  for (const [line, answer] of cases) assertEquals(await bia.ask(line), answer, line);
});

Deno.test("who is not on the channel keeps no order in it", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "", AT_HOST);
  const bia = new IrcPeer(room);
  await bia.ask("NICK Bia", "USER b 0 * :B");
  await ana.news();
  for (const line of ["KICK #chat Ana", "TOPIC #chat :a", "MODE #chat +o Bia"]) {
    assertEquals(await bia.ask(line), error("Bia", "442", "#chat"));
  }
  await ana.ask("MODE #chat -t", "TOPIC #chat :assunto");
  assertEquals(await bia.ask("TOPIC #chat :a"), error("Bia", "442", "#chat"));
  assertEquals(await bia.news(), [], "it is told nothing of the channel");
});

Deno.test("nobody removes the host, or says anything in removing people while muted", async () => {
  await using room = new TestRoom({ hostSecret: "segredo" });
  const { ana, bia } = await two(room);
  await room.structured("Chefe", { share: "segredo" });
  await ana.news();
  assertEquals(await ana.ask("KICK #chat Chefe"), error("Ana", "482", "#chat"));
  const { peer: caio } = await room.structured("Caio");
  await caio[Symbol.asyncDispose]();
  await room.settle();
  assertEquals(room.names, ["Ana", "Bia", "Chefe", "(Caio)"]);
  await ana.news();
  // Without a connection here nobody knows whether it is the host of another server.
  assertEquals(await ana.ask("KICK #chat Caio"), error("Ana", "441", "Caio", "#chat"));
  room.room.moderation.mute({ name: "Ana" });
  await room.settle();
  await bia.news();
  await ana.ask("KICK #chat Bia :recado");
  assertEquals((await bia.news())[0], by("Ana", "KICK #chat Bia :Ana")[0]);
});
