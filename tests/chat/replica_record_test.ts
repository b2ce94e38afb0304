/** What is read of a replica to record it, or to compare it with others. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { Hub } from "../../lib/chat/hub.ts";
import { Log } from "../../lib/chat/log.ts";
import { appendPublished } from "../support/log_entries.ts";
import { OPTIONS, TestReplica } from "../support/test_replica.ts";

const pure = { permissions: "none" } as const;

const seqsOf = (logged: { entry: { seq: number } }[]) => logged.map(({ entry }) => entry.seq);

Deno.test("Replica.entriesAfter() gives what is in memory, published or not", pure, () => {
  const room = new TestReplica(new Log({ maxEntries: 3 }));
  assertEquals([room.replica.lastSeq, room.replica.entriesAfter(0)], [0, []]);
  room.join("1", "Ana");
  room.log.publish();
  for (let id = 1; id <= 3; id++) {
    room.say("1", `texto ${id}`, id);
    if (id < 3) room.log.publish();
  }
  assertStrictEquals(room.replica.lastSeq, 4);
  const after = (seq: number) => seqsOf(room.replica.entriesAfter(seq));
  assertEquals([after(0), after(1), after(2), after(3)], [[2, 3, 4], [2, 3, 4], [3, 4], [4]]);
  assertEquals([after(4), after(5), after(99)], [[], [], []]);
  assertEquals(room.replica.entriesAfter(3), [room.log.at(4)]);
});

Deno.test("Log.after() begins at the first entry in memory", pure, () => {
  const log = new Log({ maxEntries: 2, kept: { last: 100, entries: [] } });
  assertEquals(log.after(0), []);
  for (let count = 0; count < 3; count++) appendPublished(log, "oi");
  assertEquals([seqsOf(log.after(0)), seqsOf(log.after(102))], [[102, 103], [103]]);
});

Deno.test("Replica.recordAll() makes every session, sanctions and lock a change", pure, () => {
  const room = new TestReplica();
  const { replica, replica: { hub } } = room;
  replica.recordAll();
  assertEquals([hub.changed.size, replica.hasNewOrder], [0, true]);
  room.join("1", "Ana");
  room.join("2", "Bia");
  room.apply({ type: "lose", seat: "2", reason: "lost", defers: true });
  room.join("3", "Caio");
  room.apply({ type: "leave", seat: "3", reason: "left" });
  hub.changed.clear();
  replica.hasNewOrder = false;
  replica.recordAll();
  const changed = Array.from(hub.changed, ({ name }) => name);
  assertEquals([changed.sort(), replica.hasNewOrder], [["Ana", "Bia"], true]);
});

Deno.test("Hub.touchAll() has the people who are away and who may come back, too", pure, () => {
  const hub = new Hub(new Log(), OPTIONS);
  const join = (name: string) => {
    const entrance = { version: 1, name, tokenHash: name, address: "26.1.2.3" };
    const outcome = hub.join(entrance, 0);
    if (outcome.type === "refused") throw new Error(outcome.code);
    return outcome.session;
  };
  const [ana, bia] = [join("Ana"), join("Bia")];
  hub.disconnect(ana, "lost", 1_000);
  hub.disconnect(bia, "lost", 9_000);
  hub.expire(1_000, 0);
  assertEquals(hub.people().map(({ name }) => name), ["Bia"]);
  hub.changed.clear();
  hub.touchAll();
  assertEquals(Array.from(hub.changed, ({ name }) => name).sort(), ["Ana", "Bia"]);
});
