import { assertEquals, assertStrictEquals } from "@std/assert";
import { Desk, Person } from "../support/feed.ts";

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
