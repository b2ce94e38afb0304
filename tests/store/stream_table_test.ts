/** The place of an archive in the stream of its room, in a database in memory. */

import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { readBounds } from "../../lib/store/retention.ts";
import { migrate, MIGRATIONS } from "../../lib/store/schema.ts";
import { StreamTable } from "../../lib/store/stream_table.ts";
import type { WriteLock } from "../../lib/store/write_lock.ts";

const pure = { permissions: "none" } as const;
const at = (seq: number) => ({ epoch: "corrente", seq });

/** A table in a file with these entries and one session, whose transactions are counted. */
function tableWith(...seqs: number[]) {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  const insert = db.prepare("INSERT INTO entries VALUES (?, 0, 'notice', 0, 0, '{}')");
  for (const seq of seqs) insert.run(seq);
  db.exec("INSERT INTO sessions VALUES (1, 'h', 'Ana', 0, 0, 0, 0, 0, 0, '[]', NULL)");
  const writes: number[] = [];
  const write = (act: () => void) => {
    writes.push(1);
    act();
  };
  const table = new StreamTable(db, { write } as unknown as WriteLock);
  const sessions = () => Number(db.prepare("SELECT count(*) AS n FROM sessions").get()!["n"]);
  return { db, table, writes, sessions };
}

Deno.test(
  "StreamTable.read() gives the place that was set, and none of a server that is alone",
  pure,
  () => {
    const { db, table, writes } = tableWith();
    assertEquals(table.read(), undefined);
    table.set(at(7));
    assertEquals(table.read(), at(7));
    table.set({ epoch: "outra", seq: 9 });
    assertEquals(table.read(), { epoch: "outra", seq: 9 });
    table.set(undefined);
    assertEquals([table.read(), writes.length], [undefined, 0]);
    const { stream_seq } = db.prepare("SELECT stream_seq FROM state").get()!;
    assertEquals(stream_seq, null);
    db.close();
  },
);

Deno.test("StreamTable.begin() sets the place and the beginning in one transaction", pure, () => {
  const { db, table, writes, sessions } = tableWith(1, 2);
  table.begin(at(7), 5);
  assertEquals([table.read(), readBounds(db), sessions(), writes.length], [at(7), [5, 4], 0, 1]);
  db.close();
});

Deno.test("StreamTable.begin() never goes back to what was before a gap", pure, () => {
  const { db, table } = tableWith(1, 2, 5, 6);
  table.begin(at(7), 5);
  for (const from of [0, 3, 5]) {
    table.begin(at(8), from);
    assertEquals(readBounds(db), [5, 6], `${from}`);
  }
  table.begin(at(9), 6);
  assertEquals(readBounds(db), [6, 6]);
  table.begin(undefined, 0);
  assertEquals(readBounds(db), [6, 6], "a server that is alone does not, either");
  db.close();
});

Deno.test("StreamTable.begin() without a place keeps the sessions", pure, () => {
  const { db, table, sessions } = tableWith(1);
  table.set(at(7));
  table.begin(undefined, 0);
  assertEquals([table.read(), sessions()], [undefined, 1]);
  db.close();
});

Deno.test(
  "readBounds() begins where it is read from, or at the first entry behind that",
  pure,
  () => {
    for (
      const [seqs, from, bounds] of [
        [[], 0, [1, 0]],
        [[1, 2, 3], 0, [1, 3]],
        [[4, 5], 0, [4, 5]],
        [[1, 2, 3], 2, [2, 3]],
        [[1, 2, 3], 3, [3, 3]],
        [[1, 2, 3], 4, [4, 3]],
        [[1, 2, 3], 9, [9, 8]],
        [[1, 2, 9], 5, [9, 9]],
        [[], 9, [9, 8]],
      ] as const
    ) {
      const { db, table } = tableWith(...seqs);
      table.begin(at(1), from);
      assertEquals(readBounds(db), [...bounds], `${seqs} from ${from}`);
      db.close();
    }
  },
);

Deno.test("MIGRATIONS make a file of before a history of a server that is alone", pure, () => {
  const db = new DatabaseSync(":memory:");
  migrate(db, MIGRATIONS.slice(0, 6));
  db.exec("INSERT INTO entries VALUES (3, 0, 'notice', 0, 0, '{}')");
  migrate(db);
  const table = new StreamTable(db, { write: (act: () => void) => act() } as unknown as WriteLock);
  assertEquals([table.read(), readBounds(db)], [undefined, [3, 3]]);
  db.close();
});
