/** When what happened is shown: together at the end of a turn, or within it when it is too much. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

/** So much of one turn is recorded at once. */
const MAX_ENTRIES_PER_TURN = 2_000;

Deno.test("what happens in one turn is recorded and shown together, once", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  await room.settle();
  const writes = ana.server.writes.length;
  history.records.length = 0;
  for (const text of ["um", "dois", "três"]) room.notice(text);
  await room.settle();
  assertEquals([history.records, ana.server.writes.length], [[3], writes + 1]);
});

Deno.test("an error in recording what happened in one turn is shown once", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  history.failure = new Error("não é do histórico");
  for (const text of ["um", "dois", "três"]) room.notice(text);
  await room.settle();
  history.failure = undefined;
  assertEquals(room.unexpected, ["Erro inesperado: não é do histórico"]);
});

Deno.test("more than 2000 entries of one turn are recorded and shown before it is over", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history, maxPeople: 300 });
  const people = await room.crowd(130);
  history.records.length = 0;
  const last = people.at(-1)!;
  const writes = last.server.writes.length;
  for (let count = 0; count < MAX_ENTRIES_PER_TURN; count++) room.notice("x");
  assertEquals([history.records, last.server.writes.length], [[], writes]);
  room.notice("x");
  // All 130 of them, though only 120 read in one slice.
  assertEquals([history.records, last.server.writes.length], [[2_001], writes + 1]);
  for (let count = 0; count < MAX_ENTRIES_PER_TURN; count++) room.notice("x");
  assertEquals(history.records, [2_001]);
  room.notice("fim");
  assertEquals(history.records, [2_001, 2_001]);
  await last.peer.hears("fim\n");
});

Deno.test("an error in recording within a turn is shown, and is not the speaker's", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  await room.settle();
  history.failure = new Error("não é do histórico");
  for (let count = 0; count < MAX_ENTRIES_PER_TURN + 1; count++) room.notice("x");
  history.failure = undefined;
  assertEquals(room.unexpected, ["Erro inesperado: não é do histórico"]);
  room.notice("fim");
  await ana.peer.hears("fim\n");
  assertEquals(ana.isOver(), false);
});

Deno.test("a paste of more lines than the log holds throws nobody out", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const loud = await room.line("Alto");
  await loud.peer.say(`${"x\n".repeat(30_000)}fim\n`);
  await ana.peer.hears("Alto: fim\n");
  await bia.peer.until(() => bia.peer.text.includes('"text":"fim"'), "the end");
  assertEquals(ana.peer.text.match(/Alto: x\n/g)!.length, 30_000);
  assertEquals(room.printed.filter((line) => line.includes("parou")), []);
});

Deno.test("somebody new is greeted when it is recorded that they are in", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  await room.line("Bia");
  history.isFull = true;
  const ana = room.connect();
  await ana.peer.tell({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  assertEquals(ana.peer.text, "");
  history.isFull = false;
  await room.pass(999);
  assertEquals(ana.peer.text, "");
  await room.pass(1);
  assertEquals(ana.peer.events.map(({ type }) => type), ["welcome", "joined"]);
});

Deno.test("somebody who is back is greeted though nothing can be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.structured("Ana");
  const { token } = await ana.peer.told("welcome");
  await ana.peer[Symbol.asyncDispose]();
  await ana.attended;
  history.isFull = true;
  const back = await room.structured("Ana", { resume: { token, seen: 1 } });
  assertEquals([back.peer.events.length, room.names], [1, ["Ana"]]);
});

Deno.test("a newcomer is told of the past before what happens", async () => {
  await using room = new TestRoom({ recent: 2 });
  for (const text of ["um", "dois", "três"]) room.notice(text);
  await room.settle();
  const ana = await room.structured("Ana");
  await ana.peer.told("joined");
  assertEquals(ana.peer.events.map(({ type, text }) => text ?? type), [
    "welcome",
    "dois",
    "três",
    "joined",
  ]);
});

Deno.test("what one person types is shown on the console, and answered to them alone", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  await ana.peer.hears("Bia entrou no chat.\n");
  await ana.peer.say("/r oi\n/ajudaa\n@Bia segredo\n");
  await ana.peer.hears("Erro: Ninguém mandou mensagem privada ainda. Use @nome mensagem.\n");
  await ana.peer.hears("Erro: O comando /ajudaa não existe.");
  await bia.peer.tell({ type: "who" });
  await bia.peer.tell({ type: "whisper", to: "Ana", text: "sim" });
  await ana.peer.hears("Bia (privado): sim\n");
  await ana.peer.say("/r não\n");
  await bia.peer.told("whispered", { text: "não" });
  await bia.peer.tell({ type: "ping" });
  await bia.peer.told("pong");
  assertEquals(bia.peer.events.find(({ type }) => type === "people")!.people, [
    { name: "Ana", since: 1_000_000, away: false },
    { name: "Bia", since: 1_000_000, away: false },
  ]);
  assertEquals(room.printed.slice(2), [
    "Ana >> /r oi",
    "Ana >> /ajudaa",
    "Ana >> @Bia segredo",
    "Bia >> /quem",
    "Bia >> @Ana sim",
    "Ana >> @Bia não",
  ]);
});

Deno.test("a reply before saying a name reaches nobody", async () => {
  await using room = new TestRoom();
  const ana = room.connect();
  await ana.peer.say("/r oi\n");
  await room.settle();
  assertEquals([room.names, room.unexpected], [[], []]);
});
