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
