/** The clients of the original: what silence means to them, and how writes to them are spaced. */

import { assertEquals } from "@std/assert";
import { say, TestRoom } from "../support/test_room.ts";

const utf8 = new TextEncoder();

Deno.test("words without an end are a name after 300 ms of silence", async () => {
  await using room = new TestRoom();
  const antigo = room.connect();
  await antigo.peer.say("Antigo");
  await room.pass(299);
  assertEquals(room.names, []);
  await room.pass(1);
  assertEquals([room.names, antigo.peer.text], [["Antigo"], "Antigo entrou no chat."]);
});

Deno.test("the silence after words without an end begins anew with each read", async () => {
  await using room = new TestRoom();
  const linha = room.connect();
  await linha.peer.say("Li");
  await room.pass(200);
  await linha.peer.say("nha");
  await room.pass(299);
  assertEquals(room.names, []);
  await linha.peer.say("\n");
  await linha.peer.hears("Linha entrou no chat.\n");
});

Deno.test("keys that trickle in are a line client whose newline has not come yet", async () => {
  await using room = new TestRoom();
  const telnet = room.connect();
  await telnet.peer.say("J");
  await room.pass(3_999); // A single key may be the first of a name.
  for (const key of ["o", "s", "e", "\b", "é", "\r\n"]) await telnet.peer.say(key);
  await telnet.peer.hears("José entrou no chat.\n");
  const ana = await room.line("Ana");
  for (const key of "oi, gente") await telnet.peer.say(key);
  await telnet.peer.say("\r\n");
  await ana.peer.hears("José: oi, gente\n");
});

Deno.test("a name of one letter without an end is a name, whatever follows it at once", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const zero = room.connect();
  await zero.peer.say("Z");
  await room.pass(50);
  await zero.peer.say("olá, gente");
  await room.pass(299);
  assertEquals(room.names, ["Ana"]);
  await room.pass(1);
  await ana.peer.hears("Z entrou no chat.\nZ: olá, gente\n");
});

Deno.test("the rest of a private message that was cut is said to nobody", async () => {
  await using room = new TestRoom();
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.say(`@Ana ${"x".repeat(4300)}`);
  await room.pass(20);
  await antigo.peer.say("segredo no fim");
  await room.pass(30);
  await antigo.peer.hears("Erro: A mensagem tem 4314 bytes");
  await antigo.peer.say(`@Ana ${"y".repeat(600)}`);
  await room.pass(100);
  await antigo.peer.say(" fim");
  await ana.peer.hears(`Antigo (privado): ${"y".repeat(600)} fim\n`);
  assertEquals(ana.peer.text.includes("segredo"), false);
});

Deno.test("a read that may have been cut is a message after 250 ms of silence", async () => {
  await using room = new TestRoom();
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.say("z".repeat(512));
  await room.pass(249);
  assertEquals(ana.peer.text.includes("Antigo: z"), false);
  await room.pass(1);
  await ana.peer.hears(`Antigo: ${"z".repeat(512)}\n`);
});

Deno.test("what comes while silence is being carried out waits for it", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.line("Ana");
  const antigo = room.connect();
  await antigo.peer.say("Antigo\n".repeat(3).trim());
  await antigo.peer.say("\n");
  await antigo.peer.hears("entrou");
  const lento = await room.unframed("Lento");
  // One read that may have been cut, and in it more lines than may come at once.
  await lento.peer.say(`${"a".repeat(512)}${"\nb".repeat(20)}`);
  await room.pass(250);
  await lento.peer.say("depois");
  await room.pass(1_000);
  assertEquals(ana.peer.text.includes("depois"), false);
  await room.pass(1_000);
  await ana.peer.hears("Lento: depois\n");
  const heard = ana.peer.text.split("\n").filter((line) => line.startsWith("Lento: "));
  assertEquals(heard.slice(-2), ["Lento: b", "Lento: depois"]);
});

Deno.test("what silence brought is carried out to its end, though nothing more comes", async () => {
  await using room = new TestRoom({ rate: 1 });
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.say(`${"a".repeat(512)}${"\nb".repeat(21)}\nfim`);
  await room.pass(250);
  await antigo.peer.closeWrite();
  await room.pass(10_000);
  await ana.peer.hears("Antigo: b\nAntigo: fim\nAntigo saiu do chat.\n");
});

Deno.test("writes to an unframed client are 50 ms apart, and end in no newline", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.pass(50);
  const begun = room.clock.now();
  for (const text of ["um", "dois", "três"]) {
    room.notice(text);
    await room.settle();
  }
  await room.pass(49);
  assertEquals(antigo.peer.reads.slice(1), ["Aviso do servidor: um"]);
  await room.pass(1);
  assertEquals(antigo.peer.reads.slice(2), ["Aviso do servidor: dois\nAviso do servidor: três"]);
  room.notice("quatro");
  await room.pass(50);
  assertEquals(antigo.server.writtenAt.slice(1), [begun, begun + 50, begun + 100]);
});

Deno.test("an unframed client 8 KiB behind is written full reads, 5 ms apart", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.pass(50);
  const begun = room.clock.now();
  // 256 bytes each: four make a full read.
  const text = "x".repeat(256 - "Aviso do servidor: \n".length);
  for (let count = 0; count < 4 * 12; count++) room.notice(text);
  await room.pass(2_000);
  const { writes, writtenAt } = antigo.server;
  // The twelve reads leave 11, 10, 9, 8, … KiB: only the first three leave more than 8.
  const gaps = [0, 5, 10, 15, 65, 115, 165, 215, 265, 315, 365, 415];
  assertEquals(writtenAt.slice(1).map((at) => at - begun), gaps);
  assertEquals(writes.slice(1).map(({ length }) => length), gaps.map(() => 1023));
});

Deno.test("a message longer than one read comes in pieces, cut at no character", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.pass(50);
  room.notice("ã".repeat(1_000));
  await room.pass(200);
  const whole = `Aviso do servidor: ${"ã".repeat(1_000)}`;
  assertEquals(antigo.peer.reads.slice(1).join(""), whole);
  const sizes = antigo.server.writes.slice(1).map(({ length }) => length);
  assertEquals(sizes, [1023, utf8.encode(whole).length - 1023]);
});

Deno.test("a piece that the system takes in parts counts when all of it was taken", async () => {
  await using room = new TestRoom();
  const antigo = await room.deaf("Antigo", { capacity: 8 });
  await room.pass(300);
  room.notice("depois");
  await room.pass(60);
  assertEquals(await antigo.client.take(21), "Antigo entrou no chat.".slice(0, 21));
  await room.pass(49);
  assertEquals(await antigo.client.take(), ".");
  await room.pass(1);
  assertEquals(await antigo.client.take(), "Aviso do servidor: depois");
});

Deno.test("the old program says by itself that its person left", async () => {
  await using room = new TestRoom();
  const antigo = await room.deaf("Antigo", { capacity: 4096 });
  await room.pass(400);
  await antigo.client.take();
  await say(antigo.client, "/sair");
  await room.pass(400);
  assertEquals([await antigo.client.take(), antigo.isOver()], ["", true]);
});
