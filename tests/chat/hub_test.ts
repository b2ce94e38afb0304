import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Hub } from "../../lib/chat/hub.ts";
import { TestHub } from "../support/test_hub.ts";

Deno.test(
  "Hub.perform() answers who, ping and pong to the asker alone",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana", 10);
    place.enter("Bia", 20);
    assertEquals(place.perform(ana, { type: "who" }, 30), {
      type: "people",
      people: [{ name: "Ana", since: 10, away: false }, { name: "Bia", since: 20, away: false }],
    });
    assertEquals(place.perform(ana, { type: "ping" }, 30), { type: "pong" });
    assertStrictEquals(place.perform(ana, { type: "pong" }, 30), undefined);
    assertStrictEquals(place.log.last, 2);
  },
);

Deno.test("Hub.perform() does nothing for a session that has left, whoever has its name now", {
  permissions: "none",
}, () => {
  const commands: Parameters<Hub["perform"]>[1][] = [
    { type: "say", id: 1, text: "oi" },
    { type: "say", text: "" },
    { type: "whisper", id: 2, to: "Bia", text: "oi" },
    { type: "whisper", to: "ninguem", text: "oi" },
    { type: "rename", name: "Ane" },
    { type: "rename", name: "ANA" },
    { type: "rename", name: "Bia" },
    { type: "who" },
    { type: "past", count: 1 },
    { type: "ping" },
  ];
  for (const nextName of ["Ana", "Caio"]) {
    const place = new TestHub();
    const [gone, bia] = [place.enter("Ana"), place.enter("Bia")];
    place.hub.leave(gone, "left", 0);
    const next = place.enter(nextName);
    for (const command of commands) {
      assertStrictEquals(place.perform(gone, command, 0), undefined, command.type);
    }
    assertStrictEquals(place.log.last, 4);
    assertEquals(place.hub.people().map(({ name }) => name), ["Bia", nextName]);
    assertStrictEquals(place.hub.find(nextName), next);
    assertStrictEquals(place.hub.find("Ane"), undefined);
    assertEquals([bia.lastPrivateSeq, place.hub.replyTarget(bia)], [0, undefined]);
  }
});

Deno.test("Hub.people() keeps the order they came in, whatever they are called", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const [ana] = [place.enter("Ana"), place.enter("Bia"), place.enter("Caio")];
  place.perform(ana, { type: "rename", name: "Zilda" }, 0);
  assertEquals(place.hub.people().map(({ name }) => name), ["Zilda", "Bia", "Caio"]);
});

Deno.test("Hub.leave() takes somebody out once, with the reason", { permissions: "none" }, () => {
  for (const reason of ["left", "lost", "slow", "kicked"] as const) {
    const place = new TestHub();
    const ana = place.enter("Ana");
    place.hub.leave(ana, reason, 8);
    place.hub.leave(ana, "lost", 9);
    assertEquals(place.after(1), [{ type: "left", seq: 2, time: 8, name: "Ana", reason }]);
    assertEquals(place.hub.people(), []);
  }
});

Deno.test("Hub.leave() of one who is gone leaves the name's next holder in", {
  permissions: "none",
}, () => {
  const place = new TestHub();
  const first = place.enter("Ana");
  place.hub.leave(first, "left", 0);
  const second = place.enter("Ana");
  place.hub.leave(first, "lost", 0);
  assertStrictEquals(place.hub.find("Ana"), second);
  assertStrictEquals(place.log.last, 3);
});

Deno.test("Hub.notice() speaks in the name of the server", { permissions: "none" }, () => {
  const place = new TestHub();
  place.hub.notice("o chat fecha às dez", 5);
  assertEquals(place.after(0), [
    { type: "notice", seq: 1, time: 5, text: "o chat fecha às dez" },
  ]);
  assertEquals(place.whom(1), [0, 0]);
});
