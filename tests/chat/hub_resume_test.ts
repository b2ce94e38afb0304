import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

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
  place.perform(ana, { type: "rename", name: "Ane" }, 0);
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
  const outcome = place.join({ ...hello("Ana"), version: 2, resume }, 0);
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
