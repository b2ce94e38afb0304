/** Timeouts of a connection: missing hellos and idle clients. */

import { assertEquals } from "@std/assert";
import type { Peer } from "../support/peer.ts";
import { TestRoom } from "../support/test_room.ts";

const LATE = "Erro: Nenhum nome foi informado a tempo.";

/** How many pings a client received. */
const pings = (peer: Peer): number => peer.events.filter(({ type }) => type === "ping").length;

Deno.test("a connection has 30 seconds to say a name", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const silent = room.connect();
  await room.advance(30_249);
  assertEquals(silent.peer.text, "");
  await room.advance(1);
  assertEquals(silent.peer.text, `${LATE}\n`);
  const address = `('127.0.0.1', ${silent.peer.address.port})`;
  assertEquals(room.printed.at(-1), `Conexão encerrada com ${address}: ${LATE}`);
  await room.advance(399);
  assertEquals([silent.isClosed(), silent.server.isClosed], [false, false]);
  await room.advance(1);
  assertEquals([silent.isClosed(), silent.server.isClosed], [true, true]);
  await room.advance(5_000);
  assertEquals([ana.peer.isEnded, room.names], [false, ["Ana"]]);
  assertEquals(room.printed.length, 2);
});

Deno.test("a refused name does not restart the 30 seconds for the hello", async () => {
  await using room = new TestRoom();
  await room.line("Ana");
  const second = room.connect();
  await room.advance(20_000);
  await second.peer.send("ana\n");
  await second.peer.receives("ana");
  const refused = second.peer.text;
  await room.advance(10_249);
  assertEquals(second.peer.text, refused);
  await room.advance(1);
  assertEquals(second.peer.text, `${refused}${LATE}\n`);
});

Deno.test("a connection without a name gets responses, and no extra time", async () => {
  await using room = new TestRoom();
  const probe = room.connect();
  await room.advance(20_000);
  await probe.peer.sendJson({ type: "ping" });
  assertEquals(await probe.peer.receivesEvent("pong"), {
    type: "pong",
    version: 1,
    clock: 1_020_000,
  });
  await probe.peer.sendJson({ type: "pong" });
  await room.advance(10_249);
  assertEquals(probe.peer.events.length, 1);
  await room.advance(1);
  await probe.peer.receivesEvent("refused", { code: "hello-timeout" });
});

Deno.test("a structured client is pinged once after 10 seconds of silence", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  await room.advance(10_249);
  assertEquals(pings(ana.peer), 0);
  await room.advance(1);
  assertEquals(pings(ana.peer), 1);
  await room.advance(10_000);
  assertEquals(pings(ana.peer), 1);
  await ana.peer.send(" "); // Any byte resets the idle time.
  await room.advance(10_249);
  assertEquals(pings(ana.peer), 1);
  await room.advance(1);
  assertEquals(pings(ana.peer), 2);
});

Deno.test("a structured client is dropped after 30 seconds of silence, and its session is away", async () => {
  await using room = new TestRoom();
  const bia = await room.line("Bia");
  const ana = await room.structured("Ana");
  await room.advance(30_249);
  assertEquals([room.names, ana.isClosed()], [["Bia", "Ana"], false]);
  await room.advance(1);
  assertEquals([room.names, ana.isClosed()], [["Bia", "(Ana)"], true]);
  const address = `('127.0.0.1', ${ana.peer.address.port})`;
  assertEquals(room.printed.slice(2), [
    `Conexão encerrada com ${address}: nada foi recebido por 30 segundos.`,
  ]);
  await room.advance(29_999);
  assertEquals(bia.peer.text.includes("saiu"), false);
  await room.advance(1);
  await bia.peer.receives("Ana saiu do chat.\n");
});

Deno.test("plain text clients may be silent for as long as they like", async () => {
  await using room = new TestRoom();
  const line = await room.line("Linha");
  const unframed = await room.unframed("Antigo");
  await room.advance(40_000);
  assertEquals([line.peer.isEnded, unframed.peer.isEnded], [false, false]);
  assertEquals(line.server.writes.length, 2);
});

Deno.test("a client that is not being read is not silent", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.structured("Ana");
  const says = Array.from({ length: 60 }, (_, n) => `{"type":"say","text":"n${n}"}\n`);
  await ana.peer.send(says.join(""));
  // A burst of 20; then the messages of one read are a second apart.
  await room.advance(40_000);
  await ana.peer.receivesEvent("said", { text: "n59" });
  await room.advance(10_249);
  assertEquals([pings(ana.peer), ana.isClosed()], [0, false]);
  await room.advance(1);
  assertEquals([pings(ana.peer), ana.isClosed()], [1, false]);
});

Deno.test("a half-closed client is not idle while its commands are executed", async () => {
  await using room = new TestRoom({ rate: 0.01 });
  const ana = await room.structured("Ana");
  const say = '{"type":"say","text":"x"}';
  await ana.peer.send(`${say}\n`.repeat(20) + say);
  await ana.peer.closeWrite();
  await room.advance(99_999);
  assertEquals([room.names, ana.isClosed()], [["Ana"], false]);
  await room.advance(1);
  await room.settle();
  assertEquals([room.names, ana.isClosed()], [["(Ana)"], true]);
  assertEquals(room.printed.at(-1)!.split(" com ")[0], "Conexão perdida");
});

Deno.test("a client that reads slowly is alive, though its pongs take their time", async () => {
  await using room = new TestRoom();
  const hello = '{"type":"hello","version":1,"name":"Lento"}\n';
  const slow = await room.stalled(hello, { capacity: 4096 });
  for (let count = 0; count < 250; count++) room.notice("x".repeat(4_000));
  for (let second = 0; second < 60; second += 5) {
    await room.advance(5_000);
    await slow.client.readAvailable(10_000);
  }
  assertEquals([slow.isClosed(), room.names], [false, ["Lento"]]);
  // Once it reads nothing, it is dropped.
  await room.advance(30_250);
  assertEquals([slow.isClosed(), room.names], [true, ["(Lento)"]]);
});
