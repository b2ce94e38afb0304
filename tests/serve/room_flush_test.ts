/** When entries are flushed: together at the end of a turn. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

Deno.test("entries of one turn are recorded and broadcast together, once", async () => {
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

Deno.test("the messages of one read are broadcast together", async () => {
  await using room = new TestRoom();
  const [ana, sender] = [await room.line("Ana"), await room.line("Alto")];
  const writes = ana.server.writes.length;
  const lines = Array.from({ length: 60 }, (_, at) => `${at}${"x".repeat(1000)}\n`);
  await sender.peer.send(lines.join(""));
  await ana.peer.receives(`Alto: ${lines.at(-1)}`);
  // Three reads of 1 KiB, three of 4, and three of 16, which are decoded in slices.
  const count = ana.server.writes.length - writes;
  assertEquals(count <= 9, true, `${count} writes`);
});

Deno.test("an error in recording the entries of one turn is shown once", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  history.failure = new Error("não é do histórico");
  for (const text of ["um", "dois", "três"]) room.notice(text);
  await room.settle();
  history.failure = undefined;
  assertEquals(room.unexpected, ["Erro inesperado: não é do histórico"]);
});

Deno.test("a paste of more lines than the log holds disconnects no client", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const sender = await room.line("Alto");
  await sender.peer.send(`${"x\n".repeat(30_000)}fim\n`);
  await ana.peer.receives("Alto: fim\n");
  await bia.peer.until(() => bia.peer.text.includes('"text":"fim"'), "the end");
  assertEquals(ana.peer.text.match(/Alto: x\n/g)!.length, 30_000);
  assertEquals(room.printed.filter((line) => line.includes("parou")), []);
});

Deno.test("a new person is welcomed when the join is recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  await room.line("Bia");
  history.isFull = true;
  const ana = room.connect();
  await ana.peer.sendJson({ type: "hello", version: 1, name: "Ana" });
  await room.settle();
  assertEquals(ana.peer.text, "");
  history.isFull = false;
  await room.advance(999);
  assertEquals(ana.peer.text, "");
  await room.advance(1);
  assertEquals(ana.peer.events.map(({ type }) => type), ["welcome", "joined"]);
});

Deno.test("a resumed person is welcomed though nothing can be recorded", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.structured("Ana");
  const { token } = await ana.peer.receivesEvent("welcome");
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  history.isFull = true;
  const back = await room.structured("Ana", { resume: { token, seen: 1 } });
  assertEquals([back.peer.events.length, room.names], [1, ["Ana"]]);
});

Deno.test("a newcomer gets the history before new entries", async () => {
  await using room = new TestRoom({ recent: 2 });
  for (const text of ["um", "dois", "três"]) room.notice(text);
  await room.settle();
  const ana = await room.structured("Ana");
  await ana.peer.receivesEvent("joined");
  assertEquals(ana.peer.events.map(({ type, text }) => text ?? type), [
    "welcome",
    "dois",
    "três",
    "joined",
  ]);
});

Deno.test("a person's commands are shown on the console, and answered only to them", async () => {
  await using room = new TestRoom();
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  await ana.peer.receives("Bia entrou no chat.\n");
  await ana.peer.send("/r oi\n/ajudaa\n@Bia segredo\n");
  await ana.peer.receives("Erro: Não há mensagem privada para responder. Use @nome mensagem.\n");
  await ana.peer.receives("Erro: O comando /ajudaa não existe.");
  await bia.peer.sendJson({ type: "who" });
  await bia.peer.sendJson({ type: "whisper", to: "Ana", text: "sim" });
  await ana.peer.receives("Bia (privado): sim\n");
  await ana.peer.send("/r não\n");
  await bia.peer.receivesEvent("whispered", { text: "não" });
  await bia.peer.sendJson({ type: "ping" });
  await bia.peer.receivesEvent("pong");
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

Deno.test("with --hide-private the console shows nothing of a mistyped private message", async () => {
  await using room = new TestRoom({ hidePrivate: true });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const lines = [
    ...["@Bia:segredo x", "@ Bia segredo", "@Biia segredo", "/mgs Bia segredo", "/r segredo"],
    ...["/nome Bia segredo", "/historico segredo", "/quem segredo", "@segredo", "@Bia segredo"],
  ];
  for (const line of lines) {
    await ana.peer.send(`${line}\n`);
    await room.settle();
    await room.advance(1_000); // Of many such lines in a second only the first few are shown.
  }
  for (const name of ["Biia segredo", "Bia"]) {
    await bia.peer.sendJson({ type: "whisper", to: name, text: "segredo" });
  }
  await bia.peer.sendJson({ type: "rename", name: "segredo segredo" });
  await bia.peer.send('{"type":"whisper","to":["segredo"]}\n');
  await bia.peer.send('{"type":"whisper","text":"segredo"\n');
  await bia.peer.ends();
  assertEquals(room.printed.filter((line) => line.includes("segredo")), []);
  assertEquals(room.printed.filter((line) => line.includes(">> @")), [
    "Ana >> @Bia (texto oculto)",
    "Bia >> @Bia (texto oculto)",
  ]);
  assertEquals(room.printed.filter((line) => line === "Ana >> (texto oculto)").length, 9);
});

Deno.test("a reply before the hello reaches no one", async () => {
  await using room = new TestRoom();
  const ana = room.connect();
  await ana.peer.send("/r oi\n");
  await room.settle();
  assertEquals([room.names, room.unexpected], [[], []]);
});
