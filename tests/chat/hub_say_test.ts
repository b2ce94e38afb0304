import { assertEquals, assertStrictEquals } from "@std/assert";
import { weighCommand } from "../../lib/chat/weight.ts";
import { TestHub, textsOf } from "../support/test_hub.ts";

Deno.test("Hub.perform() broadcasts a message", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const answer = room.perform(ana, { type: "say", id: 1, text: "@bia olá" }, 9);
  assertStrictEquals(answer, undefined);
  assertEquals(room.after(1), [
    { type: "said", seq: 2, time: 9, from: "Ana", id: 1, text: "@bia olá" },
  ]);
  assertEquals(room.recipients(2), [ana.id, 0]);
  assertEquals([ana.lastOwnSeq, ana.lastPrivateSeq], [2, 0]);
});

Deno.test("Hub.perform() broadcasts an action as one", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.perform(ana, { type: "say", id: 1, action: true, text: "acena" }, 9);
  room.perform(ana, { type: "say", action: true, text: "sorri" }, 9);
  assertEquals(room.after(1), [
    { type: "said", seq: 2, time: 9, from: "Ana", id: 1, action: true, text: "acena" },
    { type: "said", seq: 3, time: 9, from: "Ana", action: true, text: "sorri" },
  ]);
});

Deno.test("Hub.perform() passes on that a program said something by itself", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana] = [room.enter("Ana"), room.enter("Bia")];
  room.perform(ana, { type: "say", auto: true, text: "são dez horas" }, 9);
  room.perform(ana, { type: "whisper", id: 1, to: "Bia", auto: true, text: "dez" }, 9);
  assertEquals(room.after(2), [
    { type: "said", seq: 3, time: 9, from: "Ana", auto: true, text: "são dez horas" },
    { type: "whispered", seq: 4, time: 9, from: "Ana", to: "Bia", id: 1, auto: true, text: "dez" },
  ]);
});

Deno.test(
  "Hub.perform() passes on the tags of a message, which weigh",
  { permissions: "none" },
  () => {
    const room = new TestHub();
    const [ana] = [room.enter("Ana"), room.enter("Bia")];
    const tags = { "+a": "b".repeat(1000) };
    const bare = room.log.weightAfter(0);
    room.perform(ana, { type: "say", tags, text: "oi" }, 9);
    room.perform(ana, { type: "whisper", to: "Bia", tags, text: "oi" }, 9);
    assertEquals(room.after(2), [
      { type: "said", seq: 3, time: 9, from: "Ana", tags, text: "oi" },
      { type: "whispered", seq: 4, time: 9, from: "Ana", to: "Bia", tags, text: "oi" },
    ]);
    assertEquals(room.log.weightAfter(0) - bare > 2000, true);
    const say = { type: "say" as const, text: "oi" };
    assertEquals(weighCommand({ ...say, tags }, "Ana") - weighCommand(say, "Ana"), 1002);
  },
);

Deno.test("Hub.perform() does not broadcast the same id twice", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.say(ana, 1, "um");
  room.say(ana, 1, "um de novo");
  room.whisper(ana, 1, "Bia", "um em segredo");
  room.whisper(ana, 2, "Bia", "dois");
  room.say(ana, 2, "dois para todos");
  room.say(bia, 1, "um de Bia");
  room.say(ana, 5, "cinco");
  room.say(ana, 4, "quatro, tarde demais");
  room.say(ana, undefined, "sem número");
  room.say(ana, undefined, "sem número");
  const texts = ["um", "dois", "um de Bia", "cinco", "sem número", "sem número"];
  assertEquals(textsOf(room.after(2)), texts);
});

Deno.test("Hub.perform() accepts a rejected message again under its id, and broadcasts it once", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  assertEquals(room.say(ana, 3, ""), { type: "rejected", id: 3, code: "empty" });
  const rejected = room.whisper(ana, 3, "Bia", "oi");
  assertEquals(rejected, { type: "rejected", id: 3, code: "no-such-person", value: "Bia" });
  room.enter("Bia");
  for (let n = 0; n < 2; n++) {
    assertStrictEquals(room.whisper(ana, 3, "Bia", "oi"), undefined);
    assertStrictEquals(room.say(ana, 3, ""), undefined);
  }
  assertEquals(textsOf(room.after(1)), ["oi"]);
});

Deno.test("Hub.perform() rejects a repeated message again after a later one was accepted", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const answers = [
    room.whisper(ana, 1, "Bia", "oi"),
    room.say(ana, 2, ""),
    room.whisper(ana, 2, "Caio", "oi"),
  ];
  assertEquals(answers, [
    { type: "rejected", id: 1, code: "no-such-person", value: "Bia" },
    { type: "rejected", id: 2, code: "empty" },
    { type: "rejected", id: 2, code: "no-such-person", value: "Caio" },
  ]);
  const [first, , last] = answers;
  room.say(ana, 3, "três");
  for (const name of ["Bia", "Caio"]) room.enter(name);
  assertEquals(room.whisper(ana, 1, "Bia", "oi"), first);
  assertEquals(room.say(ana, 2, "agora com texto"), last);
  assertEquals(textsOf(room.after(1)), ["três"]);
});

Deno.test("Hub.perform() measures the length in bytes of UTF-8", { permissions: "none" }, () => {
  const cases: [text: string, tooLong: string | undefined][] = [
    ["a".repeat(4096), undefined],
    ["a".repeat(4097), "4097"],
    ["ã".repeat(2048), undefined],
    ["ã".repeat(2048) + "a", "4097"],
    ["ば".repeat(1365), undefined],
    ["ば".repeat(1366), "4098"],
    ["🙂".repeat(1024), undefined],
    ["🙂".repeat(1025), "4100"],
  ];
  for (const [text, value] of cases) {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    for (const command of [{ type: "say" as const }, { type: "whisper" as const, to: bia.name }]) {
      const { last } = room.log;
      const answer = room.perform(ana, { ...command, text }, 0);
      const expected = value && { type: "rejected", code: "too-long", value };
      assertEquals(answer, expected as typeof answer);
      assertStrictEquals(room.log.last, value ? last : last + 1);
    }
  }
});

Deno.test("Hub.perform() rejects messages without content", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  for (const [at, text] of ["", " ", "\n\n", "\t \u00a0"].entries()) {
    const id = at + 1;
    assertEquals(room.say(ana, id, text), { type: "rejected", id, code: "empty" });
    const answer = room.whisper(ana, undefined, "ninguem", text);
    assertEquals(answer, { type: "rejected", code: "empty" });
  }
  assertStrictEquals(room.log.last, 1);
});
