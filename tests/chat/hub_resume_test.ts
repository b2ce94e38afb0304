import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { LIMITS } from "../../lib/protocol.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

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
  const outcome = place.hub.join(hello("ANA"), 0);
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

Deno.test("Hub.join() gives whoever is away their place back, and tells nobody", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana", 10);
  place.enter("Bia", 20);
  place.log.publish();
  place.hub.disconnect(ana, "lost", 100);
  const { session, ...rest } = admitted(place.resume("token1", { seen: 1, now: 50 }));
  assertStrictEquals(session, ana);
  assertEquals(rest, {
    type: "admitted",
    isResumed: true,
    greeting: [{
      type: "welcome",
      name: "Ana",
      token: "token1",
      seq: 1,
      people: [{ name: "Ana", since: 10, away: false }, { name: "Bia", since: 20, away: false }],
    }],
    backlog: [],
    cursor: 1,
  });
  assertEquals([place.hub.hasAway, place.hub.size, place.log.last], [false, 2, 2]);
  place.hub.expire(Infinity, 0);
  assertEquals(place.names(), ["Ana", "Bia"]);
});

Deno.test("Hub.join() gives somebody who is here their place on another connection", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "oi");
  place.log.publish();
  const { session, isResumed, cursor } = admitted(place.resume("token1", { seen: 2 }));
  assertStrictEquals(session, ana);
  assertEquals([isResumed, cursor, ana.presence], [true, 2, "here"]);
  assertEquals([place.hub.size, place.log.last], [1, 2]);
});

Deno.test("Hub.join() knows who is in by the token, whatever name they say", {
  permissions: "none",
}, () => {
  for (const name of ["Ana", "Bia", "Caio", "", "@ana", "a".repeat(33)]) {
    const place = new TestHub({ maxPeople: 2 });
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.hub.disconnect(ana, "lost", 100);
    const { session, greeting: [welcome] } = admitted(place.resume("token1", { name }));
    assertStrictEquals(session, ana, name);
    assertStrictEquals(welcome?.type === "welcome" && welcome.name, "Ana");
    assertStrictEquals(place.hub.find("Bia"), bia);
    assertEquals([place.names(), place.log.last], [["Ana", "Bia"], 2]);
  }
});

Deno.test("Hub.join() gives back the name one has now", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.perform(ana, { type: "rename", name: "Ane" }, 0);
  const next = place.enter("Ana");
  place.hub.disconnect(ana, "lost", 100);
  const { session } = admitted(place.resume("token1"));
  assertStrictEquals(session, ana);
  assertEquals([session.name, place.hub.find("Ana")], ["Ane", next]);
});

Deno.test("Hub.join() refuses another version, token or not", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.disconnect(ana, "lost", 100);
  const resume = { token: "token1", seen: 0 };
  const outcome = place.hub.join({ ...hello("Ana"), version: 2, resume }, 0);
  assertEquals(outcome, { type: "refused", code: "version", value: "2 ≠ 1" });
  assertStrictEquals(ana.presence, "away");
});

Deno.test("Hub.join() goes on after what was seen, within what there is to see", {
  permissions: "none",
}, () => {
  const cases: [criterion: string, seen: number, cursor: number][] = [
    ["after what was seen", 5, 5],
    ["nothing is left to see", 6, 6],
    ["what nobody may read yet was not seen", 7, 6],
    ["nor what never happened", 999, 6],
    ["from the beginning of the stay", 2, 2],
    ["not from before it", 1, 2],
    ["nor from nowhere", 0, 2],
    ["nor from before everything", -3, 2],
  ];
  for (const isGone of [false, true]) {
    for (const [criterion, seen, expected] of cases) {
      const place = new TestHub();
      place.fillTo(2);
      const ana = place.enter("Ana");
      if (isGone) place.loseForGood(ana);
      place.fillTo(6);
      place.hub.notice("ainda não", 0);
      const { greeting, backlog, cursor } = admitted(place.resume("token1", { seen }));
      assertStrictEquals(cursor, expected, criterion);
      const [welcome, ...others] = greeting;
      assertStrictEquals(welcome?.type === "welcome" && welcome.seq, expected, criterion);
      assertEquals([others, backlog], [[], []], criterion);
    }
  }
});

Deno.test("Hub.join() counts what the log forgot, and goes on after it", {
  permissions: "none",
}, () => {
  const cases: [seen: number, cursor: number, missed: number | undefined][] = [
    [0, 5, 4],
    [1, 5, 4],
    [2, 5, 3],
    [4, 5, 1],
    [5, 5, undefined],
    [7, 7, undefined],
    [999, 8, undefined],
  ];
  for (const [seen, expected, count] of cases) {
    const place = new TestHub({ log: new Log({ maxEntries: 3 }) });
    place.fillTo(1);
    place.enter("Ana");
    place.fillTo(8);
    const { greeting, backlog, cursor } = admitted(place.resume("token1", { seen }));
    assertStrictEquals(cursor, expected, `seen ${seen}`);
    const [welcome, ...others] = greeting;
    assertStrictEquals(welcome?.type === "welcome" && welcome.seq, expected);
    assertEquals(others, count === undefined ? [] : [{ type: "missed", count }], `seen ${seen}`);
    assertEquals(backlog, []);
  }
});

Deno.test("Hub.join() tells waiting whispers the log forgot, and does not count them as missed", {
  permissions: "none",
}, () => {
  const cases: [seen: number, past: number[], cursor: number, missed: number | undefined][] = [
    [1, [3, 6], 6, 3],
    [2, [3, 6], 6, 2],
    [3, [6], 6, 2],
    [5, [6], 6, undefined],
    [6, [], 6, undefined],
    [8, [], 8, undefined],
  ];
  for (const [seen, seqs, expected, count] of cases) {
    const place = new TestHub({ log: new Log({ maxEntries: 3 }) });
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.hub.disconnect(ana, "lost", 100);
    place.whisper(bia, 1, "Ana", "um", 7);
    place.whisper(bia, 2, "Bia", "só para Bia");
    place.fillTo(5);
    place.whisper(bia, 3, "Ana", "dois", 8);
    place.fillTo(8);
    place.whisper(bia, 4, "Ana", "três");
    place.log.publish();
    const { greeting, backlog, cursor } = admitted(place.resume("token1", { seen }));
    const um = { seq: 3, time: 7, id: 1, text: "um" };
    const dois = { seq: 6, time: 8, id: 3, text: "dois" };
    const whispers = [um, dois].map(({ seq, ...rest }) => ({
      ...{ type: "whispered" as const, seq, from: "Bia", to: "Ana" },
      ...rest,
    }));
    assertEquals(backlog, whispers.filter(({ seq }) => seqs.includes(seq)), `seen ${seen}`);
    assertStrictEquals(cursor, expected, `seen ${seen}`);
    const missed = count === undefined ? [] : [{ type: "missed" as const, count }];
    assertEquals(greeting.slice(1), missed, `seen ${seen}`);
  }
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

Deno.test("Hub.join() lets whoever has an unknown token in anew", { permissions: "none" }, () => {
  for (const token of ["", "token2", "TOKEN1", "hash of token1", "__proto__"]) {
    const place = new TestHub();
    const ana = place.enter("Ana");
    place.fillTo(5);
    place.hub.disconnect(ana, "lost", 100);
    const name = "Bia";
    const { session, isResumed, greeting: [welcome], cursor } = admitted(
      place.resume(token, { name, seen: 2 }),
    );
    assertEquals([session.id, session.name, isResumed, cursor], [2, "Bia", false, 5]);
    assertStrictEquals(welcome?.type === "welcome" && welcome.token, "token2");
    assertEquals(place.after(5), [{ type: "joined", seq: 6, time: 0, name: "Bia" }]);
    assertEquals([ana.presence, ana.name], ["away", "Ana"]);
  }
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
  const { session, greeting: [welcome] } = admitted(place.hub.join(hello("Ana"), 0, false));
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
