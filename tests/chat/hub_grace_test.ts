import { assertEquals, assertStrictEquals } from "@std/assert";
import { hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.disconnect() keeps the session and its name, and broadcasts nothing", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana", 10);
  room.enter("Bia", 20);
  assertStrictEquals(room.hub.hasAway, false);
  room.hub.disconnect(ana, "lost", 100);
  assertEquals([room.hub.hasAway, room.hub.size, room.log.last], [true, 2, 2]);
  assertStrictEquals(ana.presence, "away");
  assertStrictEquals(room.hub.find("ana"), ana);
  assertEquals(room.hub.people(), [
    { name: "Ana", since: 10, away: true },
    { name: "Bia", since: 20, away: false },
  ]);
  const outcome = room.join(hello("ANA"), 0);
  assertEquals(outcome, { type: "refused", code: "name-taken", value: "ANA" });
});

Deno.test("Hub.disconnect() keeps no session that has ended", { permissions: "none" }, () => {
  const room = new TestHub();
  const [left, gone] = [room.enter("Ana"), room.enter("Bia")];
  room.hub.leave(left, "left", 0);
  room.expire(gone);
  for (const session of [left, gone]) room.hub.disconnect(session, "slow", 100);
  assertEquals([room.hub.hasAway, room.hub.size], [false, 0]);
  assertEquals([left.presence, gone.presence], ["ended", "gone"]);
});

Deno.test("Hub.expire() ends sessions after their grace time, with the reason", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia, caio] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
  room.enter("Davi");
  room.hub.disconnect(caio, "lost", 100);
  room.hub.disconnect(ana, "slow", 200);
  room.hub.disconnect(bia, "lost", 200);
  room.hub.expire(99, 1);
  assertEquals([room.names(), room.log.last], [["(Ana)", "(Bia)", "(Caio)", "Davi"], 4]);
  room.hub.expire(100, 2);
  assertEquals(room.names(), ["(Ana)", "(Bia)", "Davi"]);
  room.hub.expire(300, 3);
  assertEquals(room.names(), ["Davi"]);
  assertEquals(room.after(4), [
    { type: "left", seq: 5, time: 2, name: "Caio", reason: "lost" },
    { type: "left", seq: 6, time: 3, name: "Ana", reason: "slow" },
    { type: "left", seq: 7, time: 3, name: "Bia", reason: "lost" },
  ]);
  assertEquals([room.hub.hasAway, room.hub.size, ana.presence], [false, 1, "gone"]);
});

Deno.test("Hub.expire() counts the grace time from the last disconnection", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.hub.disconnect(ana, "slow", 100);
  room.hub.disconnect(bia, "lost", 150);
  room.resume("token1");
  room.hub.disconnect(ana, "lost", 200);
  room.hub.expire(150, 0);
  assertEquals(room.names(), ["(Ana)"]);
  room.hub.expire(200, 0);
  assertEquals(room.after(2), [
    { type: "left", seq: 3, time: 0, name: "Bia", reason: "lost" },
    { type: "left", seq: 4, time: 0, name: "Ana", reason: "lost" },
  ]);
});

Deno.test("Hub.expire() reports each session once", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.hub.disconnect(ana, "lost", 100);
  room.hub.disconnect(bia, "lost", 100);
  room.hub.leave(bia, "kicked", 0);
  for (let n = 0; n < 2; n++) room.hub.expire(100, 0);
  room.hub.leave(ana, "left", 0);
  assertEquals(room.after(2).map(({ type }) => type), ["left", "left"]);
  assertStrictEquals(room.log.last, 4);
});
