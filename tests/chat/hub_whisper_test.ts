import { assertEquals, assertStrictEquals } from "@std/assert";
import { TestHub, textsOf } from "../support/test_hub.ts";

Deno.test("Hub.perform() delivers a whisper to one person only", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia, caio] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
  const whisper = { type: "whisper" as const, id: 1, to: "bIA", text: "psiu" };
  assertStrictEquals(room.perform(ana, whisper, 4), undefined);
  assertEquals(room.after(3), [
    { type: "whispered", seq: 4, time: 4, from: "Ana", to: "Bia", id: 1, text: "psiu" },
  ]);
  assertEquals(room.recipients(4), [ana.id, bia.id]);
  assertEquals([ana, bia, caio].map(({ lastOwnSeq }) => lastOwnSeq), [4, 0, 0]);
  assertEquals([ana, bia, caio].map(({ lastPrivateSeq }) => lastPrivateSeq), [4, 4, 0]);
});

Deno.test("Hub.perform() whispers to the sender itself", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.perform(ana, { type: "whisper", to: "ana", text: "lembrete" }, 4);
  assertEquals(room.after(1), [
    { type: "whispered", seq: 2, time: 4, from: "Ana", to: "Ana", text: "lembrete" },
  ]);
  assertEquals(room.recipients(2), [ana.id, ana.id]);
});

Deno.test("Hub.perform() rejects a whisper to an unknown person, and broadcasts nothing", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const left = room.enter("Gui");
  room.hub.leave(left, "lost", 0);
  for (const [at, to] of ["ninguem", "Gui", "An", "Ana ", "", "__proto__"].entries()) {
    const id = at + 1;
    const answer = room.whisper(ana, id, to, "oi");
    assertEquals(answer, { type: "rejected", id, code: "no-such-person", value: to });
  }
  assertStrictEquals(room.log.last, 3);
});

Deno.test("Hub.perform() does not deliver whispers to the next holder of a name", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const first = room.enter("Bia");
  room.whisper(ana, undefined, "Bia", "para a primeira");
  room.hub.leave(first, "left", 0);
  const second = room.enter("BIA");
  room.whisper(ana, undefined, "Bia", "para a segunda");
  const whispers = room.after(0).filter(({ type }) => type === "whispered");
  assertEquals(textsOf(whispers), ["para a primeira", "para a segunda"]);
  const recipients = whispers.map(({ seq }) => room.recipients(seq));
  assertEquals(recipients, [[ana.id, first.id], [ana.id, second.id]]);
  const [, toSecond] = whispers;
  assertEquals([first.lastPrivateSeq, second.lastPrivateSeq], [3, toSecond!.seq]);
});

Deno.test("Hub.replyTarget() follows a session, not a name", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  assertStrictEquals(room.hub.replyTarget(bia), undefined);
  room.whisper(ana, undefined, "Bia", "oi");
  room.whisper(bia, undefined, "Bia", "eu");
  room.perform(ana, { type: "rename", name: "Aninha" }, 0);
  room.enter("Ana");
  assertStrictEquals(room.hub.replyTarget(bia), ana);
  room.hub.leave(ana, "left", 0);
  assertStrictEquals(room.hub.replyTarget(bia), undefined);
});

Deno.test("Hub.replyTarget() includes away people, but not those who left", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, undefined, "Bia", "oi");
  room.hub.disconnect(ana, "lost", 100);
  assertStrictEquals(room.hub.replyTarget(bia), ana);
  room.hub.expire(100, 0);
  assertStrictEquals(room.hub.replyTarget(bia), undefined);
  room.resume("token1", { name: "Aninha" });
  assertStrictEquals(room.hub.replyTarget(bia)?.name, "Aninha");
});

Deno.test("Hub.leave() forgets the last whisperer", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, undefined, "Bia", "oi");
  assertStrictEquals(bia.lastWhisperer, ana);
  room.hub.leave(bia, "left", 0);
  assertStrictEquals(bia.lastWhisperer, undefined);
});
