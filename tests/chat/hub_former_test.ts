import { assertEquals, assertStrictEquals } from "@std/assert";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.join() admits former sessions again, and broadcasts it", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana", 10);
  room.enter("Bia", 20);
  room.log.publish();
  room.expire(ana, 30);
  room.log.publish();
  const { session, ...rest } = admitted(room.resume("token1", { seen: 1, now: 40 }));
  assertStrictEquals(session, ana);
  assertEquals(rest, {
    type: "admitted",
    isResumed: false,
    greeting: [{
      type: "welcome",
      name: "Ana",
      token: "token1",
      seq: 1,
      rejoined: 4,
      people: [{ name: "Bia", since: 20, away: false }, { name: "Ana", since: 40, away: false }],
    }],
    backlog: [],
    cursor: 1,
  });
  assertEquals(room.after(2), [
    { type: "left", seq: 3, time: 30, name: "Ana", reason: "lost" },
    { type: "joined", seq: 4, time: 40, name: "Ana" },
  ]);
  assertEquals([ana.id, ana.presence, room.hub.size], [1, "here", 2]);
});

Deno.test("Hub.join() admits a former session under another name", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.expire(ana);
  const { session, greeting: [welcome] } = admitted(room.resume("token1", { name: " Ane " }));
  assertStrictEquals(session, ana);
  assertStrictEquals(welcome?.type === "welcome" && welcome.name, "Ane");
  assertEquals([room.hub.find("ane"), room.hub.find("Ana")], [ana, undefined]);
  assertEquals(room.after(2), [{ type: "joined", seq: 3, time: 0, name: "Ane" }]);
});

Deno.test("Hub.join() keeps a taken name from the former session that had it", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const first = room.enter("Ana");
  room.expire(first);
  const second = room.enter("ANA");
  const taken = { type: "refused" as const, code: "name-taken" as const, value: "Ana" };
  assertEquals(room.resume("token1"), taken);
  room.hub.disconnect(second, "lost", 100);
  assertEquals(room.resume("token1"), taken);
  assertStrictEquals(room.hub.find("Ana"), second);
  assertStrictEquals(admitted(room.resume("token2")).session, second);
  assertStrictEquals(admitted(room.resume("token1", { name: "Ane" })).session, first);
  assertEquals([first.name, second.name], ["Ane", "ANA"]);
  assertEquals(room.names(), ["Ane", "ANA"]);
});

Deno.test("Hub.join() refuses a former session like any other, and keeps its token", {
  permissions: "none",
}, () => {
  const room = new TestHub({ maxPeople: 1 });
  const ana = room.enter("Ana");
  room.expire(ana);
  const bia = room.enter("Bia");
  const { last } = room.log;
  assertEquals(room.resume("token1"), { type: "refused", code: "full" });
  const badName = { type: "refused" as const, code: "name-spaces" as const, value: "A na" };
  assertEquals(room.resume("token1", { name: "A na" }), badName);
  assertEquals([room.log.last, ana.presence, ana.name], [last, "gone", "Ana"]);
  room.hub.leave(bia, "left", 0);
  assertStrictEquals(admitted(room.resume("token1")).session, ana);
});

Deno.test("Hub.join() does not repeat a message that a former session sent", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 1, "um");
  room.say(ana, 2, "");
  room.expire(ana);
  room.resume("token1", { name: "Ane" });
  const { last } = room.log;
  assertStrictEquals(room.say(ana, 1, "um"), undefined);
  assertEquals(room.say(ana, 2, ""), { type: "rejected", id: 2, code: "empty" });
  assertStrictEquals(room.log.last, last);
  assertStrictEquals(room.say(ana, 3, "três", 9), undefined);
  assertEquals(room.after(last), [
    { type: "said", seq: last + 1, time: 9, from: "Ane", id: 3, text: "três" },
  ]);
});

Deno.test("Hub.leave() forgets the token for every reason", { permissions: "none" }, () => {
  for (const reason of ["left", "lost", "slow", "kicked"] as const) {
    for (const isAway of [false, true]) {
      const room = new TestHub();
      const ana = room.enter("Ana");
      if (isAway) room.hub.disconnect(ana, "lost", 100);
      room.hub.leave(ana, reason, 0);
      assertEquals([room.hub.hasAway, ana.presence], [false, "ended"]);
      const { session, greeting: [welcome] } = admitted(room.resume("token1", { seen: 1 }));
      assertEquals([session.id, session.tokenHash], [2, "hash of token2"], reason);
      assertStrictEquals(welcome?.type === "welcome" && welcome.token, "token2");
      room.hub.expire(Infinity, 0);
      assertEquals(room.after(1), [
        { type: "left", seq: 2, time: 0, name: "Ana", reason },
        { type: "joined", seq: 3, time: 0, name: "Ana" },
      ]);
    }
  }
});

Deno.test("Hub.join() sends no token to clients that cannot resume", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const { session, greeting: [welcome] } = admitted(
    room.join(hello("Ana"), 0, { canResume: false }),
  );
  assertStrictEquals(session.tokenHash, null);
  assertStrictEquals(welcome?.type === "welcome" && welcome.token, "");
  room.expire(session);
  assertStrictEquals(admitted(room.resume("")).session.tokenHash, "hash of token1");
});

Deno.test("Hub.join() remembers the last SERVER_LIMITS.formerSessions former sessions", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  for (let n = 1; n <= SERVER_LIMITS.formerSessions + 1; n++) room.expire(room.enter(`p${n}`));
  const idOf = (token: string, name: string) => admitted(room.resume(token, { name })).session.id;
  assertStrictEquals(idOf("token2", "segunda"), 2);
  assertStrictEquals(idOf("token1", "primeira"), SERVER_LIMITS.formerSessions + 2);
});
