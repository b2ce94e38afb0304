/** The operator's actions: closing the room, and broadcasting notices. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

const CLOSED = "Conexão encerrada pelo servidor.";

/** Closes a room; tells whether it has closed. */
function startClosing(room: TestRoom): { isOver: () => boolean } {
  let isClosed = false;
  room.close().then(() => isClosed = true);
  return { isOver: () => isClosed };
}

Deno.test("Room.close() sends the farewell to all, and broadcasts no leaves", async () => {
  await using room = new TestRoom();
  const line = await room.line("Linha");
  const unframed = await room.unframed("Antigo");
  const structured = await room.structured("Nosso");
  const nameless = room.connect();
  await room.advance(500);
  room.notice("última");
  const closed = startClosing(room);
  await room.advance(399);
  for (const { peer } of [line, structured, nameless]) await peer.ends();
  assertEquals(closed.isOver(), false);
  await room.advance(1);
  assertEquals(closed.isOver(), true);
  await unframed.peer.ends();
  assertEquals(line.peer.text.split("\n").slice(-3), ["Aviso do servidor: última", CLOSED, ""]);
  assertEquals(unframed.peer.reads.at(-1), CLOSED);
  assertEquals(nameless.peer.text, `${CLOSED}\n`);
  const { code, text } = structured.peer.events.at(-1)!;
  assertEquals([code, text], ["server-closing", CLOSED]);
  for (const { peer } of [line, unframed, structured]) {
    assertEquals(/saiu|left/.test(peer.text), false);
  }
  assertEquals(room.clock.pending, 0);
});

Deno.test("Room.close() waits for a reader that is stuck no longer than 400 ms", async () => {
  await using room = new TestRoom();
  const [ana, stuck] = [await room.line("Ana"), await room.stalled("Preso\n")];
  for (let at = 0; at < 800; at++) room.notice(`${"x".repeat(4000)} ${at}`);
  await ana.peer.receives(" 799\n");
  const closed = startClosing(room);
  await room.advance(399);
  assertEquals([closed.isOver(), stuck.isClosed()], [false, false]);
  await room.advance(1);
  assertEquals([closed.isOver(), stuck.isClosed()], [true, true]);
});

Deno.test("Room.close() resolves at once when all clients disconnect", async () => {
  await using room = new TestRoom();
  const people = [await room.line("Ana"), await room.structured("Bia")];
  const closed = startClosing(room);
  for (const { peer } of people) {
    await peer.ends();
    await peer.closeWrite();
  }
  await room.settle();
  assertEquals([closed.isOver(), room.clock.now(), room.clock.pending], [true, 0, 0]);
});

Deno.test("Room.close() delivers earlier entries to all, also to the latest clients", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const people = await room.lines(130);
  room.notice("última");
  const closed = startClosing(room);
  for (const { peer } of people) {
    await peer.ends();
    assertEquals(peer.text.endsWith(`Aviso do servidor: última\n${CLOSED}\n`), true);
  }
  await room.advance(400);
  assertEquals(closed.isOver(), true);
});

Deno.test("Room.close() keeps all sessions for the next start", async () => {
  const history = new FakeHistory();
  {
    await using room = new TestRoom({ history });
    await room.structured("Ana");
    const bia = await room.line("Bia");
    await room.line("Caio");
    await bia.peer[Symbol.asyncDispose]();
    await room.settle();
  }
  assertEquals(history.recorded, ["joined", "joined", "joined", "left"]);
  assertEquals(history.recordOf("Ana")?.isGone, false);
  assertEquals([history.recordOf("Bia"), history.recordOf("Caio")?.isGone], [undefined, false]);
});

Deno.test("Room.notice() broadcasts and shows the notice, unless it cannot be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  room.notice("um");
  await ana.peer.receives("Aviso do servidor: um\n");
  assertEquals(room.printed.at(-1), "Aviso do servidor: um");
  history.isFull = true;
  await ana.peer.send("oi\n");
  await room.settle();
  room.notice("dois");
  const { length } = room.printed;
  await room.settle();
  assertEquals(
    room.printed.slice(-1),
    ["Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada."],
  );
  history.isFull = false;
  await room.advance(1_000);
  assertEquals([room.printed.length, ana.peer.text.includes("dois")], [length + 1, false]);
});

Deno.test("a client admitted while the room closes gets no welcome after the farewell", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  history.isFull = true;
  const ana = room.connect();
  await ana.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  await room.advance(700);
  assertEquals(ana.peer.text, "");
  const closed = startClosing(room);
  await ana.peer.receivesEvent("refused", { code: "server-closing" });
  history.isFull = false;
  await room.advance(400); // Her join is recorded at 1000 ms.
  assertEquals(history.recorded, ["joined"]);
  assertEquals([closed.isOver(), ana.peer.events.length, room.unexpected], [true, 1, []]);
  assertEquals(ana.server.writes.length, 1);
});

Deno.test("Room.close() does not wait for a newcomer who cannot be recorded", async () => {
  const history = new FakeHistory();
  const room = new TestRoom({ history });
  history.isFull = true;
  const newcomer = room.connect();
  await newcomer.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  const closed = startClosing(room);
  await room.advance(400);
  assertEquals([closed.isOver(), newcomer.isClosed()], [true, true]);
  assertEquals(room.unexpected, []);
});

Deno.test("a connection that comes while the room is closed is closed at once", async () => {
  await using room = new TestRoom();
  await room.structured("Ana");
  const closing = room.room.close();
  const late = room.openRaw();
  await late.closed;
  assertEquals(late.server.isClosed, true);
  await room.advance(1_000);
  await closing;
});

Deno.test("a room that is closed carries nothing out any more", async () => {
  await using room = new TestRoom();
  await room.line("Ana");
  const closed = room.close();
  await room.advance(1_000);
  await closed;
  const { log } = room.room.broadcaster;
  const { last } = log;
  room.notice("ainda?");
  assertEquals(log.last, last);
});
