import { assertEquals, assertStrictEquals } from "@std/assert";
import { Pages } from "../../lib/broadcast/pages.ts";
import type { RangeBounds } from "../../lib/chat/archive.ts";
import type { Logged } from "../../lib/chat/logged.ts";
import type { Entry } from "../../lib/protocol.ts";

const pure = { permissions: "none" } as const;
const MIB = 1024 * 1024;

/** Pages of endless notices, and the ranges that were read. */
function endlessPages(textBytes = 1) {
  const read: [from: number, bounds: RangeBounds][] = [];
  const encoded: number[] = [];
  const text = "a".repeat(textBytes);
  const slice = (from: number, bounds: RangeBounds): Logged[] => {
    read.push([from, bounds]);
    const count = Math.min(bounds.maxEntries, Math.max(1, Math.floor(bounds.maxBytes / textBytes)));
    return Array.from({ length: count }, (_, n) => {
      return { entry: { type: "notice", seq: from + n, time: 0, text }, by: 0, to: 0 };
    });
  };
  const encode = ({ seq }: Entry) => (encoded.push(seq), text);
  return { pages: new Pages({ slice }, { encode }), read, encoded };
}

Deno.test("Pages.get() reads and encodes a range once, for every entry in it", pure, () => {
  const { pages, read, encoded } = endlessPages();
  assertEquals([pages.has(5), read], [false, []]);
  const page = pages.get(5)!;
  assertEquals(read, [[5, { maxEntries: 128, maxBytes: 256 * 1024 }]]);
  assertEquals([page.encoded.first, page.encoded.last, encoded.length], [5, 132, 128]);
  assertEquals([4, 5, 132, 133].map((seq) => pages.has(seq)), [false, true, true, false]);
  for (const seq of [5, 60, 132]) {
    assertStrictEquals(pages.get(seq), page);
    assertStrictEquals(page.at(seq).entry.seq, seq);
  }
  assertStrictEquals(read.length, 1);
  // A reader inside of the page goes on at its end, and so do all others.
  assertEquals([pages.get(133)!.encoded.first, read.length], [133, 2]);
});

Deno.test("Pages.get() encodes only what all readers read alike", pure, () => {
  const entry = (seq: number) => ({ type: "notice" as const, seq, time: 0, text: `n${seq}\n` });
  const kept = [{ entry: entry(1), by: 0, to: 0 }, { entry: entry(2), by: 1, to: 2 }];
  const pages = new Pages({ slice: () => kept }, { encode: ({ seq }) => `n${seq}\n` });
  const page = pages.get(1)!;
  assertEquals(new TextDecoder().decode(page.encoded.slice(0, 2).bytes), "n1\n");
  assertStrictEquals(page.at(2), kept[1]);
});

Deno.test("Pages.get() returns nothing for an entry that is not kept", pure, () => {
  const pages = new Pages({ slice: () => [] }, { encode: () => "" });
  assertEquals([pages.get(1), pages.has(1)], [undefined, false]);
});

Deno.test(
  "Pages.get() forgets the pages that were not used for longest, past 64 pages",
  pure,
  () => {
    const { pages, read } = endlessPages();
    for (let n = 0; n < 64; n++) pages.get(1 + n * 1000);
    pages.get(1);
    assertEquals([pages.has(1), pages.has(1001), read.length], [true, true, 64]);
    pages.get(64_001);
    assertEquals([1, 1001, 2001, 64_001].map((seq) => pages.has(seq)), [true, false, true, true]);
  },
);

Deno.test("Pages.get() forgets pages past 4 MiB of entries and bytes", pure, () => {
  const textBytes = MIB / 4;
  const { pages } = endlessPages(textBytes);
  // A page is one entry, with its text and its bytes: eight pages are 4 MiB and a little more.
  for (let seq = 1; seq <= 7; seq++) pages.get(seq);
  assertEquals(pages.has(1), true);
  pages.get(8);
  assertEquals([1, 2, 8].map((seq) => pages.has(seq)), [false, true, true]);
  pages.get(9);
  assertEquals([2, 3, 9].map((seq) => pages.has(seq)), [false, true, true]);
});

Deno.test("Pages.clear() forgets all pages, and counts anew", pure, () => {
  const { pages } = endlessPages(MIB / 4);
  for (let round = 0; round < 2; round++) {
    for (let seq = 1; seq <= 7; seq++) pages.get(seq);
    assertEquals([1, 7].map((seq) => pages.has(seq)), [true, true]);
    pages.clear();
    assertEquals([1, 7].map((seq) => pages.has(seq)), [false, false]);
  }
});
