import { assertEquals, assertStrictEquals } from "@std/assert";
import { admitted, hello, TestHub, textsOf } from "../support/test_hub.ts";

const putOff = (id: number) => ({ type: "rejected" as const, id, code: "not-recorded" as const });

Deno.test("Hub begins nothing while it cannot be recorded", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, gone] = [place.enter("Ana"), place.enter("Gui")];
  place.loseForGood(gone);
  const { last } = place.log;
  place.canRecord = false;
  assertEquals(place.join(hello("Bia"), 0), { type: "refused", code: "not-recorded" });
  assertEquals(place.resume("token2", { name: "Gui" }), { type: "refused", code: "not-recorded" });
  assertEquals(place.say(ana, 1, "oi"), putOff(1));
  assertEquals(place.say(ana, undefined, "oi"), { type: "rejected", code: "not-recorded" });
  assertEquals(place.whisper(ana, 1, "Ana", "oi"), putOff(1));
  const rename = (name: string) => place.perform(ana, { type: "rename", name }, 0);
  assertEquals(rename("Ane"), { type: "rejected", code: "not-recorded" });
  assertEquals(rename("A e"), { type: "rejected", code: "name-spaces", value: "A e" });
  assertStrictEquals(rename("Ana"), undefined);
  assertEquals([place.log.last, place.names(), gone.presence], [last, ["Ana"], "gone"]);
  place.canRecord = true;
  assertStrictEquals(place.say(ana, 1, "oi"), undefined);
  assertStrictEquals(admitted(place.resume("token2", { name: "Gui" })).session, gone);
});

Deno.test("Hub refuses a name for what it is, even while nothing can be recorded", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  place.enter("Ana");
  place.canRecord = false;
  const taken = place.join(hello("ana"), 0);
  assertEquals(taken, { type: "refused", code: "name-taken", value: "ana" });
  const empty = place.join(hello(""), 0);
  assertEquals(empty, { type: "refused", code: "name-empty", value: "" });
});

Deno.test("Hub goes on with what needs no record, and with what ends, while it cannot record", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  place.whisper(ana, 1, "Bia", "segredo");
  place.fillTo(5);
  place.canRecord = false;
  assertStrictEquals(place.perform(ana, { type: "who" }, 0)?.type, "people");
  assertStrictEquals(place.perform(ana, { type: "past", count: 1 }, 0)?.type, "past");
  assertEquals(place.perform(ana, { type: "ping" }, 0), { type: "pong" });
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
  place.canRecord = false;
  assertEquals(place.whisper(ana, 2, "Bia", "dois"), putOff(2));
  assertEquals(place.say(ana, 3, "três"), putOff(3));
  place.canRecord = true;
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
  place.canRecord = false;
  for (const id of [1, 1, 2, 1]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  place.canRecord = true;
  for (const id of [2, 3]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  for (const id of [1, 2, 3]) assertStrictEquals(place.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(place.after(1)), ["n1", "n2", "n3"]);
});

Deno.test("Hub.perform() goes on in order after a message put off that turns out wrong", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.canRecord = false;
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), putOff(1));
  place.canRecord = true;
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
  place.canRecord = false;
  assertEquals(place.say(ana, 1, "um"), putOff(1));
  place.canRecord = true;
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
  place.canRecord = false;
  const empty = { type: "rejected" as const, id: 1, code: "empty" as const };
  assertEquals([1, 2].map((id) => place.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(place.say(ana, 3, "três"), putOff(3));
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  place.canRecord = true;
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  assertEquals([1, 2].map((id) => place.say(ana, id, "de novo")), [empty, undefined]);
  assertEquals(place.say(ana, 4, "quatro"), putOff(4));
  assertStrictEquals(place.say(ana, 3, "três"), undefined);
  assertStrictEquals(place.say(ana, 4, "quatro"), undefined);
  assertEquals(textsOf(place.after(1)), ["dois", "três", "quatro"]);
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

Deno.test("Hub.perform() does not forget what was put off when an earlier message is retried", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 1, "");
  place.canRecord = false;
  for (const id of [2, 3]) assertEquals(place.say(ana, id, `n${id}`), putOff(id));
  place.canRecord = true;
  const { last } = place.log;
  assertStrictEquals(place.say(ana, 1, "n1"), undefined);
  assertEquals(place.say(ana, 3, "n3"), putOff(3));
  assertStrictEquals(place.say(ana, 2, "n2"), undefined);
  assertEquals(place.say(ana, 4, "n4"), putOff(4));
  for (const id of [3, 4]) assertStrictEquals(place.say(ana, id, `n${id}`), undefined);
  assertEquals(textsOf(place.after(last)), ["n1", "n2", "n3", "n4"]);
});
