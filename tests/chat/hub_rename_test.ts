import { assertEquals, assertStrictEquals } from "@std/assert";
import { TestHub } from "../support/test_hub.ts";

Deno.test("Hub.perform() renames and broadcasts it", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  assertStrictEquals(room.perform(ana, { type: "rename", name: " Ane " }, 3), undefined);
  assertEquals(room.after(1), [{ type: "renamed", seq: 2, time: 3, from: "Ana", to: "Ane" }]);
  assertEquals(room.recipients(2), [0, 0]);
  assertStrictEquals(room.hub.find("ane"), ana);
  assertStrictEquals(room.hub.find("Ana"), undefined);
  assertStrictEquals(room.enter("Ana").name, "Ana");
});

Deno.test("Hub.perform() renames to another letter case of the same name", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("ana");
  assertStrictEquals(room.perform(ana, { type: "rename", name: "ANA" }, 3), undefined);
  assertEquals(room.after(1), [{ type: "renamed", seq: 2, time: 3, from: "ana", to: "ANA" }]);
  assertStrictEquals(room.hub.size, 1);
  assertStrictEquals(room.hub.find("Ana"), ana);
});

Deno.test("Hub.perform() broadcasts no rename to the same name", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  assertStrictEquals(room.perform(ana, { type: "rename", name: "Ana" }, 3), undefined);
  assertStrictEquals(room.log.last, 1);
});

Deno.test("Hub.perform() rejects a rename to an unavailable name", {
  permissions: "none",
}, () => {
  const cases: [name: string, code: string, value: string][] = [
    ["Bia", "name-taken", "Bia"],
    ["bIA", "name-taken", "bIA"],
    ["", "name-empty", ""],
    ["A na", "name-spaces", "A na"],
    ["/ana", "name-characters", "/ana"],
    ["a".repeat(33), "name-too-long", "a".repeat(33)],
  ];
  const room = new TestHub();
  const [ana, bia] = [room.enter("Ana"), room.enter("Bia")];
  for (const [name, code, value] of cases) {
    const answer = room.perform(ana, { type: "rename", name }, 0);
    assertEquals(answer, { type: "rejected", code, value } as typeof answer);
  }
  assertStrictEquals(room.log.last, 2);
  assertStrictEquals(room.hub.find("ana"), ana);
  assertStrictEquals(room.hub.find("bia"), bia);
});
