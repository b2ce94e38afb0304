/** When a private message counts as received; others are reported to their author. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import type { Peer } from "../support/peer.ts";
import { type PeerConnection, TestRoom } from "../support/test_room.ts";

const GRACE_MS = 1_000;

const pings = (peer: Peer): number => peer.events.filter(({ type }) => type === "ping").length;

/** The texts that were reported to their author as undelivered. */
const returned = (peer: Peer): unknown[] =>
  peer.events.filter(({ type }) => type === "undelivered").map(({ text }) => text);

const whisper = (text: string) => ({ type: "whisper", to: "Bia", text });

/** Sends a private message to Bia, and waits for its broadcast. */
async function sendWhisper({ peer }: PeerConnection, text: string): Promise<void> {
  await peer.sendJson(whisper(text));
  await peer.receivesEvent("whispered", { text });
}

/** Disconnects a client, and ends its grace time. */
async function expireGrace(
  room: TestRoom,
  { peer, closed }: PeerConnection,
): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await closed;
  await room.advance(GRACE_MS + 250);
}

Deno.test("a private message is received when the ping that follows it is answered", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.advance(100);
  await sendWhisper(ana, "um");
  await room.advance(149);
  assertEquals(pings(bia.peer), 0);
  await room.advance(1);
  assertEquals(bia.peer.events.slice(-2).map(({ type }) => type), ["whispered", "ping"]);
  await room.advance(5_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.sendJson({ type: "pong" });
  await room.advance(1_000);
  assertEquals([pings(bia.peer), pings(ana.peer)], [1, 0]);
  await expireGrace(room, bia);
  assertEquals([room.names, returned(ana.peer)], [["Ana"], []]);
});

Deno.test("a private message whose ping is not answered is reported to its author", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await sendWhisper(ana, "um");
  await bia.peer.sendJson({ type: "pong" }); // Before the ping.
  await bia.peer.sendJson({ type: "say", text: "li tudo" });
  await bia.peer.sendJson({ type: "ping" });
  await bia.peer.receivesEvent("pong");
  await room.advance(1_000);
  await expireGrace(room, bia);
  assertEquals(returned(ana.peer), ["um"]);
});

Deno.test("the answer to a ping confirms nothing that was sent after that ping", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await sendWhisper(ana, "um");
  await room.advance(250);
  await sendWhisper(ana, "dois");
  await room.advance(5_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.sendJson({ type: "pong" });
  await room.advance(250);
  assertEquals(pings(bia.peer), 2);
  await expireGrace(room, bia);
  assertEquals(returned(ana.peer), ["dois"]);
});

Deno.test("an idle ping confirms the messages sent before it", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.advance(10_250);
  assertEquals(pings(bia.peer), 1);
  await sendWhisper(ana, "depois");
  await room.advance(1_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.sendJson({ type: "pong" });
  await room.settle();
  await expireGrace(room, bia);
  assertEquals(returned(ana.peer), ["depois"]);
});

Deno.test("a ping follows its message when that is sent late", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const ana = await room.structured("Ana");
  const bia = await room.stalled('{"type":"hello","version":1,"name":"Bia"}\n');
  await ana.peer.sendJson(whisper("um"));
  await room.advance(1_000);
  const taken = await bia.client.readAvailable();
  assertEquals([taken.includes('"um"'), taken.includes('"ping"')], [true, false]);
  await room.advance(250);
  assertEquals(await bia.client.readAvailable(), '{"type":"ping"}\n');
});

Deno.test("a plain text client has received the bytes the system accepted", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  const stalled = await room.stalled("Caio\n");
  await sendWhisper(ana, "um");
  await ana.peer.sendJson({ ...whisper("para Caio"), to: "Caio" });
  const { seq } = await ana.peer.receivesEvent("whispered", { text: "para Caio" });
  await bia.peer.receives("Ana (privado): um\n");
  await room.advance(250);
  room.notice("gravado"); // A changed session is recorded with the next entry.
  await room.settle();
  assertEquals(history.recordOf("Bia")!.ackedSeq, Number(seq));
  assertEquals(history.recordOf("Caio")!.ackedSeq, 0);
  await stalled.client.readAvailable();
  await room.advance(250);
  room.notice("gravado");
  await room.settle();
  assertEquals(history.recordOf("Caio")!.ackedSeq >= Number(seq), true);
});

Deno.test("past 1 MiB without a pong private messages are rejected, and all are returned", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  const messages = Array.from(
    { length: 300 },
    (_, at) => ({ ...whisper("x".repeat(4000)), id: at + 1 }),
  );
  await ana.peer.send(messages.map((one) => `${JSON.stringify(one)}\n`).join(""));
  await ana.peer.receivesEvent("rejected", { id: 300, code: "too-many-waiting", value: "Bia" });
  const rejected = ana.peer.events.filter(({ type }) => type === "rejected");
  // Each weighs 4064; the last one accepted is that which exceeds 1 MiB.
  assertEquals(rejected.length, 300 - 259);
  await room.advance(250);
  await expireGrace(room, bia);
  assertEquals(returned(ana.peer).length, 259);
});

Deno.test("a client that answers pings receives any number of private messages", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  const line = `${JSON.stringify(whisper("x".repeat(4000)))}\n`;
  for (let batch = 0; batch < 10; batch++) {
    await ana.peer.send(line.repeat(100));
    const pings = () => bia.peer.events.filter(({ type }) => type === "ping").length;
    await bia.peer.until(() => pings() > batch, "a ping, before the clock advances");
    await room.settle();
    for (let count = pings() - batch; count > 0; count--) await bia.peer.sendJson({ type: "pong" });
    await room.settle();
  }
  assertEquals(ana.peer.events.filter(({ type }) => type === "rejected"), []);
});

Deno.test("a client that leaves has read everything sent, a kicked one perhaps not", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await sendWhisper(ana, "lido");
  await bia.peer.receivesEvent("whispered");
  await bia.peer.sendJson({ type: "leave" });
  await ana.peer.receivesEvent("left", { reason: "left" });
  await room.advance(400);
  const second = await room.structured("Bia");
  await sendWhisper(ana, "talvez");
  await second.peer.receivesEvent("whispered");
  room.kick("Bia");
  await ana.peer.receivesEvent("left", { reason: "kicked" });
  await room.advance(400);
  const plain = await room.line("Bia");
  await sendWhisper(ana, "do sistema");
  await plain.peer.receives("do sistema\n");
  room.kick("Bia");
  await room.advance(1_000);
  assertEquals(returned(ana.peer), ["talvez"]);
});

Deno.test("a closing connection gets no more pings", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.advance(10_200);
  await ana.peer.sendJson(whisper("um"));
  await bia.peer.receivesEvent("whispered");
  room.kick("Bia");
  await room.advance(399);
  assertEquals(bia.peer.events.slice(-2).map(({ type }) => type), ["whispered", "refused"]);
  assertEquals([bia.server.texts.at(-1)!.includes("kicked"), bia.isClosed()], [true, false]);
});

Deno.test("the author is told when a message that waited is received, by a pong or a resume", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  const linha = await room.line("Linha");
  const { token } = await bia.peer.receivesEvent("welcome");
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  await sendWhisper(ana, "um");
  await linha.peer.send("@Bia dois\n");
  await room.settle();
  const { seq, waiting } = ana.peer.events.at(-1)!;
  assertEquals(waiting, true);
  const back = await room.structured("Bia", { resume: { token, seen: 0 } });
  await back.peer.receivesEvent("whispered", { text: "um" });
  await room.advance(250);
  assertEquals(ana.peer.text.includes("received"), false);
  await back.peer.sendJson({ type: "pong" });
  await ana.peer.receivesEvent("received", { to: "Bia", of: seq });
  await room.settle();
  assertEquals(ana.peer.events.filter(({ type }) => type === "received").length, 1);
  assertEquals(/recebeu|received/.test(linha.peer.text), false);
});

Deno.test("the author is told when a connection is lost before a message is confirmed", async () => {
  for (const graceMs of [30_000, 0]) {
    await using room = new TestRoom({ graceMs });
    const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
    await sendWhisper(ana, "um");
    await bia.peer.receivesEvent("whispered");
    await bia.peer[Symbol.asyncDispose]();
    await bia.closed;
    await room.settle();
    const types = ana.peer.events.map(({ type }) => type).slice(-2);
    // Without a grace time the message comes back at once.
    assertEquals(types, graceMs > 0 ? ["whispered", "delayed"] : ["left", "undelivered"]);
  }
});

Deno.test("nobody is told of a lost connection while nothing can be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await sendWhisper(ana, "um");
  await bia.peer.receivesEvent("whispered");
  history.isFull = true;
  await ana.peer.sendJson({ type: "say", text: "oi" });
  await room.settle();
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  await room.settle();
  assertEquals(ana.peer.text.includes("delayed"), false);
});
