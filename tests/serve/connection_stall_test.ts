/** Readers that stop reading: when they are dropped, and what the others receive. */

import { assertEquals } from "@std/assert";
import { type TestConnection, TestRoom } from "../support/test_room.ts";

const KIB = 1024;
const KIND = "Aviso do servidor: \n".length;

/** A notice that takes this many bytes for a plain text client. */
const notice = (room: TestRoom, bytes: number): void => room.notice("x".repeat(bytes - KIND));

/** Broadcasts this many KiB for a plain text client, in lines of 4 KiB. */
function noticeKib(room: TestRoom, kib: number): void {
  for (let done = 0; done < kib; done += 4) notice(room, 4 * KIB);
}

const STALLED = "Conexão encerrada: a leitura parou e há mensagens demais esperando.";
const endings = (room: TestRoom): string[] =>
  room.printed.filter((text) => text.startsWith("Conexão encerrada"));

/** A room with a reader, and a connection that has not read its own join. */
async function roomWithStalled(room: TestRoom): Promise<TestConnection> {
  await room.line("Ana");
  return await room.stalled("Surdo\n");
}

Deno.test("a reader more than 1 MiB behind that reads nothing for a second is dropped", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  noticeKib(room, 1024);
  await room.advance(5_000);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  notice(room, 100);
  await room.advance(249);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  await room.advance(1);
  const address = `('127.0.0.1', ${stalled.client.localAddr.port})`;
  assertEquals(endings(room), [`Conexão encerrada com ${address}: ${STALLED}`]);
  assertEquals([stalled.isClosed(), room.names], [true, ["Ana"]]);
});

Deno.test("the second without progress begins when the last byte was taken", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  noticeKib(room, 1100);
  for (let second = 0; second < 5; second++) {
    await room.advance(1_000);
    assertEquals((await stalled.client.readAvailable(1)).length, 1);
  }
  await room.advance(1_000);
  assertEquals(stalled.isClosed(), false);
  await room.advance(249);
  assertEquals(stalled.isClosed(), false);
  await room.advance(1);
  assertEquals([stalled.isClosed(), endings(room).length], [true, 1]);
});

Deno.test("a reader less behind is dropped after 30 seconds without progress", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  await room.advance(30_249);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  await room.advance(1);
  assertEquals([endings(room).length, stalled.isClosed(), room.names], [1, true, ["Ana"]]);
});

Deno.test("a structured reader that is dropped is away, and left as too slow", async () => {
  await using room = new TestRoom({ graceMs: 1_000 });
  const bia = await room.structured("Bia");
  const stalled = await room.stalled('{"type":"hello","version":1,"name":"Surdo"}\n');
  noticeKib(room, 1200);
  await room.advance(1_250);
  assertEquals([stalled.isClosed(), room.names], [true, ["Bia", "(Surdo)"]]);
  await room.advance(1_000);
  await bia.peer.receivesEvent("left", { name: "Surdo", reason: "slow" });
});

Deno.test("a plain text reader that is dropped has left at once, as too slow", async () => {
  await using room = new TestRoom();
  const bia = await room.structured("Bia");
  await room.stalled("Surdo\n");
  noticeKib(room, 1200);
  await room.advance(1_250);
  await bia.peer.receivesEvent("left", { name: "Surdo", reason: "slow" });
});

Deno.test("a reader whose next entry is forgotten is dropped at once", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  for (let batch = 0; batch < 5; batch++) {
    for (let count = 0; count < 2_000; count++) room.notice("x");
    await room.settle();
  }
  // The entry of its own join was written to its socket; the next one follows now.
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  room.notice("x");
  room.notice("x");
  await room.settle();
  assertEquals([endings(room).length, stalled.isClosed(), room.clock.now()], [1, true, 0]);
});

Deno.test("a reader that requests a forgotten entry gets none, and is dropped", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  for (let batch = 0; batch < 5; batch++) {
    for (let count = 0; count < 2_000; count++) room.notice("x");
    await room.settle();
  }
  // Appended, but not broadcast yet: the reader continues before the fan-out.
  for (let count = 0; count < 10; count++) room.hub.notice("x", 0);
  assertEquals(await stalled.client.readAvailable(), "Surdo entrou no chat.\n");
  await room.settle();
  assertEquals([endings(room).length, room.unexpected, stalled.isClosed()], [1, [], true]);
});

Deno.test("readers that read everything are never dropped", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.structured("Bia");
  for (let second = 0; second < 40; second++) {
    noticeKib(room, 64);
    await room.advance(1_000);
    if (second % 9 === 0) await bia.peer.sendJson({ type: "pong" });
  }
  assertEquals([ana.isClosed(), bia.isClosed(), endings(room)], [false, false, []]);
});
