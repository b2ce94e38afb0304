import { assertEquals, assertStrictEquals } from "@std/assert";
import { hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.disconnect() keeps the place and the name, and tells nobody", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana", 10);
  place.enter("Bia", 20);
  assertStrictEquals(place.hub.hasAway, false);
  place.hub.disconnect(ana, "lost", 100);
  assertEquals([place.hub.hasAway, place.hub.size, place.log.last], [true, 2, 2]);
  assertStrictEquals(ana.presence, "away");
  assertStrictEquals(place.hub.find("ana"), ana);
  assertEquals(place.hub.people(), [
    { name: "Ana", since: 10, away: true },
    { name: "Bia", since: 20, away: false },
  ]);
  const outcome = place.join(hello("ANA"), 0);
  assertEquals(outcome, { type: "refused", code: "name-taken", value: "ANA" });
});

Deno.test("Hub.disconnect() keeps no place for one who is out", { permissions: "none" }, () => {
  const place = new TestHub();
  const [left, gone] = [place.enter("Ana"), place.enter("Bia")];
  place.hub.leave(left, "left", 0);
  place.loseForGood(gone);
  for (const session of [left, gone]) place.hub.disconnect(session, "slow", 100);
  assertEquals([place.hub.hasAway, place.hub.size], [false, 0]);
  assertEquals([left.presence, gone.presence], ["ended", "gone"]);
});

Deno.test("Hub.expire() gives places up when their time is over, with the reason", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  place.enter("Davi");
  place.hub.disconnect(caio, "lost", 100);
  place.hub.disconnect(ana, "slow", 200);
  place.hub.disconnect(bia, "lost", 200);
  place.hub.expire(99, 1);
  assertEquals([place.names(), place.log.last], [["(Ana)", "(Bia)", "(Caio)", "Davi"], 4]);
  place.hub.expire(100, 2);
  assertEquals(place.names(), ["(Ana)", "(Bia)", "Davi"]);
  place.hub.expire(300, 3);
  assertEquals(place.names(), ["Davi"]);
  assertEquals(place.after(4), [
    { type: "left", seq: 5, time: 2, name: "Caio", reason: "lost" },
    { type: "left", seq: 6, time: 3, name: "Ana", reason: "slow" },
    { type: "left", seq: 7, time: 3, name: "Bia", reason: "lost" },
  ]);
  assertEquals([place.hub.hasAway, place.hub.size, ana.presence], [false, 1, "gone"]);
});

Deno.test("Hub.expire() counts the grace of whoever is lost again from then on", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.hub.disconnect(ana, "slow", 100);
  place.hub.disconnect(bia, "lost", 150);
  place.resume("token1");
  place.hub.disconnect(ana, "lost", 200);
  place.hub.expire(150, 0);
  assertEquals(place.names(), ["(Ana)"]);
  place.hub.expire(200, 0);
  assertEquals(place.after(2), [
    { type: "left", seq: 3, time: 0, name: "Bia", reason: "lost" },
    { type: "left", seq: 4, time: 0, name: "Ana", reason: "lost" },
  ]);
});

Deno.test("Hub.expire() tells of nobody twice", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.hub.disconnect(ana, "lost", 100);
  place.hub.disconnect(bia, "lost", 100);
  place.hub.leave(bia, "kicked", 0);
  for (let n = 0; n < 2; n++) place.hub.expire(100, 0);
  place.hub.leave(ana, "left", 0);
  assertEquals(place.after(2).map(({ type }) => type), ["left", "left"]);
  assertStrictEquals(place.log.last, 4);
});
