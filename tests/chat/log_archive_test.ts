import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Archive, MessageId, RangeBounds } from "../../lib/chat/archive.ts";
import type { Logged } from "../../lib/chat/logged.ts";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { appendPublished, bounds, notice, seqsOf } from "../support/log_entries.ts";

/** An archive of notices with these numbers, which need not begin at 1. */
class FakeArchive implements Archive {
  /** The queries of `recent()`. */
  readonly asked: [count: number, before: number][] = [];
  /** The ranges that were read. */
  readonly read: [from: number, maxEntries: number, maxBytes: number][] = [];
  first: number;
  last: number;

  constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  slice(from: number, { maxEntries, maxBytes }: RangeBounds): Logged[] {
    this.read.push([from, maxEntries, maxBytes]);
    const count = from < this.first ? 0 : Math.min(maxEntries, this.last - from + 1);
    return Array.from({ length: count }, (_, n) => this.#at(from + n));
  }

  messageIds(session: number, from: number, before: number): MessageId[] {
    return [[session, from], [session + 1, before]];
  }

  recent(count: number, before: number): Entry[] {
    this.asked.push([count, before]);
    const end = Math.min(before - 1, this.last);
    const from = Math.max(this.first, end - count + 1);
    return Array.from({ length: Math.max(0, end - from + 1) }, (_, n) => this.#at(from + n).entry);
  }

  #at(seq: number): Logged {
    return { entry: { type: "notice", seq, time: 0, text: `kept ${seq}` }, by: 0, to: 0 };
  }
}

/** The texts of a range of notices. */
function textsFrom(log: Log, from: number, bounds: Partial<RangeBounds> = {}): string[] {
  return log.slice(from, { maxEntries: 9, maxBytes: 999, ...bounds }).map(({ entry }) => {
    return entry.type === "notice" ? entry.text : entry.type;
  });
}

Deno.test("Log continues where its archive ends", { permissions: "none" }, () => {
  const log = new Log({ archive: new FakeArchive(1, 5), maxEntries: 3 });
  assertEquals(bounds(log), { first: 1, last: 5, head: 5 });
  assertEquals([log.firstInMemory, log.after(log.head)], [6, []]);
  assertStrictEquals(log.append(notice("n6"), 0), 6);
  assertEquals(bounds(log), { first: 1, last: 6, head: 5 });
  assertEquals(seqsOf(log.after(log.head).map(({ entry }) => entry)), [6]);
  assertStrictEquals(log.firstInMemory, 6);
});

Deno.test("Log begins at 1 when its archive is empty", { permissions: "none" }, () => {
  const log = new Log({ archive: new FakeArchive(1, 0) });
  assertEquals(bounds(log), { first: 1, last: 0, head: 0 });
  assertEquals([log.firstInMemory, log.recent(5)], [1, []]);
  assertStrictEquals(log.append(notice("um"), 0), 1);
  assertEquals(bounds(log), { first: 1, last: 1, head: 0 });
});

Deno.test("Log.slice() reads one range from the archive, or from memory what memory has", {
  permissions: "none",
}, () => {
  const archive = new FakeArchive(2, 5);
  const log = new Log({ archive, maxEntries: 3 });
  for (let n = 6; n <= 8; n++) appendPublished(log, `held ${n}`);
  archive.last = 9;
  log.append(notice("unpublished"), 0);
  assertEquals(textsFrom(log, 7), ["held 7", "held 8"]);
  assertEquals(textsFrom(log, 8), ["held 8"]);
  assertEquals([textsFrom(log, 9), textsFrom(log, 10)], [[], []]);
  assertEquals([log.at(6), archive.read], [undefined, []]);
  assertEquals(textsFrom(log, 5), ["kept 5", "kept 6", "kept 7", "kept 8"]);
  assertEquals(textsFrom(log, 2, { maxEntries: 3, maxBytes: 7 }), ["kept 2", "kept 3", "kept 4"]);
  assertEquals(textsFrom(log, 1), []);
  assertEquals(archive.read, [[5, 4, 999], [2, 3, 7], [1, 8, 999]]);
});

Deno.test("Log.slice() returns at most so many entries and bytes from memory, one at least", {
  permissions: "none",
}, () => {
  const log = new Log();
  for (const text of ["a", "bb", "ccc", "d"]) appendPublished(log, text);
  const each = 64;
  const cases: [from: number, bounds: Partial<RangeBounds>, texts: string[]][] = [
    [1, {}, ["a", "bb", "ccc", "d"]],
    [2, {}, ["bb", "ccc", "d"]],
    [1, { maxEntries: 2 }, ["a", "bb"]],
    [1, { maxEntries: 0 }, []],
    [2, { maxBytes: 0 }, ["bb"]],
    [2, { maxBytes: 2 * each + 4 }, ["bb"]],
    [2, { maxBytes: 2 * each + 5 }, ["bb", "ccc"]],
    [5, {}, []],
    [0, {}, []],
  ];
  for (const [from, bounds, texts] of cases) {
    assertEquals(textsFrom(log, from, bounds), texts, `${from} ${JSON.stringify(bounds)}`);
  }
});

Deno.test("Log.messageIds() reads ids from memory, and from 1000 entries on disk before", {
  permissions: "none",
}, () => {
  const log = new Log({ archive: new FakeArchive(1, 5000) });
  log.append({ type: "said", from: "Ana", id: 8, text: "" }, 0, { by: 3 });
  log.append({ type: "said", from: "Bia", id: 9, text: "" }, 0, { by: 4 });
  log.append({ type: "said", from: "Ana", text: "" }, 0, { by: 3 });
  log.append({ type: "whispered", from: "Ana", to: "Bia", id: 9, text: "" }, 0, { by: 3, to: 4 });
  assertEquals(log.messageIds(3), [[3, 4001], [4, 5001], [8, 5001], [9, 5004]]);
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
