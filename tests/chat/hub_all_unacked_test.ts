/** All unacknowledged private messages of a room together: they are bounded, and counted. */

import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Session } from "../../lib/chat/session.ts";
import type { HubSnapshot } from "../../lib/chat/snapshot.ts";
import { LIMITS } from "../../lib/protocol.ts";
import { SERVER_LIMITS } from "../../lib/server_limits.ts";
import { admitted, TestHub } from "../support/test_hub.ts";

const pure = { permissions: "none" } as const;
const MAX_PEOPLE = 30;
/** The heaviest that a message can be: line clients are sent the author's name in every line. */
const HEAVY = "a\n".repeat(LIMITS.messageBytes / 2 - 1) + "a";
/** So many inboxes are full when there is too much in all of them. */
const FULL_INBOXES = SERVER_LIMITS.allUnackedBytes / SERVER_LIMITS.unackedBytes;

/** Whether a message to this person would be too many, or just went there. */
function isRejected(room: TestHub, author: Session, to: Session, text = "psiu"): boolean {
  const rejection = room.whisper(author, undefined, to.name, text);
  if (!rejection) return false;
  const tooMany = { type: "rejected", code: "too-many-waiting", value: to.name };
  assertEquals(rejection, tooMany as typeof rejection);
  return true;
}

/** Sends private messages to a person until no more are accepted. */
function fill(room: TestHub, author: Session, to: Session): void {
  while (!isRejected(room, author, to, HEAVY)) room.log.publish();
}

/** A room in which the inboxes of so many people are full. Beside them there are two more. */
function filledRoom(inboxes = FULL_INBOXES) {
  const room = new TestHub({ maxPeople: MAX_PEOPLE });
  const [author, free] = [room.enter("Autora"), room.enter("Livre")];
  const people = Array.from({ length: inboxes }, (_, at) => room.enter(`p${at}`));
  for (const person of people) fill(room, author, person);
  return { room, author, free, people };
}

/** Fails unless all messages are as many as they may be, by what each inbox has. */
function assertIsFull(room: TestHub, author: Session, free: Session): void {
  fill(room, author, free);
  const sizes = [...room.hub.members()].map(({ inbox }) => inbox.unackedBytes);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  assert(all > SERVER_LIMITS.allUnackedBytes, `there are ${all} bytes`);
  assertStrictEquals(free.inbox.isFull, false);
  assert(isRejected(room, author, free));
}

Deno.test(
  "Hub.act() rejects whispers beyond SERVER_LIMITS.allUnackedBytes, also to whom nothing waits for",
  pure,
  () => {
    const { room, author, free } = filledRoom(FULL_INBOXES - 1);
    assertStrictEquals(isRejected(room, author, free), false);
    room.hub.ack(free, room.log.last, 0);
    fill(room, author, room.enter("Cheia"));
    const { last } = room.log;
    assert(isRejected(room, author, free));
    assert(isRejected(room, author, author), "also to oneself");
    assertStrictEquals(room.log.last, last);
    assertStrictEquals(room.say(author, 1, "para todos"), undefined);
  },
);

Deno.test("what is acknowledged makes room for other whispers", pure, () => {
  const { room, author, free, people: [first, second, third] } = filledRoom();
  assert(isRejected(room, author, free));
  const [oldest] = second!.inbox.unacked;
  room.hub.ack(second!, oldest!.entry.seq - 1, 0);
  assert(isRejected(room, author, free), "nothing was acknowledged");
  for (const person of [first!, third!]) {
    for (let count = 0; count < 2; count++) room.hub.ack(person, room.log.last, 0);
    assertStrictEquals(isRejected(room, author, free), false);
    room.hub.ack(free, room.log.last, 0);
    fill(room, author, person);
    assertIsFull(room, author, free);
    room.hub.ack(free, room.log.last, 0);
  }
});

/** The ways a session ends. */
const ENDS: [criterion: string, end: (room: TestHub, session: Session) => void][] = [
  ["left", ({ hub }, session) => hub.leave(session, "left", 9)],
  ["kicked", ({ hub }, session) => hub.leave(session, "kicked", 9)],
  ["gone", (room, session) => room.expire(session, 9)],
];

for (const [criterion, end] of ENDS) {
  Deno.test(`what waited for a person who is ${criterion} makes room for others`, pure, () => {
    const { room, author, free, people: [first] } = filledRoom();
    room.hub.disconnect(first!, "lost", 0);
    room.hub.deferUnacked(first!, 0);
    assert(isRejected(room, author, free));
    end(room, first!);
    assertStrictEquals(isRejected(room, author, free), false);
    room.hub.ack(free, room.log.last, 0);
    fill(room, author, room.enter("Outra"));
    assertIsFull(room, author, free);
  });
}

/** One that goes on where a hub is: what it is told comes as text. */
function copyOf({ hub, log }: TestHub): TestHub {
  log.publish();
  const kept = JSON.parse(JSON.stringify(log.snapshot));
  const copy = new TestHub({ maxPeople: MAX_PEOPLE, log: new Log({ kept }) });
  const snapshot: HubSnapshot = JSON.parse(JSON.stringify(hub.snapshot));
  copy.hub.continue(snapshot);
  return copy;
}

/** One that is restored from what would be on disk, and to which the author has come back. */
function restored({ hub, log }: TestHub): TestHub {
  log.publish();
  const next = new TestHub({ maxPeople: MAX_PEOPLE, log: new Log({ archive: log }) });
  const kept = [...hub.members()].map(({ record, inbox }) => {
    return structuredClone({ record, unacked: [...inbox.unacked] });
  });
  next.hub.restore(kept, MAX_PEOPLE, 1_000, 0);
  admitted(next.resume("token1"));
  return next;
}

for (const [criterion, goOn] of [["a snapshot", copyOf], ["a restore", restored]] as const) {
  Deno.test(`all unacknowledged whispers are counted after ${criterion}`, pure, () => {
    const before = filledRoom();
    const room = goOn(before.room);
    const [author, free, first] = [before.author, before.free, before.people[0]!]
      .map(({ id }) => room.hub.withId(id)!) as [Session, Session, Session];
    assert(isRejected(room, author, free));
    room.hub.ack(first, room.log.last, 0);
    assertStrictEquals(isRejected(room, author, free), false);
    room.hub.ack(free, room.log.last, 0);
    fill(room, author, first);
    assertIsFull(room, author, free);
  });
}
