import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Block, EncodedLog } from "../../lib/broadcast/encoded_log.ts";
import { EntryTexts } from "../../lib/broadcast/entry_texts.ts";
import { withSeeds } from "../support/random.ts";

const PART_BYTES = 4 * 1024;
const CHUNK_BYTES = 64 * PART_BYTES;

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;
const textOf = ({ bytes }: Block): string => new TextDecoder().decode(bytes);

function encodedLogOf(...texts: string[]): EncodedLog {
  const encoded = new EncodedLog();
  for (const text of texts) encoded.append(EntryTexts.of([text]));
  return encoded;
}

/** Texts of 4 KiB, the last perhaps shorter, of this many bytes in total. */
function filler(bytes: number): string[] {
  const count = Math.ceil(bytes / PART_BYTES);
  return Array.from(
    { length: count },
    (_, n) => "a".repeat(Math.min(PART_BYTES, bytes - n * PART_BYTES)),
  );
}

Deno.test("EncodedLog begins after the given number", { permissions: "none" }, () => {
  const empty = new EncodedLog();
  assertEquals([empty.first, empty.last, empty.bytesAfter(0)], [1, 0, 0]);
  const later = new EncodedLog(41);
  assertEquals([later.first, later.last, later.bytesAfter(41), later.bytesAfter(7)], [
    42,
    41,
    0,
    0,
  ]);
  later.append(EntryTexts.of(["oi\n"]));
  assertEquals([later.first, later.last, later.bytesAfter(41), later.bytesAfter(7)], [
    42,
    42,
    3,
    3,
  ]);
  const { bytes, cursor } = later.slice(41, 42);
  assertEquals([new TextDecoder().decode(bytes), cursor], ["oi\n", 42]);
});

Deno.test("EncodedLog.of() takes no more space than its entries", { permissions: "none" }, () => {
  for (const texts of [["um\n", "", "dois\n"], ["três\n", "🙂\n", ""]]) {
    const encoded = EncodedLog.of(41, texts);
    const size = sizeOf(texts.join(""));
    assertEquals([encoded.first, encoded.last, encoded.bytesAfter(41)], [42, 44, size]);
    const whole = encoded.slice(41, 44);
    assertEquals([textOf(whole), whole.cursor, whole.bytes.buffer.byteLength], [
      texts.join(""),
      44,
      size,
    ]);
    for (const [n, text] of texts.entries()) {
      assertEquals(textOf(encoded.slice(41 + n, 42 + n)), text);
    }
  }
});

Deno.test("EncodedLog.slice() returns the entries between cursor and bound", {
  permissions: "none",
}, () => {
  const encoded = encodedLogOf("um\n", "", "três\n", "🙂\n", "");
  const cases: [cursor: number, upTo: number, text: string][] = [
    [0, 5, "um\ntrês\n🙂\n"],
    [0, 1, "um\n"],
    [0, 2, "um\n"],
    [1, 2, ""],
    [1, 3, "três\n"],
    [2, 4, "três\n🙂\n"],
    [4, 5, ""],
  ];
  for (const [cursor, upTo, text] of cases) {
    const block = encoded.slice(cursor, upTo);
    assertEquals([textOf(block), block.cursor], [text, upTo], `${cursor} to ${upTo}`);
  }
});

Deno.test("EncodedLog.slice() returns whole entries up to maxBytes, at least one", {
  permissions: "none",
}, () => {
  const encoded = encodedLogOf("aaaa", "bbbb", "", "ãã", "🙂");
  const cases: [cursor: number, maxBytes: number, text: string, after: number][] = [
    [0, 1, "aaaa", 1],
    [0, 4, "aaaa", 1],
    [0, 7, "aaaa", 1],
    [0, 8, "aaaabbbb", 3],
    [0, 11, "aaaabbbb", 3],
    [0, 12, "aaaabbbbãã", 4],
    [0, 15, "aaaabbbbãã", 4],
    [0, 16, "aaaabbbbãã🙂", 5],
    [2, 0, "", 3],
    [3, 3, "ãã", 4],
  ];
  for (const [cursor, maxBytes, text, after] of cases) {
    const block = encoded.slice(cursor, 5, maxBytes);
    assertEquals([textOf(block), block.cursor], [text, after], `${cursor}, ${maxBytes}`);
  }
});

Deno.test("EncodedLog.slice() returns the same bytes to readers at the same cursor", {
  permissions: "none",
}, () => {
  const encoded = encodedLogOf("um\n", "dois\n");
  const [one, other] = [encoded.slice(1, 2), encoded.slice(1, 2)];
  encoded.append(EntryTexts.of(["três\n"]));
  const later = encoded.slice(0, 3);
  for (const { bytes } of [other, later]) assertStrictEquals(bytes.buffer, one.bytes.buffer);
  assertEquals([one.bytes.byteOffset, one.bytes.length], [3, 5]);
  assertEquals([other.bytes.byteOffset, other.bytes.length], [3, 5]);
  assertEquals(textOf(one), "dois\n");
});

Deno.test("EncodedLog.append() begins a new piece where an entry does not fit", {
  permissions: "none",
}, () => {
  const encoded = encodedLogOf(...filler(CHUNK_BYTES), "b");
  const [first, second] = [encoded.slice(0, 65), encoded.slice(64, 65)];
  assertEquals([first.bytes.length, first.cursor], [CHUNK_BYTES, 64]);
  assertEquals([textOf(second), second.cursor], ["b", 65]);
  assertEquals([0, 63, 64, 65].map((cursor) => encoded.bytesAfter(cursor)), [
    CHUNK_BYTES + 1,
    PART_BYTES + 1,
    1,
    0,
  ]);
});

Deno.test("EncodedLog.append() fills a piece with as many of its entries as fit", {
  permissions: "none",
}, () => {
  const encoded = encodedLogOf(...filler(CHUNK_BYTES - 10));
  encoded.append(EntryTexts.of([]));
  assertStrictEquals(encoded.last, 64);
  encoded.append(EntryTexts.of(["aaa", "bbb", "ccc", "ddd", "eee"]));
  assertStrictEquals(encoded.last, 69);
  const first = encoded.slice(0, 69);
  assertEquals([first.bytes.length, first.cursor], [CHUNK_BYTES - 1, 67]);
  assertEquals(textOf(encoded.slice(67, 69)), "dddeee");
});

Deno.test("EncodedLog.append() splits no character and no entry at the end of a piece", {
  permissions: "none",
}, () => {
  for (const room of [1, 2, 3, 4, 7]) {
    const encoded = encodedLogOf(...filler(CHUNK_BYTES - room), "🙂🙂", "x");
    const first = encoded.slice(0, 65);
    assertEquals([first.bytes.length, first.cursor], [CHUNK_BYTES - room, 64]);
    assertEquals(textOf(encoded.slice(64, 66)), "🙂🙂x");
    assertStrictEquals(encoded.bytesAfter(0), CHUNK_BYTES - room + 9);
  }
  const encoded = encodedLogOf(...filler(CHUNK_BYTES - 8), "🙂🙂", "x");
  assertStrictEquals(encoded.slice(0, 66).cursor, 65);
});

Deno.test("EncodedLog.append() accepts an entry larger than a piece", {
  permissions: "none",
}, () => {
  const large = "ば".repeat(CHUNK_BYTES);
  const encoded = encodedLogOf("antes", large, "depois");
  assertEquals(textOf(encoded.slice(1, 2)), large);
  assertStrictEquals(encoded.bytesAfter(0), 5 + 3 * CHUNK_BYTES + 6);
  assertStrictEquals(encoded.slice(1, 3, 1).cursor, 2);
});

Deno.test("EncodedLog.forgetBefore() releases whole pieces only", { permissions: "none" }, () => {
  const full = filler(CHUNK_BYTES);
  const encoded = encodedLogOf(...full, ...full, "fim");
  const firsts = [1, 64, 65, 128].map((seq) => {
    encoded.forgetBefore(seq);
    return encoded.first;
  });
  assertEquals(firsts, [1, 1, 65, 65]);
  assertEquals([0, 64, 65].map((cursor) => encoded.bytesAfter(cursor)), [
    CHUNK_BYTES + 3,
    CHUNK_BYTES + 3,
    CHUNK_BYTES + 3 - PART_BYTES,
  ]);
  encoded.forgetBefore(999);
  assertEquals([encoded.first, encoded.last], [129, 129]);
  assertEquals(textOf(encoded.slice(128, 129)), "fim");
});

Deno.test("EncodedLog returns the same bytes as a list of texts", { permissions: "none" }, () => {
  withSeeds(20, (random) => {
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    const letters = ["a", "ã", "ば", "🙂", ""];
    const start = upTo(3) * 100;
    const encoded = new EncodedLog(start);
    const texts: string[] = [];
    for (let n = 0; n < 300; n++) {
      const some = Array.from(
        { length: upTo(4) + 1 },
        () => letters[upTo(4)]!.repeat(random() < 0.05 ? upTo(30_000) : upTo(40)),
      );
      encoded.append(EntryTexts.of(some));
      texts.push(...some);
      if (random() < 0.05) encoded.forgetBefore(start + upTo(texts.length));

      const cursor = encoded.first - 1 + upTo(encoded.last - encoded.first);
      const bound = cursor + 1 + upTo(encoded.last - cursor - 1);
      const maxBytes = random() < 0.5 ? Infinity : upTo(100_000);
      const block = encoded.slice(cursor, bound, maxBytes);
      const expected = texts.slice(cursor - start, block.cursor - start);
      assertEquals(textOf(block), expected.join(""));
      assertEquals(block.cursor > cursor && block.cursor <= bound, true);
      assertEquals(block.bytes.length <= maxBytes || expected.length === 1, true);
      assertStrictEquals(encoded.bytesAfter(cursor), sizeOf(texts.slice(cursor - start).join("")));
    }
  });
});
