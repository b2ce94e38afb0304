import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { Feed, type FeedOptions, type Reader, type ReadOptions } from "../../lib/wire/feed.ts";
import type { Stretch } from "../../lib/wire/tape.ts";
import { withSeeds } from "../chance.ts";

const KIB = 1024;

/** One who reads, and knows what a session knows. */
class Person implements Reader {
  lastOwn = 0;
  lastPrivate = 0;
  constructor(readonly id: number) {}
}

const encode = (entry: Entry): string => `${entry.seq} ${"text" in entry ? entry.text : ""}\n`;

/** A log with a feed, and words put into it as the hub would put them. */
class Desk {
  readonly log: Log;
  readonly feed: Feed;
  /** The numbers of the entries encoded for everybody, in the order that happened. */
  readonly encoded: number[] = [];

  constructor(
    { hidesOwn = false, maxEntries = 1000 }: Partial<FeedOptions> & { maxEntries?: number } = {},
  ) {
    this.log = new Log({ maxEntries });
    const forAll = (entry: Entry) => {
      this.encoded.push(entry.seq);
      return encode(entry);
    };
    this.feed = new Feed(this.log, { encode: forAll, hidesOwn });
  }

  say(by: Person, text: string): void {
    const said = { type: "said" as const, from: `p${by.id}`, text };
    by.lastOwn = this.log.append(said, 0, { by: by.id });
  }

  whisper(by: Person, to: Person, text: string): void {
    const names = { from: `p${by.id}`, to: `p${to.id}` };
    const seq = this.log.append({ type: "whispered", ...names, text }, 0, {
      by: by.id,
      to: to.id,
    });
    by.lastOwn = by.lastPrivate = to.lastPrivate = seq;
  }

  publish(): void {
    this.log.publish();
    this.feed.catchUp();
  }

  /** What a reader gets from a cursor to the head. */
  read(reader: Person, from: number, options: Partial<ReadOptions> = {}): string {
    let text = "";
    for (let cursor = from;;) {
      const stretch = this.feed.read(reader, cursor, { encode, maxBytes: 64 * KIB, ...options });
      if (!stretch) return text;
      assertEquals(stretch.cursor > cursor, true, "the cursor goes on");
      text += new TextDecoder().decode(stretch.bytes);
      cursor = stretch.cursor;
    }
  }
}

/** What a reader may see between two numbers, found in the plainest way. */
function seen(log: Log, hidesOwn: boolean, id: number, from: number, to: number): string {
  let text = "";
  for (let seq = from + 1; seq <= to; seq++) {
    const { entry, by, to: only } = log.at(seq)!;
    const isTheirs = only === 0 || only === id || by === id;
    const isHidden = hidesOwn && by === id && only !== id;
    if (isTheirs && !isHidden) text += encode(entry);
  }
  return text;
}

Deno.test("Feed.read() gives nothing at the head", { permissions: "none" }, () => {
  const { log, feed, ...desk } = new Desk();
  const ana = new Person(1);
  feed.enter();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  log.append({ type: "notice", text: "ainda não" }, 0);
  feed.catchUp();
  assertStrictEquals(feed.read(ana, 0, { encode, maxBytes: KIB }), undefined);
  assertEquals(desk.encoded, []);
});

Deno.test("Feed.read() spares authors their own words where it hides them", {
  permissions: "none",
}, () => {
  const cases: [hidesOwn: boolean, forAna: string, forBia: string][] = [
    [true, "2 oi, Ana\n4 para Ana\n5 para mim\n", "1 olá\n3 para Bia\n"],
    [
      false,
      "1 olá\n2 oi, Ana\n3 para Bia\n4 para Ana\n5 para mim\n",
      "1 olá\n2 oi, Ana\n3 para Bia\n4 para Ana\n",
    ],
  ];
  for (const [hidesOwn, forAna, forBia] of cases) {
    const desk = new Desk({ hidesOwn });
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.enter();
    desk.say(ana, "olá");
    desk.say(bia, "oi, Ana");
    desk.whisper(ana, bia, "para Bia");
    desk.whisper(bia, ana, "para Ana");
    desk.whisper(ana, ana, "para mim");
    desk.publish();
    assertEquals([desk.read(ana, 0), desk.read(bia, 0)], [forAna, forBia]);
  }
});

Deno.test("Feed.read() never shows a whisper to a third", { permissions: "none" }, () => {
  for (const hidesOwn of [true, false]) {
    for (const maxBytes of [1, 64 * KIB]) {
      const desk = new Desk({ hidesOwn });
      const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
      desk.feed.enter();
      desk.whisper(ana, bia, "segredo");
      desk.say(caio, "oi");
      desk.whisper(bia, caio, "outro");
      desk.whisper(bia, ana, "segredo");
      desk.publish();
      const expected = hidesOwn ? "3 outro\n" : "2 oi\n3 outro\n";
      for (const from of [0, 1]) assertEquals(desk.read(caio, from, { maxBytes }), expected);
    }
  }
});

Deno.test("Feed.read() writes a reader's own entries in their connection's words", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.enter();
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
    desk.feed.enter();
    desk.say(ana, text);
    desk.say(ana, text);
    desk.whisper(ana, bia, text);
    desk.publish();
    const stretches: Stretch[] = [];
    for (let cursor = 0; cursor < 3; cursor = stretches.at(-1)!.cursor) {
      stretches.push(desk.feed.read(bia, cursor, { encode, maxBytes })!);
    }
    assertEquals(stretches.map(({ cursor }) => cursor), cursors);
    const read = stretches.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
    assertEquals(read, `1 ${text}\n2 ${text}\n3 ${text}\n`);
  }
});

Deno.test("Feed.read() reads no further than upTo", { permissions: "none" }, () => {
  for (const isPersonal of [true, false]) {
    const desk = new Desk();
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.enter();
    for (const text of ["um", "dois", "três"]) desk.say(ana, text);
    if (isPersonal) desk.whisper(ana, bia, "quatro");
    desk.publish();
    assertEquals(desk.read(bia, 0, { upTo: 2 }), "1 um\n2 dois\n");
    assertEquals(desk.read(bia, 2, { upTo: 2 }), "");
  }
});

Deno.test("Feed.read() goes on past entries that are not for the reader", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
  desk.feed.enter();
  desk.whisper(ana, bia, "segredo");
  desk.publish();
  const stretch = desk.feed.read(caio, 0, { encode, maxBytes: KIB })!;
  assertEquals([stretch.bytes.length, stretch.cursor], [0, 1]);
});

Deno.test("Feed.read() gives readers at one place the same bytes", { permissions: "none" }, () => {
  const desk = new Desk({ hidesOwn: true });
  const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
  desk.feed.enter();
  desk.whisper(bia, caio, "antes");
  for (const text of ["um", "dois"]) desk.say(ana, text);
  desk.publish();
  const options = { encode, maxBytes: KIB };
  const [one, other] = [bia, caio].map((reader) => desk.feed.read(reader, 1, options)!);
  assertStrictEquals(one!.bytes.buffer, other!.bytes.buffer);
  assertStrictEquals(one!.bytes.byteOffset, other!.bytes.byteOffset);
  assertEquals(new TextDecoder().decode(one!.bytes), "2 um\n3 dois\n");
  assertEquals(other!.bytes, one!.bytes);
});

Deno.test("Feed.catchUp() encodes each shared entry once, and only those", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.enter();
  desk.feed.enter();
  desk.say(ana, "um");
  desk.publish();
  desk.whisper(ana, bia, "dois");
  desk.say(ana, "três");
  desk.publish();
  desk.publish();
  for (const id of [3, 4, 5]) desk.read(new Person(id), 0);
  assertEquals(desk.encoded, [1, 3]);
});

Deno.test("Feed.catchUp() encodes nothing that nobody reads", { permissions: "none" }, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.say(ana, "um");
  desk.publish();
  desk.feed.enter();
  desk.say(ana, "dois");
  desk.publish();
  desk.feed.leave();
  desk.say(ana, "três");
  desk.publish();
  assertEquals(desk.encoded, [2]);
  desk.feed.enter();
  desk.say(ana, "quatro");
  desk.publish();
  assertEquals(desk.encoded, [2, 4]);
  assertEquals(desk.read(bia, 0), "1 um\n2 dois\n3 três\n4 quatro\n");
});

Deno.test("Feed.behind() counts the bytes everybody would read", { permissions: "none" }, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.enter();
  desk.say(ana, "um");
  desk.whisper(ana, bia, "segredo");
  desk.say(ana, "três");
  assertStrictEquals(desk.feed.behind(0), 0);
  desk.publish();
  assertEquals([0, 1, 2, 3].map((cursor) => desk.feed.behind(cursor)), [13, 8, 8, 0]);
});

Deno.test("Feed.hasLost() tells when what follows a cursor is forgotten", {
  permissions: "none",
}, () => {
  const desk = new Desk({ maxEntries: 3 });
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.enter();
  for (const text of ["um", "dois", "três", "quatro", "cinco"]) desk.say(ana, text);
  desk.publish();
  const lost = [0, 1, 2, 3, 5].map((cursor) => desk.feed.hasLost(cursor));
  assertEquals(lost, [true, true, false, false, false]);
  assertEquals(desk.read(bia, 2), "3 três\n4 quatro\n5 cinco\n");
  assertEquals(desk.encoded, [3, 4, 5]);
});

Deno.test("Feed gives every reader what a plain filter gives them", { permissions: "none" }, () => {
  withSeeds(40, (random) => {
    const below = (bound: number) => Math.floor(random() * bound);
    const hidesOwn = random() < 0.5;
    const maxEntries = 20 + below(200);
    const desk = new Desk({ hidesOwn, maxEntries });
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
      else if (choice < 0.45) log.append({ type: "notice", text }, 0);
      else if (choice < 0.6) desk.publish();
      else if (choice < 0.63) readers = (feed.enter(), readers + 1);
      else if (choice < 0.65 && readers > 0) readers = (feed.leave(), readers - 1);
      else if (readers > 0) {
        const at = below(people.length);
        const reader = people[at]!;
        if (random() < 0.1) cursors[at] = below(log.head + 1);
        if (feed.hasLost(cursors[at]!)) cursors[at] = log.first - 1;
        const cursor = cursors[at]!;
        const bound = random() < 0.3 ? below(log.last + 1) : undefined;
        const maxBytes = random() < 0.3 ? 1 + below(200) : 64 * KIB;
        const options = { encode, maxBytes, ...(bound === undefined ? {} : { upTo: bound }) };
        const stretch = feed.read(reader, cursor, options);
        const head = Math.min(log.head, bound ?? Infinity);
        assertStrictEquals(stretch === undefined, cursor >= head);
        if (!stretch) continue;
        assertEquals(stretch.cursor > cursor && stretch.cursor <= head, true);
        const expected = seen(log, hidesOwn, reader.id, cursor, stretch.cursor);
        assertEquals(new TextDecoder().decode(stretch.bytes), expected);
        cursors[at] = stretch.cursor;
      }
    }
  });
});
