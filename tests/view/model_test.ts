import { assertEquals } from "@std/assert";
import type { Entry, Event, Person } from "../../lib/protocol.ts";
import { EMPTY, isMe, isPast, isResumed, type Model, post, update } from "../../lib/view/model.ts";

const pure = { permissions: "none" } as const;
const TIME = 1_700_000_000_000;

const person = (name: string): Person => ({ name, since: TIME, away: false });
const said = (seq: number, from: string, id?: number): Event => ({
  type: "said",
  seq,
  time: TIME,
  from,
  ...(id === undefined ? {} : { id }),
  text: "oi",
});
const whispered = (seq: number, from: string, to: string, id?: number): Event => ({
  type: "whispered",
  seq,
  time: TIME,
  from,
  to,
  ...(id === undefined ? {} : { id }),
  text: "oi",
});
const joined = (seq: number, name: string): Event => ({ type: "joined", seq, time: TIME, name });
const left = (seq: number, name: string): Event => ({
  type: "left",
  seq,
  time: TIME,
  name,
  reason: "left",
});
const renamed = (seq: number, from: string, to: string): Event => ({
  type: "renamed",
  seq,
  time: TIME,
  from,
  to,
});

/** The model after these events, each of which leaves the one before it as it was. */
function after(model: Model, ...events: Event[]): Model {
  for (const event of events) {
    const before = structuredClone(model);
    const next = update(model, event);
    assertEquals(model, before, `${event.type} changed the model it was given`);
    model = next;
  }
  return model;
}

/** Ana, just in: Bia was there before her, and ten entries are older than she is. */
const ANA = after(EMPTY, {
  type: "welcome",
  name: "Ana",
  token: "segredo",
  seq: 10,
  people: [person("Bia"), person("Ana")],
});

/** Ana, with so many messages on their way. */
function posting(count: number): Model {
  let model = ANA;
  for (let at = 1; at <= count; at++) model = post(model, { type: "say", text: `${at}` }).model;
  return model;
}

const pendingIds = (model: Model) => model.pending.map(({ id }) => id);

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

Deno.test("update() keeps only what is on its way when another session begins", pure, () => {
  const { model } = post(after(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana")), {
    type: "say",
    text: "oi",
  });
  const people = [person("Ana")];
  assertEquals(after(model, { type: "welcome", name: "ana", token: "novo", seq: 20, people }), {
    me: "ana",
    token: "novo",
    lastSeq: 20,
    historyUntilSeq: 20,
    people: ["Ana"],
    pending: [{ type: "say", text: "oi", id: 1 }],
    nextId: 2,
  });
});

Deno.test("update() goes on where it was when its own session is taken back", pure, () => {
  const { model } = post(after(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana")), {
    type: "say",
    text: "oi",
  });
  const back = (seq: number) =>
    after(model, { type: "welcome", name: "Ana", token: "segredo", seq, people: [person("Ana")] });
  assertEquals(back(12), model);
  // What was lost may have been somebody who came or went.
  assertEquals(back(15), { ...model, lastSeq: 15, people: ["Ana"], replyTarget: undefined });
  assertEquals(isPast(back(15), said(16, "Bia")), false);
  // An older record was put in place of the one this client knew.
  assertEquals(back(7).lastSeq, 7);
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

Deno.test("update() keeps on its way what the server could not record", pure, () => {
  const { model } = post(ANA, { type: "say", text: "oi" });
  assertEquals(after(model, { type: "rejected", id: 1, code: "not-recorded" }), model);
  assertEquals(after(model, { type: "rejected", id: 1, code: "repeated" }).pending, []);
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

Deno.test("post() numbers messages from 1, whispers in the same count", pure, () => {
  const first = post(ANA, { type: "say", text: "um" });
  assertEquals(first.sent, { type: "say", text: "um", id: 1 });
  const second = post(first.model, { type: "whisper", to: "Bia", text: "dois" });
  assertEquals(second.sent, { type: "whisper", to: "Bia", text: "dois", id: 2 });
  assertEquals(second.model, { ...ANA, nextId: 3, pending: [first.sent, second.sent] });
  assertEquals(post({ ...ANA, nextId: 7 }, { type: "say", id: 3, text: "x" }).sent.id, 7);
  assertEquals(ANA.pending, []);
});

Deno.test("update() ends the wait of a message when it comes back or is rejected", pure, () => {
  const model = posting(3);
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
    assertEquals(pendingIds(after(model, event)), left);
  }
});

Deno.test("update() does not count down when a message has come back", pure, () => {
  assertEquals(after(posting(2), said(11, "Ana", 1), said(12, "Ana", 2)).nextId, 3);
});

Deno.test("update() answers to who whispered last, never to oneself", pure, () => {
  assertEquals(ANA.replyTarget, undefined);
  const first = after(ANA, whispered(11, "Bia", "Ana"));
  assertEquals(first.replyTarget, "Bia");
  assertEquals(after(first, whispered(12, "Caio", "Ana")).replyTarget, "Caio");
  assertEquals(after(first, whispered(12, "Ana", "Caio")).replyTarget, "Bia");
  assertEquals(after(first, said(12, "Caio")).replyTarget, "Bia");
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

Deno.test("isResumed() holds for the token one has, and for none before one is in", pure, () => {
  assertEquals(isResumed(ANA, { token: "segredo" }), true);
  assertEquals(isResumed(ANA, { token: "Segredo" }), false);
  assertEquals(isResumed(ANA, { token: "" }), false);
  assertEquals(isResumed(EMPTY, { token: "segredo" }), false);
});

Deno.test("update() knows its session by the token, whatever name and number it has", pure, () => {
  const gone = after(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana"));
  const welcome = { type: "welcome" as const, people: [person("Ana")] };
  const renamed = after(gone, { ...welcome, name: "Aninha", token: "segredo", seq: 15 });
  // Whoever was to be answered may have left in what is lost, and another have the name.
  assertEquals([renamed.me, renamed.replyTarget, renamed.oldestSeq], ["Aninha", undefined, 11]);
  const other = after(gone, { ...welcome, name: "Ana", token: "outro", seq: 12 });
  assertEquals([other.me, other.replyTarget, other.oldestSeq], ["Ana", undefined, undefined]);
  assertEquals([other.lastSeq, other.historyUntilSeq], [12, 12]);
});

Deno.test("update() begins with another log anew, its numbers being lower", pure, () => {
  const gone = after(ANA, said(11, "Bia"));
  const other = after(gone, { type: "welcome", name: "Ana", token: "x", seq: 3, people: [] });
  assertEquals([isPast(other, said(3, "Bia")), isPast(other, said(4, "Bia"))], [true, false]);
  assertEquals([other.lastSeq, after(other, said(3, "Bia")).lastSeq], [3, 3]);
  assertEquals(after(other, said(4, "Bia")).lastSeq, 4);
  assertEquals(after(other, said(2, "Bia")).oldestSeq, 2);
});

Deno.test(
  "update() takes whispers that waited for no past, though a later entry was seen",
  pure,
  () => {
    const gone = after(ANA, said(11, "Bia"));
    const back = after(gone, {
      type: "welcome",
      name: "Ana",
      token: "segredo",
      seq: 20,
      people: [person("Caio"), person("Ana")],
    });
    assertEquals(isPast(back, whispered(12, "Caio", "Ana")), false);
    const told = after(back, { type: "missed", count: 8 }, whispered(12, "Caio", "Ana"));
    assertEquals([told.replyTarget, told.lastSeq, told.people], ["Caio", 20, ["Caio", "Ana"]]);
  },
);

Deno.test(
  "update() follows who came and went while it was away, when nothing is lost",
  pure,
  () => {
    const gone = after(ANA, said(11, "Bia"));
    const people = [person("Ana"), person("Caio")];
    const back = after(gone, { type: "welcome", name: "Ana", token: "segredo", seq: 11, people });
    assertEquals(back.people, ["Bia", "Ana"]);
    assertEquals(after(back, left(12, "Bia"), joined(13, "Caio")).people, ["Ana", "Caio"]);
  },
);

Deno.test("update() reaches back with the past it is greeted with, never forward", pure, () => {
  const greeted = after(ANA, said(7, "Bia"), said(9, "Ana", 1));
  assertEquals(greeted.oldestSeq, 7);
  assertEquals(after(greeted, said(11, "Bia")).oldestSeq, 7);
  const entries = [said(9, "Bia"), said(12, "Bia")] as Entry[];
  assertEquals(after(greeted, { type: "past", entries }).oldestSeq, 7);
});

Deno.test("update() learns nothing else from older messages", pure, () => {
  const model = after(posting(1), whispered(11, "Bia", "Ana"));
  const entries = [said(2, "Ana", 1), said(3, "Caio")] as Entry[];
  assertEquals(after(model, { type: "past", entries }), { ...model, oldestSeq: 2 });
});

Deno.test("update() leaves all but the number as it was at an undelivered message", pure, () => {
  const model = after(posting(1), whispered(11, "Bia", "Ana"));
  const undelivered: Event = {
    ...{ type: "undelivered", seq: 12, time: TIME },
    ...{ to: "Bia", id: 1, text: "oi" },
  };
  assertEquals(after(model, undelivered), { ...model, lastSeq: 12 });
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
