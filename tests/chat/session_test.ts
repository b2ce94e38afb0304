import { assertEquals, assertStrictEquals } from "@std/assert";
import { type Logged, weigh } from "../../lib/chat/log.ts";
import { Session, type SessionRecord } from "../../lib/chat/session.ts";
import { LIMITS, type Rejected } from "../../lib/protocol.ts";

function person(): Session {
  return new Session(7, "Ana", { tokenHash: "hash", since: 1000, after: 20 });
}

function whisper(seq: number, text = `n${seq}`): Logged {
  const entry = { type: "whispered" as const, seq, time: 0, from: "Bia", to: "Ana", text };
  return { entry, by: 8, to: 7 };
}

/** Somebody for whom these wait. */
function awaited(...seqs: number[]): Session {
  const session = person();
  for (const seq of seqs) session.expect(whisper(seq));
  return session;
}

function rejection(id: number, code: Rejected["code"] = "empty"): Rejected {
  return { type: "rejected", id, code };
}

const waitingFor = ({ waiting }: Session) => waiting.map(({ entry }) => entry.seq);

Deno.test("Session begins here, with nothing said", { permissions: "none" }, () => {
  const session = person();
  assertEquals([session.presence, session.isIn], ["here", true]);
  assertEquals(session.record, {
    id: 7,
    tokenHash: "hash",
    name: "Ana",
    since: 1000,
    after: 20,
    lastId: 0,
    received: 0,
    settled: 0,
    isGone: false,
    rejected: [],
  });
  assertEquals(session.waiting, []);
});

Deno.test("Session.isIn is whether one has a place", { permissions: "none" }, () => {
  const session = person();
  const isIn = (["here", "away", "gone", "ended"] as const).map((presence) => {
    session.presence = presence;
    return session.isIn;
  });
  assertEquals(isIn, [true, true, false, false]);
});

Deno.test("Session.rename() changes the name and what it is compared by", {
  permissions: "none",
}, () => {
  const session = person();
  session.rename("JOÃO");
  assertEquals([session.name, session.key], ["JOÃO", "joão"]);
  assertStrictEquals(session.record.name, "JOÃO");
});

Deno.test("Session.confirm() ends the waiting up to a number, and tells whether that was news", {
  permissions: "none",
}, () => {
  const cases: [seq: number, left: number[], isNews: boolean][] = [
    [1, [5, 7, 9], true],
    [5, [7, 9], true],
    [5, [7, 9], false],
    [3, [7, 9], false],
    [8, [9], true],
    [9, [], true],
    [12, [], false],
  ];
  const session = awaited(5, 7, 9);
  let received = 0;
  for (const [seq, left, isNews] of cases) {
    received = Math.max(received, seq);
    assertStrictEquals(session.confirm(seq), isNews, `up to ${seq}`);
    assertEquals([waitingFor(session), session.received], [left, received], `up to ${seq}`);
  }
});

Deno.test("Session.giveUpWaiting() takes out what waits, and settles it", {
  permissions: "none",
}, () => {
  const session = awaited(5, 7, 9);
  session.confirm(5);
  assertEquals(session.giveUpWaiting(11), [whisper(7), whisper(9)]);
  assertEquals([session.waiting, session.received, session.settled], [[], 5, 11]);
  assertEquals(session.giveUpWaiting(13), []);
  session.expect(whisper(14));
  assertEquals(waitingFor(session), [14]);
});

Deno.test("Session.isFull is whether what waits weighs more than LIMITS.waitingBytes", {
  permissions: "none",
}, () => {
  const halfBytes = LIMITS.waitingBytes / 2;
  const half = (seq: number) => whisper(seq, "a".repeat(halfBytes - weigh(whisper(seq, "").entry)));
  const session = person();
  session.expect(half(1));
  session.expect(half(2));
  assertStrictEquals(session.isFull, false);
  session.expect(whisper(3, ""));
  assertStrictEquals(session.isFull, true);
  assertStrictEquals(Session.restored(session.record, [...session.waiting], 3).isFull, true);
  session.confirm(1);
  assertStrictEquals(session.isFull, false);
  session.expect(half(4));
  assertStrictEquals(session.isFull, true);
  session.giveUpWaiting(4);
  assertStrictEquals(session.isFull, false);
  session.expect(half(5));
  session.expect(half(6));
  assertStrictEquals(session.isFull, false);
});

Deno.test("Session.reject() keeps the last rejection of an id, until that is said", {
  permissions: "none",
}, () => {
  const session = person();
  session.reject(1, rejection(1));
  session.reject(2, rejection(2));
  session.reject(2, rejection(2, "too-long"));
  const rejections = () => [1, 2, 3].map((id) => session.rejectionOf(id));
  assertEquals(rejections(), [rejection(1), rejection(2, "too-long"), undefined]);
  assertStrictEquals(session.lastId, 0);
  session.said(2);
  assertEquals(rejections(), [rejection(1), undefined, undefined]);
  assertStrictEquals(session.lastId, 2);
});

Deno.test("Session.reject() remembers the last LIMITS.rejections", { permissions: "none" }, () => {
  const session = person();
  for (let id = 1; id <= LIMITS.rejections; id++) session.reject(id, rejection(id));
  assertEquals(session.rejectionOf(1), rejection(1));
  session.reject(LIMITS.rejections + 1, rejection(LIMITS.rejections + 1));
  assertEquals([1, 2].map((id) => session.rejectionOf(id)), [undefined, rejection(2)]);
  assertStrictEquals(session.record.rejected.length, LIMITS.rejections);
});

Deno.test("Session.restored() is what was recorded, away or gone", { permissions: "none" }, () => {
  const session = awaited(5, 9);
  session.reject(1, rejection(1));
  session.said(2);
  session.reject(3, rejection(3, "too-long"));
  session.rename("Ane");
  session.confirm(5);
  for (const presence of ["here", "away", "gone"] as const) {
    session.presence = presence;
    const record: SessionRecord = JSON.parse(JSON.stringify(session.record));
    const restored = Session.restored(record, [...session.waiting], 30);
    const isGone = presence === "gone";
    assertStrictEquals(restored.presence, isGone ? "gone" : "away", presence);
    assertEquals(restored.record, { ...record, isGone }, presence);
    assertEquals([restored.name, restored.key, restored.received], ["Ane", "ane", 5], presence);
    assertEquals(restored.waiting, [whisper(9)], presence);
    const rejections = [1, 2, 3].map((id) => restored.rejectionOf(id));
    assertEquals(rejections, [rejection(1), undefined, rejection(3, "too-long")], presence);
    assertStrictEquals(restored.lastPrivate, 30, presence);
  }
});

Deno.test("Session.restored() keeps what was reported to authors settled", {
  permissions: "none",
}, () => {
  const session = awaited(5);
  session.giveUpWaiting(11);
  session.presence = "gone";
  const restored = Session.restored(session.record, [], 30);
  assertEquals([restored.settled, restored.received], [11, 0]);
});
