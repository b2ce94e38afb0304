/** Backpressure: senders wait for a slow reader of the room, and for their own unread responses. */

import { assertEquals } from "@std/assert";
import { sendAll, type TestConnection, TestRoom } from "../support/test_room.ts";

const KIB = 1024;
/** How many bytes the system's buffer holds for the slow reader. */
const PIPE = 4 * KIB;
const OWN_ARRIVAL = "Lento entrou no chat.\n".length;

/** Sends 960 KiB for a plain text client: two writes more than the limit that pauses senders. */
function sendBacklog(room: TestRoom): void {
  const text = "x".repeat(4 * KIB - "Aviso do servidor: \n".length);
  for (let count = 0; count < 240; count++) room.notice(text);
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

/** A room with a reader, a sender, and a slow reader with 960 KiB to read. */
async function roomWithSlowReader(room: TestRoom) {
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  // A full read: the next may be 128 KiB long.
  await sender.peer.send(`${"a\n".repeat(511)}b\n`);
  await ana.peer.receives("Alto: b\n");
  const slow = await room.stalled("Lento\n", { capacity: PIPE });
  sendBacklog(room);
  await room.settle();
  return { ana, sender, slow };
}

Deno.test("a sender is not read while a reader that makes progress is far behind", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("um\n"); // This read was already pending.
  await ana.peer.receives("Alto: um\n");
  await sender.peer.send("dois\n");
  await readSlowly(room, slow, 6);
  assertEquals(ana.peer.text.includes("dois"), false);
  // Each write passes a quarter of a MiB to the system, which buffers a little of it.
  const block = slow.server.writes[1]!.length;
  await slow.client.readAvailable(OWN_ARRIVAL + block - PIPE - 6 * 40 * KIB);
  assertEquals(ana.peer.text.includes("dois"), false);
  await slow.client.readAvailable(1); // With the second write in flight, less than half a MiB is left.
  await ana.peer.receives("Alto: dois\n");
});

Deno.test("no sender waits for a reader that makes no progress for half a second", async () => {
  await using room = new TestRoom();
  const { ana, sender } = await roomWithSlowReader(room);
  await sender.peer.send("um\n");
  await ana.peer.receives("Alto: um\n");
  await sender.peer.send("dois\n");
  await room.advance(499);
  assertEquals(ana.peer.text.includes("dois"), false);
  await room.advance(1);
  assertEquals(ana.peer.text.includes("dois"), true);
});

Deno.test("a sender waits for a reader that is 5000 entries behind, of any size", async () => {
  await using room = new TestRoom();
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  room.connect(); // Without a name it receives nothing, and is not behind.
  const received = async (text: string) => {
    await sender.peer.send(`${text}\n`);
    await room.settle();
    return ana.peer.text.includes(`Alto: ${text}\n`);
  };
  for (let count = 0; count < 6_000; count++) room.notice("x");
  await room.settle();
  assertEquals([await received("um"), await received("dois")], [true, true]);
  await room.stalled("Lento\n");
  for (let count = 0; count < 5_100; count++) room.notice("x");
  await room.settle();
  assertEquals([await received("três"), await received("quatro")], [true, false]);
  await room.advance(500);
  await ana.peer.receives("Alto: quatro\n");
});

Deno.test("a kicked sender is read to its end, even while readers are far behind", async () => {
  await using room = new TestRoom();
  const { sender } = await roomWithSlowReader(room);
  room.kick("Alto");
  await sender.peer.send("ainda\n");
  await sender.peer.closeWrite();
  await room.settle();
  assertEquals([sender.isClosed(), room.clock.now()], [true, 0]);
});

Deno.test("no sender waits for a disconnected reader", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("um\n");
  await ana.peer.receives("Alto: um\n");
  await sender.peer.send("dois\n");
  slow.client.close();
  await ana.peer.receives("Lento saiu do chat.\nAlto: dois\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("no sender waits for a disconnected reader that was waiting itself", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sendAll(slow.client, "eu\n");
  await ana.peer.receives("Lento: eu\n");
  await sender.peer.send("um\n");
  await ana.peer.receives("Alto: um\n");
  await sender.peer.send("dois\n");
  await room.settle();
  room.kick("Lento");
  await room.advance(399);
  assertEquals(ana.peer.text.includes("dois"), false);
  await room.advance(1);
  assertEquals(ana.peer.text.includes("dois"), true);
});

Deno.test("no sender waits for a reader whose connection broke while it was waiting itself", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sendAll(slow.client, "eu\n");
  await ana.peer.receives("Lento: eu\n");
  await sender.peer.send("um\n");
  await ana.peer.receives("Alto: um\n");
  await sender.peer.send("dois\n");
  slow.server.fail(new Deno.errors.ConnectionReset("Connection reset by peer"));
  await ana.peer.receives("Alto: dois\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("a connection without a name is not paused by backpressure", async () => {
  await using room = new TestRoom();
  await roomWithSlowReader(room);
  const third = room.connect();
  await third.peer.send("nome ruim\n");
  await third.peer.receives("espaços");
  await third.peer.send("Caio\n");
  await third.peer.receives("Caio entrou no chat.\n");
  assertEquals(room.clock.now(), 0);
});

Deno.test("a long read is carried out no further while a reader is far behind", async () => {
  await using room = new TestRoom();
  const { ana, sender, slow } = await roomWithSlowReader(room);
  await sender.peer.send("x\n".repeat(5_000) + "fim\n");
  await readSlowly(room, slow, 2);
  await room.settle();
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, 2_000);
  slow.client.close();
  await ana.peer.receives("Alto: fim\n");
  assertEquals(ana.peer.text.split("Alto: x\n").length - 1, 5_000);
});

Deno.test("a paused sender is read again after all readers had a turn", async () => {
  await using room = new TestRoom({ maxPeople: 300 });
  const sender = await room.line("Alto");
  const others = await room.lines(130);
  const last = others.at(-1)!;
  for (const text of ["um", "dois", "três"]) await sender.peer.send(`${text}\n`);
  await last.peer.receives("três\n");
  assertEquals(last.server.texts.at(-1), "Alto: três\n");
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
  assertEquals(asked(room), stoppedAt);
  // The outbox is polled every 20 ms.
  await ana.client.readAvailable(64 * KIB);
  await room.advance(14);
  assertEquals(asked(room), stoppedAt);
  await room.advance(1);
  assertEquals(asked(room) > stoppedAt, true);
  for (let count = 0; count < 20; count++) {
    await ana.client.readAvailable();
    await room.advance(20);
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
