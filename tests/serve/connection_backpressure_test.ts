/** Those who write wait for those who read: for a slow reader of the room, and for themselves. */

import { assertEquals } from "@std/assert";
import { type Opened, say, TestRoom } from "../support/test_room.ts";

const KIB = 1024;
/** What the system holds of what the slow one has not read. */
const PIPE = 4 * KIB;
const OWN_ARRIVAL = "Lento entrou no chat.\n".length;

/** Says what takes a plain text client 960 KiB: two writes more than others wait for. */
function fill(room: TestRoom): void {
  const text = "x".repeat(4 * KIB - "Aviso do servidor: \n".length);
  for (let count = 0; count < 240; count++) room.notice(text);
}

/** Reads 40 KiB in each half second, of which 32 would do. */
async function readOn(room: TestRoom, { client }: Opened, halfSeconds: number): Promise<void> {
  for (let count = 0; count < halfSeconds; count++) {
    await client.take(40 * KIB);
    await room.pass(500);
  }
}

/** One who listens, one who speaks, and one who has 960 KiB to read. */
async function withSlow(room: TestRoom) {
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  // A full read: the next may be 128 KiB long.
  await loud.peer.say(`${"a\n".repeat(511)}b\n`);
  await ana.peer.hears("Alto: b\n");
  const slow = await room.deaf("Lento\n", { capacity: PIPE });
  fill(room);
  await room.settle();
  return { ana, loud, slow };
}

Deno.test("a sender is not read while a reader that makes progress is far behind", async () => {
  await using room = new TestRoom();
  const { ana, loud, slow } = await withSlow(room);
  await loud.peer.say("um\n"); // It was being read already.
  await ana.peer.hears("Alto: um\n");
  await loud.peer.say("dois\n");
  await readOn(room, slow, 6);
  assertEquals(ana.peer.text.includes("dois"), false);
  // A quarter of a MiB at a time is handed to the system, of which it holds a little.
  const block = slow.server.writes[1]!.length;
  await slow.client.take(OWN_ARRIVAL + block - PIPE - 6 * 40 * KIB);
  assertEquals(ana.peer.text.includes("dois"), false);
  await slow.client.take(1); // With the second under way, less than half a MiB is left.
  await ana.peer.hears("Alto: dois\n");
});

Deno.test("nobody waits for a reader that makes no progress for half a second", async () => {
  await using room = new TestRoom();
  const { ana, loud } = await withSlow(room);
  await loud.peer.say("um\n");
  await ana.peer.hears("Alto: um\n");
  await loud.peer.say("dois\n");
  await room.pass(499);
  assertEquals(ana.peer.text.includes("dois"), false);
  await room.pass(1);
  assertEquals(ana.peer.text.includes("dois"), true);
});

Deno.test("a sender waits for a reader that is 5000 entries behind, however short", async () => {
  await using room = new TestRoom();
  const [ana, loud] = [await room.line("Ana"), await room.line("Alto")];
  room.connect(); // Without a name it reads nothing, and is not behind.
  const heard = async (text: string) => {
    await loud.peer.say(`${text}\n`);
    await room.settle();
    return ana.peer.text.includes(`Alto: ${text}\n`);
  };
  for (let count = 0; count < 6_000; count++) room.notice("x");
  await room.settle();
  assertEquals([await heard("um"), await heard("dois")], [true, true]);
  await room.deaf("Lento\n");
  for (let count = 0; count < 5_100; count++) room.notice("x");
  await room.settle();
  assertEquals([await heard("três"), await heard("quatro")], [true, false]);
  await room.pass(500);
  await ana.peer.hears("Alto: quatro\n");
});

Deno.test("one who was taken out is read to their end, whoever is far behind", async () => {
  await using room = new TestRoom();
  const { loud } = await withSlow(room);
  room.kick("Alto");
  await loud.peer.say("ainda\n");
  await loud.peer.closeWrite();
  await room.settle();
  assertEquals([loud.isOver(), room.clock.now()], [true, 0]);
});

Deno.test("nobody waits for a reader that is gone", async () => {
  await using room = new TestRoom();
  const { ana, loud, slow } = await withSlow(room);
  await loud.peer.say("um\n");
  await ana.peer.hears("Alto: um\n");
  await loud.peer.say("dois\n");
  slow.client.close();
  await ana.peer.hears("Lento saiu do chat.\nAlto: dois\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("nobody waits for a reader that is gone and waited for itself", async () => {
  await using room = new TestRoom();
  const { ana, loud, slow } = await withSlow(room);
  await say(slow.client, "eu\n");
  await ana.peer.hears("Lento: eu\n");
  await loud.peer.say("um\n");
  await ana.peer.hears("Alto: um\n");
  await loud.peer.say("dois\n");
  await room.settle();
  room.kick("Lento");
  await room.pass(399);
  assertEquals(ana.peer.text.includes("dois"), false);
  await room.pass(1);
  assertEquals(ana.peer.text.includes("dois"), true);
});

Deno.test("nobody waits for a reader whose connection broke while it waited for itself", async () => {
  await using room = new TestRoom();
  const { ana, loud, slow } = await withSlow(room);
  await say(slow.client, "eu\n");
  await ana.peer.hears("Lento: eu\n");
  await loud.peer.say("um\n");
  await ana.peer.hears("Alto: um\n");
  await loud.peer.say("dois\n");
  slow.server.fail(new Deno.errors.ConnectionReset("Connection reset by peer"));
  await ana.peer.hears("Alto: dois\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("somebody without a name has not said anything that could wait", async () => {
  await using room = new TestRoom();
  await withSlow(room);
  const third = room.connect();
  await third.peer.say("nome ruim\n");
  await third.peer.hears("espaços");
  await third.peer.say("Caio\n");
  await third.peer.hears("Caio entrou no chat.\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("a long read is carried out no further while a reader is far behind", async () => {
  await using room = new TestRoom();
  const { ana, loud, slow } = await withSlow(room);
  await loud.peer.say("x\n".repeat(5_000) + "fim\n");
  await readOn(room, slow, 2);
  await room.settle();
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, 2_000);
  slow.client.close();
  await ana.peer.hears("Alto: fim\n");
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, 5_000);
});

Deno.test("a sender is read again when everybody has had the turn to read", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const loud = await room.line("Alto");
  const others = await room.crowd(130);
  const last = others.at(-1)!;
  for (const text of ["um", "dois", "três"]) await loud.peer.say(`${text}\n`);
  await last.peer.hears("três\n");
  assertEquals(last.server.texts.at(-1), "Alto: três\n");
});

/** How many of its lines were carried out. */
const asked = (room: TestRoom): number =>
  room.printed.filter((text) => text === "Ana >> /ajuda").length;

/** One who asks 1500 times for what takes a KiB or so, and reads nothing of it. */
async function withCrowd(room: TestRoom): Promise<Opened> {
  const ana = await room.deaf("Ana\n", { capacity: 64 * KIB });
  await say(ana.client, "/ajuda\n".repeat(1_500));
  await room.settle();
  return ana;
}

Deno.test("a client that does not read its answers is not carried out any further", async () => {
  await using room = new TestRoom();
  const ana = await withCrowd(room);
  const [arrival, answer] = ana.server.writes.map(({ length }) => length);
  // What the system took in whole or in part, 64 KiB that wait, and the one that made it too much.
  const taken = Math.ceil((64 * KIB - arrival!) / answer!);
  const stoppedAt = taken + Math.floor(64 * KIB / answer!) + 1;
  await room.pass(5_005);
  assertEquals(asked(room), stoppedAt);
  // Whether some were taken is looked for every 20 ms.
  await ana.client.take(64 * KIB);
  await room.pass(14);
  assertEquals(asked(room), stoppedAt);
  await room.pass(1);
  assertEquals(asked(room) > stoppedAt, true);
  for (let count = 0; count < 20; count++) {
    await ana.client.take();
    await room.pass(20);
  }
  assertEquals(asked(room), 1_500);
});

Deno.test("a client that ends while its answers pile up is let go", async () => {
  await using room = new TestRoom();
  const ana = await withCrowd(room);
  const stoppedAt = asked(room);
  room.kick("Ana");
  await room.pass(400);
  assertEquals([ana.isOver(), asked(room), room.unexpected], [true, stoppedAt, []]);
});
