import { assertEquals } from "@std/assert";
import type { Entry, Event } from "../../lib/protocol.ts";
import { type Model, post } from "../../lib/view/model.ts";
import { ANA, said, TIME, updated, whispered } from "../support/model_events.ts";

const pure = { permissions: "none" } as const;

/** Ana's model with this many pending messages. */
function withPending(count: number): Model {
  let model = ANA;
  for (let at = 1; at <= count; at++) model = post(model, { type: "say", text: `${at}` }).model;
  return model;
}

const pendingIds = (model: Model) => model.pending.map(({ id }) => id);

Deno.test("update() keeps unrecorded messages pending", pure, () => {
  const { model } = post(ANA, { type: "say", text: "oi" });
  assertEquals(updated(model, { type: "rejected", id: 1, code: "not-recorded" }), model);
  assertEquals(updated(model, { type: "rejected", id: 1, code: "repeated" }).pending, []);
});

Deno.test("post() numbers messages from 1, whispers in the same count", pure, () => {
  const first = post(ANA, { type: "say", text: "um" });
  assertEquals(first.sent, { type: "say", text: "um", id: 1 });
  const second = post(first.model, { type: "whisper", to: "Bia", text: "dois" });
  assertEquals(second.sent, { type: "whisper", to: "Bia", text: "dois", id: 2 });
  assertEquals(second.model, { ...ANA, nextId: 3, pending: [first.sent, second.sent] });
  assertEquals(post({ ...ANA, nextId: 7 }, { type: "say", id: 3, text: "x" }).sent.id, 7);
  assertEquals(ANA.pending, []);
});

Deno.test(
  "update() ends the pending state of a message when it is broadcast or rejected",
  pure,
  () => {
    const model = withPending(3);
    for (
      const [event, left] of [
        [said(11, "Ana", 1), [2, 3]],
        [said(11, "ANA", 2), [1, 3]],
        [whispered(11, "Ana", "Bia", 3), [1, 2]],
        [whispered(11, "Ana", "Ana", 3), [1, 2]],
        [{ type: "rejected", id: 2, code: "too-long" }, [1, 3]],
        [{ type: "rejected", code: "empty" }, [1, 2, 3]],
        [said(11, "Ana"), [1, 2, 3]],
        [said(11, "Ana", 9), [1, 2, 3]],
        [said(11, "Bia", 1), [1, 2, 3]],
        [whispered(11, "Bia", "Ana", 1), [1, 2, 3]],
        [said(10, "Ana", 1), [1, 2, 3]],
        [{ type: "refused", code: "silent" }, [1, 2, 3]],
      ] as [Event, number[]][]
    ) {
      assertEquals(pendingIds(updated(model, event)), left);
    }
  },
);

Deno.test("update() does not decrease the next id when a message is broadcast", pure, () => {
  assertEquals(updated(withPending(2), said(11, "Ana", 1), said(12, "Ana", 2)).nextId, 3);
});

Deno.test("update() ignores other fields of older messages", pure, () => {
  const model = updated(withPending(1), whispered(11, "Bia", "Ana"));
  const entries = [said(2, "Ana", 1), said(3, "Caio")] as Entry[];
  assertEquals(updated(model, { type: "past", entries }), { ...model, oldestSeq: 2 });
});

Deno.test("update() changes only the number for an undelivered message", pure, () => {
  const model = updated(withPending(1), whispered(11, "Bia", "Ana"));
  const undelivered: Event = {
    ...{ type: "undelivered", seq: 12, time: TIME },
    ...{ to: "Bia", id: 1, text: "oi" },
  };
  assertEquals(updated(model, undelivered), { ...model, lastSeq: 12 });
});
