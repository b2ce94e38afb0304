import { assertEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import { weigh } from "../../lib/chat/weight.ts";
import { HistoryFolder, notice, notices, whisper } from "../support/history_folder.ts";

/** A message of a session. */
function said(seq: number, by: number, id?: number): Logged {
  const entry = { type: "said" as const, seq, time: seq, from: "Ana", text: "oi" };
  return { entry: id === undefined ? entry : { ...entry, id }, by, to: 0 };
}

Deno.test("History.slice() reads a range in one query, at most so many entries and bytes", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const entries = [notice(1), notice(2, { text: "" }), whisper(3, 1, 2), ...notices(4, 9)];
  history.record(entries, []);
  const size = (...seqs: number[]) => {
    return seqs.reduce((sum, seq) => sum + weigh(entries[seq - 1]!.entry), 0);
  };
  const cases: [from: number, maxEntries: number, maxBytes: number, seqs: number[]][] = [
    [1, 99, 9999, [1, 2, 3, 4, 5, 6, 7, 8, 9]],
    [2, 3, 9999, [2, 3, 4]],
    [2, 1, 9999, [2]],
    [3, 9, 0, [3]],
    [3, 9, size(3, 4), [3, 4]],
    [3, 9, size(3, 4) - 1, [3]],
    [9, 9, 9999, [9]],
    [10, 9, 9999, []],
    [0, 9, 9999, []],
  ];
  for (const [from, maxEntries, maxBytes, seqs] of cases) {
    const expected = seqs.map((seq) => entries[seq - 1]!);
    assertEquals(history.slice(from, { maxEntries, maxBytes }), expected, `from ${from}`);
  }
  // A range that was not read to its end keeps no transaction from ending.
  history.record([notice(10)], []);
  assertEquals(history.slice(9, { maxEntries: 9, maxBytes: 999 }), [notice(9), notice(10)]);
});

Deno.test("History.slice() returns nothing when the first entry was pruned", () => {
  using disk = new HistoryFolder();
  const history = disk.open({ keepDays: 1 });
  const now = 86_400_000 + 3001;
  history.record(notices(1, 6), []);
  history.prune(now);
  assertEquals(history.first, 4);
  const from = (seq: number) => history.slice(seq, { maxEntries: 2, maxBytes: 999 });
  assertEquals([from(3), from(4)], [[], [notice(4), notice(5)]]);
});

Deno.test("History.messageIds() returns the ids of one session in a range, oldest first", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const { entry } = whisper(4, 1, 2);
  const whispered = { entry: { ...entry, id: 7 }, by: 1, to: 2 } as Logged;
  const undelivered = { type: "undelivered" as const, seq: 5, time: 5, to: "p2", id: 7, text: "" };
  history.record([
    said(1, 1, 5),
    said(2, 2, 5),
    said(3, 1),
    whispered,
    { entry: undelivered, by: 0, to: 1 },
    notice(6),
    said(7, 1, 9),
  ], []);
  assertEquals(history.messageIds(1, 1, 8), [[5, 1], [7, 4], [9, 7]]);
  assertEquals(history.messageIds(1, 2, 7), [[7, 4]]);
  assertEquals(history.messageIds(2, -990, 99), [[5, 2]]);
  assertEquals(history.messageIds(3, 1, 8), []);
});

Deno.test("History.slice() counts the line ends of a message as the log does", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const entries = [1, 2, 3].map((seq) => notice(seq, { text: "\n".repeat(4096) }));
  history.record(entries, []);
  const weight = weigh(entries[0]!.entry);
  assertEquals(weight > 60_000, true);
  const read = (maxBytes: number) => history.slice(1, { maxEntries: 9, maxBytes }).length;
  assertEquals([read(2 * weight - 1), read(2 * weight), read(3 * weight)], [1, 2, 3]);
});
