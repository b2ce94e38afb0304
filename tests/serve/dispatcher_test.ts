/** What the console shows of the commands that a dispatcher carries out. */

import { assertEquals } from "@std/assert";
import { TestRoom } from "../support/test_room.ts";

Deno.test("a message that comes again is on the console once, whatever became of it", async () => {
  await using room = new TestRoom();
  const { peer } = await room.structured("Ana");
  await room.structured("Bia");
  const messages = [
    { type: "say", id: 1, text: "oi" },
    { type: "whisper", id: 2, to: "Bia", text: "psiu" },
    { type: "whisper", id: 3, to: "Caio", text: "alô" },
    { type: "say", id: 4, text: "tchau" },
  ];
  for (const message of [...messages, ...messages]) await peer.sendJson(message);
  await peer.sendJson({ type: "ping" });
  await peer.receivesEvent("pong");
  await room.settle();
  assertEquals(room.printed.filter((line) => line.startsWith("Ana >> ")), [
    "Ana >> oi",
    "Ana >> @Bia psiu",
    "Ana >> @Caio alô",
    "Ana >> tchau",
  ]);
});

Deno.test("a rejected message that comes again is on the console when it is said", async () => {
  await using room = new TestRoom();
  const { peer } = await room.structured("Ana");
  const message = { type: "whisper", id: 1, to: "Bia", text: "psiu" };
  for (let times = 0; times < 3; times++) await peer.sendJson(message);
  await room.settle();
  await room.structured("Bia");
  await peer.sendJson(message);
  await room.settle();
  const said = room.printed.map((line) => line.startsWith("Conexão") ? "Bia" : line).slice(1);
  assertEquals(said, ["Ana >> @Bia psiu", "Bia", "Ana >> @Bia psiu"]);
});

Deno.test("a message whose id was passed over is on the console: it was never said", async () => {
  await using room = new TestRoom();
  const { peer } = await room.structured("Ana");
  for (const id of [5, 3]) await peer.sendJson({ type: "say", id, text: `mensagem ${id}` });
  await peer.receivesEvent("rejected", { code: "repeated" });
  await room.settle();
  assertEquals(room.printed.slice(1), ["Ana >> mensagem 5", "Ana >> mensagem 3"]);
});
