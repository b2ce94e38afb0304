/**
 * The sweep of a room: grace times, and when the sweep stops.
 */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { type PeerConnection, TestRoom } from "../support/test_room.ts";

/** Disconnects a client without leaving. */
async function disconnect({ peer, closed }: PeerConnection): Promise<void> {
  await peer[Symbol.asyncDispose]();
  await closed;
}

Deno.test("a room does not sweep while it is empty, and sweeps again with the next client", async () => {
  await using room = new TestRoom();
  assertEquals(room.clock.pending, 0);
  for (const name of ["Ana", "Bia"]) {
    const person = await room.line(name);
    assertEquals(room.clock.pending, 1);
    await disconnect(person);
    assertEquals(room.clock.pending, 1);
    await room.advance(250);
    assertEquals(room.clock.pending, 0);
    await room.advance(60_000);
  }
  // The time of the empty room did not count for the third.
  const third = room.connect();
  await room.advance(30_249);
  assertEquals(third.peer.text, "");
  await room.advance(1);
  await third.peer.receives("Erro: Nenhum nome foi informado a tempo.\n");
});

Deno.test("a room sweeps away sessions, also in an empty room", async () => {
  await using room = new TestRoom();
  await disconnect(await room.structured("Ana"));
  await room.advance(29_999);
  assertEquals([room.names, room.clock.pending], [["(Ana)"], 1]);
  await room.advance(1);
  assertEquals([room.names, room.clock.pending], [[], 0]);
});

Deno.test("a session is kept for the grace time and not longer, then its leave is broadcast", async () => {
  await using room = new TestRoom({ graceMs: 5_000 });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  const { token } = await bia.peer.receivesEvent("welcome");
  await disconnect(bia);
  await room.advance(4_999);
  const back = await room.structured("Bia", { resume: { token, seen: 2 } });
  await room.advance(5_000);
  assertEquals(room.names, ["Ana", "Bia"]);
  await disconnect(back);
  await room.advance(5_000);
  assertEquals(room.names, ["Ana", "(Bia)"]);
  await room.advance(1);
  assertEquals(room.names, ["Ana"]);
  await ana.peer.receives("Bia saiu do chat.\n");
});

Deno.test("without grace time a lost session leaves at once", async () => {
  await using room = new TestRoom({ graceMs: 0 });
  const [ana, bia] = [await room.line("Ana"), await room.structured("Bia")];
  await disconnect(bia);
  await ana.peer.receives("Bia saiu do chat.\n");
  assertEquals([room.names, room.clock.now()], [["Ana"], 0]);
});

Deno.test("during suspension no session is idle, late or away for more than half a second", async () => {
  await using room = new TestRoom({ graceMs: 10_000 });
  const [ana, bia] = [await room.structured("Ana"), await room.structured("Bia")];
  await disconnect(bia);
  const nameless = room.connect();
  room.clock.suspend(3_600_000);
  await room.advance(9_749);
  assertEquals([room.names, ana.peer.events.length], [["Ana", "(Bia)"], 3]);
  await room.advance(1);
  assertEquals(room.names, ["Ana"]);
  await room.advance(250);
  await ana.peer.receivesEvent("ping");
  await room.advance(19_999);
  assertEquals([ana.isClosed(), nameless.peer.text], [false, ""]);
  await room.advance(1);
  assertEquals(ana.isClosed(), true);
  await nameless.peer.receives("Erro: Nenhum nome foi informado a tempo.\n");
});

Deno.test("an error in a flush is shown, and closes no connection", async () => {
  await using room = new TestRoom();
  const ana = await room.line("Ana");
  room.breakFlushOnce();
  room.notice("um");
  await room.settle();
  assertEquals(room.unexpected, ["Erro inesperado: sem fita"]);
  room.notice("dois");
  await ana.peer.receives("Aviso do servidor: um\nAviso do servidor: dois\n");
  assertEquals(ana.isClosed(), false);
});

Deno.test("an error in a sweep is shown, and the next sweep runs", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  const ana = await room.line("Ana");
  history.failure = new Error("não é do histórico");
  await room.advance(1_000);
  room.clock.suspend(600_000); // It prunes at once, and again after ten minutes.
  await room.advance(1_000);
  history.failure = undefined;
  assertEquals(room.unexpected, new Array(2).fill("Erro inesperado: não é do histórico"));
  assertEquals(ana.isClosed(), false);
});

Deno.test("a restored room keeps the sessions that may resume", async () => {
  const history = new FakeHistory();
  let token: unknown;
  {
    await using first = new TestRoom({ history });
    const [ana] = [await first.structured("Ana"), await first.line("Bia")];
    ({ token } = await ana.peer.receivesEvent("welcome"));
    await ana.peer.receivesEvent("joined", { name: "Bia" });
  }
  await using second = new TestRoom({ history, graceMs: 5_000 });
  assertEquals([second.names, second.clock.pending], [["(Ana)"], 1]);
  // The leaves of sessions that cannot resume are recorded in an empty room.
  await second.settle();
  assertEquals(history.recorded, ["joined", "joined", "left"]);
  const back = await second.structured("Ana", { resume: { token, seen: 2 } });
  await back.peer.receivesEvent("left", { name: "Bia", reason: "lost" });
  await disconnect(back);
  await second.advance(5_250);
  assertEquals([second.names, history.recorded.at(-1)], [[], "left"]);
  await using third = new TestRoom({ history: new FakeHistory() });
  assertEquals([third.names, third.clock.pending], [[], 0]);
});
