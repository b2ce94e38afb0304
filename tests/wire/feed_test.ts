import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Archive, Log, type Logged, type NewEntry } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { Feed, type Reader, type ReadOptions } from "../../lib/wire/feed.ts";
import type { Block } from "../../lib/wire/tape.ts";
import { withSeeds } from "../support/random.ts";

const KIB = 1024;

/** One who reads, and knows what a session knows. */
class Person implements Reader {
  lastOwnSeq = 0;
  lastPrivateSeq = 0;
  resolvedSeq = 0;
  constructor(readonly id: number) {}
}

/** Keeps every entry, unless it is told to forget. */
class Shelf implements Archive {
  first = 1;
  readonly #kept: Logged[] = [];

  get last(): number {
    return this.#kept.length;
  }

  keep(logged: Logged): void {
    this.#kept.push(logged);
  }

  at(seq: number): Logged | undefined {
    return seq < this.first ? undefined : this.#kept[seq - 1];
  }

  recent(): Entry[] {
    return [];
  }
}

const encode = (entry: Entry): string => `${entry.seq} ${"text" in entry ? entry.text : ""}\n`;

/** How a desk is to be. */
interface DeskOptions {
  hidesOwn?: boolean;
  maxEntries?: number;
  /** Where what memory forgets is kept; without it, nowhere. */
  shelf?: Shelf;
}

/** A log with a feed, and words put into it as the hub would put them. */
class Desk {
  readonly log: Log;
  readonly feed: Feed;
  /** The numbers of the entries encoded for everybody, in the order that happened. */
  readonly encoded: number[] = [];

  readonly #shelf?: Shelf;

  constructor({ hidesOwn = false, maxEntries = 1000, shelf }: DeskOptions = {}) {
    this.log = new Log({ maxEntries, ...(shelf ? { archive: shelf } : {}) });
    this.#shelf = shelf;
    const forAll = (entry: Entry) => {
      this.encoded.push(entry.seq);
      return encode(entry);
    };
    this.feed = new Feed(this.log, { encode: forAll, hidesOwn });
  }

  say(by: Person, text: string): void {
    by.lastOwnSeq = this.#append({ type: "said", from: `p${by.id}`, text }, { by: by.id });
  }

  notice(text: string): void {
    this.#append({ type: "notice", text });
  }

  /** The room tells somebody that a whisper of theirs was not received. */
  report(author: Person, to: Person, text: string): void {
    const undelivered: NewEntry = { type: "undelivered", to: `p${to.id}`, text };
    author.lastPrivateSeq = this.#append(undelivered, { to: author.id });
  }

  whisper(by: Person, to: Person, text: string): void {
    const names = { from: `p${by.id}`, to: `p${to.id}` };
    const seq = this.#append({ type: "whispered", ...names, text }, { by: by.id, to: to.id });
    by.lastOwnSeq = by.lastPrivateSeq = to.lastPrivateSeq = seq;
  }

  publish(): void {
    this.log.publish();
    this.feed.encodeNew();
  }

  /** Says one thing after the other, each of which may be read before the next. */
  tell(by: Person, texts: string[]): void {
    for (const text of texts) {
      this.say(by, text);
      this.log.publish();
    }
    this.feed.encodeNew();
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

  #append(entry: NewEntry, whom: { by?: number; to?: number } = {}): number {
    const seq = this.log.append(entry, 0, whom);
    this.#shelf?.keep(this.log.at(seq)!);
    return seq;
  }
}

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
    desk.feed.subscribe();
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
      desk.feed.subscribe();
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

Deno.test("Feed.encodeNew() encodes each shared entry once, and only those", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.subscribe();
  desk.feed.subscribe();
  desk.say(ana, "um");
  desk.publish();
  desk.whisper(ana, bia, "dois");
  desk.say(ana, "três");
  desk.publish();
  desk.publish();
  for (const id of [3, 4, 5]) desk.read(new Person(id), 0);
  assertEquals(desk.encoded, [1, 3]);
});

Deno.test("Feed.encodeNew() encodes nothing that nobody reads", { permissions: "none" }, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.say(ana, "um");
  desk.publish();
  desk.feed.subscribe();
  desk.say(ana, "dois");
  desk.publish();
  desk.feed.unsubscribe();
  desk.say(ana, "três");
  desk.publish();
  assertEquals(desk.encoded, [2]);
  desk.feed.subscribe();
  desk.say(ana, "quatro");
  desk.publish();
  assertEquals(desk.encoded, [2, 4]);
  assertEquals(desk.read(bia, 0), "1 um\n2 dois\n3 três\n4 quatro\n");
});

Deno.test(
  "Feed.bytesBehind() counts the bytes everybody would read",
  { permissions: "none" },
  () => {
    const desk = new Desk();
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.subscribe();
    desk.say(ana, "um");
    desk.whisper(ana, bia, "segredo");
    desk.say(ana, "três");
    assertStrictEquals(desk.feed.bytesBehind(0), 0);
    desk.publish();
    assertEquals([0, 1, 2, 3].map((cursor) => desk.feed.bytesBehind(cursor)), [13, 8, 8, 0]);
  },
);

Deno.test("Feed.hasFallenBehind() tells when what follows a cursor is forgotten", {
  permissions: "none",
}, () => {
  const desk = new Desk({ maxEntries: 3 });
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.subscribe();
  desk.tell(ana, ["um", "dois", "três", "quatro", "cinco"]);
  const lost = [0, 1, 2, 3, 5].map((cursor) => desk.feed.hasFallenBehind(cursor));
  assertEquals(lost, [true, true, false, false, false]);
  assertEquals(desk.read(bia, 2), "3 três\n4 quatro\n5 cinco\n");
  assertEquals(desk.encoded, [3, 4, 5]);
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

Deno.test("Feed.read() leaves out whispers to the reader that were settled, and theirs not", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.whisper(bia, ana, "relatado");
  desk.whisper(ana, bia, "dela");
  desk.whisper(ana, ana, "a si");
  desk.whisper(bia, ana, "novo");
  desk.publish();
  ana.resolvedSeq = 3;
  assertEquals(desk.read(ana, 0), "2 dela\n3 a si\n4 novo\n");
  assertEquals(desk.read(bia, 0), "1 relatado\n2 dela\n4 novo\n");
});

Deno.test("Feed.read() reads on from what only an archive keeps", { permissions: "none" }, () => {
  const said = (seq: number) => ({
    entry: { type: "said" as const, seq, time: 0, from: "Bia", text: `n${seq}` },
    by: 2,
    to: 0,
  });
  const archive = { first: 3, last: 8, at: said, recent: () => [] };
  const log = new Log({ maxEntries: 2, archive });
  const feed = new Feed(log, { encode, hidesOwn: false });
  feed.subscribe();
  for (let seq = 9; seq <= 12; seq++) {
    log.append({ type: "said", from: "Bia", text: `n${seq}` }, 0, { by: 2 });
  }
  log.publish();
  feed.encodeNew();
  assertEquals([feed.hasFallenBehind(1), feed.hasFallenBehind(2)], [true, false]);
  let text = "";
  for (let cursor = 2; cursor < 12;) {
    const stretch = feed.read(new Person(1), cursor, { encode, maxBytes: 16 })!;
    text += new TextDecoder().decode(stretch.bytes);
    cursor = stretch.cursor;
  }
  const expected = Array.from({ length: 10 }, (_, at) => `${at + 3} n${at + 3}\n`);
  assertEquals(text, expected.join(""));
});

Deno.test("Feed.read() leaves out settled whispers where authors are spared their own words", {
  permissions: "none",
}, () => {
  const desk = new Desk({ hidesOwn: true });
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.subscribe();
  desk.whisper(bia, ana, "relatado");
  desk.whisper(ana, ana, "a si");
  desk.whisper(ana, bia, "dela");
  desk.say(bia, "a todos");
  desk.publish();
  ana.resolvedSeq = 4;
  assertEquals(desk.read(ana, 0), "2 a si\n4 a todos\n");
  assertEquals(desk.read(bia, 0), "3 dela\n");
});

Deno.test("Feed.read() tells an author alone what was not received, whatever was settled", {
  permissions: "none",
}, () => {
  const desk = new Desk();
  const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
  desk.feed.subscribe();
  desk.whisper(ana, bia, "segredo");
  desk.report(ana, bia, "segredo");
  desk.notice("oi");
  desk.publish();
  ana.resolvedSeq = 3;
  assertEquals(desk.read(ana, 0), "1 segredo\n2 segredo\n3 oi\n");
  bia.resolvedSeq = 1;
  for (const reader of [bia, caio]) assertEquals(desk.read(reader, 0), "3 oi\n");
  assertEquals(desk.encoded, [3]);
});

Deno.test("Feed.read() writes what is older than the tape in the connection's words", {
  permissions: "none",
}, () => {
  const desk = new Desk({ maxEntries: 3, shelf: new Shelf() });
  const [ana, bia] = [new Person(1), new Person(2)];
  desk.feed.subscribe();
  desk.tell(ana, ["um", "dois", "três", "quatro", "cinco"]);
  const own = ({ seq }: Entry) => `(${seq})`;
  const options = { encode: own, maxBytes: 1 };
  assertEquals(desk.read(bia, 0, options), "(1)(2)3 três\n4 quatro\n5 cinco\n");
  assertEquals(desk.read(bia, 0, { ...options, lastSeq: 1 }), "(1)");
  assertEquals(desk.encoded, [3, 4, 5]);
});

Deno.test("Feed.read() shows no whisper to a third that only an archive keeps", {
  permissions: "none",
}, () => {
  for (const hidesOwn of [true, false]) {
    const desk = new Desk({ maxEntries: 1, shelf: new Shelf(), hidesOwn });
    const [ana, bia, caio] = [new Person(1), new Person(2), new Person(3)];
    desk.feed.subscribe();
    desk.whisper(ana, bia, "segredo");
    desk.log.publish();
    desk.say(ana, "oi");
    desk.log.publish();
    desk.whisper(ana, bia, "outro");
    desk.log.publish();
    desk.notice("fim");
    desk.publish();
    assertEquals(desk.read(caio, 0), "2 oi\n4 fim\n");
    assertEquals(desk.read(bia, 0), "1 segredo\n2 oi\n3 outro\n4 fim\n");
    bia.resolvedSeq = 1;
    assertEquals(desk.read(bia, 0), "2 oi\n3 outro\n4 fim\n");
    const forAna = hidesOwn ? "4 fim\n" : "1 segredo\n2 oi\n3 outro\n4 fim\n";
    assertEquals(desk.read(ana, 0), forAna);
  }
});

Deno.test(
  "Feed.hasFallenBehind() tells only of what is kept nowhere",
  { permissions: "none" },
  () => {
    const shelf = new Shelf();
    const desk = new Desk({ maxEntries: 2, shelf });
    const [ana, bia] = [new Person(1), new Person(2)];
    desk.feed.subscribe();
    desk.tell(ana, ["um", "dois", "três", "quatro"]);
    const lost = () => [0, 1, 2, 4].map((cursor) => desk.feed.hasFallenBehind(cursor));
    assertEquals(lost(), [false, false, false, false]);
    shelf.first = 2;
    assertEquals(lost(), [true, false, false, false]);
    assertEquals(desk.read(bia, 1), "2 dois\n3 três\n4 quatro\n");
    // What an archive forgets earlier than memory is still held there.
    shelf.first = 5;
    assertEquals(lost(), [true, true, false, false]);
  },
);

Deno.test("Feed.bytesBehind() counts of what is older than the tape nothing", {
  permissions: "none",
}, () => {
  const desk = new Desk({ maxEntries: 2, shelf: new Shelf() });
  const ana = new Person(1);
  desk.feed.subscribe();
  desk.tell(ana, ["um", "dois", "três", "quatro"]);
  const bytes = new TextEncoder().encode("3 três\n4 quatro\n").length;
  assertEquals([0, 1, 2, 4].map((cursor) => desk.feed.bytesBehind(cursor)), [
    bytes,
    bytes,
    bytes,
    0,
  ]);
});
