/** Session resume at a real server: when it succeeds, and when it does not. */

import { assertEquals, assertNotEquals } from "@std/assert";
import { TestClient } from "./support/test_client.ts";
import { Peer } from "./support/peer.ts";
import { TestServer } from "./support/test_server.ts";
import { TestRoom } from "./support/test_room.ts";
import { FaultProxy } from "./torture/fault_proxy.ts";

/** Resumes with the token of a welcome. */
async function resume(port: number, token: unknown, seen: number, name = "Ana"): Promise<Peer> {
  const peer = await Peer.connect(port);
  await peer.sendJson({ type: "hello", version: 1, name, resume: { token, seen } });
  return peer;
}

/** The events a peer received, without pings, whose time varies. */
const received = (peer: Peer) =>
  peer.events.filter(({ type }) => type !== "ping").map((
    { type, name, text, count },
  ) => [type, text ?? name ?? count]);

Deno.test("a resumed session receives what it missed, once and in order", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.receivesEvent("welcome");
  const { seq: seen } = await ana.receivesEvent("joined", { name: "Ana" });
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  await bia.send("um\n@Ana segredo\n/quem\ndois\n");
  await bia.receives("No chat (2): Bia, Ana (sem conexão)\n");

  await using back = await resume(server.port, token, Number(seen), "Outra");
  await back.receivesEvent("said", { text: "dois" });
  const { people: _, ...welcome } = await back.receivesEvent("welcome");
  assertEquals(welcome, { type: "welcome", name: "Ana", token, seq: seen });
  assertEquals(received(back).slice(1), [["said", "um"], ["whispered", "segredo"], [
    "said",
    "dois",
  ]]);
  await bia.send("/quem\n");
  await bia.receives("No chat (2): Bia, Ana\n");
  assertEquals(bia.text.includes("saiu"), false);
  assertEquals(bia.text.match(/Ana entrou/g)!.length, 1);
});

Deno.test("a resumed session replaces its older connection", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  await using old = await Peer.structured(server.port, "Ana");
  const { token } = await old.receivesEvent("welcome");
  await using back = await resume(server.port, token, 2);
  await old.receivesEvent("refused", { code: "replaced" });
  await old.ends();
  await back.sendJson({ type: "say", id: 1, text: "cheguei" });
  await bia.receives("Ana: cheguei\n");
  await bia.send("/quem\n");
  await bia.receives("No chat (2): Bia, Ana\n");
  assertEquals(bia.text.includes("saiu"), false);
});

Deno.test("a message resent after reconnecting is broadcast once", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.receivesEvent("welcome");
  for (const id of [1, 2]) await ana.sendJson({ type: "say", id, text: `n${id}` });
  await bia.receives("Ana: n2\n");
  await ana[Symbol.asyncDispose]();
  await using back = await resume(server.port, token, 2);
  for (const id of [1, 2, 3]) await back.sendJson({ type: "say", id, text: `n${id}` });
  await bia.receives("Ana: n3\n");
  await back.receivesEvent("said", { id: 3 });
  assertEquals(bia.text.match(/Ana: n\d/g), ["Ana: n1", "Ana: n2", "Ana: n3"]);
  assertEquals(received(back).slice(1), [["said", "n1"], ["said", "n2"], ["said", "n3"]]);
});

Deno.test("an unknown token is no error, and gives no access to another's name", async () => {
  await using server = new TestServer();
  await using ana = await Peer.structured(server.port, "Ana");
  await using bia = await Peer.structured(server.port, "Bia");
  const { token } = await bia.receivesEvent("welcome");
  await using unknown = await resume(server.port, "0123", 7, "Caio");
  assertNotEquals((await unknown.receivesEvent("welcome", { name: "Caio" }))["token"], "0123");
  await using taken = await resume(server.port, "0123", 7, "ana");
  await taken.receivesEvent("refused", { code: "name-taken" });
  await using asAna = await resume(server.port, token, 2, "Ana");
  await asAna.receivesEvent("welcome", { name: "Bia", token });
  await ana.sendJson({ type: "who" });
  const { people } = await ana.receivesEvent("people");
  assertEquals((people as { name: string }[]).map(({ name }) => name), ["Ana", "Bia", "Caio"]);
});

Deno.test("when the grace time ends, one leave is broadcast, and authors get undelivered reports", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using bia = await Peer.structured(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana"); // Bia answers no ping.
  const { token } = await ana.receivesEvent("welcome");
  await bia.sendJson({ type: "whisper", id: 1, to: "Ana", text: "segredo" });
  await ana.receivesEvent("whispered");
  await ana[Symbol.asyncDispose]();
  await bia.receivesEvent("left", { name: "Ana", reason: "lost" });
  await bia.receivesEvent("undelivered", { to: "Ana", id: 1, text: "segredo" });

  await using next = await Peer.structured(server.port, "Ana");
  await using back = await resume(server.port, token, 2);
  await back.receivesEvent("refused", { code: "name-taken" });
  await back.sendJson({ type: "hello", version: 1, name: "Aninha", resume: { token, seen: 2 } });
  await back.receivesEvent("joined", { name: "Aninha" });
  await bia.receivesEvent("joined", { name: "Aninha" });
  for (const peer of [next, back]) assertEquals(peer.text.includes("segredo"), false);
  assertEquals(bia.events.filter(({ type }) => type === "left").length, 1);
});

Deno.test("a private message is received when the ping behind it is answered", async () => {
  await using server = new TestServer({ graceMs: 0 });
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  await bia.send("@Ana um\n");
  await ana.receivesEvent("ping");
  await ana.sendJson({ type: "pong" });
  await ana.sendJson({ type: "ping" });
  await ana.receivesEvent("pong");
  await bia.send("@Ana dois\n");
  await ana.receivesEvent("whispered", { text: "dois" });
  await ana[Symbol.asyncDispose]();
  await bia.receives("Ana saiu do chat.\n");
  await bia.receives("Ana saiu sem confirmar que recebeu a sua mensagem privada: dois\n");
  assertEquals(bia.text.includes("privada: um"), false);
});

Deno.test("a session that left or was kicked cannot be resumed", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  for (const end of ["left", "kicked"]) {
    const ana = await Peer.structured(server.port, "Ana");
    const { token } = await ana.receivesEvent("welcome");
    if (end === "left") await ana.sendJson({ type: "leave" });
    else server.type("/expulsar ana");
    await bia.receives("Ana saiu do chat.\n");
    await ana[Symbol.asyncDispose]();
    await using back = await resume(server.port, token, 2);
    assertNotEquals((await back.receivesEvent("welcome"))["token"], token);
    await back.sendJson({ type: "leave" });
    await bia.receives("Ana saiu do chat.\n");
  }
});

Deno.test("the operator kicks a person who is away", async () => {
  await using server = new TestServer();
  await using bia = await Peer.line(server.port, "Bia");
  const ana = await Peer.structured(server.port, "Ana");
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  server.type("/quem");
  await server.shows("No chat (2): Bia, Ana (sem conexão)");
  server.type("/expulsar ana");
  await bia.receives("Ana saiu do chat.\n");
  await server.shows("O anfitrião tirou Ana do chat.");
});

Deno.test("forgotten entries are counted as missed, and private messages still wait", async () => {
  await using server = new TestServer();
  const ana = await Peer.structured(server.port, "Ana");
  const { token } = await ana.receivesEvent("welcome");
  await ana[Symbol.asyncDispose]();
  await server.shows(/^Conexão perdida com Ana/);
  await using bia = await Peer.structured(server.port, "Bia");
  await bia.sendJson({ type: "whisper", to: "Ana", text: "segredo" });
  const lines = Array.from({ length: 10_050 }, (_, at) => `{"type":"say","text":"n${at}"}\n`);
  await bia.send(lines.join(""));
  await bia.receivesEvent("said", { text: "n10049" });
  await using back = await resume(server.port, token, 1);
  await back.receivesEvent("said", { text: "n10049" });
  // 1 Ana, 2 Bia, 3 segredo, 4 n0 … 10,053 n10049: the newest 10,000 are kept, and the private one.
  assertEquals(received(back).slice(1, 4), [["missed", 51], ["whispered", "segredo"], [
    "said",
    "n50",
  ]]);
  assertEquals(received(back).length, 3 + 10_000);
});

Deno.test("join() resumes transparently when its connection breaks", async () => {
  await using server = new TestServer();
  await using proxy = new FaultProxy(server.port);
  await using bia = await Peer.line(server.port, "Bia");
  await using client = new TestClient(proxy.port, { name: "Ana" });
  await client.shows("Ana entrou no chat.\n");
  proxy.inject({ isFrozen: true });
  client.type("dito na queda");
  await bia.send("um\n@Ana segredo\n");
  await server.shows("Bia >> @Ana segredo");
  proxy.cut();
  proxy.heal();
  await client.shows("Conexão restabelecida.\n");
  await bia.receives("Ana: dito na queda\n");
  await bia.send("dois\n");
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

Deno.test("Room.sweep() ends sessions after the grace time, not counting suspension", async () => {
  await using room = new TestRoom();
  const { hub } = room.room;
  const { peer, closed } = room.connect();
  await peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await peer.receivesEvent("joined");
  await peer[Symbol.asyncDispose]();
  await closed;
  const isAway = () => hub.people().map(({ name, away }) => [name, away]);
  await room.advance(25_000);
  room.clock.suspend(3_600_000); // An hour of suspension, in which no client could resume.
  assertEquals(isAway(), [["Ana", true]]);
  await room.advance(5_000);
  assertEquals(hub.size, 0);
});
