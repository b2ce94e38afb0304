import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
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
