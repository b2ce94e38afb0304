import { assertEquals, assertStrictEquals } from "@std/assert";
import { LIMITS } from "../../lib/protocol.ts";
import { TestHub } from "../support/test_hub.ts";

Deno.test("Hub.perform() answers past with messages to everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um", 5);
  place.whisper(bia, 1, "Ana", "psiu");
  place.hub.notice("pausa", 6);
  place.log.publish();
  place.say(ana, 2, "ainda não");
  const answer = place.perform(bia, { type: "past", count: 100 }, 0);
  assertEquals(answer, {
    type: "past",
    entries: [
      { type: "said", seq: 3, time: 5, from: "Ana", id: 1, text: "um" },
      { type: "notice", seq: 5, time: 6, text: "pausa" },
    ],
  });
  assertStrictEquals(place.log.last, 6);
});

Deno.test("Hub.perform() answers past page by page, back to the first", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.fillTo(6);
  const page = (count: number, before?: number) => {
    const past = { type: "past" as const, count, ...(before === undefined ? {} : { before }) };
    const answer = place.perform(ana, past, 0);
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

Deno.test("Hub.perform() rejects a past of none, or of too many", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.fillTo(LIMITS.pastMessages + 10);
  for (const count of [-1, 0, LIMITS.pastMessages + 1]) {
    const answer = place.perform(ana, { type: "past", count }, 0);
    assertEquals(answer, { type: "rejected", code: "bad-count", value: String(count) });
  }
  for (const count of [1, LIMITS.pastMessages]) {
    const answer = place.perform(ana, { type: "past", count }, 0);
    assertStrictEquals(answer?.type === "past" && answer.entries.length, count);
  }
});
