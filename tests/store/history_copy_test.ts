/** The main file of a history as one file: what a copy of it alone has, and whether it says so. */

import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { backup, type DatabaseSync } from "node:sqlite";
import type { History } from "../../lib/store/history.ts";
import { HistoryError } from "../../lib/store/history_error.ts";
import { MIGRATIONS } from "../../lib/store/schema.ts";
import { assertLocked, HistoryFolder, notice, notices, NOW } from "../support/history_folder.ts";

/** What a copy of the main file alone has: its newest entry, and whether it is known to lack some. */
function copied(disk: HistoryFolder): [last: number, isIncomplete: boolean] {
  const path = disk.pathOf("copy.db");
  Deno.copyFileSync(disk.path, path);
  const copy = disk.open({}, path);
  const found: [number, boolean] = [copy.last, copy.isIncomplete];
  disk.close(copy);
  return found;
}

/** The size of the write-ahead log. */
function logSize(disk: HistoryFolder): number {
  return Deno.statSync(`${disk.path}-wal`).size;
}

/** A connection in the middle of a transaction that reads. */
function reading(disk: HistoryFolder): DatabaseSync {
  const reader = disk.openDatabase();
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM entries").get();
  return reader;
}

/** Records so many entries of 4 KB, 50 at once. */
function recordLong(history: History, count: number): void {
  const text = "x".repeat(4_000);
  for (let at = 0; at < count; at += 50) {
    const from = history.last + 1;
    history.record(notices(from, from + 49).map(({ entry }) => notice(entry.seq, { text })), []);
  }
}

Deno.test("a copy of the main file alone is complete after a checkpoint, and after the close", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  assertEquals(copied(disk), [0, false]);
  history.record(notices(1, 80), []);
  assertEquals([history.needsCheckpoint, history.checkpoint()], [true, true]);
  assertEquals([history.needsCheckpoint, copied(disk), logSize(disk)], [false, [80, false], 0]);
  history.record(notices(81, 90), []);
  assertEquals([history.needsCheckpoint, history.checkpoint()], [true, true]);
  assertEquals(copied(disk), [90, false]);
  assertLocked(disk);
  history.record(notices(91, 95), []);
  disk.close(history);
  assertEquals(copied(disk), [95, false]);
});

Deno.test("the close completes the main file while another program has it open", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const other = disk.openDatabase();
  history.record(notices(1, 80), []);
  assertEquals(other.prepare("SELECT count(*) AS n FROM entries").get()!["n"], 80);
  disk.close(history);
  assertEquals(copied(disk), [80, false]);
});

Deno.test("a copy made in the middle of recording says that it lacks something, once", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 80), []);
  assertEquals(copied(disk), [0, true]);
  history.record(notices(81, 90), []);
  assertEquals(copied(disk), [0, true]);
  history.checkpoint();
  history.record([notice(91)], []);
  assertEquals(copied(disk), [90, true]);
  // The copy goes on from where it is.
  const path = disk.pathOf("copy.db");
  const copy = disk.open({}, path);
  assertEquals([copy.isIncomplete, copy.last], [false, 90]);
  copy.record([notice(91)], []);
  assertEquals(copy.last, 91);
});

Deno.test("a file that was left by a crash, with its log, lacks nothing", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const crashed = disk.pathOf("crashed.db");
  const crash = () => {
    for (const tail of ["", "-wal"]) Deno.copyFileSync(disk.path + tail, crashed + tail);
  };
  const states: [act: () => void, last: number][] = [
    [() => history.record(notices(1, 80), []), 80],
    [() => history.record(notices(81, 90), []), 90],
    [() => history.checkpoint(), 90],
  ];
  for (const [act, last] of states) {
    act();
    crash();
    const again = disk.open({}, crashed);
    assertEquals([again.last, again.isIncomplete], [last, false]);
    disk.close(again);
  }
  // Nor when another program read it after the crash, and so removed the log.
  history.record([notice(91)], []);
  crash();
  assertEquals(disk.queryValue("SELECT max(seq) FROM entries", crashed), 91);
  assertEquals(disk.files().includes("crashed.db-wal"), false);
  assertEquals(disk.open({}, crashed).isIncomplete, false);
});

Deno.test("a copy by SQLite, made in the middle of recording, lacks nothing", async () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 80), []);
  await backup(disk.openDatabase(), disk.pathOf("backup.db"));
  history.record(notices(81, 90), []);
  const copy = disk.open({}, disk.pathOf("backup.db"));
  assertEquals([copy.last, copy.isIncomplete, history.last], [80, false, 90]);
});

Deno.test("a file of version 1 says nothing of what it lacks, and is upgraded", () => {
  using disk = new HistoryFolder();
  const one = disk.openDatabase();
  one.exec("PRAGMA journal_mode = WAL");
  one.exec(`${MIGRATIONS[0]}; PRAGMA user_version = 1; PRAGMA application_id = 1667785076`);
  one.exec(`INSERT INTO entries VALUES (1, ${NOW}, 'notice', 0, 0, '{"seq":1,"time":${NOW}}')`);
  disk.close(one);
  const history = disk.open();
  assertEquals([history.last, history.isIncomplete, history.newestTime], [1, false, NOW]);
  history.record([notice(2)], []);
  assertEquals(copied(disk), [1, true]);
});

Deno.test("History.open() completes the main file", () => {
  using disk = new HistoryFolder();
  const reader = readingBesideLog(disk);
  const history = disk.open();
  assertEquals(history.needsCheckpoint, true);
  disk.close(history);
  disk.close(reader);
  const again = disk.open();
  assertEquals([again.needsCheckpoint, copied(disk)], [false, [80, false]]);
});

/** A reader of an old state, beside 80 entries in the log that a server has left. */
function readingBesideLog(disk: HistoryFolder): DatabaseSync {
  disk.close(disk.open());
  const reader = reading(disk);
  const history = disk.open();
  history.record(notices(1, 80), []);
  disk.close(history);
  assert(logSize(disk) > 0, "the reader keeps the log");
  return reader;
}

Deno.test("a reader of an old state prevents the checkpoint, which waits for nobody", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 80), []);
  const reader = reading(disk);
  history.record(notices(81, 90), []);
  const startedAt = performance.now();
  assertEquals([history.checkpoint(), history.needsCheckpoint], [false, true]);
  const tookMs = performance.now() - startedAt;
  assert(tookMs < 250, `it took ${tookMs} ms: the busy timeout is 500`);
  assertLocked(disk);
  history.record(notices(91, 95), []);
  reader.exec("COMMIT");
  assertEquals([history.checkpoint(), copied(disk)], [true, [95, false]]);
});

Deno.test("the log is short again after a reader that took long", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  history.record([notice(1)], []);
  const reader = reading(disk);
  recordLong(history, 3_000);
  const long = logSize(disk);
  assert(long > 12_000_000, `only ${long} bytes`);
  assertEquals(history.checkpoint(), false);
  reader.exec("COMMIT");
  assertEquals([history.checkpoint(), logSize(disk)], [true, 0]);
  recordLong(history, 3_000);
  assert(logSize(disk) < 6_000_000, `${logSize(disk)} bytes`);
  // Without a checkpoint of ours, SQLite limits the file too.
  assertStrictEquals(
    db.prepare("PRAGMA journal_size_limit").get()!["journal_size_limit"],
    4_194_304,
  );
});

Deno.test("while a reader takes long, a checkpoint is tried every 4 MB, not at every commit", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  history.record([notice(1)], []);
  const reader = reading(disk);
  let checkpoints = 0;
  const { prepare } = db;
  db.prepare = (sql: string) => {
    if (sql.includes("wal_checkpoint")) checkpoints++;
    return prepare.call(db, sql);
  };
  recordLong(history, 3_000);
  assertEquals(checkpoints, Math.floor(logSize(disk) / 4_194_304));
  reader.exec("COMMIT");
});

Deno.test("History.checkpoint() throws nothing when another server took the lock meanwhile", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  history.record(notices(1, 3), []);
  const other = disk.openDatabase();
  const { prepare } = db;
  db.prepare = (sql: string) => {
    // The moment without a lock.
    if (sql.includes("wal_checkpoint")) other.exec("BEGIN IMMEDIATE");
    return prepare.call(db, sql);
  };
  const startedAt = performance.now();
  assertEquals(history.checkpoint(), false);
  const error = assertThrows(() => history.record([notice(4)], []), HistoryError);
  assertEquals([error.code, history.last], ["locked", 3]);
  const tookMs = performance.now() - startedAt;
  assert(tookMs < 250, `it waited ${tookMs} ms for the other server`);
  db.prepare = prepare;
  other.exec("ROLLBACK");
  history.record([notice(4)], []);
  assertEquals([history.checkpoint(), copied(disk)], [true, [4, false]]);
});

Deno.test("a failed record leaves the main file marked, and the next one sets it right", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record([notice(1)], []);
  history.checkpoint();
  try {
    history.record([notice(2), notice(2)], []);
  } catch (error) {
    assert(String(error).includes("UNIQUE"), String(error));
  }
  const needsLog = () => disk.queryValue("SELECT needs_log FROM state");
  assertEquals([needsLog(), copied(disk)], [1, [1, true]]);
  assertEquals([history.checkpoint(), needsLog(), copied(disk)], [true, 0, [1, false]]);
  history.record([notice(2)], []);
  assertEquals([needsLog(), copied(disk)], [0, [1, true]]);
});

Deno.test("History.record() marks the main file once, not at every commit", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  const changes = () => Number(db.prepare("SELECT total_changes() AS n").get()!["n"]);
  const rows: number[] = [];
  for (let seq = 1; seq <= 4; seq++) {
    if (seq === 4) history.checkpoint();
    const before = changes();
    history.record([notice(seq)], []);
    rows.push(changes() - before);
  }
  assertEquals(rows, [3, 1, 1, 3]);
});

// Windows allows links only to some users.
if (Deno.build.os !== "windows") {
  Deno.test("the log of a file is found behind a link", () => {
    using disk = new HistoryFolder();
    const history = disk.open();
    history.record(notices(1, 80), []);
    for (const tail of ["", "-wal"]) {
      Deno.copyFileSync(disk.path + tail, disk.pathOf(`crashed.db${tail}`));
    }
    Deno.symlinkSync(disk.pathOf("crashed.db"), disk.pathOf("link.db"));
    const linked = disk.open({}, disk.pathOf("link.db"));
    assertEquals([linked.last, linked.isIncomplete], [80, false]);
  });
}
