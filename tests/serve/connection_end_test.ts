/** The ends of a connection: who is told what, in which order, and how long it may take. */

import { assertEquals } from "@std/assert";
import { say, TestRoom } from "../support/test_room.ts";

const address = (port: number): string => `('127.0.0.1', ${port})`;
const GOODBYE = "Você saiu do chat.\nConexão encerrada pelo servidor.\n";

Deno.test("one who leaves is told so, and the others are told that they left", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  await bia.peer.say("/sair\n");
  await bia.peer.ends();
  assertEquals(bia.peer.text, `Bia entrou no chat.\n${GOODBYE}`);
  await ana.peer.hears("Bia saiu do chat.\n");
  assertEquals([room.names, room.printed.slice(2)], [["Ana"], ["Bia >> /sair"]]);
  await bia.peer[Symbol.asyncDispose]();
  await room.settle();
  assertEquals([bia.isOver(), room.clock.now(), room.printed.length], [true, 0, 3]);
});

Deno.test("one who leaves before saying a name is told so", async () => {
  await using room = new TestRoom();
  const probe = room.connect();
  await probe.peer.tell({ type: "leave" });
  await probe.peer.told("refused", { code: "left" });
  await probe.peer.ends();
  assertEquals([probe.peer.events.length, room.printed], [1, []]);
});

Deno.test("a peer that does not hang up is closed 400 ms after its last words", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  await ana.peer.say("/sair\n");
  await ana.peer.ends();
  await room.pass(399);
  assertEquals([ana.isOver(), ana.server.isClosed], [false, false]);
  await room.pass(1);
  assertEquals([ana.isOver(), ana.server.isClosed], [true, true]);
});

Deno.test("one who is gone without a word is shown as lost, once", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  await bia.peer[Symbol.asyncDispose]();
  await ana.peer.hears("Bia saiu do chat.\n");
  const cut = await room.line("Caio");
  cut.server.fail(new Deno.errors.ConnectionReset("Connection reset by peer"));
  await ana.peer.hears("Caio saiu do chat.\n");
  const nameless = room.connect();
  await nameless.peer[Symbol.asyncDispose]();
  await room.settle();
  assertEquals(room.printed.filter((text) => !text.startsWith("Conexão com sucesso")), [
    `Conexão perdida com Bia : ${address(bia.peer.address.port)}`,
    `Conexão perdida com Caio : ${address(cut.peer.address.port)}`,
  ]);
  assertEquals([bia.isOver(), cut.isOver(), nameless.isOver()], [true, true, true]);
});

Deno.test("last words reach a peer that is still sending", async () => {
  await using room = new TestRoom();
  const stranger = room.open({ capacity: 4096 });
  // It reads nothing before it has sent everything: had the server closed, all would be lost.
  await say(stranger.client, "a".repeat(200_000));
  await stranger.client.closeWrite();
  await room.settle();
  assertEquals([stranger.isOver(), room.clock.now()], [true, 0]);
  const refusal = "Erro: Linha longa demais: o limite são 16 KiB até o fim da linha.";
  assertEquals(await stranger.client.take(), `${refusal}\n`);
  const { port } = stranger.client.localAddr;
  assertEquals(room.printed, [`Conexão encerrada com ${address(port)}: ${refusal}`]);
});

Deno.test("one who cannot be understood is sent nothing of what happens afterwards", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.deaf('{"type":"hello","version":1,"name":"Bia"}\n');
  await say(bia.client, "nada\n");
  await room.pass(100);
  await ana.peer.say("depois\n");
  await room.settle();
  const taken = (await bia.client.take()).trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(taken.map(({ type }) => type), ["welcome", "refused"]);
  assertEquals(taken.at(-1).code, "malformed");
  assertEquals(room.names, ["Ana", "(Bia)"]);
  assertEquals(room.printed.filter((text) => text.startsWith("Conexão encerrada")).length, 1);
});

Deno.test("one who is kicked reads what happened before, and not that they left", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  room.notice("última");
  room.kick("bia");
  await bia.peer.ends();
  const { code, text } = bia.peer.events.at(-1)!;
  assertEquals([code, text], ["kicked", "Você foi expulso do chat."]);
  assertEquals(bia.peer.events.slice(1, -1).map(({ type }) => type), ["joined", "notice"]);
  await ana.peer.hears("Aviso do servidor: última\nBia saiu do chat.\n");
  await room.pass(400);
  assertEquals([bia.isOver(), room.names], [true, ["Ana"]]);
});

Deno.test("one who is kicked before their turn to read reads what happened before", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const people = await room.crowd(130);
  const { peer } = people.at(-1)!;
  room.notice("última");
  room.kick("p129");
  await peer.ends();
  assertEquals(peer.text.split("\n").slice(-3), [
    "Aviso do servidor: última",
    "Você foi expulso do chat.",
    "",
  ]);
});

Deno.test("one who is kicked and reads on for 400 ms gets that far, and no further", async () => {
  await using room = new TestRoom();
  const deaf = await room.deaf("Surdo\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  room.kick("Surdo");
  room.kick("Surdo");
  await room.pass(200);
  room.notice("tarde");
  await deaf.client.take(1_000);
  await room.pass(199);
  assertEquals([deaf.isOver(), deaf.server.isClosed], [false, false]);
  await room.pass(1);
  assertEquals([deaf.isOver(), deaf.server.isClosed], [true, true]);
  assertEquals((await deaf.client.take()).includes("tarde"), false);
});

Deno.test("one who is kicked and reads everything in time gets the last words", async () => {
  await using room = new TestRoom();
  const deaf = await room.deaf("Surdo\n");
  room.notice("x".repeat(5_000));
  await room.settle();
  room.kick("Surdo");
  await room.pass(399);
  const taken = await deaf.client.take();
  assertEquals(taken.split("\n").slice(1), [
    `Aviso do servidor: ${"x".repeat(5_000)}`,
    "Você foi expulso do chat.",
    "",
  ]);
  room.notice("tarde");
  await room.pass(1);
  assertEquals([await deaf.client.take(), deaf.isOver()], ["", true]);
});

Deno.test("a connection is replaced by its own newer one, and takes nobody with it", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const first = await room.structured("Bia");
  const { token } = await first.peer.told("welcome");
  const second = await room.structured("Bia", { resume: { token, seen: 2 } });
  await first.peer.told("refused", { code: "replaced" });
  await first.peer.ends();
  await room.pass(400);
  assertEquals([first.isOver(), second.isOver(), room.names], [true, false, ["Ana", "Bia"]]);
  await room.pass(1_000);
  await second.peer.tell({ type: "say", text: "ainda eu" });
  await ana.peer.hears("Bia: ainda eu\n");
  assertEquals(ana.peer.text.match(/Bia (entrou|saiu)/g), ["Bia entrou"]);
  room.kick("Bia");
  await second.peer.told("refused", { code: "kicked" });
});

Deno.test("who is refused for good is told so, and who may try another name goes on", async () => {
  await using room = new TestRoom({ maxPeople: 1 });
  await room.line("Ana");
  const full = room.connect();
  await full.peer.say("ana\n");
  await full.peer.hears("ana");
  assertEquals(full.peer.isEnded, false);
  await full.peer.say("Bia\nCaio\n");
  await full.peer.hears("Erro: O chat está cheio. Tente de novo mais tarde.\n");
  await full.peer.ends();
  assertEquals(full.peer.text.match(/cheio/g)!.length, 1);
  const reason = "Erro: O chat está cheio. Tente de novo mais tarde.";
  const { port } = full.peer.address;
  assertEquals(room.printed.slice(1), [`Conexão encerrada com ${address(port)}: ${reason}`]);
});
