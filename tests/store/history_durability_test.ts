import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import {
  bounds,
  HistoryFolder,
  notice,
  notices,
  NOW,
  session,
  storedAt,
  storedSeqs,
  whisper,
} from "../support/history_folder.ts";

Deno.test("History writes every transaction to the disk before it continues", () => {
  using disk = new HistoryFolder();
  const { db } = disk.openInspected();
  const value = (pragma: string) => Object.values(db.prepare(`PRAGMA ${pragma}`).get()!)[0];
  assertEquals([value("journal_mode"), value("synchronous")], ["wal", 2]);
});

Deno.test("History allows other programs to read, but not to write", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 1 });
  const other = disk.openDatabase();
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

Deno.test("History.record() does not wait for a reader, which keeps its snapshot", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record([notice(1)], []);
  const other = disk.openDatabase();
  const count = () => other.prepare("SELECT count(*) AS n FROM entries").get()!["n"];
  other.exec("BEGIN");
  assertStrictEquals(count(), 1);
  history.record([notice(2)], []);
  assertStrictEquals(count(), 1);
  other.exec("COMMIT");
  assertStrictEquals(count(), 2);
});

// Windows has no file modes: there, the folder decides about access.
if (Deno.build.os !== "windows") {
  Deno.test("History.open() makes files that only this user may read", () => {
    const expected = 0o600;
    using disk = new HistoryFolder();
    const history = disk.open();
    history.record(notices(1, 10), []);
    const modes = disk.files().map((name) => {
      const { mode } = Deno.statSync(disk.pathOf(name));
      return [name, mode === null ? null : mode & 0o777];
    });
    assertEquals(modes, [["room.db", expected], ["room.db-shm", expected], [
      "room.db-wal",
      expected,
    ]]);
  });
}

Deno.test("History.record() limits the -wal file to some megabytes", () => {
  using disk = new HistoryFolder();
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

Deno.test("History keeps recorded entries when its process is killed", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record([...notices(1, 3), whisper(4, 1, 2)], [session(1), session(2)]);
  for (const tail of ["", "-wal"]) {
    Deno.copyFileSync(disk.path + tail, disk.pathOf("copy.db") + tail);
  }
  const copy = disk.open({}, disk.pathOf("copy.db"));
  assertEquals(bounds(copy), [1, 4, 2]);
  assertEquals(
    [1, 2, 3, 4].map((seq) => storedAt(copy, seq)),
    [1, 2, 3, 4].map((seq) => storedAt(history, seq)),
  );
  assertEquals(copy.sessions(), history.sessions());
  assertStrictEquals(copy.sessions()[1]!.unacked.length, 1);
  copy.record([notice(5)], []);
  assertEquals([copy.last, history.last], [5, 4]);
});

Deno.test("History keeps whole transactions when its -wal file is truncated", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  for (let call = 1; call <= 3; call++) {
    history.record(notices(call * 3 - 2, call * 3), [session(call)]);
  }
  const wal = Deno.readFileSync(`${disk.path}-wal`);
  const lasts: number[] = [];
  for (const size of [...halfFrames(wal.length), wal.length]) {
    const path = disk.pathOf(`cut${size}.db`);
    Deno.copyFileSync(disk.path, path);
    Deno.writeFileSync(`${path}-wal`, wal.subarray(0, size));
    const cut = disk.open({}, path);
    const { last } = cut;
    lasts.push(last);
    assertEquals(storedSeqs(cut).length, last, `cut at ${size}`);
    assertEquals(cut.sessions().length, last / 3, `cut at ${size}`);
    cut.record([notice(last + 1)], []);
    assertEquals(storedSeqs(cut).length, last + 1, `cut at ${size}`);
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
