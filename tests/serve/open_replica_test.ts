/** The room that a server opens: where its history ends, or, on several servers, where they are. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { Replica } from "../../lib/chat/replica.ts";
import type { ReplicaSnapshot } from "../../lib/chat/snapshot.ts";
import { openReplica, type OpenReplicaOptions } from "../../lib/serve/open_replica.ts";
import { FakeHistory } from "../support/fake_history.ts";
import { OPTIONS, START, TestReplica } from "../support/test_replica.ts";

const pure = { permissions: "none" } as const;
const POSITION = { epoch: "corrente", seq: 7 };
const NOW = 5_000;
const BAN = {
  kind: "ban" as const,
  ...{ name: "Caio", tokenHash: null, address: null, until: null, reason: "" },
};

/** Opens a room at `NOW`; it is on one server, unless the options have a position. */
function open(options: Partial<OpenReplicaOptions> = {}): TestReplica {
  const { log, replica } = openReplica({ ...OPTIONS, position: undefined, now: NOW, ...options });
  return new TestReplica(log, replica);
}

/** A room with Ana, who said something, and a ban; it is locked, and `count` entries are in memory. */
function roomOf(name: string, count = 100): TestReplica {
  const room = new TestReplica(new Log({ maxEntries: count }));
  room.join("outro/1", name);
  room.say("outro/1", `${name} fala`, 1);
  room.apply({ type: "sanction", sanction: BAN });
  room.apply({ type: "lock", isLocked: true });
  room.log.publish();
  return room;
}

/** What a room was, as it comes from another server. */
const snapshotOf = ({ replica }: TestReplica): ReplicaSnapshot =>
  JSON.parse(JSON.stringify(replica.snapshot));

/** A history in which a room is recorded. */
function historyOf({ log, replica }: TestReplica): FakeHistory {
  const history = new FakeHistory();
  history.record(log.after(0), replica.hub.changed);
  history.sanctions.replace(replica.sanctions.all);
  history.setLocked(replica.isLocked);
  return history;
}

/** What is shown of a room: its people, numbers, sanctions, and whether it is locked. */
const shown = ({ names, log, replica }: TestReplica) => [
  ...[names, log.first, log.last, log.head],
  ...[replica.sanctions.all, replica.isLocked],
];

Deno.test("openReplica() without a history opens an empty room", pure, () => {
  const room = open();
  assertEquals(shown(room), [[], 1, 0, 0, [], false]);
  assertStrictEquals(room.join("1", "Ana").type, "admitted");
});

Deno.test("openReplica() of a server that is alone goes on where its history ends", pure, () => {
  const history = historyOf(roomOf("Ana"));
  const room = open({ history });
  assertEquals(shown(room), [["(Ana)"], 1, 2, 2, [BAN], true]);
  assertEquals([history.begun, room.replica.hasNewOrder], [[], false]);
  assertStrictEquals(room.log.firstInMemory, 3);
  const [{ record } = { record: undefined }] = history.sessions();
  assertStrictEquals(room.replica.hub.withId(record!.id)!.graceEndsAt, OPTIONS.graceMs);
  // Numbers of sessions are not used again.
  room.apply({ type: "lock", isLocked: false });
  assertEquals(room.join("1", "Bia").type, "admitted");
  assertStrictEquals(room.replica.hub.find("Bia")!.id, record!.id + 1);
});

Deno.test("openReplica() lets people without a token leave at its time", pure, () => {
  const before = new TestReplica();
  before.join("1", "Ana", null);
  before.log.publish();
  const room = open({ history: historyOf(before) });
  const left = { type: "left", seq: 2, time: NOW, name: "Ana", reason: "lost" };
  assertEquals([room.names, room.log.at(2)?.entry], [[], left]);
});

Deno.test("openReplica() of a new room on several servers has nothing of the history", pure, () => {
  const history = historyOf(roomOf("Ana"));
  const room = open({ history, position: POSITION });
  assertEquals([room.names, room.log.last, room.replica.sanctions.all], [[], 0, []]);
  assertEquals([room.replica.isLocked, room.log.firstInMemory], [false, 1]);
  assertEquals(history.begun, [[POSITION, 1]]);
  assertStrictEquals(room.replica.hasNewOrder, true, "sanctions and lock are recorded anew");
});

Deno.test(
  "openReplica() on several servers goes on where they are, not where the history ends",
  pure,
  () => {
    const history = historyOf(roomOf("Bia"));
    const others = roomOf("Ana");
    others.say("outro/1", "mais", 2);
    const room = open({ history, position: POSITION, snapshot: snapshotOf(others) });
    assertEquals(shown(room), [["Ana"], 1, 3, 3, [BAN], true]);
    assertEquals(room.state, others.state);
    assertEquals([room.log.at(2), room.log.at(3)], [others.log.at(2), others.log.at(3)]);
    assertEquals(history.begun, [[POSITION, 1]]);
    const changed = Array.from(room.replica.hub.changed, ({ name }) => name);
    assertEquals([changed, room.replica.hasNewOrder], [["Ana"], true]);
  },
);

Deno.test("openReplica() begins a history at the first entry that is in memory", pure, () => {
  const others = roomOf("Ana", 2);
  for (let id = 2; id <= 5; id++) {
    others.say("outro/1", `texto ${id}`, id);
    others.log.publish();
  }
  const history = new FakeHistory();
  const room = open({ history, position: POSITION, snapshot: snapshotOf(others) });
  assertEquals([room.log.firstInMemory, room.log.last], [5, 6]);
  assertEquals(history.begun, [[POSITION, 5]]);
});

Deno.test("openReplica() on several servers needs no history", pure, () => {
  const others = roomOf("Ana");
  const room = open({ position: POSITION, snapshot: snapshotOf(others) });
  assertEquals(room.state, others.state);
  // There is nowhere to record it.
  assertEquals([room.replica.hub.changed.size, room.replica.hasNewOrder], [0, false]);
  const empty = open({ position: POSITION });
  assertEquals([empty.names, empty.log.last, empty.replica.hasNewOrder], [[], 0, false]);
});

Deno.test("openReplica() tells who loses a seat, however it is opened", pure, () => {
  const others = roomOf("Ana");
  const remove = {
    type: "remove",
    session: 1,
    refusal: { type: "refused", code: "kicked" },
  } as const;
  for (const options of [{}, { position: POSITION }, { position: POSITION, others }]) {
    const told: string[] = [];
    const snapshot = "others" in options ? snapshotOf(others) : undefined;
    const room = open({
      ...{ position: options.position, snapshot },
      onUnseated: ({ name }) => void told.push(name),
    });
    if (!snapshot) room.join("1", "Ana");
    room.apply(remove, START);
    assertEquals(told, ["Ana"]);
  }
});

Deno.test(
  "openReplica() on several servers resumes what was seen before it was published here",
  pure,
  () => {
    // Alone, what is not published was not seen; on several servers another one may have published it.
    for (const [position, seen] of [[undefined, 1], [POSITION, 2]] as const) {
      const room = open({ position });
      room.join("1", "Ana", "a");
      room.log.publish();
      room.say("1", "oi", 1);
      room.apply({ type: "lose", seat: "1", reason: "lost", defers: false });
      const resume = { tokenHash: "a", seen: 2 };
      const entrance = { version: 1, name: "Ana", tokenHash: "b", address: "26.1.2.3", resume };
      const outcome = room.apply({ type: "join", seat: "2", entrance });
      assertStrictEquals("cursor" in outcome && outcome.cursor, seen);
    }
  },
);

Deno.test("openReplica() makes a room of its options", pure, () => {
  const snapshot = snapshotOf(roomOf("Ana"));
  for (const options of [{}, { position: POSITION }, { position: POSITION, snapshot }]) {
    const room = open({ ...options, maxPeople: 1, graceMs: 0 });
    assertStrictEquals(room.replica instanceof Replica, true);
    room.join("outro/1", "Ana");
    assertEquals(room.join("2", "Bia", "b"), { type: "refused", code: "full" });
    room.apply({ type: "lose", seat: "outro/1", reason: "lost", defers: true });
    assertEquals(room.names, [], "without a grace time the place is given up");
  }
});
