import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Refused } from "../../lib/protocol.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.join() lets somebody in and tells everybody", { permissions: "none" }, () => {
  const { hub, log } = new TestHub();
  const { session, ...rest } = admitted(hub.join(hello(" Ana "), 1000));
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

Deno.test(
  "Hub.join() refuses a name that is taken, however written",
  { permissions: "none" },
  () => {
    const cases: [taken: string, wanted: string, value: string][] = [
      ["Ana", "Ana", "Ana"],
      ["Ana", "ANA", "ANA"],
      ["João", "JOA\u0303O", "JOÃO"],
      ["straße", "STRASSE", "STRASSE"],
      ["Ana", "\uff21\uff4e\uff41", "\uff21\uff4e\uff41"],
      ["Ana", "  ana\t", "ana"],
    ];
    for (const [taken, wanted, value] of cases) {
      const place = new TestHub();
      place.enter(taken);
      const outcome = place.join(hello(wanted), 0);
      assertEquals(outcome, { type: "refused", code: "name-taken", value });
      assertStrictEquals(place.hub.size, 1, wanted);
      assertStrictEquals(place.log.last, 1, wanted);
    }
  },
);

Deno.test("Hub.join() tells names apart by more than case", { permissions: "none" }, () => {
  const place = new TestHub();
  for (const name of ["Ana", "Aná", "Ana_", "An"]) place.enter(name);
  assertStrictEquals(place.hub.size, 4);
});

Deno.test("Hub.join() refuses what is no name, as it was given", { permissions: "none" }, () => {
  const cases: [name: string, code: Refused["code"]][] = [
    ["", "name-empty"],
    ["   ", "name-empty"],
    ["Notebook Trabalho", "name-spaces"],
    ["@ana", "name-characters"],
    ["a".repeat(33), "name-too-long"],
  ];
  for (const [name, code] of cases) {
    const { hub, log } = new TestHub();
    assertEquals(hub.join(hello(name), 0), { type: "refused", code, value: name });
    assertEquals([hub.size, log.last], [0, 0], name);
  }
});

Deno.test("Hub.join() refuses another version and names both", { permissions: "none" }, () => {
  const { hub } = new TestHub();
  for (const version of [0, 2, 99]) {
    const value = `${version} ≠ 1`;
    const outcome = hub.join({ ...hello("Ana"), version }, 0);
    assertEquals(outcome, { type: "refused", code: "version", value });
  }
  assertStrictEquals(hub.size, 0);
});

Deno.test("Hub.join() refuses when full, until somebody leaves", { permissions: "none" }, () => {
  const place = new TestHub({ maxPeople: 2 });
  const ana = place.enter("Ana");
  place.enter("Bia");
  assertEquals(place.join(hello("Caio"), 0), { type: "refused", code: "full" });
  assertStrictEquals(place.log.last, 2);
  place.hub.leave(ana, "left", 0);
  assertStrictEquals(place.enter("Caio").name, "Caio");
});

Deno.test("Hub.join() gives the past and a cursor at the head", { permissions: "none" }, () => {
  const place = new TestHub({ recent: 2 });
  const ana = place.enter("Ana");
  for (const text of ["um", "dois", "três"]) place.perform(ana, { type: "say", text }, 5);
  place.log.publish();
  place.perform(ana, { type: "say", text: "ainda não" }, 6);
  const { backlog, cursor, greeting: [welcome] } = admitted(place.join(hello("Bia"), 7));
  assertEquals(backlog, [
    { type: "said", seq: 3, time: 5, from: "Ana", text: "dois" },
    { type: "said", seq: 4, time: 5, from: "Ana", text: "três" },
  ]);
  assertStrictEquals(cursor, 4);
  assertEquals(welcome, {
    type: "welcome",
    name: "Bia",
    token: "token2",
    seq: 4,
    people: [{ name: "Ana", since: 0, away: false }, { name: "Bia", since: 7, away: false }],
  });
});

Deno.test("Hub.join() numbers sessions anew, whoever left", { permissions: "none" }, () => {
  const place = new TestHub();
  const first = place.enter("Ana");
  place.hub.leave(first, "left", 0);
  const second = place.enter("Ana");
  assertEquals([first.id, second.id], [1, 2]);
  assertEquals([first.tokenHash, second.tokenHash], ["hash of token1", "hash of token2"]);
});
