import { assertEquals, assertStrictEquals } from "@std/assert";
import { TestHub, textsOf } from "../support/test_hub.ts";

Deno.test("Hub.perform() whispers to one person alone", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  const whisper = { type: "whisper" as const, id: 1, to: "bIA", text: "psiu" };
  assertStrictEquals(place.perform(ana, whisper, 4), undefined);
  assertEquals(place.after(3), [
    { type: "whispered", seq: 4, time: 4, from: "Ana", to: "Bia", id: 1, text: "psiu" },
  ]);
  assertEquals(place.whom(4), [ana.id, bia.id]);
  assertEquals([ana, bia, caio].map(({ lastOwnSeq }) => lastOwnSeq), [4, 0, 0]);
  assertEquals([ana, bia, caio].map(({ lastPrivateSeq }) => lastPrivateSeq), [4, 4, 0]);
});

Deno.test("Hub.perform() whispers to oneself", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.perform(ana, { type: "whisper", to: "ana", text: "lembrete" }, 4);
  assertEquals(place.after(1), [
    { type: "whispered", seq: 2, time: 4, from: "Ana", to: "Ana", text: "lembrete" },
  ]);
  assertEquals(place.whom(2), [ana.id, ana.id]);
});

Deno.test(
  "Hub.perform() rejects a whisper to nobody, and says nothing",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    const gone = place.enter("Gui");
    place.hub.leave(gone, "lost", 0);
    for (const [at, to] of ["ninguem", "Gui", "An", "Ana ", "", "__proto__"].entries()) {
      const id = at + 1;
      const answer = place.whisper(ana, id, to, "oi");
      assertEquals(answer, { type: "rejected", id, code: "no-such-person", value: to });
    }
    assertStrictEquals(place.log.last, 3);
  },
);

Deno.test("Hub.perform() keeps whispers to one who left from the name's next holder", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const first = place.enter("Bia");
  place.whisper(ana, undefined, "Bia", "para a primeira");
  place.hub.leave(first, "left", 0);
  const second = place.enter("BIA");
  place.whisper(ana, undefined, "Bia", "para a segunda");
  const whispers = place.after(0).filter(({ type }) => type === "whispered");
  assertEquals(textsOf(whispers), ["para a primeira", "para a segunda"]);
  const whom = whispers.map(({ seq }) => place.whom(seq));
  assertEquals(whom, [[ana.id, first.id], [ana.id, second.id]]);
  const [, toSecond] = whispers;
  assertEquals([first.lastPrivateSeq, second.lastPrivateSeq], [3, toSecond!.seq]);
});

Deno.test(
  "Hub.replyTarget() names a person, not whoever has their name now",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    assertStrictEquals(place.hub.replyTarget(bia), undefined);
    place.whisper(ana, undefined, "Bia", "oi");
    place.whisper(bia, undefined, "Bia", "eu");
    place.perform(ana, { type: "rename", name: "Aninha" }, 0);
    place.enter("Ana");
    assertStrictEquals(place.hub.replyTarget(bia), ana);
    place.hub.leave(ana, "left", 0);
    assertStrictEquals(place.hub.replyTarget(bia), undefined);
  },
);

Deno.test("Hub.replyTarget() names those who are away, not those who are gone", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, undefined, "Bia", "oi");
  place.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(place.hub.replyTarget(bia), ana);
  place.hub.expire(100, 0);
  assertStrictEquals(place.hub.replyTarget(bia), undefined);
  place.resume("token1", { name: "Aninha" });
  assertStrictEquals(place.hub.replyTarget(bia)?.name, "Aninha");
});

Deno.test("Hub.leave() lets go of whoever whispered last", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, undefined, "Bia", "oi");
  assertStrictEquals(bia.lastWhisperer, ana);
  place.hub.leave(bia, "left", 0);
  assertStrictEquals(bia.lastWhisperer, undefined);
});
