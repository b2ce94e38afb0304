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

const STALLED = "o outro lado parou de ler, com mensagens demais na fila.";
const endings = (room: TestRoom): string[] =>
  room.printed.filter((text) => text.startsWith("Conexão encerrada"));

/** A room with a reader, and a connection that has not read its own join. */
async function roomWithStalled(room: TestRoom): Promise<TestConnection> {
  await room.line("Ana");
  return await room.stalled("Surdo\n");
}

Deno.test("a reader more than 1 MiB behind that reads nothing for five seconds is dropped", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  noticeKib(room, 1024);
  await room.advance(10_000);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  notice(room, 100);
  await room.advance(249);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  await room.advance(1);
  const address = `('127.0.0.1', ${stalled.client.localAddr.port})`;
  assertEquals(endings(room), [`Conexão encerrada com ${address}: ${STALLED}`]);
  assertEquals([stalled.isClosed(), room.names], [true, ["Ana"]]);
});

Deno.test("the time without progress begins when the last byte was taken", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  noticeKib(room, 1100);
  for (let count = 0; count < 5; count++) {
    await room.advance(5_000);
    assertEquals((await stalled.client.readAvailable(1)).length, 1);
  }
  await room.advance(5_000);
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
  await room.advance(5_250);
  assertEquals([stalled.isClosed(), room.names], [true, ["Bia", "(Surdo)"]]);
  await room.advance(1_000);
  await bia.peer.receivesEvent("left", { name: "Surdo", reason: "slow" });
});

Deno.test("a plain text reader that is dropped has left at once, as too slow", async () => {
  await using room = new TestRoom();
  const bia = await room.structured("Bia");
  await room.stalled("Surdo\n");
  noticeKib(room, 1200);
  await room.advance(5_250);
  await bia.peer.receivesEvent("left", { name: "Surdo", reason: "slow" });
});

/** Broadcasts more than the log keeps. */
async function overrun(room: TestRoom): Promise<void> {
  for (let batch = 0; batch < 6; batch++) {
    for (let count = 0; count < 2_000; count++) room.notice(`${batch * 2_000 + count}`);
    await room.settle();
  }
}

Deno.test("a slow reader whose next entries are forgotten is told how many, and reads on", async () => {
  await using room = new TestRoom();
  const stalled = await roomWithStalled(room);
  await overrun(room);
  assertEquals([endings(room), stalled.isClosed()], [[], false]);
  const lines = (await stalled.client.readAvailable(1_000)).split("\n");
  // The log keeps the last 10,000 of 12,002 entries, of which the first two are joins.
  assertEquals(lines.slice(0, 3), [
    "Surdo entrou no chat.",
    "2000 mensagens se perderam: a sua conexão está lenta demais.",
    "Aviso do servidor: 2000",
  ]);
  assertEquals([stalled.isClosed(), room.unexpected], [false, []]);
});

Deno.test("a structured reader gets the private messages among those forgotten", async () => {
  await using room = new TestRoom({ graceMs: 1_000 });
  const ana = await room.structured("Ana");
  const stalled = await room.stalled('{"type":"hello","version":1,"name":"Surdo"}\n');
  await ana.peer.sendJson({ type: "whisper", to: "Surdo", text: "segredo" });
  await ana.peer.receivesEvent("whispered");
  await overrun(room);
  const lines = (await stalled.client.readAvailable(2_000)).split("\n");
  const [missed, whispered] = lines.slice(lines.findIndex((line) => line.includes("missed")));
  // Of 12,003 entries the log keeps the last 10,000; the first and the private message are not missed.
  assertEquals(JSON.parse(missed!), { type: "missed", count: 2_001 });
  assertEquals(JSON.parse(whispered!).text, "segredo");
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
