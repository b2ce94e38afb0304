/** The recorder of a room: records before the broadcast, retries, prunes. */

import { assertEquals } from "@std/assert";
import { FakeHistory } from "../support/fake_history.ts";
import { TestRoom } from "../support/test_room.ts";

const PAUSED = 'Erro: Não há espaço no disco para o histórico "chat.db".\n' +
  "As mensagens novas ficam esperando até o histórico voltar a ser gravado.";
const RESUMED = "O histórico voltou a ser gravado.";
const MINUTE = 60_000;

/** A room that records, with a plain text client, which needs no pongs. */
async function recording() {
  const history = new FakeHistory();
  const room = new TestRoom({ history });
  const ana = await room.line("Ana");
  await room.settle();
  history.records.length = 0;
  history.prunedAt.length = 0;
  return { history, room, ana };
}

/** A recorded room that everybody has left, in which no timer is pending. */
async function emptyRoom() {
  const { history, room, ana } = await recording();
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  await room.advance(10_000);
  assertEquals(room.clock.pending, 0);
  return { history, room };
}

Deno.test("entries are recorded before they are broadcast, and only once", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  const bia = await room.line("Bia");
  await bia.peer.send("oi\n");
  await ana.peer.receives("Bia: oi\n");
  assertEquals(history.recorded, ["joined", "joined", "oi"]);
  const caio = await room.structured("Caio");
  await caio.peer.sendJson({ type: "ping" });
  await caio.peer.receivesEvent("pong");
  await room.advance(9_000);
  assertEquals(history.records, [1, 1, 1]);
});

Deno.test("session changes are recorded without any entry", async () => {
  const { history, room } = await recording();
  await using _room = room;
  const bia = await room.structured("Bia");
  await bia.peer.sendJson({ type: "say", id: 1, text: "" }); // Rejected, and recorded as such.
  await bia.peer.receivesEvent("rejected", { id: 1 });
  await room.settle();
  assertEquals(history.records, [1, 0]);
  assertEquals(history.recordOf("Bia")!.rejected.map(({ id, code }) => [id, code]), [[1, "empty"]]);
});

Deno.test("entries that cannot be recorded are held, and retried every second until they are", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  const bia = await room.line("Bia");
  history.records.length = 0;
  await room.advance(100);
  history.isFull = true;
  await bia.peer.send("um\n");
  await room.settle();
  assertEquals(room.printed.slice(-2), ["Bia >> um", PAUSED]);
  await bia.peer.send("dois\n");
  await bia.peer.receives(
    "não está conseguindo gravar o histórico, e a mensagem não foi enviada.\n",
  );
  assertEquals([history.records, ana.peer.text.includes("um")], [[1], false]);
  // Retried at 1250 ms and at 2250: the first sweeps after each second.
  await room.advance(1_149);
  assertEquals(history.records, [1]);
  await room.advance(1);
  assertEquals(history.records, [1, 1]);
  await room.advance(999);
  assertEquals(history.records, [1, 1]);
  history.isFull = false;
  await room.advance(1);
  assertEquals(history.records, [1, 1, 1]);
  await ana.peer.receives("Bia: um\n");
  assertEquals(room.printed.filter((text) => text === PAUSED || text === RESUMED), [
    PAUSED,
    RESUMED,
  ]);
  await bia.peer.send("três\n");
  await ana.peer.receives("Bia: três\n");
  assertEquals(history.recorded, ["joined", "joined", "um", "três"]);
});

Deno.test("the record is retried while the room is empty, until it succeeds", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  history.isFull = true;
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  await room.advance(5_000);
  assertEquals([history.records.length, room.clock.pending], [6, 1]);
  history.isFull = false;
  await room.advance(1_000);
  assertEquals([history.recorded, room.clock.pending], [["joined", "left"], 0]);
});

Deno.test("the record is retried when it failed in an empty room", async () => {
  const { history, room } = await emptyRoom();
  await using _room = room;
  history.isFull = true;
  room.notice("oi");
  await room.settle();
  assertEquals(room.clock.pending, 1);
  history.isFull = false;
  await room.advance(1_000);
  assertEquals([history.recorded, room.clock.pending], [["joined", "left", "oi"], 0]);
});

Deno.test("no session ends after its grace time while that cannot be recorded", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  const bia = await room.structured("Bia");
  await bia.peer[Symbol.asyncDispose]();
  await bia.closed;
  history.isFull = true;
  await ana.peer.send("oi\n");
  await room.advance(40_000);
  assertEquals(room.names, ["Ana", "(Bia)"]);
  history.isFull = false;
  await room.advance(1_250);
  assertEquals(room.names, ["Ana"]);
  await ana.peer.receives("Bia saiu do chat.\n");
});

Deno.test("an error that is not the history's is no reason to wait", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  const bia = await room.line("Bia");
  history.failure = new Error("outra coisa");
  await bia.peer.send("um\n");
  await room.settle();
  assertEquals(room.unexpected, ["Erro inesperado: outra coisa"]);
  history.failure = undefined;
  await bia.peer.send("dois\n");
  await ana.peer.receives("Bia: um\nBia: dois\n");
  assertEquals(room.printed.includes(PAUSED), false);
});

Deno.test("old entries are pruned every 10 minutes, and at once while there are more", async () => {
  const history = new FakeHistory();
  await using room = new TestRoom({ history });
  await room.line("Ana");
  history.pruneBacklog = 2;
  await room.advance(1_750);
  // At the first sweep, and at each next one until nothing was left.
  const dates = [250, 500, 750].map((at) => 1_000_000 + at);
  assertEquals(history.prunedAt, dates);
  room.clock.suspend(10 * MINUTE - 1_500);
  await room.advance(499);
  assertEquals(history.prunedAt, dates);
  await room.advance(1);
  assertEquals(history.prunedAt, [...dates, 1_000_750 + 10 * MINUTE]);
});

Deno.test("an error in pruning is shown, and pruning tried again after 10 minutes", async () => {
  const { history, room } = await recording();
  await using _room = room;
  history.isFull = true;
  await room.advance(2_000);
  room.clock.suspend(10 * MINUTE - 2_000);
  await room.advance(250);
  const full = 'Erro: Não há espaço no disco para o histórico "chat.db".';
  assertEquals(room.printed.slice(1), [full, full]);
  assertEquals(history.prunedAt, [250, 250 + 10 * MINUTE].map((at) => 1_000_000 + at));
});

Deno.test("nothing is pruned while nothing can be recorded", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  history.isFull = true;
  await ana.peer.send("oi\n");
  await room.settle();
  await room.advance(5_000);
  assertEquals(history.prunedAt, []);
  history.isFull = false;
  await room.advance(1_250);
  assertEquals(history.prunedAt.length, 1);
});

Deno.test("the main file lacks at most the last second, also in an empty room", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  history.hasLog = true;
  await ana.peer.send("um\n");
  await room.settle();
  await room.advance(500);
  await ana.peer.send("dois\n"); // It does not delay the first one.
  await room.settle();
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  await room.settle();
  assertEquals([history.recorded.at(-1), history.checkpoints], ["left", 0]);
  await room.advance(500);
  assertEquals([history.checkpoints, room.clock.pending], [1, 0]);
});

Deno.test("the first record after a long quiet time is completed within a second", async () => {
  const { history, room } = await recording();
  await using _room = room;
  history.hasLog = true;
  room.clock.suspend(60 * MINUTE);
  await room.advance(500);
  room.notice("oi");
  await room.advance(500);
  assertEquals(history.checkpoints, 0);
  await room.advance(500);
  assertEquals(history.checkpoints, 1);
  await room.advance(60_000);
  assertEquals(history.checkpoints, 1);
});

Deno.test("a checkpoint that another program prevents is tried again a second later", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  history.hasLog = true;
  history.canCheckpoint = false;
  await ana.peer[Symbol.asyncDispose]();
  await ana.closed;
  await room.advance(3_500);
  const { checkpoints } = history;
  assertEquals([checkpoints >= 3 && checkpoints <= 4, room.clock.pending], [true, 1]);
  history.canCheckpoint = true;
  await room.advance(1_000);
  assertEquals([history.checkpoints, room.clock.pending], [checkpoints + 1, 0]);
});

Deno.test("in a flood, the main file is completed once a second", async () => {
  const { history, room } = await recording();
  await using _room = room;
  history.hasLog = true;
  for (let at = 0; at < 1_000; at++) {
    room.notice("oi");
    await room.advance(10);
  }
  assertEquals(history.checkpoints >= 9 && history.checkpoints <= 10, true);
});

Deno.test("what the operator says in an empty room reaches the main file too", async () => {
  const { history, room } = await emptyRoom();
  await using _room = room;
  history.hasLog = true;
  room.notice("oi");
  await room.settle();
  assertEquals(room.clock.pending, 1);
  await room.advance(1_000);
  assertEquals([history.checkpoints, room.clock.pending], [1, 0]);
});

Deno.test("no checkpoint is tried while nothing can be recorded", async () => {
  const { history, room, ana } = await recording();
  await using _room = room;
  history.isFull = true;
  history.needsCheckpoint = true;
  await ana.peer.send("oi\n");
  await room.advance(10_000);
  assertEquals(history.checkpoints, 0);
});
