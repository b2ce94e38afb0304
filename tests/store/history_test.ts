import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { type Admission, Hub } from "../../lib/chat/hub.ts";
import { Log, type Logged } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { TOKENS } from "../../lib/serve/tokens.ts";
import type { History } from "../../lib/store/history.ts";
import { HistoryError, type HistoryErrorCode } from "../../lib/store/history_error.ts";
import { bytesOf } from "../support/bytes.ts";
import { assertFault, Disk, notice, notices, person, seqs, watchSql } from "../support/disk.ts";

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 0, 31, 12);
/** What one call to `prune` forgets at the most. */
const PRUNED = 1000;
const UNIQUE = "UNIQUE constraint failed: entries.seq";

function bounds({ first, last, lastSession }: History): number[] {
  return [first, last, lastSession];
}

/** The numbers that are kept, of all there may be. */
function kept(history: History): number[] {
  const all = Array.from({ length: history.last + 2 }, (_, seq) => seq);
  return all.filter((seq) => history.at(seq) !== undefined);
}

/** Asserts that nobody else may write to the file. */
function assertHeld(disk: Disk): void {
  const begin = () => disk.change("BEGIN IMMEDIATE");
  assertThrows(begin, Error, "database is locked");
}

function whisper(seq: number, by: number, to: number): Logged {
  const entry = {
    type: "whispered" as const,
    seq,
    time: 0,
    from: `p${by}`,
    to: `p${to}`,
    text: "",
  };
  return { entry, by, to };
}

Deno.test("History.open() begins one with nothing in it", () => {
  using disk = new Disk();
  const history = disk.open();
  assertEquals(bounds(history), [1, 0, 0]);
  assertEquals([history.at(0), history.at(1)], [undefined, undefined]);
  assertEquals(history.recent(10, 100), []);
  assertEquals(history.sessions(), []);
});

Deno.test("History.open() begins one in an empty file", () => {
  using disk = new Disk();
  Deno.writeFileSync(disk.path, new Uint8Array());
  const history = disk.open();
  history.record(notices(1, 2), []);
  assertEquals(kept(history), [1, 2]);
});

Deno.test("History.at() gives every kind of entry as it was recorded", () => {
  const entries: Entry[] = [
    { type: "joined", seq: 1, time: NOW, name: "João" },
    { type: "said", seq: 2, time: NOW + 1, from: "João", id: 1, text: "oi 👋\n\0 '\"; \ud83d" },
    { type: "said", seq: 3, time: NOW + 2, from: "João", text: "sem número" },
    { type: "whispered", seq: 4, time: NOW + 3, from: "João", to: "Bia", id: 2, text: "psiu" },
    { type: "undelivered", seq: 5, time: NOW + 4, to: "Bia", id: 2, text: "psiu" },
    { type: "renamed", seq: 6, time: NOW + 5, from: "João", to: "Jão" },
    { type: "notice", seq: 7, time: NOW + 6, text: "pausa" },
    { type: "left", seq: 8, time: NOW + 7, name: "Jão", reason: "slow" },
  ];
  const whom = [[0, 0], [1, 0], [1, 0], [1, 2], [0, 1], [0, 0], [0, 0], [0, 0]] as const;
  const logged = entries.map((entry, n): Logged => {
    const [by, to] = whom[n]!;
    return { entry, by, to };
  });
  using disk = new Disk();
  const history = disk.open();
  history.record(logged.slice(0, 3), []);
  history.record(logged.slice(3), []);
  const reopened = () => (disk.close(history), disk.open());
  for (const each of [() => history, reopened]) {
    const read = each();
    assertEquals(entries.map(({ seq }) => read.at(seq)), logged);
    assertEquals([read.at(0), read.at(9)], [undefined, undefined]);
    assertEquals([read.first, read.last], [1, 8]);
  }
});

Deno.test("History.recent() gives only what everybody may read, oldest first", () => {
  using disk = new Disk();
  const history = disk.open();
  const said = { type: "said" as const, seq: 2, time: 2, from: "Ana", id: 1, text: "oi" };
  const pause = { type: "notice" as const, seq: 5, time: 5, text: "pausa" };
  const entries: Logged[] = [
    { entry: { type: "joined", seq: 1, time: 1, name: "Ana" }, by: 0, to: 0 },
    { entry: said, by: 1, to: 0 },
    whisper(3, 1, 2),
    { entry: { type: "renamed", seq: 4, time: 4, from: "Ana", to: "Ane" }, by: 0, to: 0 },
    { entry: pause, by: 0, to: 0 },
    { entry: { type: "undelivered", seq: 6, time: 6, to: "Bia", text: "" }, by: 0, to: 1 },
    { entry: { type: "left", seq: 7, time: 7, name: "Ane", reason: "left" }, by: 0, to: 0 },
  ];
  history.record(entries, []);
  assertEquals(history.recent(10, 100), [said, pause]);
});

Deno.test("History.recent() shows no word that one person alone may see", () => {
  using disk = new Disk();
  const history = disk.open();
  const { entry } = notice(1);
  history.record([{ entry, by: 0, to: 3 }, notice(2)], []);
  assertEquals(seqs(history.recent(10, 100)), [2]);
});

Deno.test("History.recent() gives the last ones before a number, without it", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 6), []);
  const cases: [count: number, before: number, expected: number[]][] = [
    [1, 100, [6]],
    [3, 100, [4, 5, 6]],
    [99, Infinity, [1, 2, 3, 4, 5, 6]],
    [0, 100, []],
    [2, 6, [4, 5]],
    [2, 3, [1, 2]],
    [2, 2, [1]],
    [2, 1, []],
  ];
  for (const [count, before, expected] of cases) {
    assertEquals(seqs(history.recent(count, before)), expected, `${count} before ${before}`);
  }
});

Deno.test("History.recent() counts messages, not entries", () => {
  using disk = new Disk();
  const history = disk.open();
  const joins = Array.from({ length: 50 }, (_, n): Logged => {
    return { entry: { type: "joined", seq: n + 2, time: 0, name: `p${n}` }, by: 0, to: 0 };
  });
  history.record([notice(1), ...joins, notice(52)], []);
  assertEquals(seqs(history.recent(2, 100)), [1, 52]);
});

Deno.test("History looks messages and whispers up by their index, and scans no entries", () => {
  using disk = new Disk();
  const { history, db, sql } = disk.openGlass();
  history.record([], [person(1)]);
  const { made } = watchSql(() => history.sessions());
  const plan = (part: string) => {
    const query = [...sql, ...made.map(({ sql }) => sql)].find((one) => one.includes(part));
    assert(query, part);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${query}`).all();
    return steps.map(({ detail }) => detail);
  };
  assertEquals(plan("'said'"), ["SEARCH entries USING INDEX public_messages (seq<?)"]);
  assertEquals(plan("'whispered'"), [
    "SEARCH entries USING INDEX whispers (to_session=? AND seq>?)",
  ]);
  for (const step of plan("max(seq)")) assert(!/SCAN entries/.test(String(step)), String(step));
  assertEquals(plan("WHERE seq = ?"), [
    "SEARCH entries USING INTEGER PRIMARY KEY (rowid=?)",
  ]);
});

Deno.test("History goes on with its numbers when it is opened again", () => {
  using disk = new Disk();
  const before = disk.open();
  before.record(notices(1, 3), [person(1), person(2)]);
  disk.close(before);
  const history = disk.open();
  assertEquals(bounds(history), [1, 3, 2]);
  const log = new Log({ archive: history });
  assertStrictEquals(log.append({ type: "notice", text: "n4" }, 4000), 4);
  history.record(log.unpublished(), []);
  assertEquals(bounds(history), [1, 4, 2]);
  assertEquals(seqs(history.recent(10, 100)), [1, 2, 3, 4]);
});

Deno.test("History.record() keeps sessions as they are", () => {
  const ana = person(1, { lastId: 7, ackedSeq: 4, resolvedSeq: 6 });
  ana.rename("Añá");
  const rejected = [3, 4].map((id) => ({ type: "rejected" as const, id, code: "empty" as const }));
  for (const one of rejected) ana.reject(one.id, one);
  const bia = person(2, { presence: "gone", lastId: Number.MAX_SAFE_INTEGER });
  using disk = new Disk();
  const history = disk.open();
  history.record([], [bia, ana]);
  disk.close(history);
  assertEquals(disk.open().sessions(), [
    {
      record: {
        id: 1,
        tokenHash: "hash 1",
        name: "Añá",
        since: 1000,
        joinedAfterSeq: 1,
        lastId: 7,
        ackedSeq: 4,
        resolvedSeq: 6,
        isGone: false,
        rejected,
      },
      waiting: [],
    },
    {
      record: {
        id: 2,
        tokenHash: "hash 2",
        name: "p2",
        since: 2000,
        joinedAfterSeq: 2,
        lastId: Number.MAX_SAFE_INTEGER,
        ackedSeq: 0,
        resolvedSeq: 0,
        isGone: true,
        rejected: [],
      },
      waiting: [],
    },
  ]);
});

Deno.test("History.record() of sessions alone leaves the numbers as they are", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 3), []);
  history.record([], [person(1)]);
  history.record([], []);
  assertEquals(bounds(history), [1, 3, 1]);
});

Deno.test("History.record() keeps several sessions that were told no token", () => {
  using disk = new Disk();
  const history = disk.open();
  const untold = (id: number) => person(id, { tokenHash: null });
  history.record([], [untold(1), untold(2)]);
  const hashes = history.sessions().map(({ record }) => [record.id, record.tokenHash]);
  assertEquals(hashes, [[1, null], [2, null]]);
});

Deno.test("History.record() changes the session of that number, and no other", () => {
  using disk = new Disk();
  const history = disk.open();
  const [ana, bia] = [person(1), person(2)];
  history.record([], [ana, bia]);
  ana.rename("Ane");
  ana.presence = "gone";
  history.record([], [ana]);
  const people = () =>
    history.sessions().map(({ record: { id, name, isGone } }) => [id, name, isGone]);
  assertEquals(people(), [[1, "Ane", true], [2, "p2", false]]);
  ana.presence = "here";
  history.record([], [ana]);
  assertEquals(people(), [[1, "Ane", false], [2, "p2", false]]);
});

Deno.test("History.record() keeps nothing of a session that ended, nor takes it amiss twice", () => {
  using disk = new Disk();
  const history = disk.open();
  const [ana, bia] = [person(1), person(2)];
  history.record([], [ana, bia]);
  ana.presence = "ended";
  history.record([], [ana]);
  history.record([], [ana]);
  assertEquals(history.sessions().map(({ record }) => record.id), [2]);
});

Deno.test("History.lastSession never goes down", () => {
  using disk = new Disk();
  const history = disk.open();
  const people = [person(1), person(2), person(7)];
  history.record([], people);
  assertStrictEquals(history.lastSession, 7);
  history.record([], [people[0]!]);
  assertStrictEquals(history.lastSession, 7);
  for (const one of people) one.presence = "ended";
  history.record([], people);
  assertEquals(history.sessions(), []);
  assertStrictEquals(history.lastSession, 7);
  disk.close(history);
  const reopened = disk.open();
  assertStrictEquals(reopened.lastSession, 7);
  reopened.record([], [person(8)]);
  assertStrictEquals(reopened.lastSession, 8);
});

Deno.test("History.sessions() gives the whispers after what was received or settled", () => {
  using disk = new Disk();
  const history = disk.open();
  const undelivered = { type: "undelivered" as const, seq: 7, time: 0, to: "p2", text: "" };
  history.record([
    whisper(1, 2, 1),
    whisper(2, 3, 1),
    whisper(3, 1, 1),
    notice(4),
    whisper(5, 1, 2),
    whisper(6, 2, 1),
    { entry: undelivered, by: 0, to: 1 },
  ], [person(1), person(2), person(3)]);
  const waiting = () => history.sessions().map(({ record, waiting }) => [record.id, waiting]);
  const [first, second, own, last] = [1, 2, 3, 6].map((seq) => history.at(seq)!);
  const toOther = history.at(5)!;
  assertEquals(first!.by, 2);
  assertEquals(waiting(), [[1, [first, second, own, last]], [2, [toOther]], [3, []]]);
  const cases: [received: number, settled: number, expected: (Logged | undefined)[]][] = [
    [1, 0, [second, own, last]],
    [0, 2, [own, last]],
    [1, 3, [last]],
    [3, 1, [last]],
    [5, 5, [last]],
    [6, 0, []],
    [0, 6, []],
  ];
  for (const [received, settled, expected] of cases) {
    history.record([], [person(1, { ackedSeq: received, resolvedSeq: settled })]);
    assertEquals(waiting()[0], [1, expected], `received ${received}, settled ${settled}`);
  }
});

Deno.test("History keeps of a token its hash alone", () => {
  using disk = new Disk();
  const history = disk.open();
  const log = new Log({ archive: history });
  const hub = new Hub(log, { maxPeople: 10, recent: 20, tokens: TOKENS });
  const { session, greeting } = hub.join(
    { type: "hello", version: 1, name: "Ana" },
    NOW,
  ) as Admission;
  hub.perform(session, { type: "say", id: 1, text: "oi" }, NOW);
  history.record(log.unpublished(), hub.changed);
  const { token } = greeting[0] as { token: string };
  assertStrictEquals(token.length, 32);
  const inFiles = (text: string) => disk.files().some((name) => holds(disk.at(name), text));
  const found = () => [token, token.toUpperCase(), TOKENS.hash(token), "Ana"].map(inFiles);
  assertEquals(found(), [false, false, true, true]);
  disk.close(history);
  assertEquals(found(), [false, false, true, true]);
});

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

Deno.test("History.open() tells why a file cannot be used, and does nothing to it", () => {
  using disk = new Disk();
  disk.change("CREATE TABLE songs (name TEXT)", disk.at("songs.db"));
  disk.change("PRAGMA application_id = 77", disk.at("id.db"));
  disk.close(disk.open());
  const whole = Deno.readFileSync(disk.path);
  const files: [name: string, content: Uint8Array, detail: string][] = [
    ["note", bytesOf("oi"), "file is not a database"],
    ["text", bytesOf("Ana: oi, pessoal\n".repeat(1000)), "file is not a database"],
    ["songs.db", Deno.readFileSync(disk.at("songs.db")), "file is another program's"],
    ["id.db", Deno.readFileSync(disk.at("id.db")), "file is another program's"],
    ["half.db", whole.slice(0, whole.length / 2), "database disk image is malformed"],
  ];
  for (const [name, content, detail] of files) {
    const path = disk.at(name);
    Deno.writeFileSync(path, content);
    const code = detail.includes("malformed") ? "damaged" : "not-ours";
    assertFault(() => disk.open({}, path), path, code, detail);
    assertEquals(Deno.readFileSync(path), content, name);
  }
  assertEquals(disk.files(), ["half.db", "id.db", "note", "room.db", "songs.db", "text"]);
});

Deno.test("History.open() tells when there is no such folder, or the path is a folder", () => {
  using disk = new Disk();
  const cases: [path: string, cause: new () => Error][] = [
    [disk.at("nada/room.db"), Deno.errors.NotFound],
    [disk.folder, Error],
  ];
  for (const [path, expected] of cases) {
    const error = assertThrows(() => disk.open({}, path), HistoryError);
    const { cause } = error;
    assertInstanceOf(cause, expected);
    assertEquals([error.code, error.path, error.detail], ["cannot-open", path, cause.message]);
    assertStrictEquals(error.message, `Cannot use history "${path}": ${cause.message}`);
  }
  assertEquals(disk.files(), []);
});

Deno.test("History.open() leaves a history of a newer version alone", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 2), [person(1)]);
  disk.close(history);
  disk.change("PRAGMA user_version = 23");
  const before = Deno.readFileSync(disk.path);
  const error = assertFault(() => disk.open(), disk.path, "newer", "23");
  assertStrictEquals(error.cause, undefined);
  assertEquals(Deno.readFileSync(disk.path), before);
  assertEquals(disk.files(), ["room.db"]);
});

Deno.test("History.open() refuses a file that another history has open", () => {
  using disk = new Disk();
  const first = disk.open();
  first.record(notices(1, 2), []);
  assertFault(() => disk.open(), disk.path, "locked", "database is locked");
  first.record([notice(3)], []);
  assertEquals(kept(first), [1, 2, 3]);
  disk.close(first);
  assertEquals(kept(disk.open()), [1, 2, 3]);
});

Deno.test("History.open() refuses a file that another program writes to", () => {
  using disk = new Disk();
  disk.close(disk.open());
  const other = disk.other();
  other.exec("BEGIN IMMEDIATE");
  assertFault(() => disk.open(), disk.path, "locked", "database is locked");
  other.exec("ROLLBACK");
  assertEquals(bounds(disk.open()), [1, 0, 0]);
});

Deno.test("History has every transaction on the disk before it goes on", () => {
  using disk = new Disk();
  const { db } = disk.openGlass();
  const value = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get()!)[0];
  assertEquals([value("journal_mode"), value("synchronous")], ["wal", 2]);
});

Deno.test("History lets other programs read what is recorded, and write nothing", () => {
  using disk = new Disk();
  const history = disk.open({ keepDays: 1 });
  const other = disk.other();
  const count = () => other.prepare("SELECT count(*) AS n FROM entries").get()!["n"];
  const writes = [
    "INSERT INTO entries VALUES (9, 0, 'notice', 0, 0, '{}')",
    "DELETE FROM entries",
    "CREATE TABLE songs (name TEXT)",
    "BEGIN IMMEDIATE",
  ];
  const assertWritesNothing = () => {
    for (const sql of writes) assertThrows(() => other.exec(sql), Error, "database is locked");
  };
  assertWritesNothing();
  history.record(notices(1, 2), []);
  assertStrictEquals(count(), 2);
  assertWritesNothing();
  history.prune(NOW);
  assertStrictEquals(count(), 1);
  assertWritesNothing();
  history.record([notice(3)], []);
  assertStrictEquals(count(), 2);
});

Deno.test("History.record() waits for no reader, who sees what was there when it began", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record([notice(1)], []);
  const other = disk.other();
  const count = () => other.prepare("SELECT count(*) AS n FROM entries").get()!["n"];
  other.exec("BEGIN");
  assertStrictEquals(count(), 1);
  history.record([notice(2)], []);
  assertStrictEquals(count(), 1);
  other.exec("COMMIT");
  assertStrictEquals(count(), 2);
});

Deno.test("History.close() lets go of the file, and leaves that one alone", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record(notices(1, 2), []);
  assertHeld(disk);
  disk.close(history);
  assertEquals(disk.files(), ["room.db"]);
  disk.change("DELETE FROM entries WHERE seq = 2");
  assertEquals(kept(disk.open()), [1]);
});

// Windows has no such numbers: there, the folder tells who may read.
if (Deno.build.os !== "windows") {
  Deno.test("History.open() makes files that only this user may read", () => {
    const expected = 0o600;
    using disk = new Disk();
    const history = disk.open();
    history.record(notices(1, 10), []);
    const modes = disk.files().map((name) => {
      const { mode } = Deno.statSync(disk.at(name));
      return [name, mode === null ? null : mode & 0o777];
    });
    assertEquals(modes, [["room.db", expected], ["room.db-shm", expected], [
      "room.db-wal",
      expected,
    ]]);
  });
}

Deno.test("History.record() lets the -wal file grow no further than some megabytes", () => {
  using disk = new Disk();
  const history = disk.open();
  const text = "x".repeat(4000);
  const sizes: number[] = [];
  for (let call = 0; call < 60; call++) {
    const entries = notices(call * 50 + 1, call * 50 + 50)
      .map(({ entry }) => notice(entry.seq, { text }));
    history.record(entries, []);
    sizes.push(Deno.statSync(`${disk.path}-wal`).size);
  }
  assert(Math.max(...sizes) < 6_000_000, String(Math.max(...sizes)));
  assert(Deno.statSync(disk.path).size > 6_000_000);
  assertStrictEquals(history.last, 3000);
});

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

Deno.test("History holds what was recorded when its program is killed", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record([...notices(1, 3), whisper(4, 1, 2)], [person(1), person(2)]);
  for (const tail of ["", "-wal"]) Deno.copyFileSync(disk.path + tail, disk.at("copy.db") + tail);
  const copy = disk.open({}, disk.at("copy.db"));
  assertEquals(bounds(copy), [1, 4, 2]);
  assertEquals([1, 2, 3, 4].map((seq) => copy.at(seq)), [1, 2, 3, 4].map((seq) => history.at(seq)));
  assertEquals(copy.sessions(), history.sessions());
  assertStrictEquals(copy.sessions()[1]!.waiting.length, 1);
  copy.record([notice(5)], []);
  assertEquals([copy.last, history.last], [5, 4]);
});

Deno.test("History holds whole calls when the disk has only the beginning of its -wal file", () => {
  using disk = new Disk();
  const history = disk.open();
  for (let call = 1; call <= 3; call++) {
    history.record(notices(call * 3 - 2, call * 3), [person(call)]);
  }
  const wal = Deno.readFileSync(`${disk.path}-wal`);
  const lasts: number[] = [];
  for (const size of [...halfFrames(wal.length), wal.length]) {
    const path = disk.at(`cut${size}.db`);
    Deno.copyFileSync(disk.path, path);
    Deno.writeFileSync(`${path}-wal`, wal.subarray(0, size));
    const cut = disk.open({}, path);
    const { last } = cut;
    lasts.push(last);
    assertEquals(kept(cut).length, last, `cut at ${size}`);
    assertEquals(cut.sessions().length, last / 3, `cut at ${size}`);
    cut.record([notice(last + 1)], []);
    assertEquals(kept(cut).length, last + 1, `cut at ${size}`);
    disk.close(cut);
  }
  assertEquals(lasts, lasts.toSorted());
  assertEquals([...new Set(lasts)], [0, 3, 6, 9]);
});

/** Sizes from 0 that cut each frame of a -wal file (sqlite.org/fileformat2.html) once or twice. */
function halfFrames(size: number): number[] {
  const half = (24 + 4096) / 2;
  return Array.from({ length: Math.ceil(size / half) }, (_, n) => n * half);
}

/** Whether a text is somewhere in a file. */
function holds(path: string, text: string): boolean {
  const content = new TextDecoder("latin1").decode(Deno.readFileSync(path));
  return content.includes(text);
}

Deno.test("History.record() that fails does not give the file to another server", () => {
  using disk = new Disk();
  const history = disk.open();
  history.record([notice(1)], []);
  assertFault(() => history.record([notice(1)], []), disk.path, "other", UNIQUE);
  assertHeld(disk);
  history.record([notice(2)], []);
  assertEquals(bounds(history), [1, 2, 0]);
});

Deno.test("History.record() uses up the number of one who came and left in one call", () => {
  using disk = new Disk();
  const before = disk.open();
  before.record([], [person(1), person(2, { presence: "ended" })]);
  disk.close(before);
  const history = disk.open();
  assertEquals([history.lastSession, history.sessions().length], [2, 1]);
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

Deno.test("History.open() makes an empty file its own, and leaves the mode of a history alone", () => {
  const isNumbered = Deno.build.os !== "windows";
  using disk = new Disk();
  Deno.writeTextFileSync(disk.path, "", { mode: 0o644 });
  const mode = () => isNumbered ? Deno.statSync(disk.path).mode! & 0o777 : undefined;
  disk.close(disk.open());
  assertStrictEquals(mode(), isNumbered ? 0o600 : undefined);
  if (isNumbered) Deno.chmodSync(disk.path, 0o640);
  disk.close(disk.open());
  assertStrictEquals(mode(), isNumbered ? 0o640 : undefined);
});
