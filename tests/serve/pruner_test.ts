/** The pruner with a real history, under a clock that jumps. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { textsOf } from "../../lib/i18n/mod.ts";
import { Pruner } from "../../lib/serve/pruner.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { HistoryFolder, notice, notices, NOW } from "../support/history_folder.ts";
import { TestRoom } from "../support/test_room.ts";

const texts = textsOf("pt-BR");
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;
const AHEAD = "Aviso: O relógio deste computador está 365 dias adiantado em relação ao histórico";
const STARTED = "As mensagens mais antigas que o prazo de --keep estão sendo apagadas.";
const NOTHING =
  "Não é preciso: as mensagens antigas são apagadas automaticamente, conforme --keep.";
const RETURNED =
  "O relógio está de novo de acordo com o histórico: as mensagens antigas voltam a ser apagadas.";

/** Entries of the last days, of which the first `old` are older than 30 days. */
function fill(disk: HistoryFolder, old: number): void {
  const history = disk.open({ keepDays: 30 });
  history.record([...notices(1, old, NOW - 40 * DAY), ...notices(old + 1, 2_000, NOW)], []);
  disk.close(history);
}

/** A pruner that has just been started. */
function started(disk: HistoryFolder, date: number) {
  const history = disk.open({ keepDays: 30 });
  const clock = new FakeClock(date);
  const printed: string[] = [];
  const print = (text: string) => printed.push(text.split(",")[0]!);
  const pruner = new Pruner({ history, texts, print }, clock.now(), clock.date());
  /** Sweeps ten times. */
  const sweep = () => {
    for (let at = 0; at < 10; at++) pruner.sweep(clock.now(), clock.date());
    return history.first;
  };
  const confirm = () => pruner.confirm(clock.now(), clock.date());
  return { history, clock, printed, pruner, sweep, confirm };
}

Deno.test("a server started a year ahead says so once, and deletes nothing for a day", () => {
  using disk = new HistoryFolder();
  fill(disk, 0);
  const { clock, printed, sweep, history } = started(disk, NOW + YEAR);
  assertEquals(printed, [AHEAD]);
  for (let hour = 0; hour < 24; hour++) {
    assertEquals(sweep(), 1);
    clock.suspend(HOUR - 1);
  }
  assertEquals([sweep(), printed], [1, [AHEAD]]);
  assertEquals(history.believedDate, NOW);
  clock.suspend(24);
  assertEquals([sweep(), printed], [2_000, [AHEAD]]);
  assertEquals(history.believedDate, undefined);
});

Deno.test("the operator says that the clock is right, and old entries are deleted", () => {
  using disk = new HistoryFolder();
  fill(disk, 1_500);
  const { printed, pruner, sweep, confirm, history } = started(disk, NOW + 2 * DAY);
  const ahead = AHEAD.replace("365", "2");
  assertEquals([sweep(), pruner.hasMore, history.believedDate], [1, false, NOW]);
  confirm();
  assertEquals([printed, pruner.hasMore], [[ahead, STARTED.split(",")[0]], true]);
  assertEquals(history.believedDate, undefined);
  assertEquals([sweep(), pruner.hasMore], [1_501, false]);
  confirm();
  assertEquals(printed.slice(2), [NOTHING.split(",")[0]]);
});

Deno.test("a server started in 1970 says so, and deletes nothing", () => {
  using disk = new HistoryFolder();
  fill(disk, 1_500);
  const { printed, sweep, confirm } = started(disk, 1_000);
  const days = Math.round((NOW - 1_000) / DAY);
  assertEquals(printed, [AHEAD.replace("365", `${days}`).replace("adiantado", "atrasado")]);
  assertEquals(sweep(), 1);
  confirm(); // By that clock nothing is old.
  assertEquals(sweep(), 1);
});

Deno.test("a jump while the server runs is noticed, each of them once", () => {
  using disk = new HistoryFolder();
  fill(disk, 0);
  const { clock, printed, sweep, history } = started(disk, NOW + HOUR);
  assertEquals([sweep(), printed], [1, []]);
  clock.suspend(3 * DAY); // A quiet room is no jump.
  assertEquals([sweep(), printed], [1, []]);
  clock.setDate(clock.date() + DAY + HOUR);
  assertEquals([sweep(), sweep()], [1, 1]);
  const ahead = AHEAD.replace("365 dias", "1 dia");
  assertEquals(printed, [ahead]);
  clock.setDate(clock.date() + YEAR);
  assertEquals([sweep(), sweep()], [1, 1]);
  assertEquals(printed.slice(1), [AHEAD.replace("365", "366")]);
  // What is said meanwhile is dated wrong: the record of it is no proof that the clock is right.
  history.record([notice(2_001, { time: clock.date() })], []);
  clock.suspend(HOUR);
  clock.setDate(clock.date() - YEAR - DAY);
  assertEquals([sweep(), printed.slice(2), history.believedDate], [1, [RETURNED], undefined]);
  clock.suspend(31 * DAY);
  assertEquals(sweep(), 2_001);
});

Deno.test("a restart does not make a wrong clock right", () => {
  using disk = new HistoryFolder();
  fill(disk, 0);
  const first = started(disk, NOW + YEAR);
  first.history.record([notice(2_001, { time: NOW + YEAR })], []);
  assertEquals(first.sweep(), 1);
  disk.close(first.history);
  const second = started(disk, NOW + YEAR + HOUR);
  assertEquals([second.printed, second.sweep()], [[AHEAD], 1]);
  disk.close(second.history);
  const third = started(disk, NOW + HOUR);
  assertEquals([third.printed, third.sweep(), third.history.believedDate], [[], 1, undefined]);
});

Deno.test("a new history, or one without --keep, says nothing of the clock", () => {
  using disk = new HistoryFolder();
  const { printed, confirm } = started(disk, NOW + YEAR);
  assertEquals(printed, []);
  confirm();
  assertEquals(printed, [NOTHING.split(",")[0]]);
  const history = new FakeHistory();
  history.isPruned = false;
  const said: string[] = [];
  for (const options of [{ history }, {}]) {
    const pruner = new Pruner({ ...options, texts, print: (text) => said.push(text) }, 0, NOW);
    pruner.sweep(0, NOW);
    pruner.confirm(0, NOW);
  }
  assertEquals(said, new Array(2).fill("Nada é apagado: o servidor foi aberto sem --keep."));
  assertEquals(history.prunedAt, []);
});

Deno.test("a jump that cannot be recorded is shown, with the error, and deletes nothing", () => {
  const history = new FakeHistory();
  history.believedDate = NOW;
  const said: string[] = [];
  const pruner = new Pruner({ history, texts, print: (text) => said.push(text) }, 0, NOW);
  history.isFull = true;
  pruner.sweep(1, NOW + YEAR);
  assertEquals([said.length, history.prunedAt], [2, []]);
  assertStringIncludes(said[0]!, AHEAD);
  assertStringIncludes(said[1]!, "Não há espaço no disco");
});

Deno.test("/apagar deletes old entries in an empty room, which then comes to rest", async () => {
  using disk = new HistoryFolder();
  fill(disk, 1_500);
  const history = disk.open({ keepDays: 30 });
  {
    await using room = new TestRoom({ history, date: NOW + YEAR });
    assertEquals(room.printed[0]!.split(",")[0], AHEAD);
    await room.advance(4_000);
    assertEquals([history.first, room.clock.pending], [1, 0]);
    room.room.prune();
    assertEquals(room.printed[1], STARTED);
    await room.advance(10_000);
    assertEquals([history.first, room.clock.pending], [2_000, 0]);
  }
});

Deno.test("/apagar does not wait for the next ten minutes, nor try for ever", () => {
  const history = new FakeHistory();
  const said: string[] = [];
  const pruner = new Pruner({ history, texts, print: (text) => said.push(text) }, 0, NOW);
  pruner.sweep(0, NOW);
  pruner.sweep(1_000, NOW + YEAR);
  pruner.confirm(1_000, NOW + YEAR);
  assertEquals([pruner.hasMore, history.prunedAt], [true, [NOW]]);
  history.pruneBacklog = 1;
  for (const now of [1_250, 1_500, 1_750]) pruner.sweep(now, NOW + YEAR);
  assertEquals([pruner.hasMore, history.prunedAt.length], [false, 3]);
  pruner.sweep(2_000, NOW);
  pruner.confirm(2_000, NOW);
  history.isFull = true;
  for (const now of [2_250, 2_500]) pruner.sweep(now, NOW);
  assertEquals([pruner.hasMore, history.prunedAt.length], [false, 4]);
});

Deno.test("/apagar keeps an empty room awake until all is deleted", async () => {
  const history = new FakeHistory();
  history.believedDate = NOW;
  await using room = new TestRoom({ history, date: NOW + YEAR });
  await room.advance(1_000);
  room.room.prune();
  history.pruneBacklog = 2;
  await room.advance(2_000);
  assertEquals([history.prunedAt.length, room.clock.pending], [3, 0]);
});

Deno.test("a date that cannot be recorded is tried again after ten minutes", () => {
  const history = new FakeHistory();
  const said: string[] = [];
  const pruner = new Pruner({ history, texts, print: (text) => said.push(text) }, 0, NOW);
  pruner.sweep(0, NOW + YEAR);
  assertEquals([said.length, history.believedDate], [1, NOW]);
  history.isFull = true;
  for (let now = 250; now <= 60_000; now += 250) pruner.sweep(now, NOW + now);
  // One for the date, and one for the deletion of old entries.
  assertEquals(said.filter((text) => text.includes("Não há espaço no disco")).length, 2);
  history.isFull = false;
  for (let now = 60_250; now <= 700_000; now += 250) pruner.sweep(now, NOW + now);
  assertEquals([history.believedDate, said.length], [undefined, 4]);
});

Deno.test("the date before a jump is recorded later when it cannot be at once", () => {
  const history = new FakeHistory();
  const said: string[] = [];
  const pruner = new Pruner({ history, texts, print: (text) => said.push(text) }, 0, NOW);
  history.isFull = true;
  pruner.sweep(0, NOW + YEAR);
  history.isFull = false;
  pruner.sweep(599_999, NOW + YEAR + 599_999);
  assertEquals([said.length, history.believedDate], [2, undefined]);
  pruner.sweep(600_000, NOW + YEAR + 600_000);
  assertEquals([said.length, history.believedDate], [2, NOW]);
  history.isFull = true;
  pruner.confirm(600_250, NOW + YEAR + 600_250);
  history.isFull = false;
  pruner.confirm(600_500, NOW + YEAR + 600_500);
  pruner.sweep(1_200_249, NOW + YEAR + 1_200_249);
  assertEquals(history.believedDate, NOW);
  pruner.sweep(1_200_250, NOW + YEAR + 1_200_250);
  assertEquals(history.believedDate, undefined);
});
