/** Retention: which entries are pruned when the clock was wrong, in batches of 1000. */

import { assert, assertEquals } from "@std/assert";
import type { History } from "../../lib/store/history.ts";
import { HistoryFolder, notice, NOW } from "../support/history_folder.ts";

const DAY_MS = 86_400_000;
const KEEP_DAYS = 30;

/** The times of entries, by the letters of the cases. */
const TIMES: Record<string, number> = {
  o: NOW - 31 * DAY_MS, // old
  z: 0, // a clock set back to 1970
  r: NOW - DAY_MS, // recent
  a: NOW + DAY_MS, // just believable
  f: NOW + DAY_MS + 1, // in the future
  y: NOW + 365 * DAY_MS, // a year ahead
};

/** A history with an entry for each letter. */
function recorded(disk: HistoryFolder, letters: string): History {
  const history = disk.open({ keepDays: KEEP_DAYS }, disk.pathOf(`${crypto.randomUUID()}.db`));
  const entries = [...letters].map((letter, at) => notice(at + 1, { time: TIMES[letter] }));
  history.record(entries, []);
  return history;
}

/** Prunes until there is no more; returns how many calls that took. */
function pruneAll(history: History, now = NOW): number {
  for (let calls = 1; calls <= 100; calls++) if (!history.prune(now)) return calls;
  throw new Error("pruning does not end after 100 calls");
}

/** The letters of the entries that are left. */
function left({ first, last }: History, letters: string): string {
  return letters.slice(first - 1, last);
}

Deno.test("History.prune() deletes up to the first recent entry, future ones only before old ones", () => {
  using disk = new HistoryFolder();
  const cases: [letters: string, left: string, why: string][] = [
    ["ooorrr", "rrr", "old ones go"],
    ["yoorr", "rr", "a future one before old ones goes"],
    ["oyorr", "rr", "between old ones too"],
    ["yyyorr", "rr", "several do"],
    ["oyrr", "yrr", "a future one stays when no old one follows it"],
    ["oyy", "yy", "also at the end"],
    ["rryr", "rryr", "recent ones stay"],
    ["yyyy", "yyyy", "a record in the future loses nothing"],
    ["yyro", "yyro", "an old one after a recent one is no evidence"],
    ["rrzrr", "rrzrr", "1970 in the middle takes nothing with it"],
    ["rrzzz", "rrzzz", "1970 at the end neither"],
    ["zrr", "rr", "1970 at the beginning goes"],
    ["ooo", "o", "the newest stays"],
    ["yyo", "o", "the newest stays, and tells that those before it are old"],
    ["y", "y", "a single one stays"],
    ["aoor", "aoor", "a day ahead is believed"],
    ["foor", "r", "more than a day ahead is not"],
  ];
  for (const [letters, expected, why] of cases) {
    const history = recorded(disk, letters);
    pruneAll(history);
    assertEquals(left(history, letters), expected, `${letters}: ${why}`);
    assertEquals(history.slice(history.first - 1, { maxEntries: 1, maxBytes: 1 }), []);
    assertEquals(pruneAll(history), 1, `${letters}: the second time there is nothing to do`);
    assertEquals(left(history, letters), expected, letters);
    disk.close(history);
  }
});

Deno.test("History.prune() sees old entries behind whole batches of future ones", () => {
  using disk = new HistoryFolder();
  const many = (letter: string, count: number) => letter.repeat(count);
  const cases: [letters: string, left: number, calls: number][] = [
    [many("y", 2_500) + "orr", 2, 5], // Three scans; then three deletions, the first with a scan.
    [many("y", 2_500) + "rrr", 2_503, 3],
    [many("y", 2_500), 2_500, 3],
    [many("o", 2_000), 1, 3], // The newest entry stays, and ends the pass.
    [many("o", 1_500) + many("y", 1_500) + "o" + many("r", 1_500), 1_500, 5],
    [many("y", 1_000) + "o" + many("y", 1_000) + "r", 1_001, 4],
  ];
  for (const [at, [letters, count, calls]] of cases.entries()) {
    const history = recorded(disk, letters);
    assertEquals(
      [pruneAll(history), history.last - history.first + 1],
      [calls, count],
      `case ${at}`,
    );
    disk.close(history);
  }
});

Deno.test("History.prune() begins again when the clock was set during a pass", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk, "y".repeat(1_000) + "orr");
  assert(history.prune(NOW), "after one batch there are more");
  // A year later these entries are recent, and end what is deleted.
  assertEquals(history.prune(TIMES["y"]!), false);
  assertEquals(history.first, 1);
  assert(history.prune(NOW));
  assertEquals(history.prune(NOW + 3_599_999), true);
  assertEquals(history.first, 1_001);
});

Deno.test("History.prune() deletes what is left of a batch after a failure", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk, "ooorr");
  const other = disk.files().find((name) => name.endsWith(".db"))!;
  disk.close(history);
  disk.execute(
    `CREATE TABLE full (x); CREATE TRIGGER stop BEFORE DELETE ON entries
     WHEN NOT EXISTS (SELECT 1 FROM full)
     BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
    disk.pathOf(other),
  );
  const again = disk.open({ keepDays: KEEP_DAYS }, disk.pathOf(other));
  let message = "";
  try {
    again.prune(NOW);
  } catch (error) {
    message = String(error);
  }
  assert(message.includes("full"), message);
  assertEquals(again.first, 1);
  disk.close(again);
  disk.execute("INSERT INTO full VALUES (1)", disk.pathOf(other));
  const third = disk.open({ keepDays: KEEP_DAYS }, disk.pathOf(other));
  pruneAll(third);
  assertEquals(third.first, 4);
});
