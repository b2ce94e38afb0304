/** Unframed clients: idle timeouts, and the spacing of writes. */

import { assertEquals } from "@std/assert";
import { sendAll, TestRoom } from "../support/test_room.ts";

const utf8 = new TextEncoder();

Deno.test("text without a newline is a name after 300 ms of silence", async () => {
  await using room = new TestRoom();
  const antigo = room.connect();
  await antigo.peer.send("Antigo");
  await room.advance(299);
  assertEquals(room.names, []);
  await room.advance(1);
  assertEquals([room.names, antigo.peer.text], [["Antigo"], "Antigo entrou no chat."]);
});

Deno.test("the idle time after text without a newline restarts with each read", async () => {
  await using room = new TestRoom();
  const linha = room.connect();
  await linha.peer.send("Li");
  await room.advance(200);
  await linha.peer.send("nha");
  await room.advance(299);
  assertEquals(room.names, []);
  await linha.peer.send("\n");
  await linha.peer.receives("Linha entrou no chat.\n");
});

Deno.test("single key presses are a line client whose newline has not come yet", async () => {
  await using room = new TestRoom();
  const telnet = room.connect();
  await telnet.peer.send("J");
  await room.advance(3_999); // A single key may be the start of a name.
  for (const key of ["o", "s", "e", "\b", "é", "\r\n"]) await telnet.peer.send(key);
  await telnet.peer.receives("José entrou no chat.\n");
  const ana = await room.line("Ana");
  for (const key of "oi, gente") await telnet.peer.send(key);
  await telnet.peer.send("\r\n");
  await ana.peer.receives("José: oi, gente\n");
});

Deno.test("a one-letter name without a newline is a name, followed by anything", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const zero = room.connect();
  await zero.peer.send("Z");
  await room.advance(50);
  await zero.peer.send("olá, gente");
  await room.advance(299);
  assertEquals(room.names, ["Ana"]);
  await room.advance(1);
  await ana.peer.receives("Z entrou no chat.\nZ: olá, gente\n");
});

Deno.test("the rest of a split private message is broadcast to no one", async () => {
  await using room = new TestRoom();
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.send(`@Ana ${"x".repeat(4300)}`);
  await room.advance(20);
  await antigo.peer.send("segredo no fim");
  await room.advance(30);
  await antigo.peer.receives("Erro: A mensagem tem 4314 bytes");
  await antigo.peer.send(`@Ana ${"y".repeat(600)}`);
  await room.advance(100);
  await antigo.peer.send(" fim");
  await ana.peer.receives(`Antigo (privado): ${"y".repeat(600)} fim\n`);
  assertEquals(ana.peer.text.includes("segredo"), false);
});

Deno.test("a read that may have been split is a message after 250 ms of silence", async () => {
  await using room = new TestRoom();
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.send("z".repeat(512));
  await room.advance(249);
  assertEquals(ana.peer.text.includes("Antigo: z"), false);
  await room.advance(1);
  await ana.peer.receives(`Antigo: ${"z".repeat(512)}\n`);
});

Deno.test("bytes received during an idle timeout's commands wait for them", async () => {
  await using room = new TestRoom({ rate: 1 });
  const ana = await room.line("Ana");
  const antigo = room.connect();
  await antigo.peer.send("Antigo\n".repeat(3).trim());
  await antigo.peer.send("\n");
  await antigo.peer.receives("entrou");
  const lento = await room.unframed("Lento", { hostname: "192.0.2.1" });
  // One read that may have been split, with more lines than the burst allows.
  await lento.peer.send(`${"a".repeat(512)}${"\nb".repeat(20)}`);
  await room.advance(250);
  await lento.peer.send("depois");
  await room.advance(1_000);
  assertEquals(ana.peer.text.includes("depois"), false);
  await room.advance(1_000);
  await ana.peer.receives("Lento: depois\n");
  const received = ana.peer.text.split("\n").filter((line) => line.startsWith("Lento: "));
  assertEquals(received.slice(-2), ["Lento: b", "Lento: depois"]);
});

Deno.test("an idle timeout's commands are all executed, without further input", async () => {
  await using room = new TestRoom({ rate: 1 });
  const [ana, antigo] = [await room.line("Ana"), await room.unframed("Antigo")];
  await antigo.peer.send(`${"a".repeat(512)}${"\nb".repeat(21)}\nfim`);
  await room.advance(250);
  await antigo.peer.closeWrite();
  await room.advance(10_000);
  await ana.peer.receives("Antigo: b\nAntigo: fim\nAntigo saiu do chat.\n");
});

Deno.test("writes to an unframed client are 50 ms apart, and end in no newline", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.advance(50);
  const startedAt = room.clock.now();
  for (const text of ["um", "dois", "três"]) {
    room.notice(text);
    await room.settle();
  }
  await room.advance(49);
  assertEquals(antigo.peer.reads.slice(1), ["Aviso do servidor: um"]);
  await room.advance(1);
  assertEquals(antigo.peer.reads.slice(2), ["Aviso do servidor: dois\nAviso do servidor: três"]);
  room.notice("quatro");
  await room.advance(50);
  assertEquals(antigo.server.writtenAt.slice(1), [startedAt, startedAt + 50, startedAt + 100]);
});

Deno.test("an unframed client 8 KiB behind is written full reads, 5 ms apart", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.advance(50);
  const startedAt = room.clock.now();
  // 256 bytes each: four make a full read.
  const text = "x".repeat(256 - "Aviso do servidor: \n".length);
  for (let count = 0; count < 4 * 12; count++) room.notice(text);
  await room.advance(2_000);
  const { writes, writtenAt } = antigo.server;
  // The twelve reads leave 11, 10, 9, 8, … KiB: only the first three leave more than 8.
  const gaps = [0, 5, 10, 15, 65, 115, 165, 215, 265, 315, 365, 415];
  assertEquals(writtenAt.slice(1).map((at) => at - startedAt), gaps);
  assertEquals(writes.slice(1).map(({ length }) => length), gaps.map(() => 1023));
});

Deno.test("a message longer than one read arrives in pieces, split at no character", async () => {
  await using room = new TestRoom();
  const antigo = await room.unframed("Antigo");
  await room.advance(50);
  room.notice("ã".repeat(1_000));
  await room.advance(200);
  const whole = `Aviso do servidor: ${"ã".repeat(1_000)}`;
  assertEquals(antigo.peer.reads.slice(1).join(""), whole);
  const sizes = antigo.server.writes.slice(1).map(({ length }) => length);
  assertEquals(sizes, [1023, utf8.encode(whole).length - 1023]);
});

Deno.test("a piece that the system accepts in parts counts when all of it was accepted", async () => {
  await using room = new TestRoom();
  const antigo = await room.stalled("Antigo", { capacity: 8 });
  await room.advance(300);
  room.notice("depois");
  await room.advance(60);
  assertEquals(await antigo.client.readAvailable(21), "Antigo entrou no chat.".slice(0, 21));
  await room.advance(49);
  assertEquals(await antigo.client.readAvailable(), ".");
  await room.advance(1);
  assertEquals(await antigo.client.readAvailable(), "Aviso do servidor: depois");
});

Deno.test("the old program prints its own leave", async () => {
  await using room = new TestRoom();
  const antigo = await room.stalled("Antigo", { capacity: 4096 });
  await room.advance(400);
  await antigo.client.readAvailable();
  await sendAll(antigo.client, "/sair");
  await room.advance(400);
  assertEquals([await antigo.client.readAvailable(), antigo.isClosed()], ["", true]);
});
