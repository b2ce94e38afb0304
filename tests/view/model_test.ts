import { assertEquals } from "@std/assert";
import type { Entry, Event } from "../../lib/protocol.ts";
import { EMPTY, isMe, isPast, post } from "../../lib/view/model.ts";
import {
  ANA,
  joined,
  left,
  person,
  said,
  TIME,
  updated,
  whispered,
} from "../support/model_events.ts";

const pure = { permissions: "none" } as const;

const renamed = (seq: number, from: string, to: string): Event => ({
  type: "renamed",
  seq,
  time: TIME,
  from,
  to,
});

Deno.test(
  "update() reads name, token, people and the end of the history from welcome",
  pure,
  () => {
    assertEquals(ANA, {
      me: "Ana",
      token: "segredo",
      rejoins: [],
      isGone: false,
      lastSeq: 10,
      joinedAfterSeq: 10,
      people: ["Bia", "Ana"],
      former: [],
      pending: [],
      waiting: [],
      nextId: 1,
    });
  },
);

Deno.test("update() tracks the oldest received message", pure, () => {
  const notice = { type: "notice", seq: 8, time: TIME, text: "oi" } as const;
  assertEquals(ANA.oldestSeq, undefined);
  assertEquals(updated(ANA, whispered(11, "Bia", "Ana"), joined(12, "Caio")).oldestSeq, undefined);
  const updatedModel = updated(ANA, said(13, "Bia"), said(14, "Bia"));
  assertEquals(updatedModel.oldestSeq, 13);
  const further = updated(updatedModel, {
    type: "past",
    entries: [notice, said(9, "Bia") as Entry],
  });
  assertEquals([further.oldestSeq, further.lastSeq], [8, 14]);
  assertEquals(updated(further, { type: "past", entries: [] }).oldestSeq, 8);
});

Deno.test("update() counts every entry as seen, and nothing else", pure, () => {
  for (
    const entry of [
      said(11, "Bia"),
      whispered(11, "Bia", "Ana"),
      joined(11, "Caio"),
      left(11, "Bia"),
      renamed(11, "Bia", "Bea"),
      { type: "notice", seq: 11, time: TIME, text: "oi" },
      { type: "undelivered", seq: 11, time: TIME, to: "Bia", id: 1, text: "oi" },
    ] as Event[]
  ) {
    assertEquals(updated(ANA, entry).lastSeq, 11, entry.type);
  }
  for (
    const answer of [
      { type: "people", people: [] },
      { type: "missed", count: 3 },
      { type: "past", entries: [said(12, "Bia")] },
      { type: "rejected", id: 1, code: "empty" },
      { type: "refused", code: "full" },
      { type: "ping" },
      { type: "pong" },
    ] as Event[]
  ) {
    assertEquals(updated(ANA, said(11, "Bia"), answer).lastSeq, 11, answer.type);
  }
});

Deno.test("update() tracks the people in the room", pure, () => {
  for (
    const [events, people] of [
      [[joined(11, "Ana")], ["Bia", "Ana"]],
      [[joined(11, "Caio")], ["Bia", "Ana", "Caio"]],
      [[joined(11, "Caio"), joined(12, "Caio")], ["Bia", "Ana", "Caio"]],
      [[left(11, "Bia")], ["Ana"]],
      [[left(11, "Caio")], ["Bia", "Ana"]],
      [[left(11, "Bia"), joined(12, "Bia")], ["Ana", "Bia"]],
      [[renamed(11, "Bia", "Bea")], ["Bea", "Ana"]],
      [[renamed(11, "Bia", "Bea"), left(12, "Bea")], ["Ana"]],
      [[renamed(11, "Caio", "Davi")], ["Bia", "Ana"]],
      [[joined(10, "Caio")], ["Bia", "Ana"]],
      [[{ type: "people", people: [person("Davi"), person("Ana")] }], ["Davi", "Ana"]],
    ] as [Event[], string[]][]
  ) {
    assertEquals(updated(ANA, ...events).people, people);
  }
});

Deno.test("update() tracks the person's own name, and no other", pure, () => {
  assertEquals(updated(ANA, renamed(11, "Ana", "Aninha")).me, "Aninha");
  assertEquals(updated(ANA, renamed(11, "ANA", "ana")).me, "ana");
  assertEquals(updated(ANA, renamed(11, "Bia", "Aninha")).me, "Ana");
  const twice = updated(ANA, renamed(11, "Ana", "Aninha"), renamed(12, "Bia", "Ana"));
  assertEquals([twice.me, twice.people], ["Aninha", ["Ana", "Aninha"]]);
});

Deno.test("isPast() is true for entries up to the welcome", pure, () => {
  assertEquals(isPast(ANA, said(10, "Bia")), true);
  assertEquals(isPast(ANA, said(11, "Bia")), false);
  assertEquals(isPast(EMPTY, said(1, "Bia")), false);
  assertEquals(isPast(ANA, { type: "ping" }), false);
});

Deno.test(
  "isMe() recognizes the person's own name in any spelling, after the welcome",
  pure,
  () => {
    const model = { ...EMPTY, me: "João" };
    for (const name of ["João", "JOÃO", "joa\u0303o", "ＪＯÃＯ"]) {
      assertEquals(isMe(model, name), true, name);
    }
    for (const name of ["Joao", "João_", ""]) assertEquals(isMe(model, name), false, name);
    assertEquals(isMe(EMPTY, ""), false);
    assertEquals(isMe(EMPTY, "João"), false);
  },
);

Deno.test("update() extends the history with that of the welcome, never forward", pure, () => {
  const greeted = updated(ANA, said(7, "Bia"), said(9, "Ana", 1));
  assertEquals(greeted.oldestSeq, 7);
  assertEquals(updated(greeted, said(11, "Bia")).oldestSeq, 7);
  const entries = [said(9, "Bia"), said(12, "Bia")] as Entry[];
  assertEquals(updated(greeted, { type: "past", entries }).oldestSeq, 7);
});

Deno.test("update() recognizes own messages by the name at that time", pure, () => {
  const { model } = post(ANA, { type: "say", text: "oi" });
  const welcome = { type: "welcome", name: "Bia2", token: "segredo", seq: 10, people: [] } as const;
  const said = { type: "said", seq: 11, time: TIME, from: "Ana", id: 1, text: "oi" } as const;
  const renamed = { type: "renamed", seq: 12, time: TIME, from: "Ana", to: "Bia2" } as const;
  const back = updated(model, { ...welcome, people: [] }, said);
  assertEquals([back.me, back.pending], ["Ana", []]);
  assertEquals(updated(back, renamed).me, "Bia2");
  // Lost entries change nothing.
  assertEquals(updated(model, { ...welcome, seq: 15, people: [] }).me, "Bia2");
});

Deno.test("update() remembers the names of people who are not here any more", pure, () => {
  const renamed = (seq: number, from: string, to: string) =>
    ({ type: "renamed", seq, time: TIME, from, to }) as const;
  const gone = updated(ANA, joined(11, "jose"), left(12, "jose"), left(13, "Bia"));
  assertEquals(gone.former, ["jose", "Bia"]);
  assertEquals(updated(gone, joined(14, "jose")).former, ["Bia"]);
  const other = updated(gone, joined(14, "Caio"), renamed(15, "Caio", "Bia"));
  assertEquals(other.former, ["jose", "Caio"]);
  const accents = updated(other, renamed(16, "Bia", "Bía"), renamed(17, "Bía", "Bea"));
  assertEquals(accents.former, ["jose", "Caio", "Bía"]);
  const many = Array.from({ length: 120 }, (_, n) => left(n + 20, `p${n}`));
  const { former } = updated(gone, ...many);
  assertEquals([former.length, former[0], former.at(-1)], [100, "p20", "p119"]);
});
