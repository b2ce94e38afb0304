/** Keeping order: who is removed from the room, and when nobody new is let in. */

import { assertEquals } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

const { lock, refusals, historyFailures } = textsOf("pt-BR");

Deno.test("Moderation.kick() tells everybody the reason, and line clients what the original does", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const [caio, davi] = [await room.unframed("Caio"), await room.line("Davi")];
  await room.advance(100); // The old program is written to every 50 ms.
  const { length } = ana.peer.text;
  room.kick("davi", "fez barulho");
  await bia.peer.receivesEvent("left", { name: "Davi", reason: "kicked", text: "fez barulho" });
  await davi.peer.receives("O anfitrião tirou você do chat: fez barulho\n");
  await davi.peer.ends();
  assertEquals(ana.peer.text.slice(length), "Davi saiu do chat.\n");
  await room.advance(100);
  assertEquals(caio.peer.reads.at(-1), "Davi saiu do chat.");
  const { port } = davi.peer.address;
  assertEquals(
    room.printed.at(-1),
    `Conexão encerrada com ('127.0.0.1', ${port}): O anfitrião tirou Davi do chat: fez barulho`,
  );
});

Deno.test("Moderation.kick() kicks a connected person, and shows the address", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  room.kick("BIA");
  await bia.peer.receivesEvent("refused", { code: "kicked" });
  await ana.peer.receives("Bia saiu do chat.\n");
  const { port } = bia.peer.address;
  assertEquals(room.printed.slice(2), [
    `Conexão encerrada com ('127.0.0.1', ${port}): O anfitrião tirou Bia do chat.`,
  ]);
  // It may not resume with its token.
  assertEquals(room.names, ["Ana"]);
});

Deno.test("Moderation.kick() kicks a disconnected person, and shows the name", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const caio = await room.structured("Caio");
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  assertEquals(room.names, ["Ana", "(Bia)", "Caio"]);
  room.kick("bia", "até já");
  await ana.peer.receives("Bia saiu do chat.\n");
  await caio.peer.receivesEvent("left", { name: "Bia", reason: "kicked", text: "até já" });
  const removed = "O anfitrião tirou Bia do chat: até já";
  assertEquals([room.names, room.printed.at(-1)], [["Ana", "Caio"], removed]);
});

Deno.test("Moderation.kick() reports an unknown name", async () => {
  await using room = new TestRoom();
  room.kick("Ninguém");
  assertEquals(room.printed, ['Erro: "Ninguém" não está no chat.']);
});

Deno.test("Moderation.setLocked() tells everybody, lets nobody new in, and people back", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  const bia = await room.structured("Bia");
  const token = bia.peer.events[0]!["token"] as string;
  room.room.moderation.setLocked(true);
  await ana.peer.receives(`Aviso do servidor: ${lock.locked}\n`);
  await bia.peer.receivesEvent("notice", { text: lock.locked });
  const caio = room.connect();
  await caio.peer.send("Caio\n");
  await caio.peer.receives(`${refusals.locked("")}\n`);
  await caio.peer.ends();
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  const again = await room.structured("Bia", { resume: { token, seen: 0 } });
  assertEquals(room.names, ["Ana", "Bia"]);
  room.room.moderation.setLocked(false);
  await again.peer.receivesEvent("notice", { text: lock.unlocked });
  await room.line("Caio");
  assertEquals(room.printed.filter((line) => line.startsWith("Conexão encerrada")), [
    `Conexão encerrada com ('127.0.0.1', ${caio.peer.address.port}): ${refusals.locked("")}`,
  ]);
});

Deno.test("Moderation.setLocked() tells the operator when nothing changes", async () => {
  await using room = new TestRoom();
  room.room.moderation.setLocked(false);
  room.room.moderation.setLocked(true);
  room.room.moderation.setLocked(true);
  assertEquals(room.printed, [
    lock.isUnlocked,
    `Aviso do servidor: ${lock.locked}`,
    lock.isLocked,
  ]);
});

Deno.test("a room that was locked is locked when it is restored", async () => {
  const history = new FakeHistory();
  for (const isLocked of [true, false]) {
    await using room = new TestRoom({ history });
    assertEquals(room.printed, isLocked ? [] : [lock.stillLocked]);
    room.room.moderation.setLocked(isLocked);
    assertEquals([history.isLocked, room.room.moderation.isLocked], [isLocked, isLocked]);
  }
  await using room = new TestRoom({ history });
  assertEquals([room.printed, room.room.moderation.isLocked], [[], false]);
});

Deno.test("a room is locked also while that cannot be recorded, which is told", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  history.isFull = true;
  room.room.moderation.setLocked(true);
  assertEquals(room.printed[0], historyFailures.full("chat.db"));
  assertEquals([room.room.moderation.isLocked, history.isLocked], [true, false]);
  history.isFull = false;
});

Deno.test("a locked room has room for its host, and for a person whose grace time is over", async () => {
  await using room = new TestRoom({
    isHostInChat: true,
    hostSecret: "segredo",
    graceMs: 1_000,
  });
  const ana = await room.structured("Ana", {}, { hostname: "26.1.2.3" });
  const token = ana.peer.events[0]!["token"] as string;
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  await room.advance(1_250);
  assertEquals(room.names, []);
  room.room.moderation.setLocked(true);
  await room.structured("Ana", { resume: { token, seen: 0 } }, { hostname: "26.1.2.3" });
  await room.structured("Dona", { share: "segredo" });
  const bia = room.connect();
  await bia.peer.sendJson({
    type: "hello",
    version: 1,
    name: "Ana",
    resume: { token: "x", seen: 0 },
  });
  await bia.peer.receivesEvent("refused", { code: "locked" });
  assertEquals(room.names, ["Ana", "Dona"]);
});
