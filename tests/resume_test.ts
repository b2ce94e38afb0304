/** Sessions that outlive their connections, at a real server: coming back, and not coming back. */

import { assertEquals, assertNotEquals } from "@std/assert";
import { TestClient } from "./support/test_client.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";
import { TestRoom } from "./support/test_room.ts";
import { FaultProxy } from "./torture/fault_proxy.ts";

/** Comes back with the token of a welcome. */
async function comeBack(port: number, token: unknown, seen: number, name = "Ana"): Promise<Peer> {
  const peer = await Peer.connect(port);
  await peer.tell({ type: "hello", version: 1, name, resume: { token, seen } });
  return peer;
}

/** What a peer was told; when it is asked for a receipt only time tells. */
const told = (peer: Peer) =>
  peer.events.filter(({ type }) => type !== "ping").map((
    { type, name, text, count },
  ) => [type, text ?? name ?? count]);

Deno.test("who comes back with the token is told what they missed, once and in order", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.told("welcome");
  const { seq: seen } = await ana.told("joined", { name: "Ana" });
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  await bia.say("um\n@Ana segredo\n/quem\ndois\n");
  await bia.hears("No chat (2): Bia, Ana (sem conexão)\n");

  await using back = await comeBack(server.port, token, Number(seen), "Outra");
  await back.told("said", { text: "dois" });
  const { people: _, ...welcome } = await back.told("welcome");
  assertEquals(welcome, { type: "welcome", name: "Ana", token, seq: seen });
  assertEquals(told(back).slice(1), [["said", "um"], ["whispered", "segredo"], ["said", "dois"]]);
  await bia.say("/quem\n");
  await bia.hears("No chat (2): Bia, Ana\n");
  assertEquals(bia.text.includes("saiu"), false);
  assertEquals(bia.text.match(/Ana entrou/g)!.length, 1);
});

Deno.test("who comes back takes the session from their older connection", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using old = await Peer.structured(server.port, "Ana");
  const { token } = await old.told("welcome");
  await using back = await comeBack(server.port, token, 2);
  await old.told("refused", { code: "replaced" });
  await old.ends();
  await back.tell({ type: "say", id: 1, text: "cheguei" });
  await bia.hears("Ana: cheguei\n");
  await bia.say("/quem\n");
  await bia.hears("No chat (2): Bia, Ana\n");
  assertEquals(bia.text.includes("saiu"), false);
});

Deno.test("a message sent again after coming back is said once", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.told("welcome");
  for (const id of [1, 2]) await ana.tell({ type: "say", id, text: `n${id}` });
  await bia.hears("Ana: n2\n");
  await ana[Symbol.asyncDispose]();
  await using back = await comeBack(server.port, token, 2);
  for (const id of [1, 2, 3]) await back.tell({ type: "say", id, text: `n${id}` });
  await bia.hears("Ana: n3\n");
  await back.told("said", { id: 3 });
  assertEquals(bia.text.match(/Ana: n\d/g), ["Ana: n1", "Ana: n2", "Ana: n3"]);
  assertEquals(told(back).slice(1), [["said", "n1"], ["said", "n2"], ["said", "n3"]]);
});

Deno.test("a token that is not known is no error, and another's name is not had with one", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  const { token } = await bia.told("welcome");
  await using unknown = await comeBack(server.port, "0123", 7, "Caio");
  assertNotEquals((await unknown.told("welcome", { name: "Caio" }))["token"], "0123");
  await using taken = await comeBack(server.port, "0123", 7, "ana");
  await taken.told("refused", { code: "name-taken" });
  await using asAna = await comeBack(server.port, token, 2, "Ana");
  await asAna.told("welcome", { name: "Bia", token });
  await ana.tell({ type: "who" });
  const { people } = await ana.told("people");
  assertEquals((people as { name: string }[]).map(({ name }) => name), ["Ana", "Bia", "Caio"]);
});

Deno.test("when the grace time ends, everybody is told once, and authors what was not received", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using bia = await Peer.structured(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana"); // She answers no ping.
  const { token } = await ana.told("welcome");
  await bia.tell({ type: "whisper", id: 1, to: "Ana", text: "segredo" });
  await ana.told("whispered");
  await ana[Symbol.asyncDispose]();
  await bia.told("left", { name: "Ana", reason: "lost" });
  await bia.told("undelivered", { to: "Ana", id: 1, text: "segredo" });

  await using next = await Peer.structured(server.port, "Ana");
  await using back = await comeBack(server.port, token, 2);
  await back.told("refused", { code: "name-taken" });
  await back.tell({ type: "hello", version: 1, name: "Aninha", resume: { token, seen: 2 } });
  await back.told("joined", { name: "Aninha" });
  await bia.told("joined", { name: "Aninha" });
  for (const peer of [next, back]) assertEquals(peer.text.includes("segredo"), false);
  assertEquals(bia.events.filter(({ type }) => type === "left").length, 1);
});

Deno.test("a private message is received when the ping behind it is answered", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  await bia.say("@Ana um\n");
  await ana.told("ping");
  await ana.tell({ type: "pong" });
  await ana.tell({ type: "ping" });
  await ana.told("pong");
  await bia.say("@Ana dois\n");
  await ana.told("whispered", { text: "dois" });
  await ana[Symbol.asyncDispose]();
  await bia.hears("Ana saiu do chat.\n");
  await bia.hears("Ana saiu sem confirmar que recebeu a sua mensagem privada: dois\n");
  assertEquals(bia.text.includes("privada: um"), false);
});

Deno.test("who left, or was removed, cannot be taken back", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  for (const end of ["left", "kicked"]) {
    const ana = await Peer.structured(server.port, "Ana");
    const { token } = await ana.told("welcome");
    if (end === "left") await ana.tell({ type: "leave" });
    else server.type("/expulsar ana");
    await bia.hears("Ana saiu do chat.\n");
    await ana[Symbol.asyncDispose]();
    await using back = await comeBack(server.port, token, 2);
    assertNotEquals((await back.told("welcome"))["token"], token);
    await back.tell({ type: "leave" });
    await bia.hears("Ana saiu do chat.\n");
  }
});

Deno.test("the operator removes somebody who is away", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  server.type("/quem");
  await server.shows("No chat (2): Bia, Ana (sem conexão)");
  server.type("/expulsar ana");
  await bia.hears("Ana saiu do chat.\n");
  await server.shows("Ana saiu do chat.");
});

Deno.test("what is no longer kept is counted, and private messages wait all the same", async () => {
  await using server = new TestServer();
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.told("welcome");
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  await using bia = await Peer.structured(server.port, "Bia");
  await bia.tell({ type: "whisper", to: "Ana", text: "segredo" });
  const lines = Array.from({ length: 10_050 }, (_, at) => `{"type":"say","text":"n${at}"}\n`);
  await bia.say(lines.join(""));
  await bia.told("said", { text: "n10049" });
  await using back = await comeBack(server.port, token, 1);
  await back.told("said", { text: "n10049" });
  // 1 Ana, 2 Bia, 3 segredo, 4 n0 … 10,053 n10049: the newest 10,000 are kept, and the private one.
  assertEquals(told(back).slice(1, 4), [["missed", 51], ["whispered", "segredo"], ["said", "n50"]]);
  assertEquals(told(back).length, 3 + 10_000);
});

Deno.test("join() through a connection that breaks goes on as if nothing had happened", async () => {
  await using server = new TestServer();
  await using way = new FaultProxy(server.port);
  await using bia = await Peer.line(server.port, "Bia");
  await using client = new TestClient(way.port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  way.inject({ isFrozen: true });
  client.type("dito na queda");
  await bia.say("um\n@Ana segredo\n");
  await server.shows("Bia >> @Ana segredo");
  way.cut();
  way.heal();
  await client.shows("Conexão restabelecida.\n");
  await bia.hears("Ana: dito na queda\n");
  await bia.say("dois\n");
  await client.shows("Bia: dois\n");
  assertEquals(client.shown.split("\n").slice(2), [
    "Conexão encerrada pelo servidor.",
    "Tentando reconectar...",
    "Conexão restabelecida.",
    "Bia: um",
    "Bia (privado): segredo",
    "Bia: dois",
    "",
  ]);
  assertEquals(bia.text.match(/Ana/g)!.length, 2);
});

Deno.test("Room.sweep() gives up a place after the grace time, not counting sleep", async () => {
  await using timed = new TestRoom();
  const { hub } = timed.room;
  const { peer, attended } = timed.connect();
  await peer.tell({ type: "hello", version: 1, name: "Ana" });
  await peer.told("joined");
  await peer[Symbol.asyncDispose]();
  await attended;
  const isAway = () => hub.people().map(({ name, away }) => [name, away]);
  await timed.pass(25_000);
  timed.clock.suspend(3_600_000); // An hour under the lid: nobody could have come back.
  assertEquals(isAway(), [["Ana", true]]);
  await timed.pass(5_000);
  assertEquals(hub.size, 0);
});
