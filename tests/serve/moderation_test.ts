/** Keeping order: who is removed from the room. */

import { assertEquals } from "@std/assert";
import { TestRoom } from "../support/test_room.ts";

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
