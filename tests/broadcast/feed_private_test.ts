import { assertEquals } from "@std/assert";
import { FakeReader, FeedFixture } from "../support/feed_fixture.ts";

const KIB = 1024;

Deno.test("Feed.read() leaves out a reader's own entries where the feed hides them", {
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
    const fixture = new FeedFixture({ hidesOwn });
    const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
    fixture.feed.subscribe();
    fixture.say(ana, "olá");
    fixture.say(bia, "oi, Ana");
    fixture.whisper(ana, bia, "para Bia");
    fixture.whisper(bia, ana, "para Ana");
    fixture.whisper(ana, ana, "para mim");
    fixture.publish();
    assertEquals([fixture.read(ana, 0), fixture.read(bia, 0)], [forAna, forBia]);
  }
});

Deno.test("Feed.read() lets authors encode their own entries where the feed says so", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ encodesOwn: true });
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.say(bia, "oi");
  fixture.say(ana, "olá");
  fixture.say(bia, "tchau");
  fixture.publish();
  const options = { encode: ({ seq }: { seq: number }) => `(${seq})\n`, maxBytes: KIB };
  const read = (reader: FakeReader, cursor: number) =>
    new TextDecoder().decode(fixture.feed.read(reader, cursor, options)?.bytes);
  assertEquals([read(ana, 0), read(ana, 2)], ["1 oi\n(2)\n3 tchau\n", "3 tchau\n"]);
  assertEquals(read(bia, 0), "(1)\n2 olá\n(3)\n");
});

Deno.test("Feed.read() lets readers encode everything where the feed says so", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ encodesEach: true });
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  fixture.feed.subscribe();
  fixture.say(ana, "olá");
  fixture.whisper(ana, bia, "segredo");
  fixture.whisper(bia, ana, "resolvido");
  fixture.notice("aviso");
  fixture.publish();
  ana.resolvedSeq = 3;
  const encode = ({ seq }: { seq: number }, isOwn: boolean) =>
    `${isOwn ? "own" : "other"} ${seq}\n`;
  for (const maxBytes of [1, KIB]) {
    const read = (reader: FakeReader) => fixture.read(reader, 0, { encode, maxBytes });
    assertEquals(
      [ana, bia, caio].map(read),
      ["own 1\nown 2\nother 4\n", "other 1\nother 2\nown 3\nother 4\n", "other 1\nother 4\n"],
    );
  }
  assertEquals(fixture.feed.bytesBehind(0) > 0, true, "what is behind is known");
});

Deno.test("Feed.read() returns a whisper only to its two people", { permissions: "none" }, () => {
  for (const hidesOwn of [true, false]) {
    for (const maxBytes of [1, 64 * KIB]) {
      const fixture = new FeedFixture({ hidesOwn });
      const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
      fixture.feed.subscribe();
      fixture.whisper(ana, bia, "segredo");
      fixture.say(caio, "oi");
      fixture.whisper(bia, caio, "outro");
      fixture.whisper(bia, ana, "segredo");
      fixture.publish();
      const expected = hidesOwn ? "3 outro\n" : "2 oi\n3 outro\n";
      for (const from of [0, 1]) assertEquals(fixture.read(caio, from, { maxBytes }), expected);
    }
  }
});

Deno.test("Feed.read() leaves out resolved whispers to the reader, but not the reader's own", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.whisper(bia, ana, "relatado");
  fixture.whisper(ana, bia, "dela");
  fixture.whisper(ana, ana, "a si");
  fixture.whisper(bia, ana, "novo");
  fixture.publish();
  ana.resolvedSeq = 3;
  assertEquals(fixture.read(ana, 0), "2 dela\n3 a si\n4 novo\n");
  assertEquals(fixture.read(bia, 0), "1 relatado\n2 dela\n4 novo\n");
});

Deno.test("Feed.read() leaves out resolved whispers also where own entries are hidden", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture({ hidesOwn: true });
  const [ana, bia] = [new FakeReader(1), new FakeReader(2)];
  fixture.feed.subscribe();
  fixture.whisper(bia, ana, "relatado");
  fixture.whisper(ana, ana, "a si");
  fixture.whisper(ana, bia, "dela");
  fixture.say(bia, "a todos");
  fixture.publish();
  ana.resolvedSeq = 4;
  assertEquals(fixture.read(ana, 0), "2 a si\n4 a todos\n");
  assertEquals(fixture.read(bia, 0), "3 dela\n");
});

Deno.test("Feed.read() returns an undelivered report only to its author, also after resolution", {
  permissions: "none",
}, () => {
  const fixture = new FeedFixture();
  const [ana, bia, caio] = [new FakeReader(1), new FakeReader(2), new FakeReader(3)];
  fixture.feed.subscribe();
  fixture.whisper(ana, bia, "segredo");
  fixture.reportUndelivered(ana, bia, "segredo");
  fixture.notice("oi");
  fixture.publish();
  ana.resolvedSeq = 3;
  assertEquals(fixture.read(ana, 0), "1 segredo\n2 segredo\n3 oi\n");
  bia.resolvedSeq = 1;
  for (const reader of [bia, caio]) assertEquals(fixture.read(reader, 0), "3 oi\n");
  assertEquals(fixture.encoded, [3]);
});
