import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Block, EncodedLog } from "../../lib/broadcast/encoded_log.ts";
import { withSeeds } from "../support/random.ts";

const PART_BYTES = 4 * 1024;
const CHUNK_BYTES = 64 * PART_BYTES;

const sizeOf = (text: string): number => new TextEncoder().encode(text).length;
const textOf = ({ bytes }: Block): string => new TextDecoder().decode(bytes);

function tapeOf(...texts: string[]): EncodedLog {
  const tape = new EncodedLog();
  for (const text of texts) tape.append([text]);
  return tape;
}

/** Texts of 4 KiB each, the last perhaps shorter, that are this many bytes together. */
function filler(bytes: number): string[] {
  const count = Math.ceil(bytes / PART_BYTES);
  return Array.from(
    { length: count },
    (_, n) => "a".repeat(Math.min(PART_BYTES, bytes - n * PART_BYTES)),
  );
}

Deno.test("Tape begins after the number it is told", { permissions: "none" }, () => {
  const empty = new EncodedLog();
  assertEquals([empty.first, empty.last, empty.bytesAfter(0)], [1, 0, 0]);
  const later = new EncodedLog(41);
  assertEquals([later.first, later.last, later.bytesAfter(41), later.bytesAfter(7)], [
    42,
    41,
    0,
    0,
  ]);
  later.append(["oi\n"]);
  assertEquals([later.first, later.last, later.bytesAfter(41), later.bytesAfter(7)], [
    42,
    42,
    3,
    3,
  ]);
  const { bytes, cursor } = later.slice(41, 42);
  assertEquals([new TextDecoder().decode(bytes), cursor], ["oi\n", 42]);
});

Deno.test(
  "EncodedLog.slice() gives what lies between cursor and bound",
  { permissions: "none" },
  () => {
    const tape = tapeOf("um\n", "", "três\n", "🙂\n", "");
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
      const stretch = tape.slice(cursor, upTo);
      assertEquals([textOf(stretch), stretch.cursor], [text, upTo], `${cursor} to ${upTo}`);
    }
  },
);

Deno.test("EncodedLog.slice() gives whole entries up to maxBytes, one at least", {
  permissions: "none",
}, () => {
  const tape = tapeOf("aaaa", "bbbb", "", "ãã", "🙂");
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
    const stretch = tape.slice(cursor, 5, maxBytes);
    assertEquals([textOf(stretch), stretch.cursor], [text, after], `${cursor}, ${maxBytes}`);
  }
});

Deno.test(
  "EncodedLog.slice() gives readers at one place the same bytes",
  { permissions: "none" },
  () => {
    const tape = tapeOf("um\n", "dois\n");
    const [one, other] = [tape.slice(1, 2), tape.slice(1, 2)];
    tape.append(["três\n"]);
    const later = tape.slice(0, 3);
    for (const { bytes } of [other, later]) assertStrictEquals(bytes.buffer, one.bytes.buffer);
    assertEquals([one.bytes.byteOffset, one.bytes.length], [3, 5]);
    assertEquals([other.bytes.byteOffset, other.bytes.length], [3, 5]);
    assertEquals(textOf(one), "dois\n");
  },
);

Deno.test("EncodedLog.append() begins a new piece where an entry does not fit", {
  permissions: "none",
}, () => {
  const tape = tapeOf(...filler(CHUNK_BYTES), "b");
  const [first, second] = [tape.slice(0, 65), tape.slice(64, 65)];
  assertEquals([first.bytes.length, first.cursor], [CHUNK_BYTES, 64]);
  assertEquals([textOf(second), second.cursor], ["b", 65]);
  assertEquals([0, 63, 64, 65].map((cursor) => tape.bytesAfter(cursor)), [
    CHUNK_BYTES + 1,
    PART_BYTES + 1,
    1,
    0,
  ]);
});

Deno.test("EncodedLog.append() cuts no character and no entry at the end of a piece", {
  permissions: "none",
}, () => {
  for (const room of [1, 2, 3, 4, 7]) {
    const tape = tapeOf(...filler(CHUNK_BYTES - room), "🙂🙂", "x");
    const first = tape.slice(0, 65);
    assertEquals([first.bytes.length, first.cursor], [CHUNK_BYTES - room, 64]);
    assertEquals(textOf(tape.slice(64, 66)), "🙂🙂x");
    assertStrictEquals(tape.bytesAfter(0), CHUNK_BYTES - room + 9);
  }
  const tape = tapeOf(...filler(CHUNK_BYTES - 8), "🙂🙂", "x");
  assertStrictEquals(tape.slice(0, 66).cursor, 65);
});

Deno.test("EncodedLog.append() takes an entry larger than a piece", { permissions: "none" }, () => {
  const large = "ば".repeat(CHUNK_BYTES);
  const tape = tapeOf("antes", large, "depois");
  assertEquals(textOf(tape.slice(1, 2)), large);
  assertStrictEquals(tape.bytesAfter(0), 5 + 3 * CHUNK_BYTES + 6);
  assertStrictEquals(tape.slice(1, 3, 1).cursor, 2);
});

Deno.test("EncodedLog.forgetBefore() lets go of whole pieces only", { permissions: "none" }, () => {
  const full = filler(CHUNK_BYTES);
  const tape = tapeOf(...full, ...full, "fim");
  const firsts = [1, 64, 65, 128].map((seq) => {
    tape.forgetBefore(seq);
    return tape.first;
  });
  assertEquals(firsts, [1, 1, 65, 65]);
  assertEquals([0, 64, 65].map((cursor) => tape.bytesAfter(cursor)), [
    CHUNK_BYTES + 3,
    CHUNK_BYTES + 3,
    CHUNK_BYTES + 3 - PART_BYTES,
  ]);
  tape.forgetBefore(999);
  assertEquals([tape.first, tape.last], [129, 129]);
  assertEquals(textOf(tape.slice(128, 129)), "fim");
});

Deno.test("Tape gives what a list of texts would give", { permissions: "none" }, () => {
  withSeeds(20, (random) => {
    const upTo = (most: number) => Math.floor(random() * (most + 1));
    const letters = ["a", "ã", "ば", "🙂", ""];
    const start = upTo(3) * 100;
    const tape = new EncodedLog(start);
    const texts: string[] = [];
    for (let n = 0; n < 300; n++) {
      const some = Array.from(
        { length: upTo(4) + 1 },
        () => letters[upTo(4)]!.repeat(random() < 0.05 ? upTo(30_000) : upTo(40)),
      );
      tape.append(some);
      texts.push(...some);
      if (random() < 0.05) tape.forgetBefore(start + upTo(texts.length));

      const cursor = tape.first - 1 + upTo(tape.last - tape.first);
      const bound = cursor + 1 + upTo(tape.last - cursor - 1);
      const maxBytes = random() < 0.5 ? Infinity : upTo(100_000);
      const stretch = tape.slice(cursor, bound, maxBytes);
      const told = texts.slice(cursor - start, stretch.cursor - start);
      assertEquals(textOf(stretch), told.join(""));
      assertEquals(stretch.cursor > cursor && stretch.cursor <= bound, true);
      assertEquals(stretch.bytes.length <= maxBytes || told.length === 1, true);
      assertStrictEquals(tape.bytesAfter(cursor), sizeOf(texts.slice(cursor - start).join("")));
    }
  });
});
