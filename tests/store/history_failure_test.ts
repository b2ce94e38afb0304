import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import type { HistoryErrorCode } from "../../lib/store/history_error.ts";
import {
  assertFault,
  assertHeld,
  bounds,
  Disk,
  kept,
  notice,
  notices,
  person,
} from "../support/disk.ts";

const UNIQUE = "UNIQUE constraint failed: entries.seq";

Deno.test("History.record() keeps all of a call or nothing, and works again after it", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 3), [person(1)]);
  const ana = person(1, { lastId: 9 });
  const cases: [what: string, act: () => void, detail: string][] = [
    ["a number again", () => history.record([notice(4), notice(2)], [ana]), UNIQUE],
    ["a number twice", () => history.record([notice(4), notice(4)], [ana]), UNIQUE],
    [
      "a session that cannot be kept",
      () => history.record([notice(4)], [ana, person(2), person(3, { lastId: 0.5 })]),
      "cannot store REAL value in INTEGER column sessions.last_id",
    ],
  ];
  for (const [what, act, detail] of cases) {
    const { cause } = assertFault(act, disk.path, "other", detail);
    assertInstanceOf(cause, Error);
    assertEquals(bounds(history), [1, 3, 1], what);
    assertEquals(kept(history), [1, 2, 3], what);
    assertEquals(history.at(2), notice(2), what);
    assertEquals(history.sessions().map(({ record }) => record.lastId), [0], what);
  }
  history.record(notices(4, 5), [ana]);
  assertEquals(kept(history), [1, 2, 3, 4, 5]);
  assertEquals(history.sessions().map(({ record }) => record.lastId), [9]);
  assertHeld(disk);
});

Deno.test("History.record() keeps nothing when the commit itself fails", () => {
  using disk = new Disk();
  disk.close(disk.open());
  // A promise that is looked at when the transaction ends, and that some entries break.
  disk.change(`
    CREATE TABLE one (id INTEGER PRIMARY KEY);
    CREATE TABLE many (one INTEGER REFERENCES one DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER breaking AFTER INSERT ON entries WHEN new.entry LIKE '%quebra%'
    BEGIN INSERT INTO many VALUES (1); END`);
  const history = disk.open();
  history.record([notice(1)], []);
  const broken = () => history.record([notice(2), notice(3, { text: "quebra" })], [person(1)]);
  assertFault(broken, disk.path, "other", "FOREIGN KEY constraint failed");
  assertEquals(bounds(history), [1, 1, 0]);
  assertEquals(kept(history), [1]);
  history.record([notice(2)], []);
  assertEquals(kept(history), [1, 2]);
  assertStrictEquals(disk.ask("SELECT count(*) FROM entries"), 2);
});

Deno.test("History.record() tells when SQLite says that the disk is full, however it ends", () => {
  for (const how of ["FAIL", "ABORT", "ROLLBACK"]) {
    using disk = new Disk();
    disk.close(disk.open());
    disk.change(`
      CREATE TRIGGER full BEFORE INSERT ON entries WHEN new.entry LIKE '%cheio%'
      BEGIN SELECT RAISE(${how}, 'database or disk is full'); END`);
    const history = disk.open();
    history.record([notice(1)], [person(1)]);
    const full = () => history.record([notice(2), notice(3, { text: "cheio" })], [person(2)]);
    assertFault(full, disk.path, "full", "database or disk is full");
    assertEquals(bounds(history), [1, 1, 1], how);
    assertEquals(kept(history), [1], how);
    history.record(notices(2, 3), [person(2)]);
    assertEquals(bounds(history), [1, 3, 2], how);
    assertStrictEquals(disk.ask("SELECT count(*) FROM entries"), 3, how);
  }
});

Deno.test("History.record() keeps the same when there is room again, or writing is allowed", () => {
  using disk = new Disk();
  const { history, db } = disk.openGlass();
  history.record([notice(1)], []);
  const pages = Number(disk.ask("PRAGMA page_count"));
  const cases: [code: HistoryErrorCode, detail: string, begin: string, end: string][] = [
    [
      "full",
      "database or disk is full",
      `PRAGMA max_page_count = ${pages + 1}`,
      "PRAGMA max_page_count = 1000000",
    ],
    [
      "read-only",
      "attempt to write a readonly database",
      "PRAGMA query_only = ON",
      "PRAGMA query_only = OFF",
    ],
  ];
  for (const [code, detail, begin, end] of cases) {
    const { last } = history;
    const entries = [notice(last + 1), notice(last + 2, { text: "x".repeat(50_000) })];
    const record = () => history.record(entries, [person(last)]);
    db.exec(begin);
    for (let time = 1; time <= 2; time++) assertFault(record, disk.path, code, detail);
    assertStrictEquals(history.last, last, code);
    db.exec(end);
    record();
    assertStrictEquals(history.last, last + 2, code);
    assertStrictEquals(history.lastSession, last, code);
    assertEquals(entries.map(({ entry }) => history.at(entry.seq)), entries, code);
  }
});

Deno.test("History.record() that fails does not give the file to another server", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record([notice(1)], []);
  assertFault(() => history.record([notice(1)], []), disk.path, "other", UNIQUE);
  assertHeld(disk);
  history.record([notice(2)], []);
  assertEquals(bounds(history), [1, 2, 0]);
});
