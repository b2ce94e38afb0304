import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Archive, Log, type Logged } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { appendPublished, bounds, notice, seqsOf } from "../support/log_entries.ts";

/** An archive of notices with these numbers, which need not begin at 1. */
class FakeArchive implements Archive {
  /** The queries of `recent()`. */
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

function textAt(log: Log, seq: number): string | undefined {
  const entry = log.at(seq)?.entry;
  return entry?.type === "notice" ? entry.text : undefined;
}

Deno.test("Log continues where its archive ends", { permissions: "none" }, () => {
  const log = new Log({ archive: new FakeArchive(1, 5), maxEntries: 3 });
  assertEquals(bounds(log), { first: 1, last: 5, head: 5 });
  assertEquals([log.firstInMemory, log.unpublished()], [6, []]);
  assertStrictEquals(log.append(notice("n6"), 0), 6);
  assertEquals(bounds(log), { first: 1, last: 6, head: 5 });
  assertEquals(seqsOf(log.unpublished().map(({ entry }) => entry)), [6]);
  assertStrictEquals(log.firstInMemory, 6);
});

Deno.test("Log begins at 1 when its archive is empty", { permissions: "none" }, () => {
  const log = new Log({ archive: new FakeArchive(1, 0) });
  assertEquals(bounds(log), { first: 1, last: 0, head: 0 });
  assertEquals([log.firstInMemory, log.recent(5)], [1, []]);
  assertStrictEquals(log.append(notice("um"), 0), 1);
  assertEquals(bounds(log), { first: 1, last: 1, head: 0 });
});

Deno.test("Log.at() reads from the archive only entries that memory does not have", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive(1, 5);
  const log = new Log({ archive, maxEntries: 2 });
  for (let n = 6; n <= 8; n++) appendPublished(log, `held ${n}`);
  archive.last = 8;
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

Deno.test("Log.first is the archive's first entry, or memory's if that is older", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive(3, 5);
  const log = new Log({ archive, maxEntries: 2 });
  assertStrictEquals(log.first, 3);
  for (let n = 6; n <= 8; n++) appendPublished(log, "");
  [archive.first, archive.last] = [5, 8];
  assertEquals([log.first, log.firstInMemory], [5, 7]);
  archive.first = 8;
  assertEquals([log.first, log.firstInMemory], [7, 7]);
});

Deno.test("Log.recent() reads from the archive only entries that memory does not have", {
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
    const archive = new FakeArchive(2, 5);
    const log = new Log({ archive, maxEntries: 4 });
    log.append(notice("kept 6"), 0);
    log.append({ type: "joined", name: "Ana" }, 0);
    for (let n = 8; n <= 10; n++) {
      if (n === 10) log.publish();
      log.append(notice(`held ${n}`), 0);
    }
    archive.last = 9;
    assertEquals(seqsOf(log.recent(count, before)), seqs, `${count} before ${before}`);
    assertEquals(archive.asked, asked, `${count} before ${before}`);
  }
});
