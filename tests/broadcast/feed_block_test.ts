import { assertEquals, assertNotStrictEquals, assertStrictEquals } from "@std/assert";
import { Feed, type Reader } from "../../lib/broadcast/feed.ts";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";

const encode = ({ seq }: Entry): string => `${seq}\n`;

/** A reader for whom no entry is private. */
function reader(id: number): Reader {
  return { id, lastOwnSeq: 0, lastPrivateSeq: 0, resolvedSeq: 0 };
}

Deno.test("Feed.read() gives readers at one place one block, not a block each", {
  permissions: "none",
}, () => {
  const log = new Log({ maxEntries: 10 });
  const feed = new Feed(log, { key: "test", encode, hidesOwn: false });
  feed.subscribe();
  const append = () => {
    log.append({ type: "notice", text: "" }, 0);
    log.publish();
    feed.encodeNew();
  };
  append();
  append();
  const read = (
    id: number,
    cursor: number,
    options: { maxBytes?: number; lastSeq?: number } = {},
  ) => feed.read(reader(id), cursor, { encode, maxBytes: 100, ...options })!;
  const first = read(1, 0);
  assertStrictEquals(read(2, 0), first);

  // Another place, bound or head is another block.
  for (const other of [read(2, 1), read(2, 0, { maxBytes: 2 }), read(2, 0, { lastSeq: 1 })]) {
    assertNotStrictEquals(other, first);
  }
  assertEquals(new TextDecoder().decode(read(2, 0, { maxBytes: 2 }).bytes), "1\n");
  append();
  assertEquals(new TextDecoder().decode(read(1, 0).bytes), "1\n2\n3\n");
});

Deno.test("Feed.read() encodes for one reader only what other readers do not read alike", {
  permissions: "none",
}, () => {
  for (const hidesOwn of [true, false]) {
    const log = new Log({ maxEntries: 10 });
    const feed = new Feed(log, { key: "test", encode, hidesOwn });
    feed.subscribe();
    log.append({ type: "said", from: "p1", text: "" }, 0, { by: 1 });
    log.append({ type: "said", from: "p2", text: "" }, 0, { by: 2 });
    log.append({ type: "whispered", from: "p2", to: "p1", text: "" }, 0, { by: 2, to: 1 });
    log.append({ type: "said", from: "p2", text: "" }, 0, { by: 2 });
    log.publish();
    feed.encodeNew();
    const encoded: number[] = [];
    const own = ({ seq }: Entry) => {
      encoded.push(seq);
      return `(${seq})\n`;
    };
    const person = { ...reader(1), lastOwnSeq: 1, lastPrivateSeq: 3 };
    const block = feed.read(person, 0, { encode: own, maxBytes: 100 })!;
    const text = hidesOwn ? "2\n(3)\n4\n" : "1\n2\n(3)\n4\n";
    assertEquals([new TextDecoder().decode(block.bytes), block.cursor], [text, 4]);
    assertEquals(encoded, [3]);
  }
});
