import { assertEquals } from "@std/assert";
import { Desk, Person } from "../support/feed.ts";

const KIB = 1024;

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
