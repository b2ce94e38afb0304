import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

const putOff = (id: number) => ({ type: "rejected" as const, id, code: "not-recorded" as const });
const repeated = (id: number) => ({ type: "rejected" as const, id, code: "repeated" as const });

/** The next place, after a restart: what it knows of the first is what would be on disk. */
function restarted(place: TestHub, { lastId = 0, graceEndsAt = 100, now = 0 } = {}): TestHub {
  place.log.publish();
  const next = new TestHub({ log: new Log({ archive: place.log }) });
  const kept = [...place.hub.changed].filter(({ presence }) => presence !== "ended")
    .map(({ record, unacked }) => structuredClone({ record, waiting: [...unacked] }));
  const ids = kept.map(({ record }) => record.id);
  next.hub.restore(kept, Math.max(lastId, ...ids), graceEndsAt, now);
  return next;
}

Deno.test("Hub begins nothing while it cannot be recorded", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, gone] = [place.enter("Ana"), place.enter("Gui")];
  place.loseForGood(gone);
  const { last } = place.log;
  place.hub.canRecord = false;
  assertEquals(place.hub.join(hello("Bia"), 0), { type: "refused", code: "not-recorded" });
  assertEquals(place.resume("token2", { name: "Gui" }), { type: "refused", code: "not-recorded" });
  assertEquals(place.say(ana, 1, "oi"), putOff(1));
  assertEquals(place.say(ana, undefined, "oi"), { type: "rejected", code: "not-recorded" });
  assertEquals(place.whisper(ana, 1, "Ana", "oi"), putOff(1));
  const rename = (name: string) => place.hub.perform(ana, { type: "rename", name }, 0);
  assertEquals(rename("Ane"), { type: "rejected", code: "not-recorded" });
  assertEquals(rename("A e"), { type: "rejected", code: "name-spaces", value: "A e" });
  assertStrictEquals(rename("Ana"), undefined);
  assertStrictEquals(place.hub.notice("oi", 0), false);
  assertEquals([place.log.last, place.names(), gone.presence], [last, ["Ana"], "gone"]);
  place.hub.canRecord = true;
  assertStrictEquals(place.say(ana, 1, "oi"), undefined);
  assertStrictEquals(admitted(place.resume("token2", { name: "Gui" })).session, gone);
});

Deno.test("Hub refuses a name for what it is, even while nothing can be recorded", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.enter("Ana");
  place.hub.canRecord = false;
  const taken = place.hub.join(hello("ana"), 0);
  assertEquals(taken, { type: "refused", code: "name-taken", value: "ana" });
  const empty = place.hub.join(hello(""), 0);
  assertEquals(empty, { type: "refused", code: "name-empty", value: "" });
});

Deno.test("Hub goes on with what needs no record, and with what ends, while it cannot record", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  place.whisper(ana, 1, "Bia", "segredo");
  place.fillTo(5);
  place.hub.canRecord = false;
  assertStrictEquals(place.hub.perform(ana, { type: "who" }, 0)?.type, "people");
  assertStrictEquals(place.hub.perform(ana, { type: "past", count: 1 }, 0)?.type, "past");
  assertEquals(place.hub.perform(ana, { type: "ping" }, 0), { type: "pong" });
  place.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(admitted(place.resume("token1", { seen: 4 })).session, ana);
  place.hub.leave(bia, "left", 0);
  place.loseForGood(caio);
  assertEquals(place.after(5).map(({ type }) => type), ["left", "undelivered", "left"]);
  assertEquals(place.names(), ["Ana"]);
});

Deno.test("Hub.perform() takes nothing after a message that was put off before it comes again", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um");
  place.hub.canRecord = false;
  assertEquals(place.whisper(ana, 2, "Bia", "dois"), putOff(2));
  assertEquals(place.say(ana, 3, "três"), putOff(3));
  place.hub.canRecord = true;
  assertEquals(place.say(ana, 3, "três"), putOff(3));
  assertEquals(place.say(ana, 4, ""), putOff(4));
  assertStrictEquals(place.say(bia, 4, "quatro de Bia"), undefined);
  assertStrictEquals(place.say(ana, undefined, "sem número"), undefined);
  assertStrictEquals(place.whisper(ana, 2, "Bia", "dois"), undefined);
  assertStrictEquals(place.say(ana, 3, "três"), undefined);
  assertEquals(place.say(ana, 4, ""), { type: "rejected", id: 4, code: "empty" });
  const texts = ["um", "quatro de Bia", "sem número", "dois", "três"];
  assertEquals(textsOf(place.after(2)), texts);
});

Deno.test("Hub.perform() puts off the same message as often as it has to", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.canRecord = false;
  for (const id of [1, 1, 2, 1]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  place.hub.canRecord = true;
  for (const id of [2, 3]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  for (const id of [1, 2, 3]) assertStrictEquals(place.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(place.after(1)), ["n1", "n2", "n3"]);
});

Deno.test("Hub.perform() goes on in order after a message put off that turns out wrong", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.canRecord = false;
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), putOff(1));
  place.hub.canRecord = true;
  const nobody = {
    type: "rejected" as const,
    id: 1,
    code: "no-such-person" as const,
    value: "Bia",
  };
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), nobody);
  assertStrictEquals(place.say(ana, 2, "dois"), undefined);
});

Deno.test("Hub.join() waits no more for what was put off on a connection before", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.hub.canRecord = false;
  assertEquals(place.say(ana, 1, "um"), putOff(1));
  place.hub.canRecord = true;
  place.hub.disconnect(ana, "lost", 100);
  place.resume("token1");
  assertStrictEquals(place.say(ana, 2, "dois"), undefined);
  assertEquals(textsOf(place.after(1)), ["dois"]);
});

Deno.test("Hub.perform() answers repeated ids while nothing can be recorded", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "");
  place.say(ana, 2, "dois");
  place.say(ana, 3, "");
  place.hub.canRecord = false;
  const empty = { type: "rejected" as const, id: 1, code: "empty" as const };
  assertEquals([1, 2].map((id) => place.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(place.say(ana, 3, "três"), putOff(3));
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  place.hub.canRecord = true;
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  assertEquals([1, 2].map((id) => place.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  assertStrictEquals(place.say(ana, 3, "três"), undefined);
  assertStrictEquals(place.say(ana, 4, "quatro"), undefined);
  assertEquals(textsOf(place.after(1)), ["dois", "três", "quatro"]);
});

Deno.test("Hub.perform() tells that a message was repeated which the log forgot", {
  permissions: "none",
}, () => {
  const place = new TestHub({ log: new Log({ maxEntries: 4 }) });
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um");
  place.say(ana, 2, "");
  place.whisper(ana, 3, "Bia", "três");
  const ask = () => [1, 2, 3].map((id) => place.say(ana, id, "de novo"));
  const empty = { type: "rejected" as const, id: 2, code: "empty" as const };
  place.fillTo(6);
  assertEquals(ask(), [undefined, empty, undefined]);
  place.fillTo(7);
  assertEquals(ask(), [repeated(1), empty, undefined]);
  place.fillTo(8);
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  for (const id of [1, 3]) place.say(bia, id, "de Bia");
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  assertStrictEquals(place.log.last, 10);
});

Deno.test("Hub.perform() does not take its report for the message", { permissions: "none" }, () => {
  const place = new TestHub({ log: new Log({ maxEntries: 2 }) });
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "oi");
  place.log.publish();
  place.hub.leave(bia, "left", 0);
  assertStrictEquals(place.log.at(5)?.entry.type, "undelivered");
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), repeated(1));
});

Deno.test("Hub.changed names those who are not what they were", { permissions: "none" }, () => {
  const place = new TestHub();
  const { hub } = place;
  const changedBy = (act: () => unknown) => {
    hub.changed.clear();
    act();
    return [...hub.changed].map(({ name }) => name).sort();
  };
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  const cases: [act: () => unknown, names: string[]][] = [
    [() => place.enter("Caio"), ["Caio"]],
    [() => place.say(ana, 1, "oi"), ["Ana"]],
    [() => place.say(ana, 1, "oi"), []],
    [() => place.say(bia, 1, ""), ["Bia"]],
    [() => hub.perform(ana, { type: "who" }, 0), []],
    [() => hub.notice("oi", 0), []],
    [() => hub.ack(bia, 3), []],
    [() => place.whisper(ana, 2, "Bia", "psiu"), ["Ana"]],
    [() => hub.ack(bia, place.log.last), ["Bia"]],
    [() => hub.perform(ana, { type: "rename", name: "Ane" }, 0), ["Ane"]],
    [() => place.whisper(bia, 2, "Ane", "psiu"), ["Bia"]],
    [() => place.loseForGood(ana), ["Ane"]],
    [() => place.resume("token1", { name: "Ana" }), ["Ana"]],
    [() => hub.leave(ana, "left", 0), ["Ana"]],
  ];
  for (const [at, [act, names]] of cases.entries()) {
    assertEquals(changedBy(act), names, `case ${at + 1}`);
  }
});

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
  const { session: caio } = admitted(place.hub.join(hello("Caio"), 0, false));
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
  assertEquals([later.unacked.length, later.ackedSeq], [2, 3]);
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
  older.hub.restore([{ record: record!, waiting: [] }], 1, 100, 0);
  const { cursor, greeting } = admitted(older.resume("token1", { seen: 21 }));
  assertEquals([cursor, greeting.length], [4, 1]);
});

Deno.test("Hub.perform() does not forget what was put off when an earlier message is retried", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "");
  place.hub.canRecord = false;
  for (const id of [2, 3]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  place.hub.canRecord = true;
  const { last } = place.log;
  assertStrictEquals(place.say(ana, 1, "n1"), undefined);
  assertEquals(place.say(ana, 3, "n3"), putOff(3));
  assertStrictEquals(place.say(ana, 2, "n2"), undefined);
  assertEquals(place.say(ana, 4, "n4"), putOff(4));
  for (const id of [3, 4]) assertStrictEquals(place.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(place.after(last)), ["n1", "n2", "n3", "n4"]);
});

Deno.test("Hub.perform() answers a number that was passed over", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 300, "oi");
  assertEquals(place.say(ana, 299, "antes"), repeated(299));
});
