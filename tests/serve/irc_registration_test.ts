/** How IRC clients come in. */

import { assertEquals } from "@std/assert";
import { concat } from "../../lib/bytes.ts";
import { textsOf } from "../../lib/i18n/mod.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const texts = textsOf("pt-BR");
const { irc, refusals } = texts;
const DATE = Date.UTC(2026, 10, 27, 12);

const GREETING = [
  ":chat.server 001 Ana :Olá, Ana! Este é o chat, por IRC.",
  ":chat.server 002 Ana :O servidor é este computador do anfitrião, com o programa chat.",
  ":chat.server 003 Ana :Aberto em 2026-11-27T12:00:00.000Z",
  ":chat.server 004 Ana chat.server chat o :bnt",
  ":chat.server 005 Ana CASEMAPPING=ascii CHANLIMIT=#:1 CHANMODES=b,,,nt CHANNELLEN=5 CHANTYPES=# " +
  "CHATHISTORY=100 ELIST= KICKLEN=300 MODES=5 MSGREFTYPES=msgid,timestamp NAMELEN=100 " +
  "NETWORK=chat :é o que este servidor sabe",
  ":chat.server 005 Ana NICKLEN=32 PREFIX=(ov)@+ " +
  "TARGMAX=JOIN:,KICK:1,NAMES:1,NOTICE:1,PART:,PRIVMSG:1,WHOIS:1 TOPICLEN=300 UTF8ONLY WHOX " +
  ":é o que este servidor sabe",
  ":chat.server 251 Ana :Há 1 pessoa e 0 invisíveis em 1 servidor",
  ":chat.server 254 Ana 1 :canal",
  ":chat.server 255 Ana :Tenho 1 cliente e 0 servidores",
  ":chat.server 265 Ana 1 1 :Pessoas agora: 1",
  ":chat.server 266 Ana 1 1 :Pessoas agora, em todos os servidores: 1",
  ":chat.server 422 Ana :Não há mensagem do dia",
];

Deno.test("an IRC client is greeted, and joins the channel by itself two seconds later", async () => {
  await using room = new TestRoom({ date: DATE });
  const ana = new IrcPeer(room);
  assertEquals(await ana.ask("NICK Ana", "USER ana 0 * :Ana Silva"), GREETING);
  assertEquals(room.names, ["Ana"]);
  await room.advance(1999);
  assertEquals(await ana.news(), []);
  await room.advance(1);
  assertEquals(await ana.news(), [
    ":Ana!chat@chat.server JOIN #chat",
    ":chat.server 353 Ana = #chat :Ana",
    ":chat.server 366 Ana #chat :Fim de NAMES",
  ]);
  await room.advance(5000);
  assertEquals(await ana.news(), []);
});

Deno.test("lines of one read, in any order and letter case, are one registration", async () => {
  const registrations = [
    ["cap ls 302", "nick Ana", "user ana 0 * :Ana", "cap end"],
    ["USER ana 0 * :Ana", "NICK Ana"],
    ["CAP REQ :server-time", "NICK Ana", "USER ana 0 * :Ana", "CAP END"],
    ["PASS nenhuma", "USER ana 0 * :Ana", "NICK Ana"],
    ["AUTHENTICATE PLAIN", "NICK Ana", "USER ana 0 * :Ana"],
  ];
  for (const lines of registrations) {
    await using room = new TestRoom({ date: DATE });
    const answers = await new IrcPeer(room).ask(...lines);
    assertEquals(answers.slice(-GREETING.length), GREETING);
  }
});

Deno.test("a name with a blank or none is a person's, and no IRC client", async () => {
  for (const line of ["CAPITU", "NICK", "Nicolau", "PASS", "CAP", "USER", "cap."]) {
    await using room = new TestRoom();
    const { peer } = room.connect();
    await peer.send(`${line}\n`);
    await room.settle();
    assertEquals(room.names, [line]);
  }
});

Deno.test("behind a password the next line decides, also when it comes late", async () => {
  await using room = new TestRoom({ date: DATE });
  const [ana, bia, caio] = [new IrcPeer(room), new IrcPeer(room), room.connect()];
  assertEquals(await ana.ask("PASS nenhuma"), []);
  assertEquals(await ana.ask("NICK Ana", "USER ana 0 * :Ana"), GREETING);
  await bia.ask("PASS nenhuma");
  await room.advance(300);
  await bia.news();
  assertEquals(
    (await bia.ask("NICK Bia", "USER bia 0 * :Bia"))[0],
    GREETING[0]!.replaceAll("Ana", "Bia"),
  );
  await caio.peer.send("PASS nenhuma\nCaio\n");
  await caio.peer.receives("Caio entrou no chat.\n");
});

Deno.test("capabilities are listed, asked for, and given up, all of a request or none", async () => {
  await using room = new TestRoom();
  const ana = new IrcPeer(room);
  const all =
    "away-notify batch cap-notify draft/chathistory draft/multiline echo-message extended-join labeled-response message-tags " +
    "multi-prefix sasl server-time setname standard-replies userhost-in-names";
  const answers: [line: string, answer: string][] = [
    ["CAP LS", `:chat.server CAP * LS :${all}`],
    ["CAP LIST", ":chat.server CAP * LIST :"],
    ["CAP REQ :batch server-time", ":chat.server CAP * ACK :batch server-time"],
    ["CAP REQ :tls", ":chat.server CAP * NAK :tls"],
    ["CAP REQ :-batch nada", ":chat.server CAP * NAK :-batch nada"],
    ["CAP REQ :-server-time multi-prefix", ":chat.server CAP * ACK :-server-time multi-prefix"],
    ["CAP LIST", ":chat.server CAP * LIST :batch multi-prefix"],
    [
      "CAP LS 302",
      `:chat.server CAP * LS :${
        all.replace("multiline", "$&=max-bytes=4096,max-lines=100").replace("sasl", "$&=PLAIN")
      }`,
    ],
    ["CAP LIST", ":chat.server CAP * LIST :batch cap-notify multi-prefix"],
    ["CAP NADA", ":chat.server 410 * NADA :Este servidor não conhece este subcomando de CAP"],
  ];
  for (const [line, answer] of answers) assertEquals(await ana.ask(line), [answer]);
  // The negotiation goes on until its end.
  assertEquals(await ana.ask("NICK Ana", "USER ana 0 * :Ana"), []);
  assertEquals((await ana.ask("CAP END"))[0], GREETING[0]);
  assertEquals(await ana.ask("CAP LIST"), [
    ":chat.server CAP Ana LIST :batch cap-notify multi-prefix",
  ]);
});

Deno.test("a client whose name is not accepted says another one", async () => {
  await using room = new TestRoom();
  const bia = new IrcPeer(room);
  await IrcPeer.joined(room, "Ana", "", { hostname: "10.0.0.9" });
  const { rejections } = textsOf("pt-BR");
  assertEquals(await bia.ask("USER bia 0 * :Bia", "NICK ana"), [
    `:chat.server 433 * ana :${rejections["name-taken"]("ana")}`,
  ]);
  assertEquals(await bia.ask("NICK :"), [`:chat.server 431 * :${irc.errors["431"]}`]);
  assertEquals(await bia.ask("NICK a|b"), [
    `:chat.server 432 * a|b :${rejections["name-characters"]("a|b")}`,
  ]);
  assertEquals(await bia.ask("NICK chat.server"), [
    `:chat.server 432 * chat.server :${rejections["name-reserved"]("Chat_server")}`,
  ]);
  assertEquals(room.names, ["Ana"]);
  assertEquals((await bia.ask("NICK Bia"))[0], GREETING[0]!.replaceAll("Ana", "Bia"));
});

Deno.test("what comes too early, too late or without what it needs is answered with an error", async () => {
  await using room = new TestRoom();
  const ana = new IrcPeer(room);
  const early: [line: string, answers: string[]][] = [
    ["NICK Ana", []],
    ["JOIN #chat", [`:chat.server 451 * :${irc.errors["451"]}`]],
    ["USER ana 0 *", [`:chat.server 461 * USER :${irc.errors["461"]}`]],
    ["USER ana 0 * :", [`:chat.server 461 * USER :${irc.errors["461"]}`]],
    ["PASS", [`:chat.server 461 * PASS :${irc.errors["461"]}`]],
    ["AUTHENTICATE PLAIN", [`:chat.server 904 * :${irc.errors["904"]}`]],
    ["PING :oi", [":chat.server PONG chat.server :oi"]],
    ["PING", [`:chat.server 461 * PING :${irc.errors["461"]}`]],
    ["", []],
  ];
  for (const [line, answers] of early) assertEquals(await ana.ask(line), answers);
  await ana.ask("USER ana 0 * :Ana");
  const late: [line: string, answers: string[]][] = [
    ["USER ana 0 * :Ana", [`:chat.server 462 Ana :${irc.errors["462"]}`]],
    ["PASS x", [`:chat.server 462 Ana :${irc.errors["462"]}`]],
    ["NICK Ana", []],
    ["NADA disso", [`:chat.server 421 Ana NADA :${irc.errors["421"]}`]],
    ["TOPIC", [`:chat.server 461 Ana TOPIC :${irc.errors["461"]}`]],
  ];
  for (const [line, answers] of late) assertEquals(await ana.ask(line), answers);
});

Deno.test("lines that are too long or no UTF-8 are refused alone; 16 KiB without an end are the end", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const long = (bytes: number) => `PING :${"x".repeat(bytes - "PING :\r\n".length)}`;
  assertEquals((await ana.ask(long(512))).length, 1);
  const tooLong = [`:chat.server 417 Ana :${irc.errors["417"]}`];
  assertEquals(await ana.ask(long(513)), tooLong);
  assertEquals(await ana.ask(long(513).replaceAll("xx", "é")), tooLong);
  assertEquals(await ana.ask(`@a=${"b".repeat(4091)} PING :x`), [
    ":chat.server PONG chat.server :x",
  ]);
  assertEquals(await ana.ask(`@a=${"b".repeat(4093)} PING :x`), tooLong);
  await ana.peer.send(new Uint8Array([0x50, 0xff, 10]));
  const failure = `:chat.server FAIL * INVALID_UTF8 :${refusals.binary("")}`;
  assertEquals(await ana.news(), [failure]);
  await ana.ask("CAP REQ :labeled-response batch");
  const line = new TextEncoder().encode("@label=x PRIVMSG #chat :oi ");
  await ana.peer.send(concat([line, Uint8Array.of(0xe3, 13, 10)]));
  assertEquals(await ana.news(), [`@label=x ${failure}`]);
  await ana.peer.send("x".repeat(16 * 1024 + 1));
  assertEquals(await ana.news(), [
    `ERROR :${irc.closing(refusals["line-too-long"](""))}`,
  ]);
  await ana.peer.ends();
});

Deno.test("a silent client is sent PING, and dropped when it does not answer", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await IrcPeer.joined(room, "Ana"), await IrcPeer.joined(room, "Bia")];
  await ana.news();
  await room.advance(10_250);
  assertEquals(await ana.news(), ["PING :chat.server"]);
  assertEquals(await ana.ask("PONG chat.server"), []);
  await room.advance(20_000);
  assertEquals([ana.isClosed(), bia.isClosed()], [false, true]);
  assertEquals((await ana.news()).includes(`:Bia!chat@chat.server QUIT :${irc.lost}`), true);
});

Deno.test("an address takes its name back from a client that is dead, not from one that answers", async () => {
  await using room = new TestRoom();
  const [dead, alive] = [await IrcPeer.joined(room, "Ana"), await IrcPeer.joined(room, "Bia")];
  const [early, ana, bia] = [new IrcPeer(room), new IrcPeer(room), new IrcPeer(room)];
  const taken = texts.rejections["name-taken"]("Ana");
  const atOnce = await early.ask("NICK Ana", "USER ana 0 * :Ana");
  assertEquals(atOnce, [`:chat.server 433 * Ana :${taken}`]);
  await room.advance(10_250);
  assertEquals((await alive.news()).at(-1), "PING :chat.server");
  assertEquals(await ana.ask("NICK Ana", "USER ana 0 * :Ana"), []);
  assertEquals(await bia.ask("NICK Bia", "USER bia 0 * :Bia"), []);
  assertEquals(await alive.news(), ["PING :chat.server"]);
  await alive.ask("PONG :chat.server");
  await room.advance(2100);
  assertEquals((await ana.news())[0], GREETING[0]);
  const other = texts.rejections["name-taken"]("Bia");
  assertEquals(await bia.news(), [`:chat.server 433 * Bia :${other}`]);
  assertEquals([dead.isClosed(), alive.isClosed(), room.names], [true, false, ["Bia", "Ana"]]);
});

Deno.test("the names of a channel are those at the JOIN: who comes or goes behind it is told", async () => {
  await using room = new TestRoom();
  const ana = new IrcPeer(room);
  await ana.ask("NICK Ana", "USER a 0 * :A");
  const [bia, caio] = [await room.line("Bia"), await room.line("Caio")];
  const dora = room.connect();
  // In one turn, so that none of it is published when the client joins.
  await Promise.all([
    dora.peer.send("Dora\n"),
    bia.peer.send("/sair\n"),
    caio.peer.send("/nome Caju\n"),
    ana.peer.send("JOIN #chat\r\n"),
  ]);
  const told = await ana.news();
  const names = told.find((line) => line.includes(" 353 "))!.split(" :")[1]!.split(" ");
  for (const line of told) {
    const [, who, command, name = ""] = /^:(\S+)!\S+ (JOIN|NICK|QUIT) :?(\S+)/.exec(line) ?? [];
    if (who === undefined || who === "Ana") continue;
    if (command === "JOIN") names.push(who);
    else names.splice(names.indexOf(who), 1, ...command === "NICK" ? [name] : []);
  }
  assertEquals(names.sort(), room.names.sort());
});
