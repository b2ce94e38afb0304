import { assertEquals, assertStrictEquals } from "@std/assert";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

const deferred = (id: number) => ({ type: "rejected" as const, id, code: "not-recorded" as const });

Deno.test("Hub accepts no new entry while it cannot be recorded", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, gone] = [room.enter("Ana"), room.enter("Gui")];
  room.expire(gone);
  const { last } = room.log;
  room.canRecord = false;
  assertEquals(room.join(hello("Bia"), 0), { type: "refused", code: "not-recorded" });
  assertEquals(room.resume("token2", { name: "Gui" }), { type: "refused", code: "not-recorded" });
  assertEquals(room.say(ana, 1, "oi"), deferred(1));
  assertEquals(room.say(ana, undefined, "oi"), { type: "rejected", code: "not-recorded" });
  assertEquals(room.whisper(ana, 1, "Ana", "oi"), deferred(1));
  const rename = (name: string) => room.perform(ana, { type: "rename", name }, 0);
  assertEquals(rename("Ane"), { type: "rejected", code: "not-recorded" });
  assertEquals(rename("A e"), { type: "rejected", code: "name-spaces", value: "A e" });
  assertStrictEquals(rename("Ana"), undefined);
  assertEquals([room.log.last, room.names(), gone.presence], [last, ["Ana"], "gone"]);
  room.canRecord = true;
  assertStrictEquals(room.say(ana, 1, "oi"), undefined);
  assertStrictEquals(admitted(room.resume("token2", { name: "Gui" })).session, gone);
});

Deno.test("Hub refuses an invalid name also while nothing can be recorded", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  room.enter("Ana");
  room.canRecord = false;
  const taken = room.join(hello("ana"), 0);
  assertEquals(taken, { type: "refused", code: "name-taken", value: "ana" });
  const empty = room.join(hello(""), 0);
  assertEquals(empty, { type: "refused", code: "name-empty", value: "" });
});

Deno.test("Hub performs commands without entries, and ends sessions, while it cannot record", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia, caio] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
  room.whisper(ana, 1, "Bia", "segredo");
  room.fillTo(5);
  room.canRecord = false;
  assertStrictEquals(room.perform(ana, { type: "who" }, 0)?.type, "people");
  assertStrictEquals(room.perform(ana, { type: "past", count: 1 }, 0)?.type, "past");
  assertEquals(room.perform(ana, { type: "ping" }, 0), { type: "pong" });
  room.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(admitted(room.resume("token1", { seen: 4 })).session, ana);
  room.hub.leave(bia, "left", 0);
  room.expire(caio);
  assertEquals(room.after(5).map(({ type }) => type), ["left", "undelivered", "left"]);
  assertEquals(room.names(), ["Ana"]);
});

Deno.test("Hub.perform() accepts no message until the deferred one is resent", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.say(ana, 1, "um");
  room.canRecord = false;
  assertEquals(room.whisper(ana, 2, "Bia", "dois"), deferred(2));
  assertEquals(room.say(ana, 3, "três"), deferred(3));
  room.canRecord = true;
  assertEquals(room.say(ana, 3, "três"), deferred(3));
  assertEquals(room.say(ana, 4, ""), deferred(4));
  assertStrictEquals(room.say(bia, 4, "quatro de Bia"), undefined);
  assertStrictEquals(room.say(ana, undefined, "sem número"), undefined);
  assertStrictEquals(room.whisper(ana, 2, "Bia", "dois"), undefined);
  assertStrictEquals(room.say(ana, 3, "três"), undefined);
  assertEquals(room.say(ana, 4, ""), { type: "rejected", id: 4, code: "empty" });
  const texts = ["um", "quatro de Bia", "sem número", "dois", "três"];
  assertEquals(textsOf(room.after(2)), texts);
});

Deno.test("Hub.perform() defers the same message repeatedly", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.canRecord = false;
  for (const id of [1, 1, 2, 1]) assertEquals(room.say(ana, id, `n${id}`), deferred(id));
  room.canRecord = true;
  for (const id of [2, 3]) assertEquals(room.say(ana, id, `n${id}`), deferred(id));
  for (const id of [1, 2, 3]) assertStrictEquals(room.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(room.after(1)), ["n1", "n2", "n3"]);
});

Deno.test("Hub.perform() continues in order after a deferred message that is rejected", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.canRecord = false;
  assertEquals(room.whisper(ana, 1, "Bia", "oi"), deferred(1));
  room.canRecord = true;
  const unknown = {
    type: "rejected" as const,
    id: 1,
    code: "no-such-person" as const,
    value: "Bia",
  };
  assertEquals(room.whisper(ana, 1, "Bia", "oi"), unknown);
  assertStrictEquals(room.say(ana, 2, "dois"), undefined);
});

Deno.test("Hub.join() forgets messages deferred on the previous connection", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.canRecord = false;
  assertEquals(room.say(ana, 1, "um"), deferred(1));
  room.canRecord = true;
  room.hub.disconnect(ana, "lost", 100);
  room.resume("token1");
  assertStrictEquals(room.say(ana, 2, "dois"), undefined);
  assertEquals(textsOf(room.after(1)), ["dois"]);
});

Deno.test("Hub.perform() answers repeated ids while nothing can be recorded", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 1, "");
  room.say(ana, 2, "dois");
  room.say(ana, 3, "");
  room.canRecord = false;
  const empty = { type: "rejected" as const, id: 1, code: "empty" as const };
  assertEquals([1, 2].map((id) => room.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(room.say(ana, 3, "três"), deferred(3));
  assertEquals(room.say(ana, 4, "quatro"), deferred(4));
  room.canRecord = true;
  assertEquals(room.say(ana, 4, "quatro"), deferred(4));
  assertEquals([1, 2].map((id) => room.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(room.say(ana, 4, "quatro"), deferred(4));
  assertStrictEquals(room.say(ana, 3, "três"), undefined);
  assertStrictEquals(room.say(ana, 4, "quatro"), undefined);
  assertEquals(textsOf(room.after(1)), ["dois", "três", "quatro"]);
});

Deno.test("Hub.changed contains the sessions that changed", { permissions: "none" }, () => {
  const room = new TestHub();
  const { hub } = room;
  const changedBy = (act: () => unknown) => {
    hub.changed.clear();
    act();
    return [...hub.changed].map(({ name }) => name).sort();
  };
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  const cases: [act: () => unknown, names: string[]][] = [
    [() => room.enter("Caio"), ["Caio"]],
    [() => room.say(ana, 1, "oi"), ["Ana"]],
    [() => room.say(ana, 1, "oi"), []],
    [() => room.say(bia, 1, ""), ["Bia"]],
    [() => hub.notice("oi", 0), []],
    [() => hub.ack(bia, 3, 0), []],
    [() => room.whisper(ana, 2, "Bia", "psiu"), ["Ana"]],
    [() => hub.ack(bia, room.log.last, 0), ["Bia"]],
    [() => hub.act(ana, { type: "rename", name: "Ane" }, 0), ["Ane"]],
    [() => room.whisper(bia, 2, "Ane", "psiu"), ["Bia"]],
    [() => room.expire(ana), ["Ane"]],
    [() => room.resume("token1", { name: "Ana" }), ["Ana"]],
    [() => hub.leave(ana, "left", 0), ["Ana"]],
  ];
  for (const [at, [act, names]] of cases.entries()) {
    assertEquals(changedBy(act), names, `case ${at + 1}`);
  }
});

Deno.test("Hub.perform() keeps a deferred message when an earlier one is retried", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 1, "");
  room.canRecord = false;
  for (const id of [2, 3]) assertEquals(room.say(ana, id, `n${id}`), deferred(id));
  room.canRecord = true;
  const { last } = room.log;
  assertStrictEquals(room.say(ana, 1, "n1"), undefined);
  assertEquals(room.say(ana, 3, "n3"), deferred(3));
  assertStrictEquals(room.say(ana, 2, "n2"), undefined);
  assertEquals(room.say(ana, 4, "n4"), deferred(4));
  for (const id of [3, 4]) assertStrictEquals(room.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(room.after(last)), ["n1", "n2", "n3", "n4"]);
});
