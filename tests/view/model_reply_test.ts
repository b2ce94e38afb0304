import { assertEquals } from "@std/assert";
import { EMPTY, update } from "../../lib/view/model.ts";
import { after, ANA, said, whispered } from "../support/model.ts";

const pure = { permissions: "none" } as const;

Deno.test("update() answers to who whispered last, never to oneself", pure, () => {
  assertEquals(ANA.replyTarget, undefined);
  const first = after(ANA, whispered(11, "Bia", "Ana"));
  assertEquals(first.replyTarget, "Bia");
  assertEquals(after(first, whispered(12, "Caio", "Ana")).replyTarget, "Caio");
  assertEquals(after(first, whispered(12, "Ana", "Caio")).replyTarget, "Bia");
  assertEquals(after(first, said(12, "Caio")).replyTarget, "Bia");
});

Deno.test("update() answers a person under their new name", { permissions: "none" }, () => {
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

Deno.test("update() answers nobody who left, whoever has their name", pure, () => {
  const whispered = {
    type: "whispered",
    seq: 11,
    time: 7,
    from: "Bia",
    to: "Ana",
    text: "oi",
  } as const;
  const left = { type: "left", seq: 12, time: 7, name: "Bia", reason: "left" } as const;
  assertEquals(after(ANA, whispered, left).replyTarget, undefined);
});
