import { assertEquals, assertStrictEquals } from "@std/assert";
import { LIMITS } from "../../lib/protocol.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.join() lets those who are gone in again, and tells everybody", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana", 10);
  place.enter("Bia", 20);
  place.log.publish();
  place.loseForGood(ana, 30);
  place.log.publish();
  const { session, ...rest } = admitted(place.resume("token1", { seen: 1, now: 40 }));
  assertStrictEquals(session, ana);
  assertEquals(rest, {
    type: "admitted",
    isResumed: false,
    greeting: [{
      type: "welcome",
      name: "Ana",
      token: "token1",
      seq: 1,
      people: [{ name: "Bia", since: 20, away: false }, { name: "Ana", since: 40, away: false }],
    }],
    backlog: [],
    cursor: 1,
  });
  assertEquals(place.after(2), [
    { type: "left", seq: 3, time: 30, name: "Ana", reason: "lost" },
    { type: "joined", seq: 4, time: 40, name: "Ana" },
  ]);
  assertEquals([ana.id, ana.presence, place.hub.size], [1, "here", 2]);
});

Deno.test("Hub.join() lets those who are gone in under another name", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.loseForGood(ana);
  const { session, greeting: [welcome] } = admitted(place.resume("token1", { name: " Ane " }));
  assertStrictEquals(session, ana);
  assertStrictEquals(welcome?.type === "welcome" && welcome.name, "Ane");
  assertEquals([place.hub.find("ane"), place.hub.find("Ana")], [ana, undefined]);
  assertEquals(place.after(2), [{ type: "joined", seq: 3, time: 0, name: "Ane" }]);
});

Deno.test("Hub.join() gives a name to nobody else, whoever had it before", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const first = place.enter("Ana");
  place.loseForGood(first);
  const second = place.enter("ANA");
  const taken = { type: "refused" as const, code: "name-taken" as const, value: "Ana" };
  assertEquals(place.resume("token1"), taken);
  place.hub.disconnect(second, "lost", 100);
  assertEquals(place.resume("token1"), taken);
  assertStrictEquals(place.hub.find("Ana"), second);
  assertStrictEquals(admitted(place.resume("token2")).session, second);
  assertStrictEquals(admitted(place.resume("token1", { name: "Ane" })).session, first);
  assertEquals([first.name, second.name], ["Ane", "ANA"]);
  assertEquals(place.names(), ["Ane", "ANA"]);
});

Deno.test("Hub.join() refuses those who are gone as it refuses others, and knows them still", {
  permissions: "none",
}, () => {
  const place = new TestHub({ maxPeople: 1 });
  const ana = place.enter("Ana");
  place.loseForGood(ana);
  const bia = place.enter("Bia");
  const { last } = place.log;
  assertEquals(place.resume("token1"), { type: "refused", code: "full" });
  const badName = { type: "refused" as const, code: "name-spaces" as const, value: "A na" };
  assertEquals(place.resume("token1", { name: "A na" }), badName);
  assertEquals([place.log.last, ana.presence, ana.name], [last, "gone", "Ana"]);
  place.hub.leave(bia, "left", 0);
  assertStrictEquals(admitted(place.resume("token1")).session, ana);
});

Deno.test("Hub.join() does not say again what one said before one was gone", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "um");
  place.say(ana, 2, "");
  place.loseForGood(ana);
  place.resume("token1", { name: "Ane" });
  const { last } = place.log;
  assertStrictEquals(place.say(ana, 1, "um"), undefined);
  assertEquals(place.say(ana, 2, ""), { type: "rejected", id: 2, code: "empty" });
  assertStrictEquals(place.log.last, last);
  assertStrictEquals(place.say(ana, 3, "três", 9), undefined);
  assertEquals(place.after(last), [
    { type: "said", seq: last + 1, time: 9, from: "Ane", id: 3, text: "três" },
  ]);
});

Deno.test("Hub.leave() forgets the token, whatever the reason", { permissions: "none" }, () => {
  for (const reason of ["left", "lost", "slow", "kicked"] as const) {
    for (const isAway of [false, true]) {
      const place = new TestHub();
      const ana = place.enter("Ana");
      if (isAway) place.hub.disconnect(ana, "lost", 100);
      place.hub.leave(ana, reason, 0);
      assertEquals([place.hub.hasAway, ana.presence], [false, "ended"]);
      const { session, greeting: [welcome] } = admitted(place.resume("token1", { seen: 1 }));
      assertEquals([session.id, session.tokenHash], [2, "hash of token2"], reason);
      assertStrictEquals(welcome?.type === "welcome" && welcome.token, "token2");
      place.hub.expire(Infinity, 0);
      assertEquals(place.after(1), [
        { type: "left", seq: 2, time: 0, name: "Ana", reason },
        { type: "joined", seq: 3, time: 0, name: "Ana" },
      ]);
    }
  }
});

Deno.test("Hub.join() tells no token to those who cannot come back", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const { session, greeting: [welcome] } = admitted(place.join(hello("Ana"), 0, false));
  assertStrictEquals(session.tokenHash, null);
  assertStrictEquals(welcome?.type === "welcome" && welcome.token, "");
  place.loseForGood(session);
  assertStrictEquals(admitted(place.resume("")).session.tokenHash, "hash of token1");
});

Deno.test("Hub.join() knows the last LIMITS.formerSessions of those who are gone", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  for (let n = 1; n <= LIMITS.formerSessions + 1; n++) place.loseForGood(place.enter(`p${n}`));
  const idOf = (token: string, name: string) => admitted(place.resume(token, { name })).session.id;
  assertStrictEquals(idOf("token2", "segunda"), 2);
  assertStrictEquals(idOf("token1", "primeira"), LIMITS.formerSessions + 2);
});
