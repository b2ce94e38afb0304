/** When a private message counts as received: what is not is returned to its author. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import type { Peer } from "../support/peer.ts";
import { type Connected, TestRoom } from "../support/test_room.ts";

const GRACE_MS = 1_000;

const pings = (peer: Peer): number => peer.events.filter(({ type }) => type === "ping").length;

/** The texts that came back to their author. */
const returned = (peer: Peer): unknown[] =>
  peer.events.filter(({ type }) => type === "undelivered").map(({ text }) => text);

const whisper = (text: string) => ({ type: "whisper", to: "Bia", text });

/** Says a private message to Bia, and waits until it was said. */
async function whispers({ peer }: Connected, text: string): Promise<void> {
  await peer.tell(whisper(text));
  await peer.told("whispered", { text });
}

/** The connection of one is gone, and so is their grace. */
async function isGone(room: TestRoom, { peer, attended }: Connected): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await attended;
  await room.pass(GRACE_MS + 250);
}

Deno.test("a private message is received when the ping that follows it is answered", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.pass(100);
  await whispers(ana, "um");
  await room.pass(149);
  assertEquals(pings(bia.peer), 0);
  await room.pass(1);
  assertEquals(bia.peer.events.slice(-2).map(({ type }) => type), ["whispered", "ping"]);
  await room.pass(5_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.tell({ type: "pong" });
  await room.pass(1_000);
  assertEquals([pings(bia.peer), pings(ana.peer)], [1, 0]);
  await isGone(room, bia);
  assertEquals([room.names, returned(ana.peer)], [["Ana"], []]);
});

Deno.test("a private message whose ping is not answered comes back to its author", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await whispers(ana, "um");
  await bia.peer.tell({ type: "pong" }); // Before it was asked.
  await bia.peer.tell({ type: "say", text: "li tudo" });
  await bia.peer.tell({ type: "ping" });
  await bia.peer.told("pong");
  await room.pass(1_000);
  await isGone(room, bia);
  assertEquals(returned(ana.peer), ["um"]);
});

Deno.test("the answer to a ping confirms nothing that was sent after that ping", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await whispers(ana, "um");
  await room.pass(250);
  await whispers(ana, "dois");
  await room.pass(5_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.tell({ type: "pong" });
  await room.pass(250);
  assertEquals(pings(bia.peer), 2);
  await isGone(room, bia);
  assertEquals(returned(ana.peer), ["dois"]);
});

Deno.test("a ping of silence confirms what was sent before it", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.pass(10_250);
  assertEquals(pings(bia.peer), 1);
  await whispers(ana, "depois");
  await room.pass(1_000);
  assertEquals(pings(bia.peer), 1);
  await bia.peer.tell({ type: "pong" });
  await room.settle();
  await isGone(room, bia);
  assertEquals(returned(ana.peer), ["depois"]);
});

Deno.test("a ping goes behind the message it is about, when that goes out late", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const ana = await room.structured("Ana");
  const bia = await room.deaf('{"type":"hello","version":1,"name":"Bia"}\n');
  await ana.peer.tell(whisper("um"));
  await room.pass(1_000);
  const taken = await bia.client.take();
  assertEquals([taken.includes('"um"'), taken.includes('"ping"')], [true, false]);
  await room.pass(250);
  assertEquals(await bia.client.take(), '{"type":"ping"}\n');
});

Deno.test("a plain text client has received what the system took for it", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  const deaf = await room.deaf("Caio\n");
  await whispers(ana, "um");
  await ana.peer.tell({ ...whisper("para Caio"), to: "Caio" });
  const { seq } = await ana.peer.told("whispered", { text: "para Caio" });
  await bia.peer.hears("Ana (privado): um\n");
  await room.pass(250);
  room.notice("gravado"); // What changed goes on disk with what happens next.
  await room.settle();
  assertEquals(history.of("Bia")!.ackedSeq, Number(seq));
  assertEquals(history.of("Caio")!.ackedSeq, 0);
  await deaf.client.take();
  await room.pass(250);
  room.notice("gravado");
  await room.settle();
  assertEquals(history.of("Caio")!.ackedSeq >= Number(seq), true);
});

Deno.test("one who answers no ping has received what the system took past 1 MiB of it", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  const line = `${JSON.stringify(whisper("x".repeat(4000)))}\n`;
  await ana.peer.say(line.repeat(300));
  await bia.peer.until(() => bia.peer.events.length >= 302, "all of them");
  await room.pass(250);
  await isGone(room, bia);
  assertEquals(returned(ana.peer), []);
});

Deno.test("one who says goodbye has read what was sent, one who is kicked perhaps not", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await whispers(ana, "lido");
  await bia.peer.told("whispered");
  await bia.peer.tell({ type: "leave" });
  await ana.peer.told("left", { reason: "left" });
  await room.pass(400);
  const second = await room.structured("Bia");
  await whispers(ana, "talvez");
  await second.peer.told("whispered");
  room.kick("Bia");
  await ana.peer.told("left", { reason: "kicked" });
  await room.pass(400);
  const plain = await room.line("Bia");
  await whispers(ana, "do sistema");
  await plain.peer.hears("do sistema\n");
  room.kick("Bia");
  await room.pass(1_000);
  assertEquals(returned(ana.peer), ["talvez"]);
});

Deno.test("one whose connection is ending is asked nothing more", async () => {
  await using room = new TestRoom({ graceMs: GRACE_MS });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await room.pass(10_200);
  await ana.peer.tell(whisper("um"));
  await bia.peer.told("whispered");
  room.kick("Bia");
  await room.pass(399);
  assertEquals(bia.peer.events.slice(-2).map(({ type }) => type), ["whispered", "refused"]);
  assertEquals([bia.server.texts.at(-1)!.includes("kicked"), bia.isOver()], [true, false]);
});
