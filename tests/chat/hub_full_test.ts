/** A full room: who is away gives way, and who comes back goes before newcomers. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

const pure = { permissions: "none" } as const;
const FULL = { type: "refused" as const, code: "full" as const };

/** A room for ten with nine people: p1 … p9. The token of p1 is `token1`. */
function nine(): TestHub {
  const room = new TestHub({ maxPeople: 10 });
  for (let at = 1; at <= 9; at++) room.enter(`p${at}`);
  return room;
}

Deno.test("Hub.join() gives a newcomer the place of the person who is away longest", pure, () => {
  const room = new TestHub({ maxPeople: 3 });
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.enter("Caio");
  room.hub.disconnect(bia, "slow", 100);
  room.hub.disconnect(ana, "lost", 200);
  room.enter("Davi", 7);
  assertEquals(room.names(), ["(Ana)", "Caio", "Davi"]);
  assertEquals(room.after(3), [
    { type: "left", seq: 4, time: 7, name: "Bia", reason: "slow" },
    { type: "joined", seq: 5, time: 7, name: "Davi" },
  ]);
  room.enter("Eva", 8);
  assertEquals([room.names(), ana.presence, bia.presence], [
    ["Caio", "Davi", "Eva"],
    "gone",
    "gone",
  ]);
  assertEquals(room.join(hello("Fábio"), 9), FULL);
});

Deno.test(
  "Hub.join() takes no place from a person who is away while there is another",
  pure,
  () => {
    const room = new TestHub({ maxPeople: 3 });
    room.hub.disconnect(room.enter("Ana"), "lost", 100);
    room.enter("Bia");
    room.enter("Caio");
    assertEquals(room.names(), ["(Ana)", "Bia", "Caio"]);
    assertEquals(room.join(hello("bia"), 0), { type: "refused", code: "name-taken", value: "bia" });
    assertEquals(room.names(), ["(Ana)", "Bia", "Caio"]);
  },
);

Deno.test(
  "Hub.join() returns private messages to the author when a place is given up",
  pure,
  () => {
    const room = new TestHub({ maxPeople: 2 });
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    room.hub.disconnect(ana, "lost", 100);
    room.whisper(bia, 1, "Ana", "psiu");
    room.enter("Caio");
    assertEquals(room.after(3).map(({ type }) => type), ["left", "undelivered", "joined"]);
  },
);

Deno.test(
  "Hub.join() resumes a session that gave up its place, when there is one again",
  pure,
  () => {
    const room = new TestHub({ maxPeople: 2 });
    const ana = room.enter("Ana");
    room.enter("Bia");
    room.hub.disconnect(ana, "lost", 100);
    const caio = room.enter("Caio");
    assertEquals(room.resume("token1"), FULL);
    room.hub.disconnect(caio, "lost", 100);
    const back = admitted(room.resume("token1"));
    assertStrictEquals(back.session, ana);
    assertEquals([room.names(), caio.presence], [["Ana", "Bia"], "gone"]);
  },
);

Deno.test("Hub.join() lets who comes back go before newcomers, for 30 s after a try", pure, () => {
  const room = nine();
  const first = room.hub.find("p1")!;
  room.expire(first);
  room.enter("a");
  const last = room.enter("b");
  assertEquals(room.resume("token1", { name: "p1", now: 1_000 }), FULL);
  room.hub.leave(last, "left", 1_000);
  assertEquals(room.join(hello("c"), 1_000), FULL);
  assertEquals(room.join(hello("c"), 30_999), FULL);
  assertStrictEquals(admitted(room.resume("token1", { name: "p1", now: 30_999 })).session, first);
  // The place is taken, and nobody waits any more.
  room.hub.leave(first, "left", 31_000);
  assertStrictEquals(room.enter("c", 31_000).name, "c");
});

Deno.test("Hub.join() keeps no place for a return that was tried 30 s ago", pure, () => {
  for (const [tries, now] of [[[0], 30_000], [[0, 9_000], 39_000], [[50_000], 49_999]] as const) {
    const room = nine();
    room.expire(room.hub.find("p1")!);
    room.enter("a");
    const last = room.enter("b");
    for (const at of tries) assertEquals(room.resume("token1", { name: "p1", now: at }), FULL);
    room.hub.leave(last, "left", 0);
    if (tries.length === 2) assertEquals(room.join(hello("c"), 38_999), FULL);
    assertStrictEquals(room.enter("c", now).name, "c");
  }
});

Deno.test("Hub.join() keeps places for a tenth at most", pure, () => {
  const room = nine();
  for (const name of ["p1", "p2"]) room.expire(room.hub.find(name)!);
  const [a, b] = [room.enter("a"), room.enter("b")];
  room.enter("c");
  assertEquals(room.resume("token1", { name: "p1" }), FULL);
  assertEquals(room.resume("token2", { name: "p2" }), FULL);
  assertEquals(room.resume("token1", { name: "p1" }), FULL);
  room.hub.leave(a, "left", 0);
  assertEquals(room.join(hello("d"), 0), FULL);
  room.hub.leave(b, "left", 0);
  assertStrictEquals(room.enter("d").name, "d");
});

Deno.test("Hub.join() keeps places from a newcomer, not from who comes back", pure, () => {
  const room = nine();
  assertEquals(room.join(hello("a"), 0, { keptPlaces: 1 }), FULL);
  room.expire(room.hub.find("p1")!);
  admitted(room.join(hello("a"), 0, { keptPlaces: 1 }));
  assertEquals(room.join(hello("b"), 0, { keptPlaces: 1 }), FULL);
  admitted(room.resume("token1", { name: "p1" }));
  assertStrictEquals(room.hub.size, 10);
});

Deno.test("Hub.isConnected() is true of a session with a connection", pure, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const resume = { ...hello("Ana"), resume: { token: "token1", seen: 0 } };
  assertEquals([room.hub.isConnected(resume), room.hub.isConnected(hello("Ana"))], [true, false]);
  room.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(room.hub.isConnected(resume), false);
});
