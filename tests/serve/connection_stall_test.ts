/** Readers that stop reading: when they are dropped, and what the others are told. */

import { assertEquals } from "@std/assert";
import { type Opened, TestRoom } from "../support/test_room.ts";

const KIB = 1024;
const KIND = "Aviso do servidor: \n".length;

/** A notice of the server that takes a plain text client so many bytes. */
const notice = (room: TestRoom, bytes: number): void => room.notice("x".repeat(bytes - KIND));

/** Says what takes a plain text client so many KiB, in lines of 4 KiB. */
function fill(room: TestRoom, kib: number): void {
  for (let done = 0; done < kib; done += 4) notice(room, 4 * KIB);
}

const STALLED = "Conexão encerrada: a leitura parou e há mensagens demais esperando.";
const endings = (room: TestRoom): string[] =>
  room.printed.filter((text) => text.startsWith("Conexão encerrada"));

/** Somebody in the room who listens, and a connection that has not read its own arrival yet. */
async function withDeaf(room: TestRoom): Promise<Opened> {
  await room.line("Ana");
  return await room.deaf("Surdo\n");
}

Deno.test("a reader more than 1 MiB behind that takes nothing for a second is dropped", async () => {
  await using room = new TestRoom();
  const deaf = await withDeaf(room);
  fill(room, 1024);
  await room.pass(5_000);
  assertEquals([endings(room), deaf.isOver()], [[], false]);
  notice(room, 100);
  await room.pass(249);
  assertEquals([endings(room), deaf.isOver()], [[], false]);
  await room.pass(1);
  const address = `('127.0.0.1', ${deaf.client.localAddr.port})`;
  assertEquals(endings(room), [`Conexão encerrada com ${address}: ${STALLED}`]);
  assertEquals([deaf.isOver(), room.names], [true, ["Ana"]]);
});

Deno.test("the second without progress begins when the last byte was taken", async () => {
  await using room = new TestRoom();
  const deaf = await withDeaf(room);
  fill(room, 1100);
  for (let second = 0; second < 5; second++) {
    await room.pass(1_000);
    assertEquals((await deaf.client.take(1)).length, 1);
  }
  await room.pass(1_000);
  assertEquals(deaf.isOver(), false);
  await room.pass(249);
  assertEquals(deaf.isOver(), false);
  await room.pass(1);
  assertEquals([deaf.isOver(), endings(room).length], [true, 1]);
});

Deno.test("a reader less behind is dropped after 30 seconds without progress", async () => {
  await using room = new TestRoom();
  const deaf = await withDeaf(room);
  await room.pass(30_249);
  assertEquals([endings(room), deaf.isOver()], [[], false]);
  await room.pass(1);
  assertEquals([endings(room).length, deaf.isOver(), room.names], [1, true, ["Ana"]]);
});

Deno.test("a structured reader that is dropped is away, and left as too slow", async () => {
  await using room = new TestRoom({ graceMs: 1_000 });
  const bia = await room.structured("Bia");
  const deaf = await room.deaf('{"type":"hello","version":1,"name":"Surdo"}\n');
  fill(room, 1200);
  await room.pass(1_250);
  assertEquals([deaf.isOver(), room.names], [true, ["Bia", "(Surdo)"]]);
  await room.pass(1_000);
  await bia.peer.told("left", { name: "Surdo", reason: "slow" });
});

Deno.test("a plain text reader that is dropped has left at once, as too slow", async () => {
  await using room = new TestRoom();
  const bia = await room.structured("Bia");
  await room.deaf("Surdo\n");
  fill(room, 1200);
  await room.pass(1_250);
  await bia.peer.told("left", { name: "Surdo", reason: "slow" });
});

Deno.test("a reader whose next entry is no longer kept is dropped at once", async () => {
  await using room = new TestRoom();
  const deaf = await withDeaf(room);
  for (let batch = 0; batch < 5; batch++) {
    for (let count = 0; count < 2_000; count++) room.notice("x");
    await room.settle();
  }
  // The entry of its own arrival was handed to its socket; the next one after it goes now.
  assertEquals([endings(room), deaf.isOver()], [[], false]);
  room.notice("x");
  room.notice("x");
  await room.settle();
  assertEquals([endings(room).length, deaf.isOver(), room.clock.now()], [1, true, 0]);
});

Deno.test("a reader that asks for an entry that is no longer kept gets none, and is dropped", async () => {
  await using room = new TestRoom();
  const deaf = await withDeaf(room);
  for (let batch = 0; batch < 5; batch++) {
    for (let count = 0; count < 2_000; count++) room.notice("x");
    await room.settle();
  }
  // Appended, and not shown to anybody yet: it reads on before it is told that there is more.
  for (let count = 0; count < 10; count++) room.hub.notice("x", 0);
  assertEquals(await deaf.client.take(), "Surdo entrou no chat.\n");
  await room.settle();
  assertEquals([endings(room).length, room.unexpected, deaf.isOver()], [1, [], true]);
});

Deno.test("readers that take everything are never dropped", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.structured("Bia");
  for (let second = 0; second < 40; second++) {
    fill(room, 64);
    await room.pass(1_000);
    if (second % 9 === 0) await bia.peer.tell({ type: "pong" });
  }
  assertEquals([ana.isOver(), bia.isOver(), endings(room)], [false, false, []]);
});
