import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { toSessionRecord } from "../../lib/store/rows.ts";
import { APPLICATION_ID, isOurs, migrate, MIGRATIONS, versionOf } from "../../lib/store/schema.ts";
import { assertHistoryError, HistoryFolder, notices, session } from "../support/history_folder.ts";

/** A database in memory after this SQL. */
function databaseWith(sql = ""): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  db.exec(sql);
  return db;
}

/** A migration that records each of its runs, and the version it found. */
const step = (name: string): string => `
  CREATE TABLE IF NOT EXISTS steps (name TEXT);
  INSERT INTO steps SELECT '${name}' || count(*) FROM steps;`;

function stepsOf(db: DatabaseSync): unknown[] {
  return db.prepare("SELECT name FROM steps ORDER BY rowid").all().map(({ name }) => name);
}

/** The version and the application id of a file. */
function stampOf(db: DatabaseSync): unknown[] {
  const { application_id } = db.prepare("PRAGMA application_id").get()!;
  return [versionOf(db), application_id];
}

Deno.test("migrate() runs every migration in order, once, and stamps the file", {
  permissions: "none",
}, () => {
  using db = databaseWith();
  assertEquals(stampOf(db), [0, 0]);
  const migrations = ["a", "b"].map(step);
  migrate(db, migrations);
  assertEquals(stepsOf(db), ["a0", "b1"]);
  assertEquals(stampOf(db), [2, APPLICATION_ID]);
  migrate(db, migrations);
  assertEquals(stepsOf(db), ["a0", "b1"]);
  assertEquals(stampOf(db), [2, APPLICATION_ID]);
});

Deno.test("migrate() runs only the migrations that an old version lacks", {
  permissions: "none",
}, () => {
  using db = databaseWith();
  const migrations = ["a", "b", "c", "d"].map(step);
  const versions: number[] = [];
  for (const count of [1, 3, 4]) {
    migrate(db, migrations.slice(0, count));
    versions.push(versionOf(db));
  }
  assertEquals(stepsOf(db), ["a0", "b1", "c2", "d3"]);
  assertEquals(versions, [1, 3, 4]);
});

Deno.test("migrate() creates the tables of MIGRATIONS by default", {
  permissions: "none",
}, () => {
  using db = databaseWith();
  migrate(db);
  const made = db.prepare(`
    SELECT type || ' ' || name AS made FROM sqlite_schema
    WHERE name NOT LIKE 'sqlite_%' ORDER BY made`).all();
  assertEquals(made.map(({ made }) => made), [
    "index public_messages",
    "index whispers",
    "table entries",
    "table sanctions",
    "table sessions",
    "table state",
  ]);
  assertEquals(stampOf(db), [MIGRATIONS.length, APPLICATION_ID]);
});

Deno.test("MIGRATIONS keep the sessions of a file whose addresses were not kept", () => {
  using db = databaseWith();
  migrate(db, MIGRATIONS.slice(0, 2));
  db.exec("INSERT INTO sessions VALUES (7, 'hash', 'Ana', 1, 2, 3, 4, 5, 0, '[]')");
  migrate(db);
  const record = toSessionRecord(db.prepare("SELECT * FROM sessions").get()!);
  assertEquals([record.id, record.name, record.address], [7, "Ana", null]);
});

Deno.test("MIGRATIONS leave a room open that could not be locked", () => {
  using db = databaseWith();
  migrate(db, MIGRATIONS.slice(0, 3));
  migrate(db);
  assertEquals(db.prepare("SELECT is_locked FROM state").all().map((row) => row["is_locked"]), [0]);
});

Deno.test("isOurs() accepts a history, or an empty file", {
  permissions: "none",
}, () => {
  const cases: [sql: string, expected: boolean][] = [
    ["", true],
    ["CREATE TABLE songs (name TEXT); DROP TABLE songs", true],
    ["CREATE TABLE songs (name TEXT)", false],
    ["CREATE VIEW songs AS SELECT 1", false],
    ["PRAGMA application_id = 77", false],
    [`PRAGMA application_id = ${APPLICATION_ID + 1}`, false],
    [`PRAGMA application_id = ${APPLICATION_ID}`, true],
    [`PRAGMA application_id = ${APPLICATION_ID}; CREATE TABLE songs (name TEXT)`, true],
  ];
  for (const [sql, expected] of cases) {
    using db = databaseWith(sql);
    assertStrictEquals(isOurs(db), expected, sql);
  }
});

Deno.test("APPLICATION_ID is written to the file as the text 'chat'", () => {
  using disk = new HistoryFolder();
  disk.close(disk.open());
  const header = new TextDecoder("latin1").decode(Deno.readFileSync(disk.path).subarray(0, 100));
  // Its offset: sqlite.org/fileformat2.html#application_id.
  assertEquals([header.slice(0, 16), header.slice(68, 72)], ["SQLite format 3\0", "chat"]);
});

Deno.test("History.open() migrates a file of an old version, with its content", () => {
  using disk = new HistoryFolder();
  const old = disk.open();
  old.record(notices(1, 3), [session(1)]);
  disk.close(old);
  const migrations = [
    ...MIGRATIONS,
    `${step("a")} UPDATE sessions SET name = name || ' a'`,
    `${step("b")} UPDATE sessions SET name = name || ' b'`,
  ];
  for (const time of ["first", "second"]) {
    const history = disk.open({ migrations });
    assertEquals([history.last, history.lastSession], [3, 1], time);
    assertEquals(history.sessions().map(({ record }) => record.name), ["p1 a b"], time);
    const other = disk.openDatabase();
    assertEquals(stepsOf(other), ["a0", "b1"], time);
    assertEquals(stampOf(other), [MIGRATIONS.length + 2, APPLICATION_ID], time);
    disk.close(other);
    disk.close(history);
  }
  const version = String(MIGRATIONS.length + 2);
  assertHistoryError(() => disk.open(), disk.path, "newer", version);
});

Deno.test("History.open() leaves a file as it was when one migration fails", () => {
  using disk = new HistoryFolder();
  const old = disk.open();
  old.record(notices(1, 3), []);
  disk.close(old);
  const migrations = [...MIGRATIONS, step("a"), `${step("b")} INSERT INTO songs VALUES ('b')`];
  const open = () => disk.open({ migrations });
  assertHistoryError(open, disk.path, "other", "no such table: songs");
  const other = disk.openDatabase();
  assertEquals(stampOf(other), [MIGRATIONS.length, APPLICATION_ID]);
  assertThrows(() => stepsOf(other), Error, "no such table: steps");
  disk.close(other);
  assertEquals(disk.open().last, 3);
});

Deno.test("History.open() makes nothing of an empty file when a migration fails", () => {
  using disk = new HistoryFolder();
  const open = () => disk.open({ migrations: [...MIGRATIONS, "INSERT INTO songs VALUES ('b')"] });
  assertHistoryError(open, disk.path, "other", "no such table: songs");
  assertStrictEquals(disk.queryValue("SELECT count(*) FROM sqlite_schema"), 0);
  assertStrictEquals(disk.open().last, 0);
});
