import { assertEquals } from "@std/assert";
import { EMPTY, isPast, isResumed, post } from "../../lib/view/model.ts";
import { after, ANA, joined, left, person, said, whispered } from "../support/model.ts";

const pure = { permissions: "none" } as const;

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
