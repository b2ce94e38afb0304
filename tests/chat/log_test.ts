import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log, type NewEntry } from "../../lib/chat/log.ts";
import { appendPublished, bounds, notice, seqsOf } from "../support/log_entries.ts";

const OVERHEAD_BYTES = 64;

function kept(log: Log): number[] {
  const seqs = Array.from({ length: log.last + 2 }, (_, seq) => seq);
  return seqs.filter((seq) => log.at(seq) !== undefined);
}

Deno.test("Log starts empty", { permissions: "none" }, () => {
  const log = new Log();
  assertEquals(bounds(log), { first: 1, last: 0, head: 0 });
  assertEquals(kept(log), []);
  assertEquals(log.recent(10), []);
});

Deno.test("Log.append() numbers entries from 1 and stamps them", { permissions: "none" }, () => {
  const log = new Log();
  assertStrictEquals(log.append({ type: "joined", name: "Ana" }, 1000), 1);
  assertStrictEquals(log.append(notice("oi"), 2000), 2);
  const joined = { type: "joined" as const, seq: 1, time: 1000, name: "Ana" };
  assertEquals(log.at(1), { entry: joined, by: 0, to: 0 });
  assertEquals(log.at(2), {
    entry: { type: "notice", seq: 2, time: 2000, text: "oi" },
    by: 0,
    to: 0,
  });
});

Deno.test("Log.append() puts the type first, then number and time", { permissions: "none" }, () => {
  const log = new Log();
  const said: NewEntry = { id: 7, text: "oi", from: "Ana", type: "said" };
  log.append(said, 1000);
  assertEquals(Object.keys(log.at(1)!.entry).slice(0, 3), ["type", "seq", "time"]);
});

Deno.test("Log.append() keeps author and recipient of an entry", { permissions: "none" }, () => {
  const log = new Log();
  log.append({ type: "said", from: "Ana", text: "oi" }, 0, { by: 4 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", text: "oi" }, 0, { by: 4, to: 9 });
  const [said, whispered] = [log.at(1)!, log.at(2)!];
  assertEquals([said.by, said.to], [4, 0]);
  assertEquals([whispered.by, whispered.to], [4, 9]);
});

Deno.test("Log.publish() alone makes entries readable", { permissions: "none" }, () => {
  const log = new Log();
  log.append(notice("um"), 0);
  log.append(notice("dois"), 0);
  assertEquals(bounds(log), { first: 1, last: 2, head: 0 });
  assertEquals(log.recent(10), []);
  log.publish();
  assertEquals(bounds(log), { first: 1, last: 2, head: 2 });
  log.append(notice("três"), 0);
  assertEquals(bounds(log), { first: 1, last: 3, head: 2 });
  assertEquals(seqsOf(log.recent(10)), [1, 2]);
});

Deno.test("Log.append() forgets the oldest entry beyond maxEntries", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 3 });
  const seen: number[][] = [];
  for (let n = 1; n <= 7; n++) {
    log.append(notice(`n${n}`), n);
    log.publish();
    seen.push(kept(log));
  }
  assertEquals(seen, [[1], [1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [4, 5, 6], [5, 6, 7]]);
  assertEquals(bounds(log), { first: 5, last: 7, head: 7 });
  assertEquals(log.at(6)?.entry, { type: "notice", seq: 6, time: 6, text: "n6" });
});

Deno.test("Log.append() forgets the oldest entry beyond maxBytes, not at it", {
  permissions: "none",
}, () => {
  const log = new Log({ maxBytes: 3 * (OVERHEAD_BYTES + 10) });
  for (let n = 1; n <= 3; n++) appendPublished(log, "0123456789");
  assertEquals(kept(log), [1, 2, 3]);
  appendPublished(log, "0");
  assertEquals(kept(log), [2, 3, 4]);
  // Nine bytes are free, less than the overhead of an entry: exactly one entry is removed.
  appendPublished(log, "");
  assertEquals(kept(log), [3, 4, 5]);
});

Deno.test("Log.append() keeps the newest entry of any size", { permissions: "none" }, () => {
  const log = new Log({ maxBytes: 3 * (OVERHEAD_BYTES + 10) });
  for (let n = 1; n <= 3; n++) appendPublished(log, "0123456789");
  appendPublished(log, "x".repeat(10_000));
  assertEquals(kept(log), [4]);
  appendPublished(log, "0123456789");
  assertEquals(kept(log), [5]);
  for (let n = 6; n <= 8; n++) appendPublished(log, "0123456789");
  assertEquals(kept(log), [6, 7, 8]);
});

Deno.test("Log.append() forgets no unpublished entry, beyond any limit", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 2, maxBytes: 2 * OVERHEAD_BYTES });
  for (let n = 1; n <= 9; n++) log.append(notice(`n${n}`), n);
  assertEquals(log.after(log.head).map(({ entry }) => entry.time), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  log.publish();
  log.append(notice("n10"), 10);
  assertEquals([log.first, log.at(9), log.at(10)?.entry.time], [10, undefined, 10]);
});

Deno.test("Log.after() returns the entries after a number, published or not", {
  permissions: "none",
}, () => {
  const log = new Log();
  assertEquals(log.after(log.head), []);
  log.append(notice("um"), 0);
  log.publish();
  log.append({ type: "said", from: "Ana", text: "dois" }, 5, { by: 4 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", text: "três" }, 6, { by: 4, to: 9 });
  assertEquals(log.after(log.head), [log.at(2)!, log.at(3)!]);
  assertEquals(log.after(log.head).map(({ entry, by, to }) => [entry.seq, by, to]), [
    [2, 4, 0],
    [3, 4, 9],
  ]);
  log.publish();
  assertEquals(log.after(log.head), []);
});

Deno.test("Log.firstInMemory is the oldest entry in memory", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 2 });
  const seen = [log.firstInMemory];
  for (let n = 1; n <= 4; n++) {
    appendPublished(log, "");
    seen.push(log.firstInMemory);
  }
  assertEquals(seen, [1, 1, 1, 2, 3]);
});

Deno.test("Log.weightAfter() weighs the entries after a number that are in memory", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 3 });
  const weights = () => [0, 1, 2, 3, 4, 5, 6].map((seq) => log.weightAfter(seq));
  assertEquals(weights(), [0, 0, 0, 0, 0, 0, 0]);
  for (const text of ["", "a", "bb"]) log.append({ type: "notice", text }, 0);
  assertEquals(weights(), [195, 131, 66, 0, 0, 0, 0]);
  // Without a publication nothing is forgotten: the ring grows.
  for (const text of ["ccc", "dddd"]) log.append({ type: "notice", text }, 0);
  assertEquals(weights(), [330, 266, 201, 135, 68, 0, 0]);
  log.publish();
  log.append({ type: "notice", text: "" }, 0);
  assertEquals([log.firstInMemory, ...weights()], [4, 199, 199, 199, 199, 132, 64, 0]);
});
