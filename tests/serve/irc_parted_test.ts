/** IRC clients that have not joined the channel yet, or have left it. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { PasswordVerifier } from "../../lib/password/verifier.ts";
import type { TlsDoor } from "../../lib/serve/tls_door.ts";
import { IrcPeer, three } from "../support/irc_peer.ts";
import { TestRoom } from "../support/test_room.ts";

const { irc, refusals } = textsOf("pt-BR");
Deno.test("who has left the channel asks about it, and what is said is said by nobody", async () => {
  await using room = new TestRoom({ room: "Turma" });
  const ana = await IrcPeer.joined(room, "Ana");
  assertEquals(await ana.ask("PART #chat"), [":Ana!chat@chat.server PART :#chat"]);
  const cases: [line: string, number: string][] = [
    ["MODE #chat", "324"],
    ["TOPIC #chat", "332"],
    ["MOTD", "422"],
    ["VERSION", "351"],
    ["PRIVMSG #chat :oi", "442"],
    ["PRIVMSG Ana :oi", "442"],
    ["WHO #chat", "442"],
    ["AWAY :a", "442"],
    ["PART #chat", "442"],
    ["NADA", "421"],
  ];
  for (const [line, number] of cases) {
    assertEquals((await ana.ask(line))[0]?.split(" ")[1], number, line);
  }
});

Deno.test("who comes back is known again as its client says", async () => {
  await using room = new TestRoom();
  const ana = await IrcPeer.joined(room, "Ana");
  const bia = await IrcPeer.joined(room, "Bia", "away-notify");
  await ana.ask("JOIN 0", "NICK Ané");
  await room.advance(1000);
  await ana.ask("JOIN #chat");
  await bia.news();
  await ana.ask("AWAY :volto");
  assertEquals(await bia.news(), [":Ané!chat@chat.server AWAY :volto"]);
  const about = await bia.ask("WHOIS Ané");
  assertEquals(about[0], ":chat.server 311 Bia Ané ana chat.server * :Ana Silva");
  assertEquals(about[2], ":chat.server 301 Bia Ané :volto");
});

Deno.test("a client that comes back to a room with a new password is refused, and ends", async () => {
  const verifier = await PasswordVerifier.of("nova");
  const makeUpPassword = () => Promise.resolve({ text: "nova", verifier });
  const tls = { certificate: { fingerprint: new Uint8Array() } } as unknown as TlsDoor;
  await using room = new TestRoom({ passwordPlain: true, makeUpPassword, tls });
  const ana = await IrcPeer.joined(room, "Ana");
  await ana.ask("PART #chat");
  await room.room.passwordChange.change("new");
  await room.settle();
  const told = await ana.askFor("ERROR", "JOIN #chat");
  assertEquals(told, [
    `:chat.server 475 Ana #chat :${refusals.password("")}`,
    `ERROR :${irc.closing(refusals.password(""))}`,
  ]);
  await room.advance(5000);
  assertEquals([room.names, ana.isClosed()], [[], true]);
});

Deno.test("who says something before it joins is joined first, and told nothing before", async () => {
  await using room = new TestRoom();
  const { peer: caio } = await room.structured("Caio");
  const bia = await IrcPeer.joined(room, "Bia", "away-notify");
  const batch = [
    "BATCH +1 draft/multiline #chat",
    "@batch=1 PRIVMSG #chat :\x01action um",
    "@batch=1 PRIVMSG #chat :dois\x01",
    "BATCH -1",
  ];
  for (
    const [name, lines, text] of [["Ana", ["PRIVMSG #chat :oi"], "oi"], [
      "Dora",
      batch,
      "um\ndois",
    ]] as const
  ) {
    const ana = new IrcPeer(room);
    await ana.ask("CAP REQ :draft/multiline batch", `NICK ${name}`, "USER a 0 * :A", "CAP END");
    await ana.ask("AWAY :cedo");
    assertEquals((await bia.news()).filter((line) => line.includes("AWAY")), []);
    const told = await ana.ask(...lines);
    assertEquals(told.map((line) => line.split(" ")[1]), ["JOIN", "353", "366"]);
    const said = await caio.receivesEvent("said", { from: name, text });
    assertEquals(said["action"], name === "Dora" ? true : undefined);
    assertEquals((await bia.news()).filter((line) => line.includes("AWAY")).length, 1);
  }
});

Deno.test("a person who has not joined yet reads what is for it alone", async () => {
  await using room = new TestRoom();
  const bia = await IrcPeer.joined(room, "Bia", "message-tags");
  const ana = new IrcPeer(room);
  await ana.ask("CAP REQ :message-tags", "NICK Ana", "USER a 0 * :A", "CAP END");
  await bia.news();
  await bia.ask(
    "PRIVMSG Ana :\x01PING\x01",
    "@+typing=active TAGMSG Ana",
    "PRIVMSG Ana :oi",
    "PRIVMSG #chat :todos",
    "NICK Bea",
  );
  assertEquals((await ana.news()).map((line) => line.replace(/^@\S+ /, "")), [
    ":Bia!chat@chat.server PRIVMSG Ana :\x01PING\x01",
    ":Bia!chat@chat.server TAGMSG :Ana",
    ":Bia!chat@chat.server PRIVMSG Ana :oi",
  ]);
  assertEquals(await ana.ask("NICK Ané"), [":Ana!chat@chat.server NICK Ané"]);
});

Deno.test("a registration ends with QUIT, and a last line needs no end", async () => {
  await using room = new TestRoom();
  const ana = new IrcPeer(room);
  assertEquals(await ana.ask("NICK Ana", "QUIT"), [
    `ERROR :${irc.closing(refusals.left("")).replaceAll("\n", " ")}`,
  ]);
  const bia = await IrcPeer.joined(room, "Bia");
  const { peer: caio } = await room.structured("Caio");
  await bia.peer.send("PRIVMSG #chat :última");
  await bia.peer.closeWrite();
  await caio.receivesEvent("said", { text: "última" });
});

Deno.test("who writes to itself reads it once, and twice with an echo", async () => {
  await using room = new TestRoom();
  for (const [name, capabilities, count] of [["Ana", "", 1], ["Bia", "echo-message", 2]] as const) {
    const client = await IrcPeer.joined(room, name, capabilities);
    await client.news();
    const line = `:${name}!chat@chat.server PRIVMSG ${name} :oi`;
    assertEquals(await client.ask(`PRIVMSG ${name} :oi`), Array(count).fill(line));
  }
});

Deno.test("a label is acknowledged where there is no echo, and means nothing where it was not asked for", async () => {
  await using room = new TestRoom();
  const { ana } = await three(room, "labeled-response");
  assertEquals(await ana.ask("@label=x PRIVMSG #chat :oi"), ["@label=x :chat.server ACK"]);
  const dora = await IrcPeer.joined(room, "Dora", "message-tags");
  await dora.news();
  assertEquals(await dora.ask("@label=x PING y"), [":chat.server PONG chat.server :y"]);
  await ana.news();
  assertEquals(await ana.ask("NICK Ana"), [], "it has that name");
});
