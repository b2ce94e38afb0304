import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import { type Entry, LIMITS } from "../../lib/protocol.ts";
import { admitted, TestHub, textsOf } from "../support/test_hub.ts";

/** What was reported as not delivered after a number. */
function undelivered(place: TestHub, seq = 0): Entry[] {
  return place.after(seq).filter(({ type }) => type === "undelivered");
}

function waitingFor({ inbox: { unacked } }: Session): string[] {
  return textsOf(unacked.map(({ entry }) => entry));
}

/** The ways to be out for good, and whether one may come back after. */
const ENDS: [criterion: string, end: (place: TestHub, session: Session) => void][] = [
  ["left", ({ hub }, session) => hub.leave(session, "left", 9)],
  ["kicked", ({ hub }, session) => hub.leave(session, "kicked", 9)],
  ["gone", (place, session) => place.loseForGood(session, 9)],
];

Deno.test("Hub.ack() ends the waiting of whispers up to a number", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "um");
  place.say(ana, 2, "para todos");
  place.whisper(ana, 3, "Bia", "dois");
  place.whisper(ana, 4, "Ana", "para mim");
  place.whisper(ana, 5, "Bia", "três");
  const left: string[][] = [2, 3, 4, 4, 2, 6, 999].map((seq) => {
    place.hub.ack(bia, seq);
    return waitingFor(bia);
  });
  const two = ["dois", "três"];
  assertEquals(left, [["um", ...two], two, two, two, two, ["três"], []]);
  assertEquals(waitingFor(ana), ["para mim"]);
});

Deno.test("Hub.perform() lets whispers wait for those who are away, until they confirm", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.hub.disconnect(bia, "lost", 100);
  assertStrictEquals(place.whisper(ana, 1, "bia", "psiu"), undefined);
  assertEquals(place.whom(3), [ana.id, bia.id]);
  place.log.publish();
  const { backlog, cursor } = admitted(place.resume("token2", { seen: 2 }));
  assertEquals([backlog, cursor], [[], 2]);
  assertEquals(waitingFor(bia), ["psiu"]);
  place.hub.ack(bia, 3);
  assertEquals(waitingFor(bia), []);
});

Deno.test("Hub.perform() rejects whispers past LIMITS.waitingBytes to those who are away", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  const text = "a".repeat(LIMITS.messageBytes);
  const enough = LIMITS.waitingBytes / LIMITS.messageBytes;
  let id = 0;
  place.hub.disconnect(bia, "lost", 100);
  while (!bia.inbox.isFull && id < enough) {
    assertStrictEquals(place.whisper(ana, ++id, "Bia", text), undefined);
  }
  const { last } = place.log;
  const tooMany = place.whisper(ana, ++id, "BIA", "demais");
  assertEquals(tooMany, { type: "rejected", id, code: "too-many-waiting", value: "Bia" });
  assertStrictEquals(place.log.last, last);
  assertStrictEquals(place.say(ana, ++id, "para todos"), undefined);
  place.log.publish();
  place.resume("token2", { seen: 2 });
  assertStrictEquals(place.whisper(ana, ++id, "Bia", "a quem está aqui"), undefined);
  place.hub.disconnect(bia, "lost", 100);
  assertStrictEquals(place.whisper(ana, ++id, "Bia", "ainda demais")?.type, "rejected");
  place.hub.ack(bia, last);
  assertStrictEquals(place.whisper(ana, id, "Bia", "agora cabe"), undefined);
  assertEquals(waitingFor(bia), ["a quem está aqui", "agora cabe"]);
});

Deno.test("Hub tells authors alone what was never received, after the one it was for left", {
  permissions: "none",
}, () => {
  for (const [criterion, end] of ENDS) {
    const place = new TestHub();
    const [ana, bia, caio] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
    place.whisper(ana, 1, "bia", "um", 4);
    place.whisper(caio, undefined, "Bia", "de Caio", 5);
    place.whisper(ana, 2, "Bia", "dois", 6);
    place.say(ana, 3, "para todos", 7);
    end(place, bia);
    assertStrictEquals(place.log.at(8)?.entry.type, "left", criterion);
    assertEquals(place.after(8), [
      { type: "undelivered", seq: 9, time: 9, to: "Bia", id: 1, text: "um" },
      { type: "undelivered", seq: 10, time: 9, to: "Bia", text: "de Caio" },
      { type: "undelivered", seq: 11, time: 9, to: "Bia", id: 2, text: "dois" },
    ]);
    assertEquals([9, 10, 11].map((seq) => place.whom(seq)), [[0, ana.id], [0, caio.id], [
      0,
      ana.id,
    ]]);
    assertEquals(
      [ana.lastPrivateSeq, caio.lastPrivateSeq, bia.lastPrivateSeq],
      [11, 10, 6],
      criterion,
    );
    assertEquals(bia.inbox.unacked, [], criterion);
  }
});

Deno.test("Hub tells no author what was confirmed", { permissions: "none" }, () => {
  for (const [criterion, end] of ENDS) {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    for (const [at, text] of ["um", "dois", "três"].entries()) {
      place.whisper(ana, at + 1, "Bia", text);
    }
    place.hub.ack(bia, 4);
    end(place, bia);
    assertEquals(textsOf(undelivered(place)), ["três"], criterion);
  }
});

Deno.test("Hub.leave() tells no author anything when all was confirmed", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "um");
  place.hub.ack(bia, 3);
  place.hub.leave(bia, "left", 0);
  assertEquals(place.after(3), [{ type: "left", seq: 4, time: 0, name: "Bia", reason: "left" }]);
});

Deno.test("Hub reports to nobody what one whispered to oneself", { permissions: "none" }, () => {
  for (const [criterion, end] of ENDS) {
    const place = new TestHub();
    const ana = place.enter("Ana");
    place.whisper(ana, 1, "Ana", "lembrete");
    end(place, ana);
    assertEquals(undelivered(place), [], criterion);
  }
});

Deno.test("Hub reports nothing to an author who ended, nor to the next who has the name", {
  permissions: "none",
}, () => {
  for (const [criterion, end] of ENDS) {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.whisper(ana, 1, "Bia", "segredo");
    place.hub.leave(ana, "left", 0);
    const next = place.enter("Ana");
    end(place, bia);
    assertEquals(undelivered(place), [], criterion);
    assertStrictEquals(next.lastPrivateSeq, 0, criterion);
  }
});

Deno.test("Hub reports to the author who is away or gone, not to the next who has the name", {
  permissions: "none",
}, () => {
  const ways: ((place: TestHub, session: Session) => void)[] = [
    ({ hub }, session) => hub.disconnect(session, "lost", 100),
    (place, session) => {
      place.loseForGood(session);
      place.enter("Ana");
    },
  ];
  for (const lose of ways) {
    const place = new TestHub();
    const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.whisper(ana, 1, "Bia", "segredo");
    place.log.publish();
    lose(place, ana);
    place.hub.leave(bia, "left", 0);
    place.log.publish();
    const [report] = undelivered(place);
    assertEquals(place.whom(report!.seq), [0, ana.id]);
    const { session, cursor } = admitted(place.resume("token1", { name: "Ane", seen: 3 }));
    assertEquals([session.id, cursor, session.lastPrivateSeq], [ana.id, 3, report!.seq]);
  }
});

Deno.test("Hub reports what two who are lost together whispered to each other", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "de Ana");
  place.whisper(bia, 1, "Ana", "de Bia");
  for (const session of [ana, bia]) place.hub.disconnect(session, "lost", 100);
  place.hub.expire(100, 0);
  assertEquals(place.after(4).map((entry) => "text" in entry ? entry.text : entry.type), [
    "left",
    "de Bia",
    "left",
    "de Ana",
  ]);
  assertEquals([place.whom(6), place.whom(8)], [[0, bia.id], [0, ana.id]]);
});

Deno.test("Hub reports a whisper under the name it was sent to", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "segredo");
  place.perform(bia, { type: "rename", name: "Bete" }, 0);
  place.hub.leave(bia, "left", 9);
  assertEquals(undelivered(place), [
    { type: "undelivered", seq: 6, time: 9, to: "Bia", id: 1, text: "segredo" },
  ]);
});

Deno.test("Hub.join() does not tell those who were gone what was reported as undelivered", {
  permissions: "none",
}, () => {
  const place = new TestHub({ log: new Log({ maxEntries: 3 }) });
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "segredo");
  place.loseForGood(bia);
  assertEquals(undelivered(place, 2).length, 1);
  place.fillTo(8);
  const { backlog, cursor } = admitted(place.resume("token2", { name: "Bia", seen: 2 }));
  assertEquals([backlog, cursor], [[], 5]);
  assertStrictEquals(bia.resolvedSeq >= 3, true);
  place.whisper(ana, 2, "Bia", "bem-vinda");
  assertStrictEquals(bia.resolvedSeq < bia.lastPrivateSeq, true);
  assertEquals(waitingFor(bia), ["bem-vinda"]);
  place.hub.leave(bia, "left", 0);
  assertEquals(textsOf(undelivered(place, place.log.first)), ["bem-vinda"]);
});

Deno.test("Hub.join() takes what was seen for received", { permissions: "none" }, () => {
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "visto");
  place.whisper(ana, 2, "Bia", "não visto");
  place.log.publish();
  place.resume("token2", { name: "Bia", seen: 3 });
  assertEquals(waitingFor(bia), ["não visto"]);
});
