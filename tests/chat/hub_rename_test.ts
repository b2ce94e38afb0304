import { assertEquals, assertStrictEquals } from "@std/assert";
import { TestHub } from "../support/test_hub.ts";

Deno.test("Hub.perform() renames and tells everybody", { permissions: "none" }, () => {
  const place = new TestHub();
  const ana = place.enter("Ana");
  assertStrictEquals(place.perform(ana, { type: "rename", name: " Ane " }, 3), undefined);
  assertEquals(place.after(1), [{ type: "renamed", seq: 2, time: 3, from: "Ana", to: "Ane" }]);
  assertEquals(place.whom(2), [0, 0]);
  assertStrictEquals(place.hub.find("ane"), ana);
  assertStrictEquals(place.hub.find("Ana"), undefined);
  assertStrictEquals(place.enter("Ana").name, "Ana");
});

Deno.test(
  "Hub.perform() renames to another letter case of one's own",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("ana");
    assertStrictEquals(place.perform(ana, { type: "rename", name: "ANA" }, 3), undefined);
    assertEquals(place.after(1), [{ type: "renamed", seq: 2, time: 3, from: "ana", to: "ANA" }]);
    assertStrictEquals(place.hub.size, 1);
    assertStrictEquals(place.hub.find("Ana"), ana);
  },
);

Deno.test(
  "Hub.perform() tells nobody of a rename to the same name",
  { permissions: "none" },
  () => {
    const place = new TestHub();
    const ana = place.enter("Ana");
    assertStrictEquals(place.perform(ana, { type: "rename", name: "Ana" }, 3), undefined);
    assertStrictEquals(place.log.last, 1);
  },
);

Deno.test("Hub.perform() rejects a rename to a name that cannot be had", {
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
  const place = new TestHub();
  const [ana, bia] = [place.enter("Ana"), place.enter("Bia")];
  for (const [name, code, value] of cases) {
    const answer = place.perform(ana, { type: "rename", name }, 0);
    assertEquals(answer, { type: "rejected", code, value } as typeof answer);
  }
  assertStrictEquals(place.log.last, 2);
  assertStrictEquals(place.hub.find("ana"), ana);
  assertStrictEquals(place.hub.find("bia"), bia);
});
