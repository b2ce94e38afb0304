import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import { weigh } from "../../lib/chat/weight.ts";
import { Session, type SessionRecord } from "../../lib/chat/session.ts";
import type { Rejected } from "../../lib/protocol.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";

function sessionWith(): Session {
  return new Session(7, "Ana", { tokenHash: "hash", since: 1000, joinedAfterSeq: 20 });
}

function whisper(seq: number, text = `n${seq}`): Logged {
  const entry = { type: "whispered" as const, seq, time: 0, from: "Bia", to: "Ana", text };
  return { entry, by: 8, to: 7 };
}

/** A session with these waiting whispers. */
function waitingSession(...seqs: number[]): Session {
  const session = sessionWith();
  for (const seq of seqs) session.inbox.add(whisper(seq));
  return session;
}

function rejection(id: number, code: Rejected["code"] = "empty"): Rejected {
  return { type: "rejected", id, code };
}

const waitingFor = ({ inbox: { unacked } }: Session) => unacked.map(({ entry }) => entry.seq);

Deno.test("Session starts here, without messages", { permissions: "none" }, () => {
  const session = sessionWith();
  assertEquals([session.presence, session.isMember], ["here", true]);
  assertEquals(session.record, {
    id: 7,
    tokenHash: "hash",
    name: "Ana",
    address: null,
    since: 1000,
    joinedAfterSeq: 20,
    lastId: 0,
    ackedSeq: 0,
    resolvedSeq: 0,
    isGone: false,
    rejected: [],
  });
  assertEquals(session.inbox.unacked, []);
});

Deno.test("Session.isMember is true while the session is in the room", {
  permissions: "none",
}, () => {
  const session = sessionWith();
  const isIn = (["here", "away", "gone", "ended"] as const).map((presence) => {
    session.presence = presence;
    return session.isMember;
  });
  assertEquals(isIn, [true, true, false, false]);
});

Deno.test("Session.rename() changes the name and its folded form", {
  permissions: "none",
}, () => {
  const session = sessionWith();
  session.rename("JOÃO");
  assertEquals([session.name, session.key], ["JOÃO", "joão"]);
  assertStrictEquals(session.record.name, "JOÃO");
});

Deno.test("Inbox.ack() acknowledges up to a number, and returns whether that was new", {
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
  const session = waitingSession(5, 7, 9);
  let received = 0;
  for (const [seq, left, isNews] of cases) {
    received = Math.max(received, seq);
    assertStrictEquals(session.inbox.ack(seq), isNews, `up to ${seq}`);
    assertEquals([waitingFor(session), session.inbox.ackedSeq], [left, received], `up to ${seq}`);
  }
});

Deno.test("Inbox.takeUnacked() removes unacknowledged whispers, and resolves them", {
  permissions: "none",
}, () => {
  const session = waitingSession(5, 7, 9);
  session.inbox.ack(5);
  assertEquals(session.inbox.takeUnacked(11), [whisper(7), whisper(9)]);
  assertEquals([session.inbox.unacked, session.inbox.ackedSeq, session.resolvedSeq], [[], 5, 11]);
  assertEquals(session.inbox.takeUnacked(13), []);
  session.inbox.add(whisper(14));
  assertEquals(waitingFor(session), [14]);
});

Deno.test("Inbox.isFull is true beyond SERVER_LIMITS.unackedBytes of waiting whispers", {
  permissions: "none",
}, () => {
  const halfBytes = SERVER_LIMITS.unackedBytes / 2;
  const half = (seq: number) => whisper(seq, "a".repeat(halfBytes - weigh(whisper(seq, "").entry)));
  const session = sessionWith();
  session.inbox.add(half(1));
  session.inbox.add(half(2));
  assertStrictEquals(session.inbox.isFull, false);
  session.inbox.add(whisper(3, ""));
  assertStrictEquals(session.inbox.isFull, true);
  assertStrictEquals(
    Session.restored(session.record, [...session.inbox.unacked], 3).inbox.isFull,
    true,
  );
  session.inbox.ack(1);
  assertStrictEquals(session.inbox.isFull, false);
  session.inbox.add(half(4));
  assertStrictEquals(session.inbox.isFull, true);
  session.inbox.takeUnacked(4);
  assertStrictEquals(session.inbox.isFull, false);
  session.inbox.add(half(5));
  session.inbox.add(half(6));
  assertStrictEquals(session.inbox.isFull, false);
});

Deno.test("MessageIds.reject() keeps the last rejection of an id until it is accepted", {
  permissions: "none",
}, () => {
  const session = sessionWith();
  session.messageIds.reject(1, rejection(1));
  session.messageIds.reject(2, rejection(2));
  session.messageIds.reject(2, rejection(2, "too-long"));
  const rejections = () => [1, 2, 3].map((id) => session.messageIds.rejectionOf(id));
  assertEquals(rejections(), [rejection(1), rejection(2, "too-long"), undefined]);
  assertStrictEquals(session.messageIds.lastId, 0);
  session.messageIds.accept(2, 5);
  assertEquals(rejections(), [rejection(1), undefined, undefined]);
  assertStrictEquals(session.messageIds.lastId, 2);
});

Deno.test("MessageIds.reject() remembers the last SERVER_LIMITS.rejections", {
  permissions: "none",
}, () => {
  const session = sessionWith();
  for (let id = 1; id <= SERVER_LIMITS.rejections; id++) {
    session.messageIds.reject(id, rejection(id));
  }
  assertEquals(session.messageIds.rejectionOf(1), rejection(1));
  session.messageIds.reject(SERVER_LIMITS.rejections + 1, rejection(SERVER_LIMITS.rejections + 1));
  assertEquals([1, 2].map((id) => session.messageIds.rejectionOf(id)), [undefined, rejection(2)]);
  assertStrictEquals(session.record.rejected.length, SERVER_LIMITS.rejections);
});

Deno.test("MessageIds.seqOf() reads the log once, and then follows what is accepted", {
  permissions: "none",
}, () => {
  const { messageIds } = sessionWith();
  messageIds.accept(1, 5);
  let reads = 0;
  const find = (id: number) => messageIds.seqOf(id, () => (reads++, [[1, 5], [2, 7]]));
  assertEquals([find(1), find(2), find(3), reads], [5, 7, undefined, 1]);
  messageIds.accept(3, 9);
  assertEquals([find(3), find(4), reads], [9, undefined, 1]);
});

Deno.test("MessageIds.seqOf() remembers the newest 1024 messages", { permissions: "none" }, () => {
  const { messageIds } = sessionWith();
  const read = () => Array.from({ length: 1030 }, (_, n) => [n + 1, n + 101] as const);
  const find = (id: number) => messageIds.seqOf(id, read);
  assertEquals([6, 7, 1030].map(find), [undefined, 107, 1130]);
  messageIds.accept(1031, 2000);
  assertEquals([7, 8, 1031].map(find), [undefined, 108, 2000]);
});

Deno.test("Session.restored() restores the recorded state, away or gone", {
  permissions: "none",
}, () => {
  const session = waitingSession(5, 9);
  session.messageIds.reject(1, rejection(1));
  session.messageIds.accept(2, 5);
  session.messageIds.reject(3, rejection(3, "too-long"));
  session.rename("Ane");
  session.address = "26.1.1.1";
  session.inbox.ack(5);
  for (const presence of ["here", "away", "gone"] as const) {
    session.presence = presence;
    const record: SessionRecord = JSON.parse(JSON.stringify(session.record));
    const restored = Session.restored(record, [...session.inbox.unacked], 30);
    const isGone = presence === "gone";
    assertStrictEquals(restored.presence, isGone ? "gone" : "away", presence);
    assertEquals(restored.record, { ...record, isGone }, presence);
    assertEquals(
      [restored.name, restored.key, restored.inbox.ackedSeq],
      ["Ane", "ane", 5],
      presence,
    );
    const { entry, ...rest } = whisper(9);
    const waiting = { ...rest, entry: { ...entry, waiting: true } };
    assertEquals(restored.inbox.unacked, [waiting as Logged], presence);
    const rejections = [1, 2, 3].map((id) => restored.messageIds.rejectionOf(id));
    assertEquals(rejections, [rejection(1), undefined, rejection(3, "too-long")], presence);
    assertStrictEquals(restored.lastPrivateSeq, 30, presence);
  }
});

Deno.test("Session.restored() keeps reported whispers resolved", {
  permissions: "none",
}, () => {
  const session = waitingSession(5);
  session.inbox.takeUnacked(11);
  session.presence = "gone";
  const restored = Session.restored(session.record, [], 30);
  assertEquals([restored.resolvedSeq, restored.inbox.ackedSeq], [11, 0]);
});
