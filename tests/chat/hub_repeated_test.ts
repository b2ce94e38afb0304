import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Logged } from "../../lib/chat/logged.ts";
import { Log } from "../../lib/chat/log.ts";
import { messageIdsOf, sliceOf } from "../support/archived.ts";
import { TestHub } from "../support/test_hub.ts";

const repeated = (id: number) => ({ type: "rejected" as const, id, code: "repeated" as const });

Deno.test("Hub.perform() reports a repeated message that the log forgot", {
  permissions: "none",
}, () => {
  const room = new TestHub({ log: new Log({ maxEntries: 4 }) });
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.say(ana, 1, "um");
  room.say(ana, 2, "");
  room.whisper(ana, 3, "Bia", "três");
  const ask = () => [1, 2, 3].map((id) => room.say(ana, id, "de novo"));
  const empty = { type: "rejected" as const, id: 2, code: "empty" as const };
  room.fillTo(6);
  assertEquals(ask(), [undefined, empty, undefined]);
  room.fillTo(7);
  assertEquals(ask(), [repeated(1), empty, undefined]);
  room.fillTo(8);
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  for (const id of [1, 3]) room.say(bia, id, "de Bia");
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  assertStrictEquals(room.log.last, 10);
});

Deno.test("Hub.perform() does not confuse its report with the message", {
  permissions: "none",
}, () => {
  const room = new TestHub({ log: new Log({ maxEntries: 2 }) });
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  room.whisper(ana, 1, "Bia", "oi");
  room.log.publish();
  room.hub.leave(bia, "left", 0);
  assertStrictEquals(room.log.at(5)?.entry.type, "undelivered");
  assertEquals(room.whisper(ana, 1, "Bia", "oi"), repeated(1));
});

Deno.test("Hub.perform() answers an id that was skipped", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  room.say(ana, 300, "oi");
  assertEquals(room.say(ana, 299, "antes"), repeated(299));
});

Deno.test("Hub.perform() searches the log once for the repeated messages of a person", {
  permissions: "none",
}, () => {
  const kept: Logged[] = [];
  let reads = 0;
  const archive = {
    first: 1,
    last: 0,
    slice: (...range: [number, { maxEntries: number; maxBytes: number }]) =>
      sliceOf(kept, ...range),
    messageIds(...query: [session: number, from: number, before: number]) {
      reads++;
      return messageIdsOf(kept, ...query);
    },
    recent: () => [],
  };
  const log = new Log({ maxEntries: 3, archive });
  const room = new TestHub({ log });
  const record = () => {
    kept.push(...log.after(log.head));
    log.publish();
  };
  const ana = room.enter("Ana");
  room.say(ana, 3, "um");
  record();
  for (let n = 1; n <= 4; n++) room.hub.notice("", 0);
  record();
  room.say(ana, 4, "dois");
  record();
  assertStrictEquals(reads, 0);
  let looked = 0;
  const at = log.at.bind(log);
  log.at = (seq) => (looked++, at(seq));
  const ask = () => [1, 3, 4].map((id) => room.say(ana, id, "de novo"));
  assertEquals(ask(), [repeated(1), undefined, undefined]);
  assertEquals([reads, looked], [1, log.last - log.firstInMemory + 1]);
  for (let n = 1; n <= 100; n++) assertEquals(ask(), [repeated(1), undefined, undefined]);
  room.say(ana, 5, "três");
  record();
  for (let n = 1; n <= 4; n++) room.hub.notice("", 0);
  record();
  assertEquals(room.say(ana, 5, "de novo"), undefined);
  // The record keeps these entries no more, and memory neither.
  archive.first = log.last;
  assertEquals([3, 4, 5].map((id) => room.say(ana, id, "")), [3, 4, 5].map(repeated));
  assertEquals([reads, log.last], [1, 12]);
});
