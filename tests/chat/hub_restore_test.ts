import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

/** The hub after a restart, restored from what would be on disk. */
function restarted(room: TestHub, { lastId = 0, graceEndsAt = 100, now = 0 } = {}): TestHub {
  room.log.publish();
  const next = new TestHub({ log: new Log({ archive: room.log }) });
  const kept = [...room.hub.changed].filter(({ presence }) => presence !== "ended")
    .map(({ record, inbox }) => structuredClone({ record, unacked: [...inbox.unacked] }));
  const ids = kept.map(({ record }) => record.id);
  next.hub.restore(kept, Math.max(lastId, ...ids), graceEndsAt, now);
  return next;
}

Deno.test("Hub.restore() keeps sessions that have a token", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  room.enter("Ana", 10);
  const bia = room.enter("Bia", 20);
  room.expire(room.enter("Gui", 30));
  room.hub.disconnect(bia, "lost", 50);
  const next = restarted(room, { graceEndsAt: 100, now: 40 });
  assertEquals([next.hub.hasAway, next.log.first, next.log.last], [true, 1, 4]);
  assertEquals(next.hub.people(), [
    { name: "Ana", since: 10, away: true },
    { name: "Bia", since: 20, away: true },
  ]);
  const { session, isResumed, cursor } = admitted(
    next.resume("token1", { seen: 2, now: 50 }),
  );
  assertEquals([session.id, session.name, isResumed, cursor], [1, "Ana", true, 2]);
  next.hub.expire(99, 0);
  assertEquals(next.names(), ["Ana", "(Bia)"]);
  next.hub.expire(100, 60);
  assertEquals(next.after(4), [{ type: "left", seq: 5, time: 60, name: "Bia", reason: "lost" }]);
});

Deno.test("Hub.restore() lets former sessions resume", { permissions: "none" }, () => {
  const room = new TestHub();
  room.expire(room.enter("Gui"));
  const next = restarted(room);
  assertEquals([next.hub.size, next.hub.hasAway], [0, false]);
  const { session, isResumed } = admitted(next.resume("token1", { name: "Gui", now: 70 }));
  assertEquals([session.id, isResumed], [1, false]);
  assertEquals(next.after(2), [{ type: "joined", seq: 3, time: 70, name: "Gui" }]);
});

Deno.test("Hub.restore() reports that sessions without a token have left", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const { session: caio } = admitted(room.join(hello("Caio"), 0, { canResume: false }));
  room.whisper(ana, 1, "Caio", "segredo");
  room.whisper(caio, 1, "Ana", "resposta");
  const next = restarted(room, { now: 40 });
  assertEquals(next.names(), ["(Ana)"]);
  assertEquals(next.after(4), [
    { type: "left", seq: 5, time: 40, name: "Caio", reason: "lost" },
    { type: "undelivered", seq: 6, time: 40, to: "Caio", id: 1, text: "segredo" },
  ]);
  assertEquals(next.recipients(6), [0, ana.id]);
  assertStrictEquals(admitted(next.resume("", { name: "Caio" })).session.id, caio.id + 1);
});

Deno.test("Hub.restore() continues counting after the last session id ever used", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  room.enter("Ana");
  room.hub.leave(room.enter("Bia"), "left", 0);
  const next = restarted(room, { lastId: 41 });
  assertEquals([next.enter("Caio").id, next.enter("Davi").id], [42, 43]);
});

Deno.test("Hub.restore() keeps the ids of sent and rejected messages", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 1, "um");
  room.whisper(ana, 2, "Bia", "dois");
  room.say(ana, 3, "três");
  room.say(ana, 4, "");
  const next = restarted(room);
  const { session } = admitted(next.resume("token1"));
  next.enter("Bia");
  const { last } = next.log;
  const answers = [
    next.say(session, 1, "um"),
    next.whisper(session, 2, "Bia", "dois"),
    next.say(session, 3, "três"),
  ];
  assertEquals(answers, [
    undefined,
    { type: "rejected", id: 2, code: "no-such-person", value: "Bia" },
    undefined,
  ]);
  assertStrictEquals(next.log.last, last);
  assertStrictEquals(next.say(session, 4, "quatro"), undefined);
  assertEquals(textsOf(next.after(last)), ["quatro"]);
});

Deno.test("Hub.restore() keeps waiting whispers, and reports them in the end", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  for (const [at, text] of ["um", "dois", "três"].entries()) {
    room.whisper(ana, at + 1, "Bia", text);
  }
  room.hub.ack(bia, 3, 0);
  const next = restarted(room, { graceEndsAt: 100 });
  const later = next.hub.find("Bia")!;
  assertEquals([later.inbox.unacked.length, later.inbox.ackedSeq], [2, 3]);
  next.hub.ack(later, 4, 0);
  next.hub.expire(100, 90);
  assertEquals(next.after(5), [
    { type: "received", seq: 6, time: 0, to: "Bia", of: 4 },
    { type: "left", seq: 7, time: 90, name: "Ana", reason: "lost" },
    { type: "left", seq: 8, time: 90, name: "Bia", reason: "lost" },
    { type: "undelivered", seq: 9, time: 90, to: "Bia", id: 3, text: "três" },
  ]);
  assertEquals(next.recipients(9), [0, ana.id]);
});

Deno.test("Hub.restore() resumes sessions at their cursor, in memory or on disk", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  room.enter("Ana");
  room.fillTo(5);
  const next = restarted(room);
  next.fillTo(8);
  assertStrictEquals(next.log.firstInMemory, 6);
  const { greeting, cursor } = admitted(next.resume("token1", { seen: 3 }));
  assertEquals([greeting.length, cursor], [1, 3]);
  const session: Session = next.hub.find("Ana")!;
  assertStrictEquals(session.lastPrivateSeq >= 5, true);
});

Deno.test("Hub.join() resumes a session that saw more than the record at the record's end", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  room.fillTo(20);
  room.enter("Ana");
  room.log.publish();
  const older = new TestHub();
  older.fillTo(4);
  const [record] = [...room.hub.changed].map(({ record }) => record);
  older.hub.restore([{ record: record!, unacked: [] }], 1, 100, 0);
  const { cursor, greeting } = admitted(older.resume("token1", { seen: 21 }));
  assertEquals([cursor, greeting.length], [4, 1]);
});
