/** IRC clients that come back: the same token, or the same user at the same address, is the same person. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import type { ConnectOptions } from "../support/test_room.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc, refusals } = textsOf("pt-BR");
const TOKEN = "PASS token:segredo-de-ana";
const plain = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Registers a client under a name, behind these lines, and returns what it is told. */
async function come(room: TestRoom, name: string, lines: string[], options: ConnectOptions = {}) {
  const client = new IrcPeer(room, options);
  const told = await client.ask(...lines, `NICK ${name}`, "USER u 0 * :U", "CAP END");
  return { client, told };
}

/** The link of a client is lost. */
async function lose(room: TestRoom, { peer }: IrcPeer): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await room.settle();
}

/** The lines by which a user says a password by SASL. */
function sasl(user: string, password: string): string[] {
  return ["CAP REQ :sasl", "AUTHENTICATE PLAIN", `AUTHENTICATE ${plain(`\0${user}\0${password}`)}`];
}

/** The number and the name in the first line of a greeting. */
const greeted = ([first = ""]: string[]) => first.split(" ").slice(1, 3).join(" ");
const messages = (lines: string[]) => lines.filter((line) => line.includes(" PRIVMSG Ana "));

Deno.test("a client with a token of its own is away when its link is lost, and comes back", async () => {
  await using room = new TestRoom();
  const { peer: bia } = await room.structured("Bia");
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask("JOIN #chat");
  await lose(room, client);
  assertEquals(room.names, ["Bia", "(Ana)"]);
  await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: "um\ndois" });
  await bia.sendJson({ type: "say", id: 2, text: "para todos" });
  await room.settle();
  // From another address, with another name: the session has its own.
  const { client: again, told } = await come(room, "Anna", [TOKEN], { hostname: "10.0.0.9" });
  assertEquals(greeted(told), "001 Ana");
  assertEquals(told.slice(-3), [
    `:chat.server 422 Ana :${irc.errors["422"]}`,
    ":Bia!chat@chat.server PRIVMSG Ana :um",
    ":Bia!chat@chat.server PRIVMSG Ana :dois",
  ]);
  assertEquals((await again.ask("JOIN #chat"))[0], ":Ana!chat@chat.server JOIN #chat");
  assertEquals(room.names, ["Bia", "Ana"]);
  const seen = bia.events.filter(({ type }) => type === "joined" || type === "left");
  assertEquals(seen.map(({ type, name }) => [type, name]), [["joined", "Bia"], ["joined", "Ana"]]);
});

Deno.test("what a client has confirmed by PONG is not sent again when it comes back", async () => {
  await using room = new TestRoom();
  const { peer: bia } = await room.structured("Bia");
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask("JOIN #chat");
  await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: "um" });
  await room.settle();
  await room.advance(250);
  assertEquals((await client.news()).at(-1), "PING :chat.server");
  await client.ask("PONG :chat.server");
  await bia.sendJson({ type: "whisper", id: 2, to: "Ana", text: "dois" });
  await room.settle();
  await lose(room, client);
  const { told } = await come(room, "Ana", [TOKEN]);
  assertEquals(messages(told), [":Bia!chat@chat.server PRIVMSG Ana :dois"]);
});

Deno.test("a client takes its session from a connection that is still there, and leaves no ghost", async () => {
  await using room = new TestRoom();
  const { client: first } = await come(room, "Ana", [TOKEN]);
  const { client: second, told } = await come(room, "Ana", [TOKEN]);
  assertEquals(greeted(told), "001 Ana");
  assertEquals(room.names, ["Ana"]);
  assertEquals((await first.news()).at(-1), `ERROR :${irc.closing(refusals.replaced(""))}`);
  // QUIT, and the end of the grace time, are for good; the token is the same person's all the same.
  await second.ask("QUIT");
  assertEquals(room.names, []);
  const { client: third } = await come(room, "Ana", [TOKEN]);
  await lose(room, third);
  assertEquals(room.names, ["(Ana)"]);
  await room.advance(30_001);
  assertEquals(room.names, []);
  assertEquals(greeted((await come(room, "Nova", [TOKEN])).told), "001 Nova");
});

Deno.test("messages with labels are said by a client that has come back, too", async () => {
  await using room = new TestRoom();
  const { peer: bia } = await room.structured("Bia");
  const request = ["CAP REQ :labeled-response echo-message batch"];
  for (const text of ["um", "dois"]) {
    const { client } = await come(room, "Ana", [TOKEN, ...request]);
    await client.ask("JOIN #chat");
    assertEquals(await client.ask(`@label=x PRIVMSG #chat :${text}`), [
      `@label=x :Ana!chat@chat.server PRIVMSG #chat :${text}`,
    ]);
    await bia.receivesEvent("said", { from: "Ana", text });
    await lose(room, client);
  }
});

Deno.test("a client that has left the channel comes back to it as the same person", async () => {
  await using room = new TestRoom();
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask("JOIN #chat", "PART #chat");
  assertEquals(room.names, []);
  await client.ask("JOIN #chat");
  await lose(room, client);
  assertEquals(room.names, ["(Ana)"]);
});

Deno.test("a token that could be guessed is refused with a sentence, and nothing else is", async () => {
  await using room = new TestRoom();
  for (const line of ["PASS token:curto", "PASS token:"]) {
    const { client, told } = await come(room, "Ana", [line]);
    assertEquals(told[0], `:chat.server NOTICE * :${irc.shortToken}`);
    assertEquals(greeted(told.slice(1)), "001 Ana");
    await lose(room, client);
    assertEquals(room.names, [], "nobody waits for it");
  }
});

Deno.test("without a password, a SASL user with the same password at the same address comes back", async () => {
  await using room = new TestRoom();
  const { client, told } = await come(room, "Ana", sasl("ana", "x"));
  assertEquals(told.slice(2, 4).map((line) => line.split(" ")[1]), ["900", "903"]);
  await lose(room, client);
  assertEquals(room.names, ["(Ana)"]);
  const others: [name: string, user: string, password: string, hostname?: string][] = [
    ["Bia", "ana", "y"],
    ["Caio", "bia", "x"],
    ["Davi", "ana", "x", "10.0.0.9"],
  ];
  for (const [name, user, password, hostname] of others) {
    const options = hostname === undefined ? {} : { hostname };
    const other = await come(room, name, sasl(user, password), options);
    assertEquals(greeted(other.told.slice(4)), `001 ${name}`);
  }
  const again = await come(room, "Outra", sasl("ana", "x"));
  assertEquals(greeted(again.told.slice(4)), "001 Ana");
});

Deno.test("in a room with a password a chosen token does not open it", async () => {
  const verifier = await PasswordVerifier.of("ação-2");
  await using room = new TestRoom({ verifier, passwordPlain: true });
  const right = new IrcPeer(room);
  await right.askFor("422", `${TOKEN} ação-2`, "NICK Ana", "USER u 0 * :U");
  await lose(room, right);
  assertEquals(room.names, ["(Ana)"]);
  const wrong = new IrcPeer(room);
  const told = await wrong.askFor("ERROR", TOKEN, "NICK Ana", "USER u 0 * :U");
  assertEquals(told[0], `:chat.server 464 * :${refusals.password("")}`);
  assertEquals(room.names, ["(Ana)"]);
  const again = new IrcPeer(room, { hostname: "10.0.0.9" });
  const greeting = await again.askFor("422", `${TOKEN} ação-2`, "NICK Bia", "USER u 0 * :U");
  assertEquals(greeted(greeting), "001 Ana");
  // By SASL, the password of the room says nothing of who it is.
  const [caio, dora] = [new IrcPeer(room), new IrcPeer(room)];
  for (const [client, name] of [[caio, "Caio"], [dora, "Dora"]] as const) {
    await client.askFor("903", ...sasl("chat", "ação-2"));
    const told = await client.askFor("422", `NICK ${name}`, "USER u 0 * :U", "CAP END");
    assertEquals(greeted(told), `001 ${name}`);
  }
  await lose(room, caio);
  assertEquals(room.names, ["Ana", "Dora"]);
  // A user that is a token does.
  const withToken = sasl("token:segredo-de-eva", "ação-2");
  const [eva, back] = [new IrcPeer(room), new IrcPeer(room)];
  await eva.askFor("903", ...withToken);
  await eva.askFor("422", "NICK Eva", "USER u 0 * :U", "CAP END");
  await back.askFor("903", ...withToken);
  assertEquals(greeted(await back.askFor("422", "NICK X", "USER u 0 * :U", "CAP END")), "001 Eva");
});

Deno.test("a token that is not known takes a name from the same address, as without one", async () => {
  await using room = new TestRoom();
  const { client } = await come(room, "Ana", []);
  await room.advance(10_000);
  await client.news();
  const asking = new IrcPeer(room);
  await asking.peer.send(`${TOKEN}\r\nNICK Ana\r\nUSER u 0 * :U\r\n`);
  await room.settle();
  await room.advance(2000);
  assertEquals(greeted(await asking.news()), "001 Ana");
  assertEquals(room.names, ["Ana"]);
});

Deno.test("a token that a client has chosen leads to its session in IRC alone, as no password does", async () => {
  const verifier = await PasswordVerifier.of("ação-2");
  for (const options of [{}, { verifier, passwordPlain: true }]) {
    await using room = new TestRoom(options);
    const ana = new IrcPeer(room);
    await ana.askFor("422", `${TOKEN} ação-2`, "NICK Ana", "USER u 0 * :U");
    for (const [at, token] of ["token:segredo-de-ana", "segredo-de-ana"].entries()) {
      const name = `Mal${at}`;
      const { peer } = room.connect();
      const resume = { token, seen: 0 };
      await peer.sendJson({ type: "hello", version: 1, name, resume });
      await room.settle();
      const [first] = peer.events;
      const wanted = "verifier" in options ? ["refused", undefined] : ["welcome", name];
      assertEquals([first?.["type"], first?.["name"]], wanted);
    }
    assertEquals([ana.isClosed(), room.names.includes("Ana")], [false, true]);
  }
});

Deno.test("the greeting comes first, however long it waits, and what was missed in its order", async () => {
  await using room = new TestRoom({ rate: 10 });
  const { peer: bia } = await room.structured("Bia");
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask(...Array.from({ length: 28 }, () => "TIME")); // Its tokens are spent.
  await lose(room, client);
  for (const text of ["um", "dois"]) await bia.sendJson({ type: "whisper", to: "Ana", text });
  await room.settle();
  const back = new IrcPeer(room);
  await back.peer.send(`${TOKEN}\r\nNICK Ana\r\nUSER u 0 * :U\r\n`);
  await room.settle();
  await bia.sendJson({ type: "whisper", to: "Ana", text: "três" });
  await bia.sendJson({ type: "rename", name: "Beatriz" });
  const told: string[] = [];
  for (let wait = 0; wait < 30; wait++) {
    told.push(...await back.news());
    await room.advance(100);
    if (wait === 3) await bia.sendJson({ type: "whisper", to: "Ana", text: "quatro" });
  }
  assertEquals(greeted(told), "001 Ana");
  assertEquals(messages(told).map((line) => line.split(" :")[1]), ["um", "dois", "três", "quatro"]);
  assertEquals(told.some((line) => line.includes(" NICK ")), false);
});

Deno.test("who leaves the channel has read what it was sent", async () => {
  await using room = new TestRoom();
  const { peer: bia } = await room.structured("Bia");
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask("JOIN #chat");
  await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: "um" });
  await room.settle();
  assertEquals((await client.ask("PART #chat"))[0], ":Bia!chat@chat.server PRIVMSG Ana :um");
  await room.advance(40_000);
  assertEquals(bia.events.filter(({ type }) => type === "undelivered"), []);
});

Deno.test("who was away, and comes back, is not away any more for those who ask to be told", async () => {
  await using room = new TestRoom();
  const bia = await IrcPeer.joined(room, "Bia", "away-notify");
  const { client } = await come(room, "Ana", [TOKEN]);
  await client.ask("JOIN #chat", "AWAY :almoço");
  await bia.news();
  await lose(room, client);
  await come(room, "Ana", [TOKEN]);
  assertEquals(await bia.news(), [":Ana!chat@chat.server AWAY"]);
});

Deno.test("the token of PASS counts before the user of SASL, and may come behind the name", async () => {
  await using room = new TestRoom();
  const { client } = await come(room, "Ana", [TOKEN]);
  await lose(room, client);
  const back = new IrcPeer(room, { hostname: "10.0.0.9" });
  await back.ask("CAP LS 302", "NICK Bia", "USER u 0 * :U", TOKEN, ...sasl("bia", "x"));
  assertEquals(greeted(await back.ask("CAP END")), "001 Ana");
});
