import { assertEquals } from "@std/assert";
import { EMPTY, update } from "../../lib/view/model.ts";
import { ANA, said, updated, whispered } from "../support/model_events.ts";

const pure = { permissions: "none" } as const;

Deno.test(
  "update() sets the reply target to the last whisperer, never to the person itself",
  pure,
  () => {
    assertEquals(ANA.replyTarget, undefined);
    const first = updated(ANA, whispered(11, "Bia", "Ana"));
    assertEquals(first.replyTarget, "Bia");
    assertEquals(updated(first, whispered(12, "Caio", "Ana")).replyTarget, "Caio");
    assertEquals(updated(first, whispered(12, "Ana", "Caio")).replyTarget, "Bia");
    assertEquals(updated(first, said(12, "Caio")).replyTarget, "Bia");
  },
);

Deno.test("update() follows the reply target's new name", { permissions: "none" }, () => {
  const whispered = {
    type: "whispered",
    seq: 11,
    time: 7,
    from: "Bia",
    to: "Ana",
    text: "oi",
  } as const;
  const renamed = { type: "renamed", seq: 12, time: 7, from: "Bia", to: "Bea" } as const;
  assertEquals(update(update(EMPTY, whispered), renamed).replyTarget, "Bea");
});

Deno.test("update() clears the reply target when that person leaves", pure, () => {
  const whispered = {
    type: "whispered",
    seq: 11,
    time: 7,
    from: "Bia",
    to: "Ana",
    text: "oi",
  } as const;
  const left = { type: "left", seq: 12, time: 7, name: "Bia", reason: "left" } as const;
  assertEquals(updated(ANA, whispered, left).replyTarget, undefined);
});

Deno.test("update() clears the reply target once entries are missed", pure, () => {
  const missed = updated(ANA, whispered(11, "Bia", "Ana"), { type: "missed", count: 3 });
  assertEquals(missed.replyTarget, undefined);
  assertEquals(updated(missed, whispered(15, "Caio", "Ana")).replyTarget, "Caio");
});
