import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

/** The next place, after a restart: what it knows of the first is what would be on disk. */
function restarted(place: TestHub, { lastId = 0, graceEndsAt = 100, now = 0 } = {}): TestHub {
  place.log.publish();
  const next = new TestHub({ log: new Log({ archive: place.log }) });
  const kept = [...place.hub.changed].filter(({ presence }) => presence !== "ended")
    .map(({ record, inbox }) => structuredClone({ record, unacked: [...inbox.unacked] }));
  const ids = kept.map(({ record }) => record.id);
  next.hub.restore(kept, Math.max(lastId, ...ids), graceEndsAt, now);
  return next;
}

Deno.test("Hub.restore() keeps the places of those who have a token", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.enter("Ana", 10);
  const bia = place.enter("Bia", 20);
  place.loseForGood(place.enter("Gui", 30));
  place.hub.disconnect(bia, "lost", 50);
  const next = restarted(place, { graceEndsAt: 100, now: 40 });
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

Deno.test("Hub.restore() lets those who were gone come back", { permissions: "none" }, () => {
  const place = new TestHub();
  place.loseForGood(place.enter("Gui"));
  const next = restarted(place);
  assertEquals([next.hub.size, next.hub.hasAway], [0, false]);
  const { session, isResumed } = admitted(next.resume("token1", { name: "Gui", now: 70 }));
  assertEquals([session.id, isResumed], [1, false]);
  assertEquals(next.after(2), [{ type: "joined", seq: 3, time: 70, name: "Gui" }]);
});

Deno.test("Hub.restore() tells that those have left who cannot come back", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const { session: caio } = admitted(place.join(hello("Caio"), 0, false));
  place.whisper(ana, 1, "Caio", "segredo");
  place.whisper(caio, 1, "Ana", "resposta");
  const next = restarted(place, { now: 40 });
  assertEquals(next.names(), ["(Ana)"]);
  assertEquals(next.after(4), [
    { type: "left", seq: 5, time: 40, name: "Caio", reason: "lost" },
    { type: "undelivered", seq: 6, time: 40, to: "Caio", id: 1, text: "segredo" },
  ]);
  assertEquals(next.whom(6), [0, ana.id]);
  assertStrictEquals(admitted(next.resume("", { name: "Caio" })).session.id, caio.id + 1);
});

Deno.test("Hub.restore() goes on counting sessions after the last there ever was", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.enter("Ana");
  place.hub.leave(place.enter("Bia"), "left", 0);
  const next = restarted(place, { lastId: 41 });
  assertEquals([next.enter("Caio").id, next.enter("Davi").id], [42, 43]);
});

Deno.test("Hub.restore() still knows what was said and rejected", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "um");
  place.whisper(ana, 2, "Bia", "dois");
  place.say(ana, 3, "três");
  place.say(ana, 4, "");
  const next = restarted(place);
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

Deno.test("Hub.restore() lets whispers wait on, and reports them in the end", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  for (const [at, text] of ["um", "dois", "três"].entries()) {
    place.whisper(ana, at + 1, "Bia", text);
  }
  place.hub.ack(bia, 3);
  const next = restarted(place, { graceEndsAt: 100 });
  const later = next.hub.find("Bia")!;
  assertEquals([later.inbox.unacked.length, later.inbox.ackedSeq], [2, 3]);
  next.hub.ack(later, 4);
  next.hub.expire(100, 90);
  assertEquals(next.after(5), [
    { type: "left", seq: 6, time: 90, name: "Ana", reason: "lost" },
    { type: "left", seq: 7, time: 90, name: "Bia", reason: "lost" },
    { type: "undelivered", seq: 8, time: 90, to: "Bia", id: 3, text: "três" },
  ]);
  assertEquals(next.whom(8), [0, ana.id]);
});

Deno.test("Hub.restore() has whoever comes back read on where they were, on disk or not", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.enter("Ana");
  place.fillTo(5);
  const next = restarted(place);
  next.fillTo(8);
  assertStrictEquals(next.log.firstInMemory, 6);
  const { greeting, cursor } = admitted(next.resume("token1", { seen: 3 }));
  assertEquals([greeting.length, cursor], [1, 3]);
  const session: Session = next.hub.find("Ana")!;
  assertStrictEquals(session.lastPrivateSeq >= 5, true);
});

Deno.test("Hub.join() lets whoever saw more than the record has go on at its end", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.fillTo(20);
  place.enter("Ana");
  place.log.publish();
  const older = new TestHub();
  older.fillTo(4);
  const [record] = [...place.hub.changed].map(({ record }) => record);
  older.hub.restore([{ record: record!, unacked: [] }], 1, 100, 0);
  const { cursor, greeting } = admitted(older.resume("token1", { seen: 21 }));
  assertEquals([cursor, greeting.length], [4, 1]);
});
