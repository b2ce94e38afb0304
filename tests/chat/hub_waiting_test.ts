import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import { type Entry, LIMITS } from "../../lib/protocol.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { admitted, TestHub, textsOf } from "../support/test_hub.ts";

/** The `undelivered` reports after a number. */
function undelivered(room: TestHub, seq = 0): Entry[] {
  return room.after(seq).filter(({ type }) => type === "undelivered");
}

function waitingFor({ inbox: { unacked } }: Session): string[] {
  return textsOf(unacked.map(({ entry }) => entry));
}

/** The ways a session ends, and whether it may resume afterwards. */
const ENDS: [criterion: string, end: (room: TestHub, session: Session) => void][] = [
  ["left", ({ hub }, session) => hub.leave(session, "left", 9)],
  ["kicked", ({ hub }, session) => hub.leave(session, "kicked", 9)],
  ["gone", (room, session) => room.expire(session, 9)],
];

Deno.test("Hub.ack() ends the waiting of whispers up to a number", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "um");
  room.say(ana, 2, "para todos");
  room.whisper(ana, 3, "Bia", "dois");
  room.whisper(ana, 4, "Ana", "para mim");
  room.whisper(ana, 5, "Bia", "três");
  const left: string[][] = [2, 3, 4, 4, 2, 6, 999].map((seq) => {
    room.hub.ack(bia, seq, 0);
    return waitingFor(bia);
  });
  const two = ["dois", "três"];
  assertEquals(left, [["um", ...two], two, two, two, two, ["três"], []]);
  assertEquals(waitingFor(ana), ["para mim"]);
});

Deno.test("Hub.perform() keeps whispers to away people until they are acknowledged", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.hub.disconnect(bia, "lost", 100);
  assertStrictEquals(room.whisper(ana, 1, "bia", "psiu"), undefined);
  assertEquals(room.recipients(3), [ana.id, bia.id]);
  room.log.publish();
  const { backlog, cursor } = admitted(room.resume("token2", { seen: 2 }));
  assertEquals([backlog, cursor], [[], 2]);
  assertEquals(waitingFor(bia), ["psiu"]);
  room.hub.ack(bia, 3, 0);
  assertEquals(waitingFor(bia), []);
});

Deno.test(
  "Hub.perform() rejects whispers beyond SERVER_LIMITS.unackedBytes, also to people who are here",
  {
    permissions: "none",
  },
  () => {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    const text = "a".repeat(LIMITS.messageBytes);
    const enough = SERVER_LIMITS.unackedBytes / LIMITS.messageBytes;
    let id = 0;
    room.hub.disconnect(bia, "lost", 100);
    while (!bia.inbox.isFull && id < enough) {
      assertStrictEquals(room.whisper(ana, ++id, "Bia", text), undefined);
    }
    const { last } = room.log;
    const tooMany = room.whisper(ana, ++id, "BIA", "demais");
    assertEquals(tooMany, { type: "rejected", id, code: "too-many-waiting", value: "Bia" });
    assertStrictEquals(room.log.last, last);
    assertStrictEquals(room.say(ana, ++id, "para todos"), undefined);
    room.log.publish();
    room.resume("token2", { seen: 2 });
    assertStrictEquals(room.whisper(ana, ++id, "Bia", "ainda demais")?.type, "rejected");
    room.hub.ack(bia, last, 0);
    assertStrictEquals(room.whisper(ana, id, "Bia", "agora cabe"), undefined);
    assertEquals(waitingFor(bia), ["agora cabe"]);
  },
);

Deno.test("Hub reports unreceived whispers only to their authors, after the recipient left", {
  permissions: "none",
}, () => {
  for (const [criterion, end] of ENDS) {
    const room = new TestHub();
    const [ana, bia, caio] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
    room.whisper(ana, 1, "bia", "um", 4);
    room.whisper(caio, undefined, "Bia", "de Caio", 5);
    room.whisper(ana, 2, "Bia", "dois", 6);
    room.say(ana, 3, "para todos", 7);
    end(room, bia);
    assertStrictEquals(room.log.at(8)?.entry.type, "left", criterion);
    assertEquals(room.after(8), [
      { type: "undelivered", seq: 9, time: 9, to: "Bia", id: 1, text: "um" },
      { type: "undelivered", seq: 10, time: 9, to: "Bia", text: "de Caio" },
      { type: "undelivered", seq: 11, time: 9, to: "Bia", id: 2, text: "dois" },
    ]);
    assertEquals([9, 10, 11].map((seq) => room.recipients(seq)), [[0, ana.id], [0, caio.id], [
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

Deno.test("Hub does not report acknowledged whispers", { permissions: "none" }, () => {
  for (const [criterion, end] of ENDS) {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    for (const [at, text] of ["um", "dois", "três"].entries()) {
      room.whisper(ana, at + 1, "Bia", text);
    }
    room.hub.ack(bia, 4, 0);
    end(room, bia);
    assertEquals(textsOf(undelivered(room)), ["três"], criterion);
  }
});

Deno.test("Hub.leave() reports nothing when all was acknowledged", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "um");
  room.hub.ack(bia, 3, 0);
  room.hub.leave(bia, "left", 0);
  assertEquals(room.after(3), [{ type: "left", seq: 4, time: 0, name: "Bia", reason: "left" }]);
});

Deno.test("Hub does not report whispers to oneself", { permissions: "none" }, () => {
  for (const [criterion, end] of ENDS) {
    const room = new TestHub();
    const ana = room.enter("Ana");
    room.whisper(ana, 1, "Ana", "lembrete");
    end(room, ana);
    assertEquals(undelivered(room), [], criterion);
  }
});

Deno.test("Hub reports nothing to an author who left, nor to the next holder of the name", {
  permissions: "none",
}, () => {
  for (const [criterion, end] of ENDS) {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    room.whisper(ana, 1, "Bia", "segredo");
    room.hub.leave(ana, "left", 0);
    const next = room.enter("Ana");
    end(room, bia);
    assertEquals(undelivered(room), [], criterion);
    assertStrictEquals(next.lastPrivateSeq, 0, criterion);
  }
});

Deno.test("Hub reports to an author who is away or gone, not to the next holder of the name", {
  permissions: "none",
}, () => {
  const endings: ((room: TestHub, session: Session) => void)[] = [
    ({ hub }, session) => hub.disconnect(session, "lost", 100),
    (room, session) => {
      room.expire(session);
      room.enter("Ana");
    },
  ];
  for (const lose of endings) {
    const room = new TestHub();
    const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
    room.whisper(ana, 1, "Bia", "segredo");
    room.log.publish();
    lose(room, ana);
    room.hub.leave(bia, "left", 0);
    room.log.publish();
    const [report] = undelivered(room);
    assertEquals(room.recipients(report!.seq), [0, ana.id]);
    const { session, cursor } = admitted(room.resume("token1", { name: "Ane", seen: 3 }));
    assertEquals([session.id, cursor, session.lastPrivateSeq], [ana.id, 3, report!.seq]);
  }
});

Deno.test("Hub reports whispers between two people who are lost together", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "de Ana");
  room.whisper(bia, 1, "Ana", "de Bia");
  for (const session of [ana, bia]) room.hub.disconnect(session, "lost", 100);
  room.hub.expire(100, 0);
  assertEquals(room.after(4).map((entry) => "text" in entry ? entry.text : entry.type), [
    "left",
    "de Bia",
    "left",
    "de Ana",
  ]);
  assertEquals([room.recipients(6), room.recipients(8)], [[0, bia.id], [0, ana.id]]);
});

Deno.test("Hub reports a whisper under the name it was sent to", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "segredo");
  room.perform(bia, { type: "rename", name: "Bete" }, 0);
  room.hub.leave(bia, "left", 9);
  assertEquals(undelivered(room), [
    { type: "undelivered", seq: 6, time: 9, to: "Bia", id: 1, text: "segredo" },
  ]);
});

Deno.test("Hub.join() does not deliver whispers already reported as undelivered", {
  permissions: "none",
}, () => {
  const room = new TestHub({ log: new Log({ maxEntries: 3 }) });
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "segredo");
  room.expire(bia);
  assertEquals(undelivered(room, 2).length, 1);
  room.fillTo(8);
  const { backlog, cursor } = admitted(room.resume("token2", { name: "Bia", seen: 2 }));
  assertEquals([backlog, cursor], [[], 6]);
  assertStrictEquals(bia.resolvedSeq >= 3, true);
  room.whisper(ana, 2, "Bia", "bem-vinda");
  assertStrictEquals(bia.resolvedSeq < bia.lastPrivateSeq, true);
  assertEquals(waitingFor(bia), ["bem-vinda"]);
  room.hub.leave(bia, "left", 0);
  assertEquals(textsOf(undelivered(room, room.log.first)), ["bem-vinda"]);
});

Deno.test("Hub.join() treats seen entries as received", { permissions: "none" }, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "visto");
  room.whisper(ana, 2, "Bia", "não visto");
  room.log.publish();
  room.resume("token2", { name: "Bia", seen: 3 });
  assertEquals(waitingFor(bia), ["não visto"]);
});

Deno.test("Hub.perform() rejects whispers beyond SERVER_LIMITS.unackedMessages", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  for (let id = 1; id <= SERVER_LIMITS.unackedMessages; id++) {
    assertStrictEquals(room.whisper(ana, id, "Bia", "oi"), undefined, `${id}`);
    assertStrictEquals(bia.inbox.isFilling, id > SERVER_LIMITS.unackedMessages / 4);
  }
  const id = SERVER_LIMITS.unackedMessages + 1;
  assertStrictEquals(room.whisper(ana, id, "Bia", "demais")?.type, "rejected");
  room.hub.ack(bia, 3, 0);
  assertStrictEquals(room.whisper(ana, id, "Bia", "cabe"), undefined);
});
