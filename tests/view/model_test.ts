import { assertEquals } from "@std/assert";
import type { Entry, Event } from "../../lib/protocol.ts";
import { EMPTY, isMe, isPast, post } from "../../lib/view/model.ts";
import { after, ANA, joined, left, person, said, TIME, whispered } from "../support/model.ts";

const pure = { permissions: "none" } as const;

const renamed = (seq: number, from: string, to: string): Event => ({
  type: "renamed",
  seq,
  time: TIME,
  from,
  to,
});

Deno.test("update() takes name, token, people and the end of the past from welcome", pure, () => {
  assertEquals(ANA, {
    me: "Ana",
    token: "segredo",
    lastSeq: 10,
    historyUntilSeq: 10,
    people: ["Bia", "Ana"],
    pending: [],
    nextId: 1,
  });
});

Deno.test("update() knows the oldest message that was told", pure, () => {
  const notice = { type: "notice", seq: 8, time: TIME, text: "oi" } as const;
  assertEquals(ANA.oldestSeq, undefined);
  assertEquals(after(ANA, whispered(11, "Bia", "Ana"), joined(12, "Caio")).oldestSeq, undefined);
  const told = after(ANA, said(13, "Bia"), said(14, "Bia"));
  assertEquals(told.oldestSeq, 13);
  const further = after(told, { type: "past", entries: [notice, said(9, "Bia") as Entry] });
  assertEquals([further.oldestSeq, further.lastSeq], [8, 14]);
  assertEquals(after(further, { type: "past", entries: [] }).oldestSeq, 8);
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
    assertEquals(after(ANA, entry).lastSeq, 11, entry.type);
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
    assertEquals(after(ANA, said(11, "Bia"), answer).lastSeq, 11, answer.type);
  }
});

Deno.test("update() follows who is there", pure, () => {
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
    assertEquals(after(ANA, ...events).people, people);
  }
});

Deno.test("update() follows one's own name, and no other", pure, () => {
  assertEquals(after(ANA, renamed(11, "Ana", "Aninha")).me, "Aninha");
  assertEquals(after(ANA, renamed(11, "ANA", "ana")).me, "ana");
  assertEquals(after(ANA, renamed(11, "Bia", "Aninha")).me, "Ana");
  const twice = after(ANA, renamed(11, "Ana", "Aninha"), renamed(12, "Bia", "Ana"));
  assertEquals([twice.me, twice.people], ["Aninha", ["Ana", "Aninha"]]);
});

Deno.test("isPast() holds for entries up to the welcome", pure, () => {
  assertEquals(isPast(ANA, said(10, "Bia")), true);
  assertEquals(isPast(ANA, said(11, "Bia")), false);
  assertEquals(isPast(EMPTY, said(1, "Bia")), false);
  assertEquals(isPast(ANA, { type: "ping" }), false);
});

Deno.test("isMe() knows one's own name however it is written, once one is in", pure, () => {
  const model = { ...EMPTY, me: "João" };
  for (const name of ["João", "JOÃO", "joa\u0303o", "ＪＯÃＯ"]) {
    assertEquals(isMe(model, name), true, name);
  }
  for (const name of ["Joao", "João_", ""]) assertEquals(isMe(model, name), false, name);
  assertEquals(isMe(EMPTY, ""), false);
  assertEquals(isMe(EMPTY, "João"), false);
});

Deno.test("update() reaches back with the past it is greeted with, never forward", pure, () => {
  const greeted = after(ANA, said(7, "Bia"), said(9, "Ana", 1));
  assertEquals(greeted.oldestSeq, 7);
  assertEquals(after(greeted, said(11, "Bia")).oldestSeq, 7);
  const entries = [said(9, "Bia"), said(12, "Bia")] as Entry[];
  assertEquals(after(greeted, { type: "past", entries }).oldestSeq, 7);
});

Deno.test("update() knows its own words by the name they were said under", pure, () => {
  const { model } = post(ANA, { type: "say", text: "oi" });
  const welcome = { type: "welcome", name: "Bia2", token: "segredo", seq: 10, people: [] } as const;
  const said = { type: "said", seq: 11, time: TIME, from: "Ana", id: 1, text: "oi" } as const;
  const renamed = { type: "renamed", seq: 12, time: TIME, from: "Ana", to: "Bia2" } as const;
  const back = after(model, { ...welcome, people: [] }, said);
  assertEquals([back.me, back.pending], ["Ana", []]);
  assertEquals(after(back, renamed).me, "Bia2");
  // Whoever comes back when the grace time is over joins once more, under another name perhaps.
  assertEquals(after(back, joined(12, "Bia2")).me, "Bia2");
  assertEquals(after(back, joined(12, "Caio")).me, "Ana");
  // Of what is lost nothing can be learned.
  assertEquals(after(model, { ...welcome, seq: 15, people: [] }).me, "Bia2");
});
