import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { admitted, hello, TestHub } from "../support/test_hub.ts";

Deno.test("Hub.join() resumes an away session, and broadcasts nothing", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana", 10);
  room.enter("Bia", 20);
  room.log.publish();
  room.hub.disconnect(ana, "lost", 100);
  const { session, ...rest } = admitted(room.resume("token1", { seen: 1, now: 50 }));
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
  assertEquals([room.hub.hasAway, room.hub.size, room.log.last], [false, 2, 2]);
  room.hub.expire(Infinity, 0);
  assertEquals(room.names(), ["Ana", "Bia"]);
});

Deno.test("Hub.join() moves a session to its new connection", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 1, "oi");
  room.log.publish();
  const { session, isResumed, cursor } = admitted(room.resume("token1", { seen: 2 }));
  assertStrictEquals(session, ana);
  assertEquals([isResumed, cursor, ana.presence], [true, 2, "here"]);
  const away = { ...hello("Ana"), resume: { token: "token1", seen: 2 } };
  admitted(room.join(away, 0, { address: "26.9.9.9" }));
  assertEquals(ana.address, "26.9.9.9");
  assertEquals([room.hub.size, room.log.last], [1, 2]);
});

Deno.test("Hub.join() goes on at the newest entry when it is not told what was seen", {
  permissions: "none",
}, () => {
  for (const isShared of [true, false]) {
    const room = new TestHub({ isShared });
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    room.whisper(bia, 1, "Ana", "um");
    room.say(bia, 2, "a todos");
    room.log.publish();
    room.whisper(bia, 3, "Ana", "dois");
    const told = admitted(room.join({ ...hello("Ana"), resume: { token: "token1" } }, 0));
    assertStrictEquals(told.session, ana);
    const seqs = told.backlog.map(({ seq }) => seq);
    // At a server that is alone the rest is read from the log.
    assertEquals([seqs, told.cursor], isShared ? [[3, 5], 5] : [[3], 4]);
    assertEquals(ana.inbox.unacked.length, 2, "nothing is confirmed by it");
    assertEquals(told.greeting.length, 1, "nothing is missed");
  }
});

Deno.test("Hub.join() identifies a session by its token, under any name", {
  permissions: "none",
}, () => {
  for (const name of ["Ana", "Bia", "Caio", "", "@ana", "a".repeat(33)]) {
    const room = new TestHub({ maxPeople: 2 });
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    room.hub.disconnect(ana, "lost", 100);
    const { session, greeting: [welcome] } = admitted(room.resume("token1", { name }));
    assertStrictEquals(session, ana, name);
    assertStrictEquals(welcome?.type === "welcome" && welcome.name, "Ana");
    assertStrictEquals(room.hub.find("Bia"), bia);
    assertEquals([room.names(), room.log.last], [["Ana", "Bia"], 2]);
  }
});

Deno.test("Hub.join() returns the current name of a resumed session", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.perform(ana, { type: "rename", name: "Ane" }, 0);
  const next = room.enter("Ana");
  room.hub.disconnect(ana, "lost", 100);
  const { session } = admitted(room.resume("token1"));
  assertStrictEquals(session, ana);
  assertEquals([session.name, room.hub.find("Ana")], ["Ane", next]);
});

Deno.test("Hub.join() refuses another version, token or not", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.hub.disconnect(ana, "lost", 100);
  const resume = { token: "token1", seen: 0 };
  const outcome = room.join({ ...hello("Ana"), version: 2, resume }, 0);
  assertEquals(outcome, { type: "refused", code: "version", value: "2 ≠ 1" });
  assertStrictEquals(ana.presence, "away");
});

Deno.test("Hub.join() resumes after the last seen entry, within the log", {
  permissions: "none",
}, () => {
  const cases: [criterion: string, seen: number, cursor: number][] = [
    ["after what was seen", 5, 5],
    ["nothing is left to see", 6, 6],
    ["unpublished entries were not seen", 7, 6],
    ["nor what never happened", 999, 6],
    ["from the beginning of the stay", 2, 2],
    ["not from before it", 1, 2],
    ["nor from nowhere", 0, 2],
    ["nor from before everything", -3, 2],
  ];
  for (const isGone of [false, true]) {
    for (const [criterion, seen, expected] of cases) {
      const room = new TestHub();
      room.fillTo(2);
      const ana = room.enter("Ana");
      if (isGone) room.expire(ana);
      room.fillTo(6);
      room.hub.notice("ainda não", 0);
      const { greeting, backlog, cursor } = admitted(room.resume("token1", { seen }));
      assertStrictEquals(cursor, expected, criterion);
      const [welcome, ...others] = greeting;
      assertStrictEquals(welcome?.type === "welcome" && welcome.seq, expected, criterion);
      assertEquals([others, backlog], [[], []], criterion);
    }
  }
});

Deno.test("Hub.join() resumes after what was seen at another server, if the room is shared", {
  permissions: "none",
}, () => {
  const cases: [criterion: string, seen: number, shared: number, alone: number][] = [
    ["after what was seen", 5, 5, 5],
    ["unpublished entries were seen elsewhere", 7, 7, 6],
    ["all of them", 8, 8, 6],
    ["but not what never happened", 999, 8, 6],
    ["nor from before the stay", 1, 2, 2],
  ];
  for (const [criterion, seen, ...expected] of cases) {
    for (const [at, isShared] of [true, false].entries()) {
      const room = new TestHub({ isShared });
      room.fillTo(2);
      room.enter("Ana");
      room.fillTo(6);
      for (const text of ["ainda não", "nem este"]) room.hub.notice(text, 0);
      const { greeting, backlog, cursor } = admitted(room.resume("token1", { seen }));
      const [welcome, ...others] = greeting;
      const seq = welcome?.type === "welcome" && welcome.seq;
      const what = `${criterion}, ${isShared ? "shared" : "alone"}`;
      assertEquals([cursor, seq], [expected[at], expected[at]], what);
      assertEquals([others, backlog, room.log.head], [[], [], 6], what);
    }
  }
});

Deno.test("Hub.join() resumes a shared room of which nothing is published yet", {
  permissions: "none",
}, () => {
  for (const isShared of [true, false]) {
    const room = new TestHub({ isShared });
    const ana = room.enter("Ana");
    room.hub.notice("oi", 0);
    room.hub.disconnect(ana, "lost", 100);
    const { greeting: [welcome], cursor } = admitted(room.resume("token1", { seen: 2 }));
    assertEquals([room.log.head, room.log.last], [0, 2]);
    const seq = welcome?.type === "welcome" && welcome.seq;
    assertEquals([cursor, seq], isShared ? [2, 2] : [0, 0]);
  }
});

Deno.test("Hub.join() counts the entries the log forgot, and continues after them", {
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
    const room = new TestHub({ log: new Log({ maxEntries: 3 }) });
    room.fillTo(1);
    room.enter("Ana");
    room.fillTo(8);
    const { greeting, backlog, cursor } = admitted(room.resume("token1", { seen }));
    assertStrictEquals(cursor, expected, `seen ${seen}`);
    const [welcome, ...others] = greeting;
    assertStrictEquals(welcome?.type === "welcome" && welcome.seq, expected);
    assertEquals(others, count === undefined ? [] : [{ type: "missed", count }], `seen ${seen}`);
    assertEquals(backlog, []);
  }
});

Deno.test(
  "Hub.join() delivers waiting whispers that the log forgot, and does not count them as missed",
  {
    permissions: "none",
  },
  () => {
    const cases: [seen: number, past: number[], cursor: number, missed: number | undefined][] = [
      [1, [3, 6], 6, 3],
      [2, [3, 6], 6, 2],
      [3, [6], 6, 2],
      [5, [6], 6, undefined],
      [6, [], 6, undefined],
      [8, [], 8, undefined],
    ];
    for (const [seen, seqs, expected, count] of cases) {
      const room = new TestHub({ log: new Log({ maxEntries: 3 }) });
      const ana = room.enter("Ana");
      // Without a token, so that no receipts are added to the log.
      const { session: bia } = admitted(room.join(hello("Bia"), 0, { canResume: false }));
      room.hub.disconnect(ana, "lost", 100);
      room.whisper(bia, 1, "Ana", "um", 7);
      room.whisper(bia, 2, "Bia", "só para Bia");
      room.fillTo(5);
      room.whisper(bia, 3, "Ana", "dois", 8);
      room.fillTo(8);
      room.whisper(bia, 4, "Ana", "três");
      room.log.publish();
      const { greeting, backlog, cursor } = admitted(room.resume("token1", { seen }));
      const um = { seq: 3, time: 7, id: 1, text: "um" };
      const dois = { seq: 6, time: 8, id: 3, text: "dois" };
      const whispers = [um, dois].map(({ seq, ...rest }) => ({
        ...{ type: "whispered" as const, seq, from: "Bia", to: "Ana" },
        ...rest,
        waiting: true,
      }));
      assertEquals(backlog, whispers.filter(({ seq }) => seqs.includes(seq)), `seen ${seen}`);
      assertStrictEquals(cursor, expected, `seen ${seen}`);
      const missed = count === undefined ? [] : [{ type: "missed" as const, count }];
      assertEquals(greeting.slice(1), missed, `seen ${seen}`);
    }
  },
);

Deno.test("Hub.join() admits a client with an unknown token as new", {
  permissions: "none",
}, () => {
  for (const token of ["", "token2", "TOKEN1", "hash of token1", "__proto__"]) {
    const room = new TestHub();
    const ana = room.enter("Ana");
    room.fillTo(5);
    room.hub.disconnect(ana, "lost", 100);
    const name = "Bia";
    const { session, isResumed, greeting: [welcome], cursor } = admitted(
      room.resume(token, { name, seen: 2 }),
    );
    assertEquals([session.id, session.name, isResumed, cursor], [2, "Bia", false, 5]);
    assertStrictEquals(welcome?.type === "welcome" && welcome.token, "token2");
    assertEquals(room.after(5), [{ type: "joined", seq: 6, time: 0, name: "Bia" }]);
    assertEquals([ana.presence, ana.name], ["away", "Ana"]);
  }
});

Deno.test("a client of a newer record than this one acknowledges nothing by what it has seen", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.log.publish();
  room.hub.disconnect(bia, "lost", 100);
  room.whisper(ana, 1, "Bia", "psiu");
  const { cursor } = admitted(room.resume("token2", { name: "Bia", seen: 99 }));
  assertEquals([cursor, bia.inbox.unacked.length, room.log.last], [2, 1, 3]);
});
