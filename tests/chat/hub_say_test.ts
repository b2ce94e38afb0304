import { assertEquals, assertStrictEquals } from "@std/assert";
import { TestHub, textsOf } from "../support/test_hub.ts";

Deno.test("Hub.perform() says a message to everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const answer = place.perform(ana, { type: "say", id: 1, text: "@bia olá" }, 9);
  assertStrictEquals(answer, undefined);
  assertEquals(place.after(1), [
    { type: "said", seq: 2, time: 9, from: "Ana", id: 1, text: "@bia olá" },
  ]);
  assertEquals(place.whom(2), [ana.id, 0]);
  assertEquals([ana.lastOwnSeq, ana.lastPrivateSeq], [2, 0]);
});

Deno.test("Hub.perform() does not say the same id twice", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um");
  place.say(ana, 1, "um de novo");
  place.whisper(ana, 1, "Bia", "um em segredo");
  place.whisper(ana, 2, "Bia", "dois");
  place.say(ana, 2, "dois para todos");
  place.say(bia, 1, "um de Bia");
  place.say(ana, 5, "cinco");
  place.say(ana, 4, "quatro, tarde demais");
  place.say(ana, undefined, "sem número");
  place.say(ana, undefined, "sem número");
  const texts = ["um", "dois", "um de Bia", "cinco", "sem número", "sem número"];
  assertEquals(textsOf(place.after(2)), texts);
});

Deno.test(
  "Hub.perform() lets what it rejected be tried again under the same id, and says it once",
  {
    permissions: "none",
  },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    assertEquals(place.say(ana, 3, ""), { type: "rejected", id: 3, code: "empty" });
    const nobody = place.whisper(ana, 3, "Bia", "oi");
    assertEquals(nobody, { type: "rejected", id: 3, code: "no-such-person", value: "Bia" });
    place.enter("Bia");
    for (let n = 0; n < 2; n++) {
      assertStrictEquals(place.whisper(ana, 3, "Bia", "oi"), undefined);
      assertStrictEquals(place.say(ana, 3, ""), undefined);
    }
    assertEquals(textsOf(place.after(1)), ["oi"]);
  },
);

Deno.test("Hub.perform() rejects as before what comes again after a later one was said", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  const answers = [
    place.whisper(ana, 1, "Bia", "oi"),
    place.say(ana, 2, ""),
    place.whisper(ana, 2, "Caio", "oi"),
  ];
  assertEquals(answers, [
    { type: "rejected", id: 1, code: "no-such-person", value: "Bia" },
    { type: "rejected", id: 2, code: "empty" },
    { type: "rejected", id: 2, code: "no-such-person", value: "Caio" },
  ]);
  const [first, , last] = answers;
  place.say(ana, 3, "três");
  for (const name of ["Bia", "Caio"]) place.enter(name);
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), first);
  assertEquals(place.say(ana, 2, "agora com texto"), last);
  assertEquals(textsOf(place.after(1)), ["três"]);
});

Deno.test("Hub.perform() judges the length in bytes of UTF-8", { permissions: "none" }, () => {
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
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    for (const command of [{ type: "say" as const }, { type: "whisper" as const, to: bia.name }]) {
      const { last } = place.log;
      const answer = place.perform(ana, { ...command, text }, 0);
      const expected = value && { type: "rejected", code: "too-long", value };
      assertEquals(answer, expected as typeof answer);
      assertStrictEquals(place.log.last, value ? last : last + 1);
    }
  }
});

Deno.test("Hub.perform() rejects messages without content", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  for (const [at, text] of ["", " ", "\n\n", "\t \u00a0"].entries()) {
    const id = at + 1;
    assertEquals(place.say(ana, id, text), { type: "rejected", id, code: "empty" });
    const answer = place.whisper(ana, undefined, "ninguem", text);
    assertEquals(answer, { type: "rejected", code: "empty" });
  }
  assertStrictEquals(place.log.last, 1);
});
