/** Many connections that end at once: what the operator's console shows. */

import { assertEquals } from "@std/assert";
import { TestRoom } from "../support/test_room.ts";

const OLD = /^Conexão (com sucesso|perdida) com p\d+ : \('127\.0\.0\.1', \d+\)$/;

Deno.test("130 people who join and are lost at once are five lines and a sum each", async () => {
  await using room = new TestRoom({ maxPeople: 200 });
  const people = await room.lines(130);
  assertEquals(room.printed.filter((line) => !OLD.test(line)), ["Aviso do servidor: Todos aqui."]);
  await room.advance(1_250);
  assertEquals(room.printed.slice(5), [
    "Aviso do servidor: Todos aqui.",
    "… e mais 125 pessoas entraram em 1 s: p5, p6, p7, p8, p9 e outros",
  ]);
  room.printed.length = 0;
  for (const { peer } of people) await peer[Symbol.asyncDispose]();
  for (const { closed } of people) await closed;
  assertEquals(room.printed.map((line) => OLD.test(line)), Array(5).fill(true));
  // The room is empty, and the sweeper goes on until the sum is printed.
  await room.advance(750);
  assertEquals([room.printed.length, room.clock.pending], [5, 1]);
  await room.advance(500);
  assertEquals([room.printed.slice(5), room.clock.pending], [[
    "… e mais 125 conexões perdidas em 1 s: p5, p6, p7, p8, p9 e outros",
  ], 0]);
});

Deno.test("130 connections that are refused at once are five lines and a sum", async () => {
  await using room = new TestRoom({ maxPeople: 200 });
  for (let at = 0; at < 118; at++) await room.connect().peer.send("{oi\n");
  for (let at = 0; at < 12; at++) await room.connect().peer.send("\x01\n");
  await room.settle();
  assertEquals(
    room.printed.map((line) => /encerrada com \('127.0.0.1', \d+\): .* Recebido: \{oi$/.test(line)),
    Array(5).fill(true),
  );
  await room.advance(1_250);
  assertEquals(room.printed.slice(5), [
    "… e mais 125 conexões encerradas em 1 s: não era JSON (113), não era texto UTF-8 (12); " +
    "de 127.0.0.1",
  ]);
});

Deno.test("a dropped reader is counted by its name, and what people say is never counted", async () => {
  await using room = new TestRoom({ maxPeople: 200 });
  const ana = await room.line("Ana");
  for (let at = 0; at < 7; at++) await room.stalled(`s${at}\n`);
  room.printed.length = 0;
  for (let at = 0; at < 30; at++) await ana.peer.send(`oi ${at}\n`);
  await room.settle();
  assertEquals(room.printed, Array.from({ length: 30 }, (_, at) => `Ana >> oi ${at}`));
  await room.advance(32_000);
  assertEquals(room.printed.slice(36), [
    "… e mais 2 conexões encerradas em 1 s: parou de ler (2); de s5 e s6",
  ]);
});

Deno.test("a flood of rejected lines and of refused names is summed up", async () => {
  await using room = new TestRoom();
  const [ana, newcomer] = [await room.line("Ana"), room.connect()];
  room.printed.length = 0;
  await ana.peer.send("/voar\n".repeat(40));
  await newcomer.peer.send("Ana\n".repeat(5));
  await newcomer.peer.send("a b\n".repeat(3));
  await room.settle();
  assertEquals(room.printed, Array(5).fill("Ana >> /voar"));
  await room.advance(1_250);
  assertEquals(room.printed.slice(5), [
    "… e mais 35 comandos ou linhas com erro em 1 s: Ana",
    "Mais de 3 nomes recusados em 1 s: nome com espaço (3); de 127.0.0.1",
  ]);
});

Deno.test("a room that closes prints the sums first", async () => {
  const room = new TestRoom({ maxPeople: 200 });
  await room.lines(7);
  await room[Symbol.asyncDispose]();
  assertEquals(room.printed.at(-1), "… e mais 2 pessoas entraram em 1 s: p5 e p6");
  assertEquals(room.clock.pending, 0);
});

Deno.test("a flood of commands that tell nobody anything is summed up", async () => {
  const commands: object[] = [
    { type: "who" },
    { type: "past", count: 1 },
    { type: "rename", name: "Bia" },
    { type: "whisper", to: "Caio", text: "oi" },
    { type: "say", id: 1, text: "nunca dita" },
  ];
  for (const command of commands) {
    await using room = new TestRoom({ rate: 0 });
    const [ana] = [await room.structured("Ana"), await room.structured("Bia")];
    await ana.peer.sendJson({ type: "say", id: 2, text: "dita" });
    await room.settle();
    room.printed.length = 0;
    await ana.peer.send(`${JSON.stringify(command)}\n`.repeat(40));
    await room.settle();
    assertEquals(room.printed.length, 5, JSON.stringify(command));
    await room.advance(1_250);
    assertEquals(room.printed.slice(5), [
      "… e mais 35 comandos ou linhas com erro em 1 s: Ana",
    ]);
  }
});

Deno.test("rejected lines of a hundred people are few on the console", async () => {
  await using room = new TestRoom({ maxPeople: 200 });
  const people = await room.lines(100);
  await room.advance(2_500);
  room.printed.length = 0;
  for (const { peer } of people) await peer.send("/voar\n".repeat(9));
  await room.settle();
  assertEquals(room.printed.length, 16 * 5);
  await room.advance(1_250);
  assertEquals(room.printed.slice(16 * 5).length, 16);
  assertEquals(
    room.printed.at(-1),
    "… e mais 760 comandos ou linhas com erro em 1 s: p15, p16, p17, p18, p19 e outros",
  );
});
