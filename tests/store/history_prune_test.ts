import { assertEquals, assertStrictEquals } from "@std/assert";
import {
  assertHistoryError,
  assertLocked,
  bounds,
  HistoryFolder,
  notice,
  notices,
  NOW,
  seqs,
  session,
  storedAt,
  storedSeqs,
} from "../support/history_folder.ts";

const DAY_MS = 86_400_000;

/** The maximum number of entries that one `prune` deletes. */
const PRUNED = 1000;

Deno.test("History.prune() deletes entries older than keepDays, 1000 at once", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 30 });
  const old = notices(1, 2300, NOW - 30 * DAY_MS - 1);
  const recentEntries = notices(2301, 2310, NOW - 30 * DAY_MS);
  history.record([...old, ...recentEntries], [session(1)]);
  assertStrictEquals(history.first, 1);
  const steps: [isMore: boolean, first: number][] = [
    [true, 1001],
    [true, 2001],
    [false, 2301],
    [false, 2301],
  ];
  for (const [isMore, first] of steps) {
    assertStrictEquals(history.prune(NOW), isMore, `to ${first}`);
    assertEquals([history.first, history.last], [first, 2310]);
    assertEquals([storedAt(history, first - 1), storedAt(history, first)?.entry.seq], [
      undefined,
      first,
    ]);
    assertStrictEquals(disk.queryValue("SELECT count(*) FROM entries"), 2311 - first);
  }
  assertEquals(history.sessions().length, 1);
  assertEquals(seqs(history.recent(100, 2303)), [2301, 2302]);
  disk.close(history);
  assertEquals(bounds(disk.open()), [2301, 2310, 1]);
});

Deno.test("History.prune() returns true when it deleted as many as it may at once", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 1 });
  history.record([...notices(1, PRUNED, 0), notice(PRUNED + 1, { time: NOW })], []);
  assertEquals([history.prune(NOW), history.first], [true, PRUNED + 1]);
  assertEquals([history.prune(NOW), history.first], [false, PRUNED + 1]);
});

Deno.test("History.prune() keeps the newest entry of any age, so that numbers continue after it", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 1 });
  history.record(notices(1, 5, 0), []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals(storedSeqs(history), [5]);
  assertEquals([history.first, history.last], [5, 5]);
  disk.close(history);
  const reopened = disk.open({ keepDays: 1 });
  assertEquals([reopened.first, reopened.last], [5, 5]);
  reopened.record([notice(6, { time: NOW })], []);
  assertEquals([reopened.prune(NOW), reopened.first, reopened.last], [false, 6, 6]);
});

Deno.test("History.prune() deletes nothing without keepDays, or in an empty history", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 5, 0), []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals(storedSeqs(history), [1, 2, 3, 4, 5]);
  const empty = disk.open({ keepDays: 1 }, disk.pathOf("empty.db"));
  assertStrictEquals(empty.prune(NOW), false);
  assertEquals(bounds(empty), [1, 0, 0]);
});

Deno.test("History.prune() deletes nothing when it fails, and keeps its lock", () => {
  using disk = new HistoryFolder();
  disk.close(disk.open());
  // FAIL keeps what was deleted before it: History rolls it back.
  disk.execute(`
    CREATE TRIGGER full BEFORE DELETE ON entries
    WHEN old.seq = 3 AND (SELECT max(seq) FROM entries) = 5
    BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);
  const history = disk.open({ keepDays: 1 });
  history.record(notices(1, 5, 0), []);
  const prune = () => history.prune(NOW);
  assertHistoryError(prune, disk.path, "full", "database or disk is full");
  assertEquals([history.first, history.last], [1, 5]);
  assertEquals(storedSeqs(history), [1, 2, 3, 4, 5]);
  assertLocked(disk);
  history.record([notice(6, { time: NOW })], []);
  assertStrictEquals(prune(), false);
  assertEquals(storedSeqs(history), [6]);
});

Deno.test("History.prune() leaves no gap after a wrong clock", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 1 });
  history.record(
    [notice(1, { time: 0 }), notice(2, { time: 2 * NOW }), notice(3, { time: 0 })],
    [],
  );
  history.record([notice(4, { time: NOW })], []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals([history.first, ...storedSeqs(history)], [4, 4]);
});
