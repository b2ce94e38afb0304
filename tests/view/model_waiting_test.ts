import { assertEquals } from "@std/assert";
import type { Event } from "../../lib/protocol.ts";
import type { Model } from "../../lib/view/model.ts";
import { ANA, person, TIME, updated, whispered } from "../support/model_events.ts";

const pure = { permissions: "none" } as const;

/** A private message of this person, which waits. */
const waits = (seq: number, from: string, to: string, id: number): Event =>
  ({ ...whispered(seq, from, to, id), waiting: true }) as Event;

const received = (seq: number, of: number): Event => ({
  type: "received",
  seq,
  time: TIME,
  to: "Bia",
  of,
});

const waiting = (model: Model) => model.waiting.map(({ seq, to }) => `${seq} ${to}`);

/** Ana's model with two messages that wait. */
const TWO = updated(ANA, waits(11, "Ana", "Bia", 1), waits(12, "ANA", "Caio", 2));

Deno.test("update() keeps our own private messages that wait, each once", pure, () => {
  assertEquals(waiting(TWO), ["11 Bia", "12 Caio"]);
  assertEquals(
    updated(TWO, waits(11, "Ana", "Bia", 1)),
    updated(TWO, whispered(11, "Ana", "Bia", 1)),
  );
  const others = updated(TWO, waits(13, "Bia", "Ana", 1), whispered(14, "Ana", "Bia", 3));
  assertEquals(waiting(others), ["11 Bia", "12 Caio"]);
});

Deno.test("update() ends the wait of a message that is received, or comes back", pure, () => {
  assertEquals(waiting(updated(TWO, received(13, 11))), ["12 Caio"]);
  assertEquals(waiting(updated(TWO, received(13, 9))), ["11 Bia", "12 Caio"]);
  const back: Event = { type: "undelivered", seq: 13, time: TIME, to: "Caio", id: 2, text: "oi" };
  assertEquals(waiting(updated(TWO, back)), ["11 Bia"]);
});

Deno.test(
  "update() waits on after a resume, and not when entries are lost or it is forgotten",
  pure,
  () => {
    const welcome = { type: "welcome" as const, name: "Ana", people: [person("Ana")] };
    const resumed = { ...welcome, token: "segredo", seq: 12 };
    assertEquals(waiting(updated(TWO, resumed)), ["11 Bia", "12 Caio"]);
    assertEquals(waiting(updated(TWO, { ...resumed, seq: 20 })), []);
    assertEquals(waiting(updated(TWO, { ...welcome, token: "outro", seq: 3 })), []);
  },
);

Deno.test("update() waits for nothing more once entries are missed", pure, () => {
  const missed = updated(TWO, { type: "missed", count: 3 });
  assertEquals(waiting(missed), []);
  assertEquals(waiting(updated(missed, waits(15, "Ana", "Bia", 3))), ["15 Bia"]);
});

Deno.test("update() waits for a message that the other person had not confirmed", pure, () => {
  const delayed = (seq: number, of: number): Event =>
    ({ type: "delayed", seq, time: TIME, to: "Duda", of, id: 9, text: "oi" }) as const;
  const later = updated(TWO, whispered(13, "Ana", "Duda", 9), delayed(14, 13));
  assertEquals(later.waiting.at(-1), { seq: 13, id: 9, to: "Duda", text: "oi" });
  assertEquals(waiting(updated(later, delayed(15, 13))), ["11 Bia", "12 Caio", "13 Duda"]);
  assertEquals(waiting(updated(later, received(15, 13))), ["11 Bia", "12 Caio"]);
});
