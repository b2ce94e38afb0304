/** Runs in the hub: said whole, or not at all. */

import { assertEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import type { Run } from "../../lib/protocol/run.ts";
import { rejected } from "../../lib/protocol.ts";
import { TestHub } from "../support/test_hub.ts";

const pure = { permissions: "none" } as const;

const run = (first: number | undefined, count: number): Run => ({
  type: "run",
  ...(first === undefined ? {} : { id: first }),
  count,
  text: Array.from({ length: count }, (_, at) => `m${at}`).join("\n"),
});

Deno.test(
  "Hub.sayRun() says all messages, and remembers their author and the last id",
  pure,
  () => {
    const room = new TestHub();
    const ana = room.enter("Ana");
    room.hub.changed.clear();
    assertEquals(room.hub.sayRun(ana, run(3, 4), 9), true);
    assertEquals([ana.messageIds.lastId, ana.lastOwnSeq, room.log.last], [6, 5, 5]);
    assertEquals([...room.hub.changed], [ana]);
    assertEquals(room.hub.sayRun(ana, run(undefined, 2), 9), true);
    assertEquals([ana.messageIds.lastId, ana.lastOwnSeq], [6, 7]);
  },
);

Deno.test("Hub.sayRun() says nothing when a message of it was said before", pure, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.hub.sayRun(ana, run(1, 3), 0);
  const { last } = room.log;
  for (const first of [1, 2, 3]) assertEquals(room.hub.sayRun(ana, run(first, 9), 0), false);
  assertEquals([room.log.last, ana.messageIds.lastId], [last, 3]);
  assertEquals(room.hub.sayRun(ana, run(4, 2), 0), true);
});

Deno.test("Hub.sayRun() says nothing of a person who is away", pure, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.hub.disconnect(ana, "lost", 1_000);
  assertEquals([room.hub.sayRun(ana, run(1, 2), 0), room.log.last], [false, 1]);
});

Deno.test("Hub.sayRun() leaves each id its entry, for when it comes again", pure, () => {
  const room = new TestHub({ log: new Log({ maxEntries: 4 }) });
  const ana = room.enter("Ana");
  room.say(ana, 1, "um");
  assertEquals(room.say(ana, 1, "de novo"), undefined); // The ids are looked up from now on.
  room.hub.sayRun(ana, run(2, 3), 0);
  room.log.publish();
  room.fillTo(7);
  const again = [1, 2, 3, 4].map((id) => room.say(ana, id, "de novo"));
  const passed = (id: number) => rejected(id, "repeated");
  assertEquals(again, [passed(1), passed(2), undefined, undefined]);
});

Deno.test("Hub.sayRun() forgets how its messages were rejected before", pure, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  for (const id of [1, 2, 3]) room.say(ana, id, "");
  assertEquals(ana.messageIds.rejections.length, 3);
  room.hub.sayRun(ana, run(1, 3), 0);
  assertEquals(ana.messageIds.rejections, []);
});
