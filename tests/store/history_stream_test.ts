/** A history as the archive of a room on several servers. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import type { History } from "../../lib/store/history.ts";
import {
  assertHistoryError,
  bounds,
  HistoryFolder,
  notice,
  notices,
  seqs,
  session,
  storedSeqs,
  whisper,
} from "../support/history_folder.ts";

const BOUNDS = { maxEntries: 100, maxBytes: 1e6 };
const at = (seq: number, epoch = "corrente") => ({ epoch, seq });

/** An open history with entries 1 to 3, and Ana and Bia. */
function recorded(disk: HistoryFolder): History {
  const history = disk.open();
  history.record(notices(1, 3), [session(1), session(2)]);
  return history;
}

/** What is read from a number on. */
const readFrom = (history: History, seq: number) =>
  seqs(history.slice(seq, BOUNDS).map(({ entry }) => entry));

Deno.test("a history of a server that is alone is in no stream", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk);
  assertStrictEquals(history.stream.read(), undefined);
  disk.close(history);
  assertStrictEquals(disk.open().stream.read(), undefined);
});

Deno.test("History.begin() forgets the sessions, and keeps the entries that are followed", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk);
  // What the room has in memory begins in what is recorded, or right behind it.
  for (const from of [2, 4]) {
    history.begin(at(7), from);
    assertEquals(history.stream.read(), at(7));
    assertEquals([history.sessions(), bounds(history)], [[], [1, 3, 2]]);
    assertEquals(storedSeqs(history), [1, 2, 3]);
  }
  history.record(notices(4, 5), [session(3)], at(9));
  disk.close(history);
  const again = disk.open();
  assertEquals([again.stream.read(), bounds(again)], [at(9), [1, 5, 3]]);
  assertEquals(again.sessions().map(({ record }) => record.id), [3]);
});

Deno.test("History.begin() in an empty history begins its numbers where the room is", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.begin(at(1), 1);
  assertEquals(bounds(history), [1, 0, 0]);
  history.begin(at(1), 101);
  assertEquals([bounds(history), history.newestTime], [[101, 100, 0], undefined]);
  assertEquals(readFrom(history, 100), []);
  history.record(notices(101, 103), [], at(2));
  assertEquals([bounds(history), readFrom(history, 101)], [[101, 103, 0], [101, 102, 103]]);
});

Deno.test("History.begin() behind a gap reads nothing of what was before it, also when reopened", () => {
  using disk = new HistoryFolder();
  let history = recorded(disk);
  history.begin(at(40), 5);
  assertEquals([bounds(history), storedSeqs(history)], [[5, 4, 2], []]);
  for (let from = 0; from <= 5; from++) assertEquals(readFrom(history, from), [], `${from}`);
  disk.close(history);
  history = disk.open();
  assertEquals([bounds(history), storedSeqs(history)], [[5, 4, 2], []]);
  history.record(notices(5, 6), [], at(41));
  disk.close(history);
  history = disk.open();
  assertEquals([bounds(history), storedSeqs(history)], [[5, 6, 2], [5, 6]]);
  assertEquals([readFrom(history, 4), readFrom(history, 5)], [[], [5, 6]]);
  // It goes on where it was: the gap stays.
  history.begin(at(50), 6);
  assertEquals([bounds(history), storedSeqs(history)], [[5, 6, 2], [5, 6]]);
  history.begin(at(60), 20);
  assertEquals([bounds(history), storedSeqs(history)], [[20, 19, 2], []]);
});

Deno.test("History.begin() without a position goes on as the history of a server that is alone", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk);
  history.begin(at(7), 5);
  history.record(notices(5, 6), [session(3)], at(8));
  history.begin(undefined, 0);
  assertStrictEquals(history.stream.read(), undefined);
  assertEquals([bounds(history), storedSeqs(history)], [[5, 6, 3], [5, 6]]);
  assertEquals(history.sessions().map(({ record }) => record.id), [3], "people can come back");
  history.record(notices(7, 7), [session(3)]);
  disk.close(history);
  const again = disk.open();
  assertEquals([again.stream.read(), storedSeqs(again)], [undefined, [5, 6, 7]]);
});

Deno.test("History.record() keeps the place in the stream with the entries, or neither", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk);
  history.begin(at(7), 4);
  history.record(notices(4, 4), [], at(8));
  assertEquals(history.stream.read(), at(8));
  const twice = () => history.record([notice(5), notice(2)], [session(9)], at(9));
  assertHistoryError(twice, disk.path, "other", "UNIQUE constraint failed: entries.seq");
  assertEquals([history.stream.read(), storedSeqs(history)], [at(8), [1, 2, 3, 4]]);
  history.record([], [session(9)], at(10));
  assertEquals(history.stream.read(), at(10), "also without an entry");
  disk.close(history);
  assertEquals(disk.open().stream.read(), at(10));
});

Deno.test("History.record() without a position leaves the one that is recorded", () => {
  using disk = new HistoryFolder();
  const history = recorded(disk);
  history.begin(at(7), 4);
  history.record(notices(4, 4), []);
  assertEquals(history.stream.read(), at(7));
});

Deno.test("History.begin() keeps everything as it was when it fails", () => {
  using disk = new HistoryFolder();
  disk.close(recorded(disk));
  disk.execute(`CREATE TRIGGER full BEFORE DELETE ON sessions
    BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`);
  const history = disk.open();
  const begin = () => history.begin(at(7), 50);
  assertHistoryError(begin, disk.path, "full", "database or disk is full");
  assertEquals([history.stream.read(), bounds(history)], [undefined, [1, 3, 2]]);
  assertEquals(history.sessions().map(({ record }) => record.id), [1, 2]);
  disk.close(history);
  const again = disk.open();
  assertEquals([again.stream.read(), bounds(again)], [undefined, [1, 3, 2]]);
});

Deno.test("History reads private messages and ids of an archive as of any history", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.begin(at(1), 1);
  const said = {
    entry: { type: "said" as const, seq: 2, time: 0, from: "p1", id: 7, text: "oi" },
    by: 1,
    to: 0,
  };
  history.record([whisper(1, 2, 1), said], [session(1)], at(2));
  assertEquals(history.messageIds(1, 0, 10), [[7, 2]]);
  assertEquals(history.recent(5, 10), [said.entry]);
  const [{ unacked } = { unacked: [] }] = history.sessions();
  assertEquals(unacked, [whisper(1, 2, 1)]);
});

Deno.test("History.prune() deletes in an archive what is behind its beginning, and before", () => {
  using disk = new HistoryFolder();
  const day = 86_400_000;
  const now = 100 * day;
  const history = disk.open({ keepDays: 30 });
  history.record(notices(1, 3, now - 40 * day), []);
  history.begin(at(1), 11);
  assertEquals([history.prune(now), bounds(history)], [false, [11, 10, 0]]);
  history.record(notices(11, 12, now - 35 * day), [], at(2));
  history.record(notices(13, 14, now - 10 * day), [], at(3));
  while (history.prune(now));
  assertEquals([bounds(history), storedSeqs(history)], [[13, 14, 0], [13, 14]]);
  assertStrictEquals(disk.queryValue("SELECT count(*) FROM entries"), 2);
});

Deno.test("History.recent() and messageIds() read nothing of what was before a gap", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  history.record(notices(1, 3), []);
  history.begin({ epoch: "e", seq: 40 }, 11);
  history.record(notices(11, 12), [], { epoch: "e", seq: 41 });
  assertEquals(history.recent(10, 100).map(({ seq }) => seq), [11, 12]);
  assertEquals(history.messageIds(0, 1, 100), []);
});
