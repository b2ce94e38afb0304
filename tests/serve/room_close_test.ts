/** The operator's part: closing the room, taking people out, and speaking to everybody. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

const CLOSED = "Conexão encerrada pelo servidor.";

/** Whether a room has closed, as far as it goes. */
function closing(room: TestRoom): { isOver: () => boolean } {
  let isOver = false;
  room.close().then(() => isOver = true);
  return { isOver: () => isOver };
}

Deno.test("Room.close() says goodbye to everybody, and tells nobody that the others left", async () => {
  await using room = new TestRoom();
  const line = await room.line("Linha");
  const unframed = await room.unframed("Antigo");
  const structured = await room.structured("Nosso");
  const nameless = room.connect();
  await room.pass(500);
  room.notice("última");
  const closed = closing(room);
  await room.pass(399);
  for (const { peer } of [line, structured, nameless]) await peer.ends();
  assertEquals(closed.isOver(), false);
  await room.pass(1);
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
  const [ana, stuck] = [await room.line("Ana"), await room.deaf("Preso\n")];
  for (let at = 0; at < 800; at++) room.notice(`${"x".repeat(4000)} ${at}`);
  await ana.peer.hears(" 799\n");
  const closed = closing(room);
  await room.pass(399);
  assertEquals([closed.isOver(), stuck.isOver()], [false, false]);
  await room.pass(1);
  assertEquals([closed.isOver(), stuck.isOver()], [true, true]);
});

Deno.test("Room.close() is over at once when everybody hangs up", async () => {
  await using room = new TestRoom();
  const people = [await room.line("Ana"), await room.structured("Bia")];
  const closed = closing(room);
  for (const { peer } of people) {
    await peer.ends();
    await peer.closeWrite();
  }
  await room.settle();
  assertEquals([closed.isOver(), room.clock.now(), room.clock.pending], [true, 0, 0]);
});

Deno.test("Room.close() lets everybody read what happened before, also those who come last", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const people = await room.crowd(130);
  room.notice("última");
  const closed = closing(room);
  for (const { peer } of people) {
    await peer.ends();
    assertEquals(peer.text.endsWith(`Aviso do servidor: última\n${CLOSED}\n`), true);
  }
  await room.pass(400);
  assertEquals(closed.isOver(), true);
});

Deno.test("Room.close() keeps the places of all, for when the room is opened again", async () => {
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
  assertEquals(history.of("Ana")?.isGone, false);
  assertEquals([history.of("Bia"), history.of("Caio")?.isGone], [undefined, false]);
});

Deno.test("Room.kick() takes out one with a connection, and shows whose", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  room.kick("BIA");
  await bia.peer.told("refused", { code: "kicked" });
  await ana.peer.hears("Bia saiu do chat.\n");
  const { port } = bia.peer.address;
  assertEquals(room.printed.slice(2), [
    `Conexão encerrada com ('127.0.0.1', ${port}): Você foi expulso do chat.`,
  ]);
  // It may not come back with its token.
  assertEquals(room.names, ["Ana"]);
});

Deno.test("Room.kick() takes out one without a connection, and shows who", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const caio = await room.structured("Caio");
  await bia.peer[Symbol.asyncDispose]();
  await bia.attended;
  assertEquals(room.names, ["Ana", "(Bia)", "Caio"]);
  room.kick("bia");
  await ana.peer.hears("Bia saiu do chat.\n");
  await caio.peer.told("left", { name: "Bia", reason: "kicked" });
  assertEquals([room.names, room.printed.at(-1)], [["Ana", "Caio"], "Bia saiu do chat."]);
});

Deno.test("Room.kick() shows that there is nobody of this name", async () => {
  await using room = new TestRoom();
  room.kick("Ninguém");
  assertEquals(room.printed, ["Usuário não encontrado."]);
});

Deno.test("Room.notice() is heard by everybody and shown, unless it cannot be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  room.notice("um");
  await ana.peer.hears("Aviso do servidor: um\n");
  assertEquals(room.printed.at(-1), "Aviso do servidor: um");
  history.isFull = true;
  await ana.peer.say("oi\n");
  await room.settle();
  room.notice("dois");
  const { length } = room.printed;
  await room.settle();
  assertEquals(
    room.printed.slice(-1),
    ["Erro: O servidor não está conseguindo gravar o histórico, e a mensagem não foi enviada."],
  );
  history.isFull = false;
  await room.pass(1_000);
  assertEquals([room.printed.length, ana.peer.text.includes("dois")], [length + 1, false]);
});

Deno.test("one who is let in while the room closes is not greeted after the goodbye", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  history.isFull = true;
  const ana = room.connect();
  await ana.peer.tell({ type: "hello", version: 1, name: "Ana" });
  await room.pass(700);
  assertEquals(ana.peer.text, "");
  const closed = closing(room);
  await ana.peer.told("refused", { code: "server-closing" });
  history.isFull = false;
  await room.pass(400); // At 1000 ms it is recorded that she is in.
  assertEquals(history.recorded, ["joined"]);
  assertEquals([closed.isOver(), ana.peer.events.length, room.unexpected], [true, 1, []]);
  assertEquals(ana.server.writes.length, 1);
});
