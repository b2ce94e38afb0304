/** What only time tells of a connection: names that do not come, and clients that fall silent. */

import { assertEquals } from "@std/assert";
import type { Peer } from "../support/peer.ts";
import { TestRoom } from "../support/test_room.ts";

const LATE = "Erro: Nenhum nome foi informado a tempo.";

/** How many times a client was asked whether it is still there. */
const pings = (peer: Peer): number => peer.events.filter(({ type }) => type === "ping").length;

Deno.test("a connection has 30 seconds to say a name", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const silent = room.connect();
  await room.pass(30_249);
  assertEquals(silent.peer.text, "");
  await room.pass(1);
  assertEquals(silent.peer.text, `${LATE}\n`);
  const address = `('127.0.0.1', ${silent.peer.address.port})`;
  assertEquals(room.printed.at(-1), `Conexão encerrada com ${address}: ${LATE}`);
  await room.pass(399);
  assertEquals([silent.isOver(), silent.server.isClosed], [false, false]);
  await room.pass(1);
  assertEquals([silent.isOver(), silent.server.isClosed], [true, true]);
  await room.pass(5_000);
  assertEquals([ana.peer.isEnded, room.names], [false, ["Ana"]]);
  assertEquals(room.printed.length, 2);
});

Deno.test("a refused name begins the 30 seconds to say one again", async () => {
  await using room = new TestRoom();
  await room.line("Ana");
  const second = room.connect();
  await room.pass(20_000);
  await second.peer.say("ana\n");
  await second.peer.hears("ana");
  const refused = second.peer.text;
  await room.pass(30_249);
  assertEquals(second.peer.text, refused);
  await room.pass(1);
  assertEquals(second.peer.text, `${refused}${LATE}\n`);
});

Deno.test("a connection that asks without a name is answered, and has no longer for it", async () => {
  await using room = new TestRoom();
  const probe = room.connect();
  await room.pass(20_000);
  await probe.peer.tell({ type: "ping" });
  assertEquals(await probe.peer.told("pong"), { type: "pong", version: 1, clock: 1_020_000 });
  await probe.peer.tell({ type: "pong" });
  await room.pass(10_249);
  assertEquals(probe.peer.events.length, 1);
  await room.pass(1);
  await probe.peer.told("refused", { code: "hello-timeout" });
});

Deno.test("a structured client is pinged once after 10 seconds of silence", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  await room.pass(10_249);
  assertEquals(pings(ana.peer), 0);
  await room.pass(1);
  assertEquals(pings(ana.peer), 1);
  await room.pass(10_000);
  assertEquals(pings(ana.peer), 1);
  await ana.peer.say(" "); // Any byte is a sign of life.
  await room.pass(10_249);
  assertEquals(pings(ana.peer), 1);
  await room.pass(1);
  assertEquals(pings(ana.peer), 2);
});

Deno.test("a structured client is dropped after 30 seconds of silence, and waited for", async () => {
  await using room = new TestRoom();
  const bia = await room.line("Bia");
  const ana = await room.structured("Ana");
  await room.pass(30_249);
  assertEquals([room.names, ana.isOver()], [["Bia", "Ana"], false]);
  await room.pass(1);
  assertEquals([room.names, ana.isOver()], [["Bia", "(Ana)"], true]);
  const address = `('127.0.0.1', ${ana.peer.address.port})`;
  assertEquals(room.printed.slice(2), [
    `Conexão encerrada com ${address}: Conexão encerrada: nada chegou por 30 segundos.`,
  ]);
  await room.pass(29_999);
  assertEquals(bia.peer.text.includes("saiu"), false);
  await room.pass(1);
  await bia.peer.hears("Ana saiu do chat.\n");
});

Deno.test("plain text clients may be silent for as long as they like", async () => {
  await using room = new TestRoom();
  const line = await room.line("Linha");
  const unframed = await room.unframed("Antigo");
  await room.pass(40_000);
  assertEquals([line.peer.isEnded, unframed.peer.isEnded], [false, false]);
  assertEquals(line.server.writes.length, 2);
});

Deno.test("a client that is not being read is not silent", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.structured("Ana");
  const says = Array.from({ length: 60 }, (_, n) => `{"type":"say","text":"n${n}"}\n`);
  await ana.peer.say(says.join(""));
  // Its hello was the first of 20 at once; then the words of one read are a second apart.
  await room.pass(41_000);
  await ana.peer.told("said", { text: "n59" });
  await room.pass(10_249);
  assertEquals([pings(ana.peer), ana.isOver()], [0, false]);
  await room.pass(1);
  assertEquals([pings(ana.peer), ana.isOver()], [1, false]);
});

Deno.test("a client that has said its last is not silent while it is carried out", async () => {
  await using room = new TestRoom({ rate: 0.01 });
  const ana = await room.structured("Ana");
  const say = '{"type":"say","text":"x"}';
  await ana.peer.say(`${say}\n`.repeat(19) + say);
  await ana.peer.closeWrite();
  await room.pass(99_999);
  assertEquals([room.names, ana.isOver()], [["Ana"], false]);
  await room.pass(1);
  assertEquals([room.names, ana.isOver()], [["(Ana)"], true]);
  assertEquals(room.printed.at(-1)!.split(" com ")[0], "Conexão perdida");
});
