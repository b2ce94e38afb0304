import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import type { Block } from "../../lib/broadcast/encoded_log.ts";
import { Desk, encode, Person, Shelf } from "../support/feed.ts";
import { withSeeds } from "../support/random.ts";

const KIB = 1024;

/** What a reader may see between two numbers, found in the plainest way. */
function seen(log: Log, hidesOwn: boolean, reader: Person, from: number, to: number): string {
  const { id, resolvedSeq } = reader;
  let text = "";
  for (let seq = from + 1; seq <= to; seq++) {
    const { entry, by, to: only } = log.at(seq)!;
    const isTheirs = only === 0 || only === id || by === id;
    const isHidden = hidesOwn && by === id && only !== id;
    const isOthersWhisper = entry.type === "whispered" && by !== id;
    const isSettled = isOthersWhisper && seq <= resolvedSeq;
    if (isTheirs && !isHidden && !isSettled) text += encode(entry);
  }
  return text;
}

Deno.test("Feed.read() gives nothing at the head", { permissions: "none" }, () => {
  const { log, feed, ...desk } = new Desk();
  const ana = new Person(1);
  feed.subscribe();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  log.append({ type: "notice", text: "ainda não" }, 0);
  feed.encodeNew();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  assertEquals(desk.encoded, []);
});

Deno.test("Feed.read() writes a reader's own entries in their connection's words", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.subscribe();
  desk.whisper(ana, bia, "segredo");
  desk.publish();
  const own = (entry: Entry) => `(${entry.type})`;
  assertEquals(desk.read(bia, 0, { encode: own }), "(whispered)");
});

Deno.test("Feed.read() keeps to maxBytes in bytes around private entries, one at least", {
  permissions: "none",
}, () => {
  const cases: [text: string, maxBytes: number, cursors: number[]][] = [
    ["a".repeat(900), KIB, [1, 2, 3]],
    ["a".repeat(900), 0, [1, 2, 3]],
    ["ã".repeat(300), KIB, [1, 2, 3]],
    ["a".repeat(509), KIB, [2, 3]], // With number, blank and newline, two are 1 KiB exactly.
    ["a".repeat(510), KIB, [1, 2, 3]],
  ];
  for (const [text, maxBytes, cursors] of cases) {
    const desk = new Desk();
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.subscribe();
    desk.say(ana, text);
    desk.say(ana, text);
    desk.whisper(ana, bia, text);
    desk.publish();
    const stretches: Block[] = [];
    for (let cursor = 0; cursor < 3; cursor = stretches.at(-1)!.cursor) {
      stretches.push(desk.feed.read(bia, cursor, { encode, maxBytes })!);
    }
    assertEquals(stretches.map(({ cursor }) => cursor), cursors);
    const read = stretches.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
    assertEquals(read, `1 ${text}\n2 ${text}\n3 ${text}\n`);
  }
});

Deno.test("Feed.read() reads no further than lastSeq", { permissions: "none" }, () => {
  for (const isPersonal of [true, false]) {
    const desk = new Desk();
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.subscribe();
    for (const text of ["um", "dois", "três"]) desk.say(ana, text);
    if (isPersonal) desk.whisper(ana, bia, "quatro");
    desk.publish();
    assertEquals(desk.read(bia, 0, { lastSeq: 2 }), "1 um\n2 dois\n");
    assertEquals(desk.read(bia, 2, { lastSeq: 2 }), "");
  }
});

Deno.test("Feed.read() goes on past entries that are not for the reader", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
  desk.feed.subscribe();
  desk.whisper(ana, bia, "segredo");
  desk.publish();
  const stretch = desk.feed.read(caio, 0, { encode, maxBytes: KIB })!;
  assertEquals([stretch.bytes.length, stretch.cursor], [0, 1]);
});

Deno.test("Feed.read() gives readers at one place the same bytes", { permissions: "none" }, () => {
  const desk = new Desk({ hidesOwn: true });
  const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
  desk.feed.subscribe();
  desk.whisper(bia, caio, "antes");
  desk.tell(ana, ["um", "dois"]);
  const options = { encode, maxBytes: KIB };
  const [one, other] = [bia, caio].map((reader) => desk.feed.read(reader, 1, options)!);
  assertStrictEquals(one!.bytes.buffer, other!.bytes.buffer);
  assertStrictEquals(one!.bytes.byteOffset, other!.bytes.byteOffset);
  assertEquals(new TextDecoder().decode(one!.bytes), "2 um\n3 dois\n");
  assertEquals(other!.bytes, one!.bytes);
});

Deno.test("Feed gives every reader what a plain filter gives them", { permissions: "none" }, () => {
  withSeeds(40, (random) => {
    const below = (bound: number) => Math.floor(random() * bound);
    const hidesOwn = random() < 0.5;
    const maxEntries = 20 + below(200);
    const shelf = random() < 0.5 ? new Shelf() : undefined;
    const desk = new Desk({ hidesOwn, maxEntries, ...(shelf ? { shelf } : {}) });
    const { log, feed } = desk;
    const people = [1, 2, 3, 4].map((id) => new Person(id));
    const cursors = people.map(() => 0);
    const anybody = () => people[below(people.length)]!;
    let readers = 0;

    for (let n = 0; n < 400; n++) {
      const text = "🙂".repeat(random() < 0.05 ? below(10_000) : below(9));
      const choice = random();
      if (choice < 0.3) desk.say(anybody(), text);
      else if (choice < 0.4) desk.whisper(anybody(), anybody(), text);
      else if (choice < 0.43) desk.notice(text);
      else if (choice < 0.45) desk.report(anybody(), anybody(), text);
      else if (choice < 0.6) desk.publish();
      else if (choice < 0.63) readers = (feed.subscribe(), readers + 1);
      else if (choice < 0.65 && readers > 0) readers = (feed.unsubscribe(), readers - 1);
      else if (choice < 0.67) anybody().resolvedSeq = below(log.last + 1);
      else if (choice < 0.68 && shelf) shelf.first = Math.max(shelf.first, below(log.head + 1));
      else if (readers > 0) {
        const at = below(people.length);
        const reader = people[at]!;
        if (random() < 0.1) cursors[at] = below(log.head + 1);
        if (feed.hasFallenBehind(cursors[at]!)) cursors[at] = log.first - 1;
        const cursor = cursors[at]!;
        const bound = random() < 0.3 ? below(log.last + 1) : undefined;
        const maxBytes = random() < 0.3 ? 1 + below(200) : 64 * KIB;
        const options = { encode, maxBytes, ...(bound === undefined ? {} : { lastSeq: bound }) };
        const stretch = feed.read(reader, cursor, options);
        const head = Math.min(log.head, bound ?? Infinity);
        assertStrictEquals(stretch === undefined, cursor >= head);
        if (!stretch) continue;
        assertEquals(stretch.cursor > cursor && stretch.cursor <= head, true);
        const expected = seen(log, hidesOwn, reader, cursor, stretch.cursor);
        assertEquals(new TextDecoder().decode(stretch.bytes), expected);
        cursors[at] = stretch.cursor;
      }
    }
  });
});
