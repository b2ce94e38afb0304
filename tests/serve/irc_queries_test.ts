/** What IRC clients ask about the server, the channel and the people. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc } = textsOf("pt-BR");
const DATE = Date.UTC(2026, 10, 27, 12);
const SECONDS = DATE / 1000;

/** Sends each line, and compares what comes, without the server's name, with what is expected. */
async function assertAnswers(
  client: IrcPeer,
  cases: Record<string, readonly string[]>,
): Promise<void> {
  for (const [line, answers] of Object.entries(cases)) {
    const got = await client.ask(line);
    assertEquals(got.map((one) => one.replace(/^:chat\.server /, "")), [...answers], line);
  }
}

/** A room with Bia, who uses netcat, and with Ana. */
async function withAna(room: TestRoom, capabilities = ""): Promise<IrcPeer> {
  await room.connect().peer.send("Bia\n");
  const ana = await IrcPeer.joined(room, "Ana", capabilities);
  await ana.news();
  return ana;
}

Deno.test("the channel has names, modes and, with a room of a name, a topic", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withAna(room);
  const noChannel = irc.errors["403"];
  await assertAnswers(ana, {
    "NAMES": ["353 Ana = #chat :Bia Ana", "366 Ana #chat :Fim de NAMES"],
    "NAMES #Chat": ["353 Ana = #chat :Bia Ana", "366 Ana #chat :Fim de NAMES"],
    "NAMES #outro": ["366 Ana #outro :Fim de NAMES"],
    "MODE #chat": ["324 Ana #chat :+nt", `329 Ana #chat :${SECONDS}`],
    "MODE #chat b": ["368 Ana #chat :Fim de MODE +b"],
    "MODE #chat +b": ["368 Ana #chat :Fim de MODE +b"],
    "MODE #chat +m": [`482 Ana #chat :${irc.errors["482"]}`],
    "MODE #outro": [`403 Ana #outro :${noChannel}`],
    "MODE ana": ["221 Ana :+"],
    "MODE ana +i": ["221 Ana :+"],
    "MODE ana -iw": ["221 Ana :+"],
    "MODE ana +x": [`501 Ana :${irc.errors["501"]}`],
    "MODE Bia": [`502 Ana :${irc.errors["502"]}`],
    "TOPIC #chat": [`331 Ana #chat :${irc.noTopic}`],
    "TOPIC #outro": [`403 Ana #outro :${noChannel}`],
    "TOPIC #chat :novo": [`482 Ana #chat :${irc.errors["482"]}`],
    "LIST": ["321 Ana Channel :Users Name", "322 Ana #chat 2 :", "323 Ana :Fim de LIST"],
    "INVITE Bia #chat": [`421 Ana INVITE :${irc.errors["421"]}`],
    "LIST #outro": ["321 Ana Channel :Users Name", "323 Ana :Fim de LIST"],
    "LIST #x,#CHAT": ["321 Ana Channel :Users Name", "322 Ana #chat 2 :", "323 Ana :Fim de LIST"],
  });
});

Deno.test("the name of the room is the topic, and another channel has the name that it is given", async () => {
  await using room = new TestRoom({ date: DATE, room: "Projeto Final", channel: "#aula" });
  const ana = new IrcPeer(room);
  const greeting = await ana.ask("NICK Ana", "USER ana 0 * :Ana");
  assertEquals(greeting.some((line) => line.includes(" NETWORK=Projeto_Final ")), true);
  await assertAnswers(ana, {
    "JOIN #chat": [`403 Ana #chat :${irc.errors["403"]}`],
    "JOIN #aula": [
      ":Ana!chat@chat.server JOIN #aula",
      "332 Ana #aula :Projeto Final",
      `333 Ana #aula chat.server :${SECONDS}`,
      "353 Ana = #aula :Ana",
      "366 Ana #aula :Fim de NAMES",
    ],
    "TOPIC #AULA": ["332 Ana #aula :Projeto Final", `333 Ana #aula chat.server :${SECONDS}`],
  });
});

Deno.test("clients say who their people are, and whether they are away", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withAna(room);
  const davi = new IrcPeer(room);
  await davi.ask("NICK Davi", "USER d@a:v!i 0 * :\x02Davi  dos Santos", "JOIN #chat");
  await ana.news();
  const [who, whois] = [irc.endOf("WHO"), irc.endOf("WHOIS")];
  const davis = "davi chat.server chat.server Davi H :0 Davi dos Santos";
  const bias = "chat chat.server chat.server Bia H :0 Bia";
  await assertAnswers(ana, {
    "WHO davi": [`352 Ana * ${davis}`, `315 Ana davi :${who}`],
    "WHO *i*": [`352 Ana * ${bias}`, `352 Ana * ${davis}`, `315 Ana *i* :${who}`],
    "WHO b?a": [`352 Ana * ${bias}`, `315 Ana b?a :${who}`],
    "WHO (.": [`315 Ana (. :${who}`],
    "WHO #chat %tcuhsnfar,42": [
      "354 Ana 42 #chat chat chat.server chat.server Bia H 0 :Bia",
      "354 Ana 42 #chat ana chat.server chat.server Ana H 0 :Ana Silva",
      "354 Ana 42 #chat davi chat.server chat.server Davi H 0 :Davi dos Santos",
      `315 Ana #chat :${who}`,
    ],
    "WHO Bia %idlon": ["354 Ana 255.255.255.255 Bia 0 0 :n/a", `315 Ana Bia :${who}`],
    "WHOIS davi": [
      "311 Ana Davi davi chat.server * :Davi dos Santos",
      "319 Ana Davi :#chat",
      `312 Ana Davi chat.server :${irc.atServer}`,
      `317 Ana Davi 0 ${SECONDS} :${irc.signedOn}`,
      `318 Ana Davi :${whois}`,
    ],
    "WHOIS chat.server Zeca": [
      `401 Ana Zeca :${irc.errors["401"]}`,
      `318 Ana Zeca :${whois}`,
    ],
    "WHOIS": [`431 Ana :${irc.errors["431"]}`],
    "WHOWAS": [`431 Ana :${irc.errors["431"]}`],
    "WHOWAS Davi": [`406 Ana Davi :${irc.errors["406"]}`, "369 Ana Davi :Fim de WHOWAS"],
    "USERHOST bia Davi Zeca": ["302 Ana :Bia=+chat@chat.server Davi=+davi@chat.server"],
    "ISON zeca bia DAVI": ["303 Ana :Bia Davi"],
    "ISON :zeca bia": ["303 Ana :Bia"],
  });
  await assertAnswers(davi, {
    "AWAY :\x02almoço": [`306 Davi :${irc.nowAway}`],
  });
  await assertAnswers(ana, {
    "PRIVMSG davi :oi": ["301 Ana davi :almoço"],
    "NOTICE Davi :oi": [],
    "WHO Davi": [`352 Ana * ${davis.replace(" H ", " G ")}`, `315 Ana Davi :${who}`],
    "USERHOST Davi": ["302 Ana :Davi=-davi@chat.server"],
  });
  assertEquals((await ana.ask("WHOIS Davi"))[2], ":chat.server 301 Ana Davi :almoço");
  await davi.news();
  await assertAnswers(davi, {
    "AWAY": [`305 Davi :${irc.nowBack}`],
    "NICK Dede": [":Davi!chat@chat.server NICK Dede"],
  });
  await ana.news();
  assertEquals(
    (await ana.ask("WHOIS Dede"))[0],
    ":chat.server 311 Ana Dede davi chat.server * :Davi dos Santos",
  );
  await davi.ask("QUIT");
  await room.advance(1);
  await room.connect().peer.send("Dede\n");
  await ana.news();
  assertEquals(
    (await ana.ask("WHOIS Dede"))[0],
    ":chat.server 311 Ana Dede chat chat.server * :Dede",
  );
});

Deno.test("people without a connection are away", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withAna(room);
  const caio = room.connect();
  await caio.peer.sendJson({ type: "hello", version: 1, name: "Caio" });
  await caio.peer.receivesEvent("joined", { name: "Caio" });
  await caio.peer[Symbol.asyncDispose]();
  await ana.news();
  await assertAnswers(ana, {
    "USERHOST Caio": ["302 Ana :Caio=-chat@chat.server"],
    "WHO Caio": [
      "352 Ana * chat chat.server chat.server Caio G :0 Caio",
      `315 Ana Caio :${irc.endOf("WHO")}`,
    ],
  });
});

Deno.test("what a client asked for changes what it is told", async () => {
  await using room = new TestRoom({ date: DATE });
  const capabilities = "userhost-in-names extended-join";
  const ana = await withAna(room, capabilities);
  await assertAnswers(ana, {
    "NAMES": [
      "353 Ana = #chat :Bia!chat@chat.server Ana!chat@chat.server",
      "366 Ana #chat :Fim de NAMES",
    ],
  });
  const davi = await IrcPeer.joined(room, "Davi", "extended-join");
  assertEquals(
    davi.peer.text.includes(":Davi!chat@chat.server JOIN #chat * :Davi Silva\r\n"),
    true,
  );
  assertEquals(await ana.news(), [":Davi!chat@chat.server JOIN #chat * Davi"]);
});

Deno.test("the list of names is as long as it has to be, in lines that fit", async () => {
  await using room = new TestRoom({ maxPeople: 100 });
  const names = Array.from({ length: 40 }, (_, at) => `${"ã".repeat(29)}${at + 10}`);
  for (const name of names) await room.connect().peer.send(`${name}\n`);
  await room.settle();
  const ana = await IrcPeer.joined(room, "Ana");
  const lines = (await ana.ask("NAMES")).filter((line) => line.includes(" 353 "));
  const listed = lines.flatMap((line) => line.split(" :")[1]!.split(" "));
  assertEquals(listed, [...names, "Ana"]);
  for (const line of lines) {
    assertEquals(new TextEncoder().encode(`${line}\r\n`).length <= 512, true, line);
  }
});

Deno.test("how many people there are, and were at most", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withAna(room);
  const davi = await IrcPeer.joined(room, "Davi");
  await davi.ask("QUIT");
  await ana.news();
  await assertAnswers(ana, {
    "LUSERS": [
      `251 Ana :${irc.people(2)}`,
      "254 Ana 1 :canal",
      `255 Ana :${irc.clients(2)}`,
      `265 Ana 2 3 :${irc.localUsers(2)}`,
      `266 Ana 2 3 :${irc.globalUsers(2)}`,
    ],
    "MOTD": [`422 Ana :${irc.errors["422"]}`],
    "TIME": ["391 Ana chat.server :2026-11-27T12:00:00.000Z"],
    "VERSION": ["351 Ana chat chat.server :"],
  });
  assertEquals(room.printed.some((line) => line.includes("/quem")), false);
});

Deno.test("others are told of being away, and of real names, if they asked for it", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = await withAna(room, "away-notify setname");
  const davi = await IrcPeer.joined(room, "Davi", "setname");
  const eva = await IrcPeer.joined(room, "Eva");
  await davi.news();
  await ana.news();
  await assertAnswers(davi, {
    "AWAY :almoço": [`306 Davi :${irc.nowAway}`],
    "SETNAME :Davi  Souza": [":Davi!chat@chat.server SETNAME :Davi Souza"],
    "AWAY": [`305 Davi :${irc.nowBack}`],
    "SETNAME : ": [`FAIL SETNAME INVALID_REALNAME :${irc.errors["431"]}`],
    "SETNAME": [`461 Davi SETNAME :${irc.errors["461"]}`],
  });
  await assertAnswers(eva, { "SETNAME :Eva Lima": [], "AWAY :x": [`306 Eva :${irc.nowAway}`] });
  assertEquals(await ana.news(), [
    ":Davi!chat@chat.server AWAY :almoço",
    ":Davi!chat@chat.server SETNAME :Davi Souza",
    ":Davi!chat@chat.server AWAY",
    ":Eva!chat@chat.server SETNAME :Eva Lima",
    ":Eva!chat@chat.server AWAY :x",
  ]);
  assertEquals(await davi.news(), [":Eva!chat@chat.server SETNAME :Eva Lima"]);
  assertEquals(
    (await ana.ask("WHOIS Davi"))[0],
    ":chat.server 311 Ana Davi davi chat.server * :Davi Souza",
  );
  // Who comes to the channel, and is away, is told of, too; who has left it hears nothing.
  await eva.ask("PART #chat", "AWAY :y");
  await ana.ask("PART #chat");
  assertEquals(await ana.ask("JOIN #chat").then((lines) => lines.length), 3);
  await eva.ask("JOIN #chat");
  assertEquals(
    await ana.news(),
    [
      ":Eva!chat@chat.server JOIN #chat",
      ":Eva!chat@chat.server AWAY :x",
    ],
  );
  assertEquals(eva.peer.text.includes("AWAY"), false);
});

Deno.test("WHOIS tells how long a person with an IRC client has said nothing, and of others nothing", async () => {
  await using room = new TestRoom({ date: DATE });
  const [ana, bia] = [await IrcPeer.joined(room, "Ana"), await IrcPeer.joined(room, "Bia")];
  await room.line("Caio");
  const idle = async (name: string) =>
    (await ana.ask(`WHOIS ${name}`)).find((line) => line.includes(" 317 "));
  await room.advance(7000);
  for (const one of [ana, bia]) await one.ask("PONG x");
  await ana.news();
  const told = (seconds: number) =>
    `:chat.server 317 Ana Bia ${seconds} ${SECONDS} :${irc.signedOn}`;
  assertEquals(await idle("Bia"), told(7));
  await bia.ask("PRIVMSG Bia :oi");
  await room.advance(2000);
  assertEquals([await idle("Bia"), await idle("Caio")], [told(2), undefined]);
});
