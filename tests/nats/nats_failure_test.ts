/** Failures of a room on several servers. */

import { assertEquals } from "@std/assert";
import { nats } from "../../lib/i18n/en/nats.ts";
import { NatsFailure, type NatsFailureCode } from "../../lib/nats/nats_failure.ts";

const pure = { permissions: "none" } as const;

Deno.test("NatsFailure has a kind, and what its sentence needs", pure, () => {
  const { name, message, code, details } = new NatsFailure("stream-went-back", "4", "5");
  assertEquals([name, message, code], ["NatsFailure", "stream-went-back", "stream-went-back"]);
  assertEquals(details, ["4", "5"]);
});

Deno.test(
  "NatsFailure.mayPass for what a node tells that was frozen, and nothing else",
  pure,
  () => {
    const codes = Object.keys(nats.natsFailures) as NatsFailureCode[];
    const passing = codes.filter((code) => new NatsFailure(code).mayPass);
    assertEquals(passing.toSorted(), ["copies-differ", "stream-gone", "stream-went-back"]);
  },
);
