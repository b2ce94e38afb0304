import { assertEquals, assertStrictEquals } from "@std/assert";
import { LIMITS } from "../../lib/protocol.ts";
import { TestHub } from "../support/test_hub.ts";

Deno.test("Hub.perform() answers past with public messages", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.say(ana, 1, "um", 5);
  room.whisper(bia, 1, "Ana", "psiu");
  room.hub.notice("pausa", 6);
  room.log.publish();
  room.say(ana, 2, "ainda não");
  const answer = room.perform(bia, { type: "past", count: 100 }, 0);
  assertEquals(answer, {
    type: "past",
    entries: [
      { type: "said", seq: 3, time: 5, from: "Ana", id: 1, text: "um" },
      { type: "notice", seq: 5, time: 6, text: "pausa" },
    ],
  });
  assertStrictEquals(room.log.last, 6);
});

Deno.test("Hub.perform() answers past page by page, back to the first message", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.fillTo(6);
  const page = (count: number, before?: number) => {
    const past = { type: "past" as const, count, ...(before === undefined ? {} : { before }) };
    const answer = room.perform(ana, past, 0);
    return answer?.type === "past" ? answer.entries.map(({ seq }) => seq) : answer;
  };
  const cases: [count: number, before: number | undefined, seqs: number[]][] = [
    [2, undefined, [5, 6]],
    [2, 5, [3, 4]],
    [2, 3, [2]],
    [2, 2, []],
    [2, 1, []],
    [2, 0, []],
    [100, 6, [2, 3, 4, 5]],
    [3, 7, [4, 5, 6]],
    [3, 999, [4, 5, 6]],
  ];
  for (const [count, before, seqs] of cases) assertEquals(page(count, before), seqs);
});

Deno.test("Hub.perform() rejects past with a count of none or too many", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.fillTo(LIMITS.pastMessages + 10);
  for (const count of [-1, 0, LIMITS.pastMessages + 1]) {
    const answer = room.perform(ana, { type: "past", count }, 0);
    assertEquals(answer, { type: "rejected", code: "bad-count", value: String(count) });
  }
  for (const count of [1, LIMITS.pastMessages]) {
    const answer = room.perform(ana, { type: "past", count }, 0);
    assertStrictEquals(answer?.type === "past" && answer.entries.length, count);
  }
});

Deno.test("Hub.perform() answers past from a message on, and between two", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana] = [room.enter("Ana"), room.enter("Bia")];
  room.fillTo(6);
  room.whisper(ana, undefined, "Bia", "psiu");
  room.say(ana, undefined, "oito");
  room.log.publish();
  const page = (count: number, after: number, before?: number) => {
    const bound = before === undefined ? {} : { before };
    const answer = room.perform(ana, { type: "past", count, after, ...bound }, 0);
    return answer?.type === "past" ? answer.entries.map(({ seq }) => seq) : answer;
  };
  assertEquals(page(2, 0), [3, 4]);
  assertEquals(page(2, 4), [5, 6]);
  assertEquals(page(2, 5), [6, 8]);
  assertEquals(page(9, 6), [8]);
  assertEquals(page(9, 8), []);
  assertEquals(page(9, 99), []);
  assertEquals(page(9, 3, 6), [4, 5]);
});
