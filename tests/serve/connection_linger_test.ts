/** A connection that is being closed costs nobody else anything. */

import { assertEquals } from "@std/assert";
import { sendAll, TestRoom } from "../support/test_room.ts";

/** A message of 4 KiB, as line clients read it. */
const TEXT = "x".repeat(4 * 1024 - "Aviso do servidor: \n".length);

Deno.test("senders do not wait for a reader that is being refused", async () => {
  await using room = new TestRoom();
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  const slow = await room.stalled("Lento\n", { capacity: 4096 });
  // Some 440 KiB: one write has 256, so the reader is not far enough behind to pause senders.
  for (let count = 0; count < 110; count++) room.notice(TEXT);
  await room.settle();
  await sendAll(slow.client, "y".repeat(17 * 1024)); // Longer than a line may be.
  await room.settle();
  assertEquals(slow.isClosed(), false);
  for (let count = 0; count < 150; count++) room.notice(TEXT);
  await room.settle();
  const { peer } = sender;
  for (const text of ["um", "dois"]) {
    await peer.send(`${text}\n`);
    await room.settle();
  }
  assertEquals(ana.peer.text.match(/Alto: \w+/g), ["Alto: um", "Alto: dois"]);
  assertEquals(slow.isClosed(), false);
});

Deno.test("a reader that is being refused is sent its last words, and no more of the log", async () => {
  await using room = new TestRoom();
  const slow = await room.stalled("Lento\n", { capacity: 1024 });
  for (let count = 0; count < 3; count++) room.notice(TEXT);
  await room.settle();
  await sendAll(slow.client, "y".repeat(17 * 1024));
  await room.settle();
  for (let count = 0; count < 3; count++) room.notice("depois");
  await room.settle();
  const received = await slow.client.readAvailable();
  assertEquals(received.includes("depois"), false);
  assertEquals(received.includes("Linha longa demais"), true);
});
