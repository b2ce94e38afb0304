import { assertEquals, assertStrictEquals } from "@std/assert";
import {
  assertFault,
  assertHeld,
  bounds,
  Disk,
  kept,
  notice,
  notices,
  NOW,
  person,
  seqs,
} from "../support/disk.ts";

const DAY_MS = 86_400_000;

/** What one call to `prune` forgets at the most. */
const PRUNED = 1000;

Deno.test("History.prune() forgets what is older than keepDays, 1000 at once", () => {
  using disk = new Disk();
  const history = disk.open({ keepDays: 30 });
  const old = notices(1, 2300, NOW - 30 * DAY_MS - 1);
  const young = notices(2301, 2310, NOW - 30 * DAY_MS);
  history.record([...old, ...young], [person(1)]);
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
    assertEquals([history.at(first - 1), history.at(first)?.entry.seq], [undefined, first]);
    assertStrictEquals(disk.ask("SELECT count(*) FROM entries"), 2311 - first);
  }
  assertEquals(history.sessions().length, 1);
  assertEquals(seqs(history.recent(100, 2303)), [2301, 2302]);
  disk.close(history);
  assertEquals(bounds(disk.open()), [2301, 2310, 1]);
});

Deno.test("History.prune() says that there may be more when it was as much as it does at once", () => {
  using disk = new Disk();
  const history = disk.open({ keepDays: 1 });
  history.record([...notices(1, PRUNED, 0), notice(PRUNED + 1, { time: NOW })], []);
  assertEquals([history.prune(NOW), history.first], [true, PRUNED + 1]);
  assertEquals([history.prune(NOW), history.first], [false, PRUNED + 1]);
});

Deno.test("History.prune() leaves the newest entry, however old: numbers go on after it", () => {
  using disk = new Disk();
  const history = disk.open({ keepDays: 1 });
  history.record(notices(1, 5, 0), []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals(kept(history), [5]);
  assertEquals([history.first, history.last], [5, 5]);
  disk.close(history);
  const reopened = disk.open({ keepDays: 1 });
  assertEquals([reopened.first, reopened.last], [5, 5]);
  reopened.record([notice(6, { time: NOW })], []);
  assertEquals([reopened.prune(NOW), reopened.first, reopened.last], [false, 6, 6]);
});

Deno.test("History.prune() forgets nothing without keepDays, or in an empty history", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 5, 0), []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals(kept(history), [1, 2, 3, 4, 5]);
  const empty = disk.open({ keepDays: 1 }, disk.at("empty.db"));
  assertStrictEquals(empty.prune(NOW), false);
  assertEquals(bounds(empty), [1, 0, 0]);
});

Deno.test("History.prune() that fails forgets nothing, and nobody else may write after it", () => {
  using disk = new Disk();
  disk.close(disk.open());
  // FAIL leaves what was deleted before it: it is History that takes it back.
  disk.change(`
    CREATE TRIGGER full BEFORE DELETE ON entries
    WHEN old.seq = 3 AND (SELECT max(seq) FROM entries) = 5
    BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);
  const history = disk.open({ keepDays: 1 });
  history.record(notices(1, 5, 0), []);
  const prune = () => history.prune(NOW);
  assertFault(prune, disk.path, "full", "database or disk is full");
  assertEquals([history.first, history.last], [1, 5]);
  assertEquals(kept(history), [1, 2, 3, 4, 5]);
  assertHeld(disk);
  history.record([notice(6, { time: NOW })], []);
  assertStrictEquals(prune(), false);
  assertEquals(kept(history), [6]);
});

Deno.test("History.prune() leaves no gap when the clock was wrong", () => {
  using disk = new Disk();
  const history = disk.open({ keepDays: 1 });
  history.record(
    [notice(1, { time: 0 }), notice(2, { time: 2 * NOW }), notice(3, { time: 0 })],
    [],
  );
  history.record([notice(4, { time: NOW })], []);
  assertStrictEquals(history.prune(NOW), false);
  assertEquals([history.first, ...kept(history)], [2, 2, 3, 4]);
});
