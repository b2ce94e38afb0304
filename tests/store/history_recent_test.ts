import { assert, assertEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import {
  HistoryFolder,
  notice,
  notices,
  seqs,
  session,
  watchSql,
  whisper,
} from "../support/history_folder.ts";

Deno.test("History.recent() returns only public entries, oldest first", () => {
  using disk = new HistoryFolder();
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

Deno.test("History.recent() returns an action as one", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const said = { type: "said" as const, seq: 1, time: 2, from: "Ana", id: 1, text: "acena" };
  const entry = { ...said, action: true as const };
  history.record([{ entry, by: 1, to: 0 }], []);
  assertEquals(history.recent(10, 100), [entry]);
});

Deno.test("History.recent() returns no private message", () => {
  using disk = new HistoryFolder();
  const history = disk.open();
  const { entry } = notice(1);
  history.record([{ entry, by: 0, to: 3 }, notice(2)], []);
  assertEquals(seqs(history.recent(10, 100)), [2]);
});

Deno.test("History.recent() returns the last entries before a number, without it", () => {
  using disk = new HistoryFolder();
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
  using disk = new HistoryFolder();
  const history = disk.open();
  const joins = Array.from({ length: 50 }, (_, n): Logged => {
    return { entry: { type: "joined", seq: n + 2, time: 0, name: `p${n}` }, by: 0, to: 0 };
  });
  history.record([notice(1), ...joins, notice(52)], []);
  assertEquals(seqs(history.recent(2, 100)), [1, 52]);
});

Deno.test("History finds messages and whispers by index, and scans no entries", () => {
  using disk = new HistoryFolder();
  const { history, db, sql } = disk.openInspected();
  history.record([], [session(1)]);
  const { made } = watchSql(() => history.sessions());
  const plan = (part: string) => {
    const query = [...sql, ...made.map(({ sql }) => sql)].find((one) => one.includes(part));
    assert(query, part);
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${query}`).all();
    return steps.map(({ detail }) => detail);
  };
  assertEquals(plan("'said'"), ["SEARCH entries USING INDEX public_messages (seq>? AND seq<?)"]);
  assertEquals(plan("'whispered'"), [
    "SEARCH entries USING INDEX whispers (to_session=? AND seq>?)",
  ]);
  for (const step of plan("max(seq)")) assert(!/SCAN entries/.test(String(step)), String(step));
  const pruning = [...plan("WITH batch"), ...plan("DELETE FROM entries")].map(String);
  assertEquals(
    new Set(pruning.filter((step) => step.includes("entries"))),
    new Set([
      "SEARCH entries USING INTEGER PRIMARY KEY (rowid>?)",
      "SEARCH entries USING INTEGER PRIMARY KEY (rowid<?)",
    ]),
  );
  assertEquals(plan("WHERE seq >= ? ORDER"), [
    "SEARCH entries USING INTEGER PRIMARY KEY (rowid>?)",
  ]);
  assertEquals(plan("$.id"), [
    "SEARCH entries USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)",
  ]);
});
