/** Versions of nats-server. */

import { assertEquals } from "@std/assert";
import { mayDiffer } from "../../lib/nats/nats_version.ts";

Deno.test("mayDiffer() is true before 2.10", { permissions: "none" }, () => {
  const versions = [
    "1.4.1",
    "2.9.10",
    "2.9.25",
    "2.10.0",
    "2.10.27",
    "2.15.1",
    "3.0.0-beta",
    "dev",
  ];
  const told = versions.filter(mayDiffer);
  assertEquals(told, ["1.4.1", "2.9.10", "2.9.25"]);
});
