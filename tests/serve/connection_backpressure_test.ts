/** Backpressure: senders wait for a slow reader of the room, and for their own unread responses. */

import { assertEquals } from "@std/assert";
import { MAX_RUN } from "../../lib/protocol/run.ts";
import { sendAll, type TestConnection, TestRoom } from "../support/test_room.ts";

const KIB = 1024;
/** How many bytes the system's buffer holds for the slow reader. */
const PIPE = 4 * KIB;
/** How many entries may be in the log behind the slowest reader before senders wait. */
const MAX_ENTRIES = 7_500;

/** A room with a reader, a sender, and a slow reader behind whom there is no room in the log. */
async function roomWithSlowReader(room: TestRoom) {
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  const slow = await room.stalled("Lento\n", { capacity: PIPE });
  const text = "x".repeat(4 * KIB);
  for (let count = 0; count < 1_600; count++) room.notice(text);
  await room.settle();
  return { ana, sender, slow };
}

/** Reads 40 KiB in each half second; 32 would suffice. */
async function readSlowly(
  room: TestRoom,
  { client }: TestConnection,
  halfSeconds: number,
): Promise<void> {
  for (let count = 0; count < halfSeconds; count++) {
    await client.readAvailable(40 * KIB);
    await room.advance(500);
  }
}

Deno.test("a message waits for room behind a reader that makes progress", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("um\n");
  await readSlowly(room, slow, 6);
  assertEquals(ana.peer.text.includes("um\n"), false);
  await slow.client.readAvailable(512 * KIB);
  await ana.peer.receives("Alto: um\n");
  assertEquals([slow.isClosed(), room.unexpected], [false, []]);
});

Deno.test("a private message and a reply wait for room too", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("@Ana um\n");
  await room.settle();
  assertEquals(ana.peer.text.includes("um\n"), false);
  await slow.client.readAvailable(512 * KIB);
  await ana.peer.receives("Alto (privado): um\n");
  for (let count = 0; count < 200; count++) room.notice("x".repeat(4 * KIB));
  await ana.peer.send("/r dois\n");
  await room.settle();
  assertEquals(sender.peer.text.includes("dois\n"), false);
  await slow.client.readAvailable(1024 * KIB);
  await sender.peer.receives("Ana (privado): dois\n");
});

Deno.test("a sender waits at most a second for a reader that makes no progress", async () => {
  await using room = new TestRoom();
  const { ana, sender } = await roomWithSlowReader(room);
  await sender.peer.send("um\n");
  await room.advance(999);
  assertEquals(ana.peer.text.includes("um\n"), false);
  await room.advance(1);
  assertEquals(ana.peer.text.includes("um\n"), true);
});

Deno.test("a long read is carried out no further than there is room", async () => {
  await using room = new TestRoom();
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  room.connect(); // Without a name it receives nothing, and is not behind.
  const slow = await room.stalled("Lento\n", { capacity: 16 });
  await sender.peer.send("x\n".repeat(MAX_ENTRIES + 500) + "fim\n");
  for (let read = 0; read < 3; read++) await room.settle();
  // The entry of its own join was given to its outbox.
  const whole = MAX_ENTRIES - MAX_ENTRIES % MAX_RUN;
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, whole);
  slow.client.close();
  await ana.peer.receives("Alto: fim\n");
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, MAX_ENTRIES + 500);
});

Deno.test("many senders share the room that a slow reader leaves", async () => {
  await using room = new TestRoom({ maxPeople: 40 });
  const { slow } = await roomWithSlowReader(room);
  const senders = await Promise.all(Array.from({ length: 8 }, async (_, at) => {
    const connected = room.connect();
    await connected.peer.send(`p${at}\n${`m${at}\n`.repeat(3_000)}`);
    return connected;
  }));
  for (let count = 0; count < 40; count++) {
    await slow.client.readAvailable(512 * KIB);
    await room.settle();
    if (count === 20) assertEquals(slow.isClosed(), false);
  }
  const said = senders.map((_, at) => room.printed.filter((one) => one === `p${at} >> m${at}`));
  const counts = said.map(({ length }) => length);
  assertEquals(Math.min(...counts) > 0, true, `${counts}`);
});

Deno.test("a kicked sender is read to its end, even while there is no room", async () => {
  await using room = new TestRoom();
  const { sender } = await roomWithSlowReader(room);
  room.kick("Alto");
  await sender.peer.send("ainda\n");
  await sender.peer.closeWrite();
  await room.settle();
  assertEquals([sender.isClosed(), room.clock.now()], [true, 0]);
});

Deno.test("a sender that is kicked while it waits says nothing more", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("tarde demais\n");
  await room.settle();
  room.kick("Alto");
  slow.client.close();
  await ana.peer.receives("Alto saiu do chat.\n");
  await room.advance(1_000);
  assertEquals(ana.peer.text.includes("tarde demais"), false);
});

Deno.test("no sender waits for a disconnected reader", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("um\n");
  await room.settle();
  assertEquals(ana.peer.text.includes("um\n"), false);
  slow.client.close();
  await ana.peer.receives("Alto: um\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("no sender waits for a reader that is being closed", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sendAll(slow.client, "eu\n");
  await sender.peer.send("um\n");
  await room.settle();
  room.kick("Lento");
  await ana.peer.receives("Alto: um\n");
  assertEquals([ana.peer.text.includes("Lento: eu"), room.clock.now()], [false, 0]);
});

Deno.test("a newcomer waits for room", async () => {
  await using room = new TestRoom();
  const { ana, slow } = await roomWithSlowReader(room);
  const third = room.connect();
  await third.peer.send("Caio\n");
  await room.settle();
  assertEquals(room.names, ["Ana", "Alto", "Lento"]);
  await slow.client.readAvailable(512 * KIB);
  await ana.peer.receives("Caio entrou no chat.\n");
});

/** How many of its lines were executed. */
const asked = (room: TestRoom): number =>
  room.events.filter(({ line }) => line === "Ana >> /ajuda").length;

/** A client that sends 1500 commands with responses of about 1 KiB, and reads none. */
async function roomWithReaders(room: TestRoom): Promise<TestConnection> {
  const ana = await room.stalled("Ana\n", { capacity: 64 * KIB });
  await sendAll(ana.client, "/ajuda\n".repeat(1_500));
  await room.settle();
  return ana;
}

Deno.test("a client that does not read its answers is not carried out any further", async () => {
  await using room = new TestRoom();
  const ana = await roomWithReaders(room);
  const [arrival, answer] = ana.server.writes.map(({ length }) => length);
  // Fully or partly written responses, 64 KiB of pending ones, and the one beyond the limit.
  const taken = Math.ceil((64 * KIB - arrival!) / answer!);
  const stoppedAt = taken + Math.floor(64 * KIB / answer!) + 1;
  await room.advance(5_005);
  await room.settle(); // The next read waits for a turn.
  assertEquals(asked(room), stoppedAt);
  // The outbox is polled every 20 ms.
  await ana.client.readAvailable(64 * KIB);
  await room.settle();
  assertEquals(asked(room), stoppedAt);
  await room.advance(20);
  assertEquals(asked(room) > stoppedAt, true);
  for (let count = 0; count < 20; count++) {
    await ana.client.readAvailable();
    await room.advance(20);
    await room.settle();
  }
  assertEquals(asked(room), 1_500);
});

Deno.test("a client that ends while its responses pile up is closed", async () => {
  await using room = new TestRoom();
  const ana = await roomWithReaders(room);
  const stoppedAt = asked(room);
  room.kick("Ana");
  await room.advance(400);
  assertEquals([ana.isClosed(), asked(room), room.unexpected], [true, stoppedAt, []]);
});

Deno.test("a reply that waits for room reaches its person, whoever has the name by then", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  const [bia, caio] = [await room.line("Bia"), await room.structured("Caio")];
  await ana.peer.sendJson({ type: "whisper", id: 1, to: "Bia", text: "oi" });
  await bia.peer.receives("oi");
  const hasRoom = Promise.withResolvers<void>();
  room.room.broadcaster.admit = (weight) => weight > KIB ? hasRoom.promise : undefined;
  await bia.peer.send(`/r ${"x".repeat(KIB)}\n`);
  await room.settle();
  await ana.peer.sendJson({ type: "rename", name: "Anita" });
  await caio.peer.receivesEvent("renamed", { to: "Anita" });
  await caio.peer.sendJson({ type: "rename", name: "Ana" });
  await ana.peer.receivesEvent("renamed", { to: "Ana" });
  hasRoom.resolve();
  await room.settle();
  const received = [ana, caio].map(({ peer }) =>
    peer.events.filter(({ type, from }) => type === "whispered" && from === "Bia").length
  );
  assertEquals(received, [1, 0]);
});
