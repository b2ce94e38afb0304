import { assertEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Entry } from "../../lib/protocol.ts";
import { Feed } from "../../lib/broadcast/feed.ts";
import { Desk, encode, Person, Shelf } from "../support/feed.ts";

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
