/** The entries of one file, in a database in memory. */

import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import type { Logged } from "../../lib/chat/logged.ts";
import { weigh } from "../../lib/chat/weight.ts";
import { EntryTable } from "../../lib/store/entry_table.ts";
import { migrate } from "../../lib/store/schema.ts";
import { notice, notices, whisper } from "../support/history_folder.ts";

const pure = { permissions: "none" } as const;
const ALL = { maxEntries: 1_000, maxBytes: 1e6 };

/** A table with these entries. */
function tableOf(...entries: Logged[]): { table: EntryTable; db: DatabaseSync } {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  const table = new EntryTable(db);
  table.insert(entries);
  return { table, db };
}

/** A message to everybody. */
function said(seq: number, by: number, id?: number): Logged {
  const numbered = id === undefined ? {} : { id };
  const entry = { type: "said" as const, seq, time: seq, from: `p${by}`, ...numbered, text: "oi" };
  return { entry, by, to: 0 };
}

const seqsOf = (logged: Logged[]) => logged.map(({ entry }) => entry.seq);

Deno.test("EntryTable.insert() keeps any number of entries, in their order", pure, () => {
  for (const count of [0, 1, 9, 10, 11, 20, 21]) {
    const all = notices(1, count);
    const { table, db } = tableOf(...all);
    assertEquals(table.slice(0, ALL), all, `${count}`);
    db.close();
  }
});

Deno.test("EntryTable.insert() keeps of each entry whose it is, and to whom", pure, () => {
  const entries = [whisper(1, 2, 3), said(2, 1, 7), notice(3)];
  const { table, db } = tableOf(...entries);
  assertEquals(table.slice(1, ALL), entries);
  const rows = db.prepare("SELECT seq, time, type, by_session, to_session FROM entries").all();
  assertEquals(rows.map((row) => Object.values(row)), [
    [1, 0, "whispered", 2, 3],
    [2, 2, "said", 1, 0],
    [3, 3_000, "notice", 0, 0],
  ]);
  db.close();
});

Deno.test("EntryTable.slice() reads from a number on, within both bounds", pure, () => {
  const all = notices(1, 5);
  const { table, db } = tableOf(...all);
  const weight = weigh(all[0]!.entry);
  for (
    const [from, maxEntries, maxBytes, seqs] of [
      [1, 1_000, 1e6, [1, 2, 3, 4, 5]],
      [3, 1_000, 1e6, [3, 4, 5]],
      [5, 1_000, 1e6, [5]],
      [6, 1_000, 1e6, []],
      [2, 2, 1e6, [2, 3]],
      [1, 1_000, 3 * weight, [1, 2, 3]],
      [1, 1_000, 3 * weight - 1, [1, 2]],
      [4, 1_000, 0, [4]],
    ] as const
  ) {
    assertEquals(seqsOf(table.slice(from, { maxEntries, maxBytes })), [...seqs]);
  }
  db.close();
});

Deno.test("EntryTable.messageIds() reads the ids of one session between two numbers", pure, () => {
  const entries = [
    said(1, 1, 4),
    said(2, 2, 9),
    said(3, 1),
    notice(4),
    said(5, 1, 6),
    said(6, 1, 8),
  ];
  const { table, db } = tableOf(...entries);
  assertEquals(table.messageIds(1, 0, 100), [[4, 1], [6, 5], [8, 6]]);
  assertEquals(table.messageIds(1, 1, 6), [[4, 1], [6, 5]]);
  assertEquals(table.messageIds(1, 2, 6), [[6, 5]]);
  assertEquals([table.messageIds(2, 0, 100), table.messageIds(3, 0, 100)], [[[9, 2]], []]);
  db.close();
});

Deno.test("EntryTable.recent() reads the last messages to everybody, oldest first", pure, () => {
  const joined: Logged = {
    entry: { type: "joined", seq: 3, time: 3, name: "Ana" },
    ...{ by: 0, to: 0 },
  };
  const entries = [notice(1), said(2, 1, 1), joined, whisper(4, 1, 2), said(5, 1, 2)];
  const { table, db } = tableOf(...entries);
  const recent = (count: number, before: number, from = 0) =>
    table.recent(count, from, before).map(({ seq }) => seq);
  assertEquals(recent(10, 100), [1, 2, 5]);
  assertEquals([recent(2, 100), recent(2, 5), recent(2, 2), recent(2, 1)], [
    [2, 5],
    [1, 2],
    [1],
    [],
  ]);
  assertEquals([recent(10, 100, 2), recent(10, 100, 6)], [[2, 5], []]);
  assertEquals(table.recent(1, 0, 2), [notice(1).entry]);
  db.close();
});
