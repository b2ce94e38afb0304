import { assertEquals, assertStrictEquals } from "@std/assert";
import { Log } from "../../lib/chat/log.ts";
import { TestHub } from "../support/test_hub.ts";

const repeated = (id: number) => ({ type: "rejected" as const, id, code: "repeated" as const });

Deno.test("Hub.perform() tells that a message was repeated which the log forgot", {
  permissions: "none",
}, () => {
  const place = new TestHub({ log: new Log({ maxEntries: 4 }) });
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.say(ana, 1, "um");
  place.say(ana, 2, "");
  place.whisper(ana, 3, "Bia", "três");
  const ask = () => [1, 2, 3].map((id) => place.say(ana, id, "de novo"));
  const empty = { type: "rejected" as const, id: 2, code: "empty" as const };
  place.fillTo(6);
  assertEquals(ask(), [undefined, empty, undefined]);
  place.fillTo(7);
  assertEquals(ask(), [repeated(1), empty, undefined]);
  place.fillTo(8);
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  for (const id of [1, 3]) place.say(bia, id, "de Bia");
  assertEquals(ask(), [repeated(1), empty, repeated(3)]);
  assertStrictEquals(place.log.last, 10);
});

Deno.test("Hub.perform() does not take its report for the message", { permissions: "none" }, () => {
  const place = new TestHub({ log: new Log({ maxEntries: 2 }) });
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  place.whisper(ana, 1, "Bia", "oi");
  place.log.publish();
  place.hub.leave(bia, "left", 0);
  assertStrictEquals(place.log.at(5)?.entry.type, "undelivered");
  assertEquals(place.whisper(ana, 1, "Bia", "oi"), repeated(1));
});

Deno.test("Hub.perform() answers a number that was passed over", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  place.say(ana, 300, "oi");
  assertEquals(place.say(ana, 299, "antes"), repeated(299));
});
