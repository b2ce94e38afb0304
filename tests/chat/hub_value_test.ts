/** Values that are repeated to their sender, and kept with a rejection, are short. */

import { assertEquals } from "@std/assert";
import { hello, TestHub } from "../support/test_hub.ts";

const LONG = "x".repeat(16_000);
const CUT = `${"x".repeat(79)}…`;

Deno.test("Hub shortens the name that it repeats in a refusal or a rejection", {
  permissions: "none",
}, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  assertEquals(room.join(hello(LONG), 0), { type: "refused", code: "name-too-long", value: CUT });
  assertEquals(room.perform(ana, { type: "rename", name: LONG }, 0), {
    type: "rejected",
    code: "name-too-long",
    value: CUT,
  });
});

Deno.test("Hub keeps no long name with a rejected message", { permissions: "none" }, () => {
  const room = new TestHub();
  const ana = room.enter("Ana");
  const rejection = {
    type: "rejected" as const,
    id: 7,
    code: "no-such-person" as const,
    value: CUT,
  };
  assertEquals(room.whisper(ana, 7, LONG, "oi"), rejection);
  assertEquals(ana.record.rejected, [rejection]);
});
