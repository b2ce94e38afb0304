import { assertEquals } from "@std/assert";
import type { Entry } from "../../lib/protocol.ts";
import { EMPTY, isMe, isOwn, isPast, isResumed, type Model, post } from "../../lib/view/model.ts";
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

type Said = Entry & { type: "said" };

const pure = { permissions: "none" } as const;

Deno.test("update() keeps only pending messages when another session begins", pure, () => {
  const { model } = post(updated(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana")), {
    type: "say",
    text: "oi",
  });
  const people = [person("Ana")];
  assertEquals(updated(model, { type: "welcome", name: "ana", token: "novo", seq: 20, people }), {
    me: "ana",
    token: "novo",
    rejoins: [],
    isGone: false,
    lastSeq: 20,
    joinedAfterSeq: 20,
    people: ["Ana"],
    former: [],
    pending: [{ type: "say", text: "oi", id: 1 }],
    waiting: [],
    nextId: 2,
  });
});

Deno.test("update() keeps its state when its own session is resumed", pure, () => {
  const { model } = post(updated(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana")), {
    type: "say",
    text: "oi",
  });
  const back = (seq: number) =>
    updated(model, {
      type: "welcome",
      name: "Ana",
      token: "segredo",
      seq,
      people: [person("Ana")],
    });
  assertEquals(back(12), model);
  // The lost entries may include joins and leaves.
  assertEquals(back(15), {
    ...model,
    lastSeq: 15,
    people: ["Ana"],
    former: ["Bia"],
    replyTarget: undefined,
  });
  assertEquals(isPast(back(15), said(16, "Bia")), false);
  // The server restored an older record than the client saw.
  assertEquals(back(7).lastSeq, 7);
});

Deno.test("isResumed() is true for the own token, and false before the first welcome", pure, () => {
  assertEquals(isResumed(ANA, { token: "segredo" }), true);
  assertEquals(isResumed(ANA, { token: "Segredo" }), false);
  assertEquals(isResumed(ANA, { token: "" }), false);
  assertEquals(isResumed(EMPTY, { token: "segredo" }), false);
});

Deno.test("update() identifies its session by the token, not by name or number", pure, () => {
  const beforeLoss = updated(ANA, said(11, "Bia"), whispered(12, "Bia", "Ana"));
  const welcome = { type: "welcome" as const, people: [person("Ana")] };
  const renamed = updated(beforeLoss, { ...welcome, name: "Aninha", token: "segredo", seq: 15 });
  // The reply target may have left in the lost entries, and another may have its name.
  assertEquals([renamed.me, renamed.replyTarget, renamed.oldestSeq], ["Aninha", undefined, 11]);
  const other = updated(beforeLoss, { ...welcome, name: "Ana", token: "outro", seq: 12 });
  assertEquals([other.me, other.replyTarget, other.oldestSeq], ["Ana", undefined, undefined]);
  assertEquals([other.lastSeq, other.joinedAfterSeq], [12, 12]);
});

Deno.test("update() starts over when the numbers of another log are lower", pure, () => {
  const beforeLoss = updated(ANA, said(11, "Bia"));
  const other = updated(beforeLoss, {
    type: "welcome",
    name: "Ana",
    token: "x",
    seq: 3,
    people: [],
  });
  assertEquals([isPast(other, said(3, "Bia")), isPast(other, said(4, "Bia"))], [true, false]);
  assertEquals([other.lastSeq, updated(other, said(3, "Bia")).lastSeq], [3, 3]);
  assertEquals(updated(other, said(4, "Bia")).lastSeq, 4);
  assertEquals(updated(other, said(2, "Bia")).oldestSeq, 2);
});

Deno.test(
  "update() does not treat waiting whispers as history after later entries were seen",
  pure,
  () => {
    const beforeLoss = updated(ANA, said(11, "Bia"));
    const back = updated(beforeLoss, {
      type: "welcome",
      name: "Ana",
      token: "segredo",
      seq: 20,
      people: [person("Caio"), person("Ana")],
    });
    assertEquals(isPast(back, whispered(12, "Caio", "Ana")), false);
    const received = updated(back, { type: "missed", count: 8 }, whispered(12, "Caio", "Ana"));
    assertEquals([received.replyTarget, received.lastSeq, received.people], ["Caio", 20, [
      "Caio",
      "Ana",
    ]]);
  },
);

Deno.test("update() tracks joins and leaves while it was away, when nothing is lost", pure, () => {
  const beforeLoss = updated(ANA, said(11, "Bia"));
  const people = [person("Ana"), person("Caio")];
  const back = updated(beforeLoss, {
    type: "welcome",
    name: "Ana",
    token: "segredo",
    seq: 11,
    people,
  });
  assertEquals(back.people, ["Bia", "Ana"]);
  assertEquals(updated(back, left(12, "Bia"), joined(13, "Caio")).people, ["Ana", "Caio"]);
});

/** Ana comes back when her grace time is over, and joins again in this entry. */
const rejoined = (model: Model, name: string, rejoined = 15, seq = model.lastSeq): Model =>
  updated(model, {
    type: "welcome",
    name,
    token: "segredo",
    seq,
    rejoined,
    people: [person("Bia"), person(name)],
  });

Deno.test(
  "update() does not take what another person said under its name for its own",
  pure,
  () => {
    const { model } = post(updated(ANA, said(11, "Bia")), { type: "say", text: "oi" });
    const gone = updated(rejoined(model, "Ana"), left(12, "Ana"), joined(13, "Ana"));
    assertEquals(isMe(gone, "Ana"), false);
    const other = { ...said(14, "Ana", 1), text: "sou outra" } as Said;
    assertEquals([isOwn(gone, other), updated(gone, other).pending], [false, model.pending]);
    assertEquals(updated(gone, said(14, "Ana", 2)).pending, model.pending);
    assertEquals(updated(gone, whispered(14, "Ana", "Bia", 2)).pending, model.pending);
    // It may be ours: perhaps we were there without having read so.
    assertEquals(updated(gone, said(14, "Ana", 1)).pending, []);
    assertEquals(updated(gone, said(14, "Bia", 1)).pending, model.pending);
    const renamed = { type: "renamed", seq: 14, time: TIME, from: "Ana", to: "Caio" } as const;
    assertEquals(updated(gone, renamed).me, "Ana");
    const back = updated(gone, left(14, "Ana"), joined(15, "Ana"));
    assertEquals([isMe(back, "Ana"), back.people], [true, ["Bia", "Ana"]]);
    assertEquals(updated(back, said(16, "Ana", 1)).pending, []);
    const again = updated(back, left(17, "Ana"));
    assertEquals(isMe(again, "Ana"), true, "an end of this stay is not told as one before it");
  },
);

Deno.test("update() knows its messages from before its grace time was over", pure, () => {
  const { model } = post(updated(ANA, said(11, "Bia")), { type: "say", text: "oi" });
  assertEquals(updated(rejoined(model, "Ana"), said(12, "Ana", 1)).pending, []);
  const other = updated(rejoined(model, "Ana"), left(12, "Bia"), said(13, "Ana", 1));
  assertEquals(other.pending, []);
});

Deno.test("update() has its new name from the entry in which it joins under it", pure, () => {
  const gone = updated(rejoined(updated(ANA, said(11, "Bia")), "Ane"), left(12, "Ana"));
  assertEquals(updated(gone, joined(13, "Ana"), joined(14, "Ane")).me, "Ana");
  const back = updated(gone, joined(13, "Ana"), joined(15, "Ane"));
  assertEquals([back.me, isMe(back, "Ane"), isMe(back, "Ana")], ["Ane", true, false]);
});

Deno.test(
  "update() knows its messages of a stay that it hears of only after the next one",
  pure,
  () => {
    const { model } = post(updated(ANA, said(11, "Bia")), { type: "say", text: "oi" });
    const once = updated(rejoined(model, "Ana", 13), left(12, "Ana"));
    const twice = rejoined(once, "Ana", 16);
    assertEquals(isMe(twice, "Ana"), false);
    const first = updated(twice, joined(13, "Ana"), said(14, "Ana", 1));
    assertEquals([isMe(first, "Ana"), first.pending], [true, []]);
    const between = updated(first, left(15, "Ana"));
    assertEquals(isMe(between, "Ana"), false);
    assertEquals(isMe(updated(between, joined(16, "Ana")), "Ana"), true);
  },
);

Deno.test("update() does not wait for a return that is among lost entries", pure, () => {
  const gone = updated(rejoined(ANA, "Ana", 15), left(12, "Ana"));
  const back = rejoined(gone, "Ana", 25, 20);
  assertEquals([isMe(back, "Ana"), back.rejoins], [true, [25]]);
});

Deno.test("update() remembers who left among lost entries", pure, () => {
  const model = updated(ANA, joined(11, "jose"), joined(12, "José"));
  const welcome = { type: "welcome", name: "Ana", token: "segredo", seq: 20 } as const;
  const back = updated(model, { ...welcome, people: [person("José"), person("Ana")] });
  assertEquals(back.former, ["Bia", "jose"]);
});
