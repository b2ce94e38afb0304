import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Refused } from "../../lib/protocol.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.join() admits a person and broadcasts it", { permissions: "none" }, () => {
  const room = new TestHub();
  const { hub, log } = room;
  const { session, ...rest } = admitted(room.join(hello(" Ana "), 1000));
  assertEquals(rest, {
    type: "admitted",
    isResumed: false,
    greeting: [{
      type: "welcome",
      name: "Ana",
      token: "token1",
      seq: 0,
      people: [{ name: "Ana", since: 1000, away: false }],
    }],
    backlog: [],
    cursor: 0,
  });
  assertEquals([session.id, session.name, session.tokenHash], [1, "Ana", "hash of token1"]);
  assertEquals(log.at(1), {
    entry: { type: "joined", seq: 1, time: 1000, name: "Ana" },
    by: 0,
    to: 0,
  });
  assertStrictEquals(hub.size, 1);
});

Deno.test("Hub.join() refuses a name that is taken, in any spelling", {
  permissions: "none",
}, () => {
  const cases: [taken: string, wanted: string, value: string][] = [
    ["Ana", "Ana", "Ana"],
    ["Ana", "ANA", "ANA"],
    ["João", "JOA\u0303O", "JOÃO"],
    ["straße", "STRASSE", "STRASSE"],
    ["Ana", "\uff21\uff4e\uff41", "\uff21\uff4e\uff41"],
    ["Ana", "  ana\t", "ana"],
  ];
  for (const [taken, wanted, value] of cases) {
    const room = new TestHub();
    room.enter(taken);
    const outcome = room.join(hello(wanted), 0);
    assertEquals(outcome, { type: "refused", code: "name-taken", value });
    assertStrictEquals(room.hub.size, 1, wanted);
    assertStrictEquals(room.log.last, 1, wanted);
  }
});

Deno.test("Hub.join() distinguishes names by more than case", { permissions: "none" }, () => {
  const room = new TestHub();
  for (const name of ["Ana", "Aná", "Ana_2", "An"]) room.enter(name);
  assertStrictEquals(room.hub.size, 4);
});

Deno.test("Hub.join() refuses an invalid name and repeats it unchanged", {
  permissions: "none",
}, () => {
  const cases: [name: string, code: Refused["code"]][] = [
    ["", "name-empty"],
    ["   ", "name-empty"],
    ["Notebook Trabalho", "name-spaces"],
    ["@ana", "name-characters"],
    ["a".repeat(33), "name-too-long"],
  ];
  for (const [name, code] of cases) {
    const room = new TestHub();
    assertEquals(room.join(hello(name), 0), { type: "refused", code, value: name });
    assertEquals([room.hub.size, room.log.last], [0, 0], name);
  }
});

Deno.test("Hub.join() refuses another version and names both", { permissions: "none" }, () => {
  const room = new TestHub();
  for (const version of [0, 2, 99]) {
    const value = `${version} ≠ 1`;
    const outcome = room.join({ ...hello("Ana"), version }, 0);
    assertEquals(outcome, { type: "refused", code: "version", value });
  }
  assertStrictEquals(room.hub.size, 0);
});

Deno.test("Hub.join() refuses when the room is full, until a person leaves", {
  permissions: "none",
}, () => {
  const room = new TestHub({ maxPeople: 2 });
  const ana = room.enter("Ana");
  room.enter("Bia");
  assertEquals(room.join(hello("Caio"), 0), { type: "refused", code: "full" });
  assertStrictEquals(room.log.last, 2);
  room.hub.leave(ana, "left", 0);
  assertStrictEquals(room.enter("Caio").name, "Caio");
});

Deno.test("Hub.join() returns recent messages once they are published, and a cursor behind them", {
  permissions: "none",
}, () => {
  const room = new TestHub({ recent: 2 });
  const ana = room.enter("Ana");
  for (const text of ["um", "dois", "três"]) room.perform(ana, { type: "say", text }, 5);
  room.log.publish();
  room.perform(ana, { type: "say", text: "agora" }, 6);
  const outcome = admitted(room.join(hello("Bia"), 7));
  room.perform(ana, { type: "say", text: "depois" }, 8);
  room.log.publish();
  const { backlog, cursor, session, greeting: [welcome] } = outcome;
  assertEquals(backlog, [
    { type: "said", seq: 4, time: 5, from: "Ana", text: "três" },
    { type: "said", seq: 5, time: 6, from: "Ana", text: "agora" },
  ]);
  assertEquals([cursor, session.joinedAfterSeq], [5, 5]);
  assertEquals(welcome, {
    type: "welcome",
    name: "Bia",
    token: "token2",
    seq: 5,
    people: [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 7, away: false }],
  });
});

Deno.test("Hub.join() numbers sessions without reusing ids", { permissions: "none" }, () => {
  const room = new TestHub();
  const first = room.enter("Ana");
  room.hub.leave(first, "left", 0);
  const second = room.enter("Ana");
  assertEquals([first.id, second.id], [1, 2]);
  assertEquals([first.tokenHash, second.tokenHash], ["hash of token1", "hash of token2"]);
});
