/** The bounds of what IRC clients say, and what becomes of parameters that are no words. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc } = textsOf("pt-BR");
const error = (number: keyof typeof irc.errors, ...about: string[]) =>
  `:chat.server ${[number, "Ana", ...about].join(" ")} :${irc.errors[number]}`;

Deno.test("what a client has sent is a word in the answer, whatever it is", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "draft/multiline batch draft/chathistory");
  const long = "x".repeat(100);
  const cases: [line: string, answer: string][] = [
    ["JOIN :a b", error("403", "a_b")],
    ["JOIN ::x", error("403", "x")],
    ["JOIN :::", error("403", "*")],
    [`JOIN ${long}`, error("403", long.slice(0, 80))],
    ["WHOIS :", error("431")],
    [`PRIVMSG ${long} :oi`, error("401", long.slice(0, 80))],
    ["PRIVMSG :a b :oi", error("412")],
    [
      `BATCH -${long}`,
      `:chat.server FAIL BATCH INVALID_BATCH -${long.slice(0, 79)} :${irc.batches.INVALID_BATCH}`,
    ],
    ["BATCH ::x", `:chat.server FAIL BATCH INVALID_BATCH x :${irc.batches.INVALID_BATCH}`],
    ["CHATHISTORY LATEST :a b", `:chat.server FAIL CHATHISTORY INVALID_TARGET a :${irc.historyOf}`],
    ["WHO :::x", ":chat.server 315 Ana x :Fim de WHO"],
    ["WHO :", ":chat.server 315 Ana * :Fim de WHO"],
    ["JOIN #chat,", ""],
  ];
  for (const [line, answer] of cases) {
    const answers = await ana.ask(line);
    assertEquals(answers.at(-1) ?? "", answer, line);
  }
});

Deno.test("a line has 512 bytes, its tags 4096, and a message as many with its author", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana", "message-tags");
  const fits = async (line: string) => !(await ana.ask(line)).includes(error("417"));
  const ping = (bytes: number) => `PING ${"x".repeat(bytes - "PING ".length - 2)}`;
  assertEquals([await fits(ping(512)), await fits(ping(513))], [true, false]);
  const tagged = (bytes: number) => `@+a=${"x".repeat(bytes - "@+a= ".length)} PING x`;
  assertEquals([await fits(tagged(4096)), await fits(tagged(4097))], [true, false]);
  const overhead = ":Ana!chat@chat.server PRIVMSG #chat :\r\n".length;
  const say = (bytes: number) => `PRIVMSG #chat :${"x".repeat(bytes - overhead)}`;
  assertEquals([await fits(say(512)), await fits(say(513))], [true, false]);
});

Deno.test("names of users, real names, farewells and reasons are cut", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const bia = new IrcPeer(room);
  await bia.ask("NICK Bia", `USER ${"u".repeat(40)} 0 * :${"r".repeat(120)}`, "JOIN #chat");
  await bia.ask(`AWAY :\x0304,05${"a".repeat(130)}`);
  await ana.news();
  const about = await ana.ask("WHOIS Bia");
  assertEquals(
    about[0],
    `:chat.server 311 Ana Bia ${"u".repeat(32)} chat.server * :${"r".repeat(100)}`,
  );
  assertEquals(
    about.find((line) => line.includes(" 301 ")),
    `:chat.server 301 Ana Bia :${"a".repeat(120)}`,
  );
  await bia.ask(`QUIT :${"q".repeat(130)}`);
  assertEquals(await ana.news(), [`:Bia!chat@chat.server QUIT :${"q".repeat(120)}`]);
  const caio = new IrcPeer(room);
  await caio.ask("NICK Caio", "USER @ 0 * :C");
  await ana.news();
  assertEquals((await ana.ask("WHOIS Caio"))[0], ":chat.server 311 Ana Caio chat chat.server * :C");
});

Deno.test("five names are looked for at once, and a token of WHOX has three characters", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  for (const name of ["Bia", "Caio"]) await room.line(name);
  await ana.news();
  assertEquals(await ana.ask("USERHOST x x x x Bia Caio"), [
    ":chat.server 302 Ana :Bia=+chat@chat.server",
  ]);
  const whox = async (fields: string) => (await ana.ask(`WHO Bia ${fields}`))[0];
  assertEquals(await whox("%tn,1234"), ":chat.server 354 Ana 123 :Bia");
  assertEquals((await whox("%TN,1"))?.split(" ")[1], "352", "its fields are small letters");
  assertEquals(await whox("%tn,123"), ":chat.server 354 Ana 123 :Bia");
  assertEquals(await whox("%tn"), ":chat.server 354 Ana 0 :Bia");
});

Deno.test("the most people at once are told, also when some have left", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const others = [await IrcPeer.joined(room, "Bia"), await IrcPeer.joined(room, "Caio")];
  for (const one of others) await one.ask("QUIT");
  await room.advance(1000);
  await IrcPeer.joined(room, "Dora");
  await ana.news();
  const numbers = (await ana.ask("LUSERS")).filter((line) => / 26[56] /.test(line));
  assertEquals(numbers.map((line) => line.split(" ").slice(3, 5)), [["2", "3"], ["2", "3"]]);
});

Deno.test("a token has 12 characters, and SASL 400 at most, in UTF-8", async () => {
  const verifier = await PasswordVerifier.of("informação");
  const plain = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));
  const words = (text: string) => new TextEncoder().encode(text);
  await using room = new TestRoom({ verifier, passwordPlain: true });
  const ana = new IrcPeer(room);
  // As the keyboard of a Mac types it: letters and marks apart.
  await ana.askFor(
    "422",
    "PASS token:doze-letras! informação".normalize("NFD"),
    "NICK Ana",
    "USER a 0 * :A",
  );
  await ana.peer[Symbol.asyncDispose]();
  await room.settle();
  assertEquals(room.names, ["(Ana)"]);
  const bia = new IrcPeer(room);
  await bia.ask("CAP REQ :sasl");
  const cases = [
    plain(words(`\0b\0${"x".repeat(297)}`)), // 400 in base64.
    plain(Uint8Array.of(0, 98, 0, 0xe3)),
    plain(words("\0só duas partes")),
  ];
  assertEquals(cases[0]!.length, 400);
  for (const one of cases) {
    assertEquals(
      (await bia.ask("AUTHENTICATE PLAIN", `AUTHENTICATE ${one}`)).at(-1),
      `:chat.server 904 * :${irc.errors["904"]}`,
    );
  }
  const right = plain(words("\0b c\0informação".normalize("NFD")));
  const told = await bia.askFor("903", "AUTHENTICATE PLAIN", `AUTHENTICATE ${right}`);
  assertEquals(told[1], `:chat.server 900 * *!chat@chat.server b :${irc.loggedIn}`);
});

Deno.test("a person with a long name that is told nothing is cut in the answer", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  room.room.moderation.mute({ name: "Ana" });
  await room.settle();
  await ana.news();
  const [told] = await ana.ask(`PRIVMSG ${"x".repeat(100)} :oi`);
  assertEquals(told?.split(" ").slice(1, 4), ["404", "Ana", "x".repeat(80)]);
});
