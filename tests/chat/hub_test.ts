import { assertEquals, assertStrictEquals } from "@std/assert";
import type { Act } from "../../lib/chat/room_command.ts";
import { TestHub } from "../support/test_hub.ts";

Deno.test("Hub.perform() answers who, ping and pong only to the sender", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana", 10);
  room.enter("Bia", 20);
  assertEquals(room.perform(ana, { type: "who" }, 30), {
    type: "people",
    people: [{ name: "Ana", since: 10, away: false }, { name: "Bia", since: 20, away: false }],
  });
  assertEquals(room.perform(ana, { type: "ping" }, 30), { type: "pong" });
  assertStrictEquals(room.perform(ana, { type: "pong" }, 30), undefined);
  assertStrictEquals(room.log.last, 2);
});

Deno.test(
  "Hub.act() does nothing for a session that has left, even if its name is taken again",
  {
    permissions: "none",
  },
  () => {
    const commands: Act[] = [
      { type: "say", id: 1, text: "oi" },
      { type: "say", text: "" },
      { type: "whisper", id: 2, to: "Bia", text: "oi" },
      { type: "whisper", to: "ninguem", text: "oi" },
      { type: "rename", name: "Ane" },
      { type: "rename", name: "ANA" },
      { type: "rename", name: "Bia" },
    ];
    for (const nextName of ["Ana", "Caio"]) {
      const room = new TestHub();
      const [gone, bia] = [room.enter("Ana"), room.enter("Bia")];
      room.hub.leave(gone, "left", 0);
      const next = room.enter(nextName);
      for (const command of commands) {
        assertStrictEquals(room.perform(gone, command, 0), undefined, command.type);
      }
      assertStrictEquals(room.log.last, 4);
      assertEquals(room.hub.people().map(({ name }) => name), ["Bia", nextName]);
      assertStrictEquals(room.hub.find(nextName), next);
      assertStrictEquals(room.hub.find("Ane"), undefined);
      assertEquals([bia.lastPrivateSeq, room.hub.replyTarget(bia)], [0, undefined]);
    }
  },
);

Deno.test("Hub.people() is in order of joining, not of names", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const [ana] = [room.enter("Ana"), room.enter("Bia"), room.enter("Caio")];
  room.perform(ana, { type: "rename", name: "Zilda" }, 0);
  assertEquals(room.hub.people().map(({ name }) => name), ["Zilda", "Bia", "Caio"]);
});

Deno.test("Hub.leave() removes a session once, with the reason", { permissions: "none" }, () => {
  for (const reason of ["left", "lost", "slow", "kicked"] as const) {
    const room = new TestHub();
    const ana = room.enter("Ana");
    room.hub.leave(ana, reason, 8);
    room.hub.leave(ana, "lost", 9);
    assertEquals(room.after(1), [{ type: "left", seq: 2, time: 8, name: "Ana", reason }]);
    assertEquals(room.hub.people(), []);
  }
});

Deno.test("Hub.leave() of an ended session does not remove the next holder of its name", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const first = room.enter("Ana");
  room.hub.leave(first, "left", 0);
  const second = room.enter("Ana");
  room.hub.leave(first, "lost", 0);
  assertStrictEquals(room.hub.find("Ana"), second);
  assertStrictEquals(room.log.last, 3);
});

Deno.test("Hub.notice() broadcasts in the name of the server", { permissions: "none" }, () => {
  const room = new TestHub();
  room.hub.notice("o chat fecha às dez", 5);
  assertEquals(room.after(0), [
    { type: "notice", seq: 1, time: 5, text: "o chat fecha às dez" },
  ]);
  assertEquals(room.recipients(1), [0, 0]);
});
