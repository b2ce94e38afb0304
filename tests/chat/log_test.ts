import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Archive, Log, type Logged, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";

const OVERHEAD_BYTES = 64;

const notice = (text: string): NewEntry => ({ type: "notice", text });

/** What can be known of a log from outside. */
function bounds({ first, last, head }: Log): { first: number; last: number; head: number } {
  return { first, last, head };
}

/** What was kept elsewhere: notices of these numbers, which need not begin at 1. */
class Shelf implements Archive {
  /** What was asked for of the past. */
  readonly asked: [count: number, before: number][] = [];
  first: number;
  last: number;

  constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  at(seq: number): Logged | undefined {
    if (seq < this.first || seq > this.last) return undefined;
    return { entry: { type: "notice", seq, time: 0, text: `kept ${seq}` }, by: 0, to: 0 };
  }

  recent(count: number, before: number): Entry[] {
    this.asked.push([count, before]);
    const end = Math.min(before - 1, this.last);
    const from = Math.max(this.first, end - count + 1);
    return Array.from({ length: Math.max(0, end - from + 1) }, (_, n) => this.at(from + n)!.entry);
  }
}

const seqsOf = (entries: Entry[]) => entries.map(({ seq }) => seq);

function textAt(log: Log, seq: number): string | undefined {
  const entry = log.at(seq)?.entry;
  return entry?.type === "notice" ? entry.text : undefined;
}

function kept(log: Log): number[] {
  const seqs = Array.from({ length: log.last + 2 }, (_, seq) => seq);
  return seqs.filter((seq) => log.at(seq) !== undefined);
}

/** Appends a notice that may be read at once. */
function tell(log: Log, text: string): void {
  log.append(notice(text), 0);
  log.publish();
}

Deno.test("Log begins with nothing in it", { permissions: "none" }, () => {
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

Deno.test(
  "Log.append() keeps whose words it is and who may see it",
  { permissions: "none" },
  () => {
    const log = new Log();
    log.append({ type: "said", from: "Ana", text: "oi" }, 0, { by: 4 });
    log.append({ type: "whispered", from: "Ana", to: "Bia", text: "oi" }, 0, { by: 4, to: 9 });
    const [said, whispered] = [log.at(1)!, log.at(2)!];
    assertEquals([said.by, said.to], [4, 0]);
    assertEquals([whispered.by, whispered.to], [4, 9]);
  },
);

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

Deno.test("Log.append() forgets the oldest past maxEntries", { permissions: "none" }, () => {
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

Deno.test(
  "Log.append() forgets the oldest past maxBytes, not at it",
  { permissions: "none" },
  () => {
    const log = new Log({ maxBytes: 3 * (OVERHEAD_BYTES + 10) });
    for (let n = 1; n <= 3; n++) tell(log, "0123456789");
    assertEquals(kept(log), [1, 2, 3]);
    tell(log, "0");
    assertEquals(kept(log), [2, 3, 4]);
    // Nine bytes are free again: one is too few for the overhead, so exactly one entry goes.
    tell(log, "");
    assertEquals(kept(log), [3, 4, 5]);
  },
);

Deno.test("Log.append() keeps the newest entry, however big", { permissions: "none" }, () => {
  const log = new Log({ maxBytes: 3 * (OVERHEAD_BYTES + 10) });
  for (let n = 1; n <= 3; n++) tell(log, "0123456789");
  tell(log, "x".repeat(10_000));
  assertEquals(kept(log), [4]);
  tell(log, "0123456789");
  assertEquals(kept(log), [5]);
  for (let n = 6; n <= 8; n++) tell(log, "0123456789");
  assertEquals(kept(log), [6, 7, 8]);
});

Deno.test("Log.append() forgets nothing that was not published, whatever it takes", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 2, maxBytes: 2 * OVERHEAD_BYTES });
  for (let n = 1; n <= 9; n++) log.append(notice(`n${n}`), n);
  assertEquals(log.unpublished().map(({ entry }) => entry.time), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  log.publish();
  log.append(notice("n10"), 10);
  assertEquals([log.first, log.at(9), log.at(10)?.entry.time], [10, undefined, 10]);
});

Deno.test("Log.recent() gives only what everybody may read", { permissions: "none" }, () => {
  const log = new Log();
  log.append({ type: "joined", name: "Ana" }, 1);
  log.append({ type: "said", from: "Ana", id: 1, text: "oi" }, 2, { by: 1 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", text: "psiu" }, 3, { by: 1, to: 2 });
  log.append({ type: "renamed", from: "Ana", to: "Ane" }, 4);
  log.append(notice("pausa"), 5);
  log.append({ type: "left", name: "Ane", reason: "left" }, 6);
  log.publish();
  assertEquals(log.recent(10), [
    { type: "said", seq: 2, time: 2, from: "Ana", id: 1, text: "oi" },
    { type: "notice", seq: 5, time: 5, text: "pausa" },
  ]);
});

Deno.test("Log.recent() gives the last ones, oldest first", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 4 });
  for (let n = 1; n <= 6; n++) tell(log, `n${n}`);
  const recent = (count: number) => seqsOf(log.recent(count));
  assertEquals([0, 1, 3, 4, 99].map(recent), [[], [6], [4, 5, 6], [3, 4, 5, 6], [3, 4, 5, 6]]);
});

Deno.test("Log.recent() counts messages, not entries", { permissions: "none" }, () => {
  const log = new Log();
  log.append(notice("antes"), 0);
  for (let n = 0; n < 50; n++) log.append({ type: "joined", name: `p${n}` }, 0);
  log.append(notice("depois"), 0);
  log.publish();
  assertEquals(seqsOf(log.recent(2)), [1, 52]);
});

Deno.test("Log.recent() gives only what is before a number", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 4 });
  for (let n = 1; n <= 6; n++) log.append(notice(`n${n}`), 0);
  log.publish();
  log.append(notice("ainda não"), 0);
  const cases: [count: number, before: number, seqs: number[]][] = [
    [2, 6, [4, 5]],
    [2, 5, [4]],
    [2, 4, []],
    [2, 1, []],
    [2, 0, []],
    [2, -5, []],
    [2, 7, [5, 6]],
    [2, 8, [5, 6]],
    [9, Infinity, [4, 5, 6]],
  ];
  for (const [count, before, seqs] of cases) {
    assertEquals(seqsOf(log.recent(count, before)), seqs, `${count} before ${before}`);
  }
});

Deno.test("Log.unpublished() gives what nobody may read yet", { permissions: "none" }, () => {
  const log = new Log();
  assertEquals(log.unpublished(), []);
  log.append(notice("um"), 0);
  log.publish();
  log.append({ type: "said", from: "Ana", text: "dois" }, 5, { by: 4 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", text: "três" }, 6, { by: 4, to: 9 });
  assertEquals(log.unpublished(), [log.at(2)!, log.at(3)!]);
  assertEquals(log.unpublished().map(({ entry, by, to }) => [entry.seq, by, to]), [
    [2, 4, 0],
    [3, 4, 9],
  ]);
  log.publish();
  assertEquals(log.unpublished(), []);
});

Deno.test("Log.firstInMemory is what memory still has", { permissions: "none" }, () => {
  const log = new Log({ maxEntries: 2 });
  const seen = [log.firstInMemory];
  for (let n = 1; n <= 4; n++) {
    tell(log, "");
    seen.push(log.firstInMemory);
  }
  assertEquals(seen, [1, 1, 1, 2, 3]);
});

Deno.test("Log goes on where its archive ends", { permissions: "none" }, () => {
  const log = new Log({ archive: new Shelf(1, 5), maxEntries: 3 });
  assertEquals(bounds(log), { first: 1, last: 5, head: 5 });
  assertEquals([log.firstInMemory, log.unpublished()], [6, []]);
  assertStrictEquals(log.append(notice("n6"), 0), 6);
  assertEquals(bounds(log), { first: 1, last: 6, head: 5 });
  assertEquals(seqsOf(log.unpublished().map(({ entry }) => entry)), [6]);
  assertStrictEquals(log.firstInMemory, 6);
});

Deno.test("Log begins at 1 when its archive is empty", { permissions: "none" }, () => {
  const log = new Log({ archive: new Shelf(1, 0) });
  assertEquals(bounds(log), { first: 1, last: 0, head: 0 });
  assertEquals([log.firstInMemory, log.recent(5)], [1, []]);
  assertStrictEquals(log.append(notice("um"), 0), 1);
  assertEquals(bounds(log), { first: 1, last: 1, head: 0 });
});

Deno.test("Log.at() asks the archive for what memory does not hold, and for nothing else", {
  permissions: "none",
}, () => {
  const shelf = new Shelf(1, 5);
  const log = new Log({ archive: shelf, maxEntries: 2 });
  for (let n = 6; n <= 8; n++) tell(log, `held ${n}`);
  shelf.last = 8;
  const texts = [0, 1, 5, 6, 7, 8, 9].map((seq) => textAt(log, seq));
  assertEquals(texts, [
    undefined,
    "kept 1",
    "kept 5",
    "kept 6",
    "held 7",
    "held 8",
    undefined,
  ]);
});

Deno.test("Log.first is what the archive still has, or memory where that has more", {
  permissions: "none",
}, () => {
  const shelf = new Shelf(3, 5);
  const log = new Log({ archive: shelf, maxEntries: 2 });
  assertStrictEquals(log.first, 3);
  for (let n = 6; n <= 8; n++) tell(log, "");
  [shelf.first, shelf.last] = [5, 8];
  assertEquals([log.first, log.firstInMemory], [5, 7]);
  shelf.first = 8;
  assertEquals([log.first, log.firstInMemory], [7, 7]);
});

Deno.test("Log.recent() takes from the archive only what memory lacks", {
  permissions: "none",
}, () => {
  const cases: [
    count: number,
    before: number | undefined,
    seqs: number[],
    asked: [count: number, before: number][],
  ][] = [
    [2, undefined, [8, 9], []],
    [1, 9, [8], []],
    [4, undefined, [5, 6, 8, 9], [[2, 7]]],
    [3, 9, [5, 6, 8], [[2, 7]]],
    [2, 8, [5, 6], [[2, 7]]],
    [2, 7, [5, 6], [[2, 7]]],
    [2, 6, [4, 5], [[2, 6]]],
    [9, 5, [2, 3, 4], [[9, 5]]],
    [9, 2, [], [[9, 2]]],
    [99, undefined, [2, 3, 4, 5, 6, 8, 9], [[97, 7]]],
    [0, undefined, [], []],
  ];
  for (const [count, before, seqs, asked] of cases) {
    const shelf = new Shelf(2, 5);
    const log = new Log({ archive: shelf, maxEntries: 4 });
    log.append(notice("kept 6"), 0);
    log.append({ type: "joined", name: "Ana" }, 0);
    for (let n = 8; n <= 10; n++) {
      if (n === 10) log.publish();
      log.append(notice(`held ${n}`), 0);
    }
    shelf.last = 9;
    assertEquals(seqsOf(log.recent(count, before)), seqs, `${count} before ${before}`);
    assertEquals(shelf.asked, asked, `${count} before ${before}`);
  }
});
