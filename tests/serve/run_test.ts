/** Lines of one read, which go as one command: what their author, the readers and the host see of it. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { IrcPeer } from "../support/irc_peer.ts";
import type { PeerConnection } from "../support/test_room.ts";
import { TestRoom } from "../support/test_room.ts";

/** Messages of a structured client with ids from the first one on, in one read. */
const says = (first: number, count: number) =>
  Array.from(
    { length: count },
    (_, at) => `{"type":"say","id":${first + at},"text":"m${first + at}"}\n`,
  )
    .join("");

/** The ids of the events of a type, with their codes. */
const idsOf = ({ peer }: PeerConnection, type: string) =>
  peer.events.filter((event) => event.type === type)
    .map(({ id, code }) => code ? `${id} ${code}` : id);

Deno.test("lines of one read reach every reader and the console as if they came alone", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  const caio = await room.structured("Caio");
  const davi = await IrcPeer.joined(room, "Davi");
  await davi.news();
  room.printed.length = 0;
  await ana.peer.send("um\ndois\n/quem\n");
  await ana.peer.receives("No chat (4)");
  await bia.peer.receives("Ana: um\nAna: dois\n");
  await caio.peer.receivesEvent("said", { from: "Ana", text: "dois" });
  const news = (await davi.news()).filter((line) => line.includes("PRIVMSG"));
  assertEquals(news.map((line) => line.slice(line.indexOf("#"))), ["#chat :um", "#chat :dois"]);
  assertEquals(room.printed, ["Ana >> um", "Ana >> dois", "Ana >> /quem"]);
  assertEquals(ana.peer.text.includes("Ana: "), false);
  const said = caio.peer.events.filter(({ type }) => type === "said");
  assertEquals(said.map(({ seq }) => Number(seq) - Number(said[0]!["seq"])), [0, 1]);
});

Deno.test("messages of one read that look like commands are on the console as they are typed", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  room.printed.length = 0;
  await ana.peer.send('{"type":"say","text":"/x"}\n{"type":"say","text":"um"}\n');
  await ana.peer.receivesEvent("said", { text: "um" });
  assertEquals(room.printed, ["Ana >> //x", "Ana >> um"]);
});

Deno.test("a host in the chat reads no lines of others on the console", async () => {
  await using room = new TestRoom({ isHostInChat: true });
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")];
  room.printed.length = 0;
  await ana.peer.send("um\ndois\n");
  await bia.peer.receives("Ana: um\nAna: dois\n");
  assertEquals(room.printed, []);
});

Deno.test("an author with a token receives the messages of one read, each with its id", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  await ana.peer.send(says(1, 5));
  await ana.peer.receivesEvent("said", { id: 5 });
  assertEquals(idsOf(ana, "said"), [1, 2, 3, 4, 5]);
});

Deno.test("of messages that come again those that were said are not said again", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  const token = ana.peer.events[0]!["token"] as string;
  await ana.peer.send(says(1, 5));
  await ana.peer.receivesEvent("said", { id: 5 });
  await ana.peer[Symbol.asyncDispose]();
  const again = await room.structured("Ana", { resume: { token, seen: 0 } });
  await again.peer.send(says(3, 6));
  await again.peer.receivesEvent("said", { id: 8 });
  await bia.peer.receives("Ana: m8\n");
  const read = Array.from({ length: 8 }, (_, at) => `Ana: m${at + 1}\n`).join("");
  assertEquals(bia.peer.text.slice(bia.peer.text.indexOf("Ana: m")), read);
  assertEquals(idsOf(again, "rejected"), []);
  await again.peer.send(says(8, 2));
  await bia.peer.receives("Ana: m9\n");
  assertEquals(bia.peer.text.split("Ana: m8\n").length - 1, 1);
});

Deno.test("of the messages of one read each has its own outcome", async () => {
  await using room = new TestRoom();
  const ana = await room.structured("Ana");
  await ana.peer.sendJson({ type: "say", id: 5, text: "m5" });
  await ana.peer.receivesEvent("said", { id: 5 });
  room.printed.length = 0;
  await ana.peer.send(says(3, 4)); // Those before 5 were passed over.
  await ana.peer.receivesEvent("said", { id: 6 });
  assertEquals(idsOf(ana, "rejected"), ["3 repeated", "4 repeated"]);
  assertEquals(idsOf(ana, "said"), [5, 6]);
  assertEquals(room.printed, ["Ana >> m3", "Ana >> m4", "Ana >> m6"]);
});

Deno.test("who is muted is told so of each message, and gets the entries of those said before", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.structured("Ana"), await room.line("Bia")];
  await ana.peer.send(says(1, 3));
  await ana.peer.receivesEvent("said", { id: 3 });
  room.room.moderation.mute({ name: "Ana" });
  await ana.peer.send(says(2, 4));
  await ana.peer.receivesEvent("rejected", { id: 5 });
  assertEquals(idsOf(ana, "rejected"), ["4 muted", "5 muted"]);
  await ana.peer.send(says(2, 2));
  await room.settle();
  assertEquals(idsOf(ana, "rejected"), ["4 muted", "5 muted"]);
  assertEquals(bia.peer.text.split("Ana: m").length - 1, 3);
  await ana.peer.send('{"type":"say","text":"sem"}\n'.repeat(2));
  await room.settle();
  assertEquals(idsOf(ana, "rejected").slice(2), ["undefined muted", "undefined muted"]);
  assertEquals(bia.peer.text.includes("sem"), false);
});

Deno.test("messages of one read that cannot be recorded are rejected one by one, and come in order", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.structured("Ana");
  history.isFull = true;
  room.notice("um"); // Finds out that the disk is full.
  await room.settle();
  await ana.peer.send(says(1, 2));
  await ana.peer.receivesEvent("rejected", { id: 2 });
  history.isFull = false;
  await room.advance(2_000);
  // A client sends again what was rejected, and then what it has held back.
  await ana.peer.send(says(2, 2));
  await ana.peer.receivesEvent("rejected", { id: 3 });
  assertEquals(idsOf(ana, "rejected").slice(2), ["2 not-recorded", "3 not-recorded"]);
  await ana.peer.send(says(1, 3));
  await ana.peer.receivesEvent("said", { id: 3 });
  assertEquals(idsOf(ana, "said"), [1, 2, 3]);
});

Deno.test("messages of one read take a token each: those without one wait for it", async () => {
  await using room = new TestRoom({ rate: 10 });
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia", { hostname: "192.0.2.1" })];
  const count = () => bia.peer.text.split("Ana: x\n").length - 1;
  await ana.peer.send("x\n".repeat(15));
  await room.settle();
  assertEquals(count(), 15);
  await ana.peer.send("x\n".repeat(15));
  await room.settle();
  assertEquals(count(), 20);
  for (const said of [21, 22, 23]) {
    await room.advance(99);
    assertEquals(count(), said - 1);
    await room.advance(1);
    assertEquals(count(), said);
  }
});

Deno.test("messages of one read never wait for more than one token at once", async () => {
  await using room = new TestRoom({ rate: 10 });
  const [ana, bia] = [await room.line("Ana"), await room.line("Bia")]; // Of one address.
  const caio = await room.line("Caio", { hostname: "192.0.2.1" });
  await room.advance(5_000); // The tokens that joining took are there again.
  // The first command lasts so long that the other one has its turn behind it.
  room.clock.lookMs = 3;
  await Promise.all([ana.peer.send("/quem\n" + "x\n".repeat(19)), bia.peer.send("y\ny\n/quem\n")]);
  await room.settle();
  room.clock.lookMs = 0;
  for (let at = 0; at < 60; at++) {
    await bia.peer.send("y\n");
    await room.advance(100);
  }
  assertEquals(caio.peer.text.split("Ana: x\n").length - 1, 19);
});
