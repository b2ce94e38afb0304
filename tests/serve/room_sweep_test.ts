/** What only time tells of a room: places that are kept, and when there is nothing to look after. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { type Connected, TestRoom } from "../support/test_room.ts";

/** The connection of one is gone without a word. */
async function isCut({ peer, attended }: Connected): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await attended;
}

Deno.test("a room looks after nothing while nobody is there, and begins again", async () => {
  await using room = new TestRoom();
  assertEquals(room.clock.pending, 0);
  for (const name of ["Ana", "Bia"]) {
    const person = await room.line(name);
    assertEquals(room.clock.pending, 1);
    await isCut(person);
    assertEquals(room.clock.pending, 1);
    await room.pass(250);
    assertEquals(room.clock.pending, 0);
    await room.pass(60_000);
  }
  // The time without anybody was not counted for the third.
  const third = room.connect();
  await room.pass(30_249);
  assertEquals(third.peer.text, "");
  await room.pass(1);
  await third.peer.hears("Erro: Nenhum nome foi informado a tempo.\n");
});

Deno.test("a room looks after those who are away, even while nobody else is there", async () => {
  await using room = new TestRoom();
  await isCut(await room.structured("Ana"));
  await room.pass(29_999);
  assertEquals([room.names, room.clock.pending], [["(Ana)"], 1]);
  await room.pass(1);
  assertEquals([room.names, room.clock.pending], [[], 0]);
});

Deno.test("a place is kept for the grace time and not longer, and the others are told", async () => {
  await using room = new TestRoom({ graceMs: 5_000 });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const { token } = await bia.peer.told("welcome");
  await isCut(bia);
  await room.pass(4_999);
  const back = await room.structured("Bia", { resume: { token, seen: 2 } });
  await room.pass(5_000);
  assertEquals(room.names, ["Ana", "Bia"]);
  await isCut(back); // 249 ms after the room's clock went on.
  await room.pass(4_750);
  assertEquals(room.names, ["Ana", "(Bia)"]);
  await room.pass(1);
  assertEquals(room.names, ["Ana"]);
  await ana.peer.hears("Bia saiu do chat.\n");
});

Deno.test("without grace time, one whose connection is lost has left at once", async () => {
  await using room = new TestRoom({ graceMs: 0 });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  await isCut(bia);
  await ana.peer.hears("Bia saiu do chat.\n");
  assertEquals([room.names, room.clock.now()], [["Ana"], 0]);
});

Deno.test("while the machine sleeps, nobody is silent, late or away for more than 2 seconds", async () => {
  await using room = new TestRoom({ graceMs: 10_000 });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await isCut(bia);
  const nameless = room.connect();
  room.clock.suspend(3_600_000);
  await room.pass(8_249);
  assertEquals([room.names, ana.peer.events.length], [["Ana", "(Bia)"], 3]);
  await room.pass(1);
  assertEquals(room.names, ["Ana"]);
  await room.pass(250);
  await ana.peer.told("ping");
  await room.pass(19_999);
  assertEquals([ana.isOver(), nameless.peer.text], [false, ""]);
  await room.pass(1);
  assertEquals(ana.isOver(), true);
  await nameless.peer.hears("Erro: Nenhum nome foi informado a tempo.\n");
});

Deno.test("an error in what is done for everybody is shown, and ends nobody", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  room.breakFlushOnce();
  room.notice("um");
  await room.settle();
  assertEquals(room.unexpected, ["Erro inesperado: sem fita"]);
  room.notice("dois");
  await ana.peer.hears("Aviso do servidor: um\nAviso do servidor: dois\n");
  assertEquals(ana.isOver(), false);
});

Deno.test("an error in looking after the room is shown, and it is looked after again", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  history.failure = new Error("não é do histórico");
  await room.pass(1_000);
  room.clock.suspend(600_000); // It prunes at once, and again ten minutes later.
  await room.pass(1_000);
  history.failure = undefined;
  assertEquals(room.unexpected, new Array(2).fill("Erro inesperado: não é do histórico"));
  assertEquals(ana.isOver(), false);
});

Deno.test("a room that is taken up keeps the places of those who may come back", async () => {
  const history = new FakeHistory();
  let token: unknown;
  {
    await using first = new TestRoom({ history });
    const [ana] = [await first.structured("Ana"), await first.line("Bia")];
    ({ token } = await ana.peer.told("welcome"));
    await ana.peer.told("joined", { name: "Bia" });
  }
  await using second = new TestRoom({ history, graceMs: 5_000 });
  assertEquals([second.names, second.clock.pending], [["(Ana)"], 1]);
  // That those have left who cannot come back is recorded without anybody there.
  await second.settle();
  assertEquals(history.recorded, ["joined", "joined", "left"]);
  const back = await second.structured("Ana", { resume: { token, seen: 2 } });
  await back.peer.told("left", { name: "Bia", reason: "lost" });
  await isCut(back);
  await second.pass(5_250);
  assertEquals([second.names, history.recorded.at(-1)], [[], "left"]);
  await using third = new TestRoom({ history: new FakeHistory() });
  assertEquals([third.names, third.clock.pending], [[], 0]);
});
