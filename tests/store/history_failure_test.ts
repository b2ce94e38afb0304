import { assertEquals, assertInstanceOf, assertStrictEquals } from "@std/assert";
import type { HistoryErrorCode } from "../../lib/store/history_error.ts";
import {
  assertHistoryError,
  assertLocked,
  bounds,
  HistoryFolder,
  notice,
  notices,
  session,
  storedAt,
  storedSeqs,
} from "../support/history_folder.ts";

const UNIQUE = "UNIQUE constraint failed: entries.seq";

Deno.test("History.record() keeps all of a call or nothing, and works again afterwards", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 3), [session(1)]);
  const ana = session(1, { lastId: 9 });
  const cases: [what: string, act: () => void, detail: string][] = [
    ["a number again", () => history.record([notice(4), notice(2)], [ana]), UNIQUE],
    ["a number twice", () => history.record([notice(4), notice(4)], [ana]), UNIQUE],
    [
      "a session that cannot be kept",
      () => history.record([notice(4)], [ana, session(2), session(3, { lastId: 0.5 })]),
      "cannot store REAL value in INTEGER column sessions.last_id",
    ],
  ];
  for (const [what, act, detail] of cases) {
    const { cause } = assertHistoryError(act, disk.path, "other", detail);
    assertInstanceOf(cause, Error);
    assertEquals(bounds(history), [1, 3, 1], what);
    assertEquals(storedSeqs(history), [1, 2, 3], what);
    assertEquals(storedAt(history, 2), notice(2), what);
    assertEquals(history.sessions().map(({ record }) => record.lastId), [0], what);
  }
  history.record(notices(4, 5), [ana]);
  assertEquals(storedSeqs(history), [1, 2, 3, 4, 5]);
  assertEquals(history.sessions().map(({ record }) => record.lastId), [9]);
  assertLocked(disk);
});

Deno.test("History.record() keeps nothing when the commit itself fails", () => {
  using disk = new HistoryFolder();
  disk.close(disk.open());
  // A deferred constraint, checked at the end of the transaction, that some entries violate.
  disk.execute(`
    CREATE TABLE one (id INTEGER PRIMARY KEY);
    CREATE TABLE many (one INTEGER REFERENCES one DEFERRABLE INITIALLY DEFERRED);
    CREATE TRIGGER breaking AFTER INSERT ON entries WHEN new.entry LIKE '%quebra%'
    BEGIN INSERT INTO many VALUES (1); END`);
  const history = disk.open();
  history.record([notice(1)], []);
  const broken = () => history.record([notice(2), notice(3, { text: "quebra" })], [session(1)]);
  assertHistoryError(broken, disk.path, "other", "FOREIGN KEY constraint failed");
  assertEquals(bounds(history), [1, 1, 0]);
  assertEquals(storedSeqs(history), [1]);
  history.record([notice(2)], []);
  assertEquals(storedSeqs(history), [1, 2]);
  assertStrictEquals(disk.queryValue("SELECT count(*) FROM entries"), 2);
});

Deno.test("History.record() reports a full disk for every error of SQLite that means it", () => {
  for (const action of ["FAIL", "ABORT", "ROLLBACK"]) {
    using disk = new HistoryFolder();
    disk.close(disk.open());
    disk.execute(`
      CREATE TRIGGER full BEFORE INSERT ON entries WHEN new.entry LIKE '%cheio%'
      BEGIN SELECT RAISE(${action}, 'database or disk is full'); END`);
    const history = disk.open();
    history.record([notice(1)], [session(1)]);
    const full = () => history.record([notice(2), notice(3, { text: "cheio" })], [session(2)]);
    assertHistoryError(full, disk.path, "full", "database or disk is full");
    assertEquals(bounds(history), [1, 1, 1], action);
    assertEquals(storedSeqs(history), [1], action);
    history.record(notices(2, 3), [session(2)]);
    assertEquals(bounds(history), [1, 3, 2], action);
    assertStrictEquals(disk.queryValue("SELECT count(*) FROM entries"), 3, action);
  }
});

Deno.test("History.record() works again when there is space or writing is allowed", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  history.record([notice(1)], []);
  const pages = Number(disk.queryValue("PRAGMA page_count"));
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
    const record = () => history.record(entries, [session(last)]);
    db.exec(begin);
    for (let time = 1; time <= 2; time++) assertHistoryError(record, disk.path, code, detail);
    assertStrictEquals(history.last, last, code);
    db.exec(end);
    record();
    assertStrictEquals(history.last, last + 2, code);
    assertStrictEquals(history.lastSession, last, code);
    assertEquals(entries.map(({ entry }) => storedAt(history, entry.seq)), entries, code);
  }
});

Deno.test("History.record() keeps its lock on the file when it fails", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record([notice(1)], []);
  assertHistoryError(() => history.record([notice(1)], []), disk.path, "other", UNIQUE);
  assertLocked(disk);
  history.record([notice(2)], []);
  assertEquals(bounds(history), [1, 2, 0]);
});

Deno.test("History names its file when it cannot be read", () => {
  using disk = new HistoryFolder();
  const { history, db } = disk.openInspected();
  history.record([notice(1)], []);
  db.exec("DROP TABLE entries");
  assertHistoryError(
    () => history.slice(1, { maxEntries: 1, maxBytes: 1 }),
    disk.path,
    "other",
    "no such table: entries",
  );
});
