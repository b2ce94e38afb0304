/** A room as a service of DNS-SD: when it looks at the adapters. What it sends is tested on machines. */

import { assertEquals } from "@std/assert";
import { DnsSd } from "../../lib/discovery/dns_sd.ts";
import { FakeClock } from "../support/fake_clock.ts";
import { adaptersOf } from "../support/fake_network.ts";

Deno.test("DnsSd looks at the adapters at once and every 5 s, until its end", {
  permissions: "none",
}, async () => {
  const clock = new FakeClock();
  let looks = 0;
  const service = new DnsSd({
    ...{ clock, host: "0.0.0.0", describe: () => Promise.reject() as never },
    interfaces: () => {
      looks++;
      return adaptersOf("lo 127.0.0.1 255.0.0.0"); // Nobody is told anything there.
    },
  });
  assertEquals(looks, 1);
  await clock.advance(4_999);
  assertEquals(looks, 1);
  await clock.advance(1);
  assertEquals(looks, 2);
  await service[Symbol.asyncDispose]();
  await clock.advance(60_000);
  assertEquals([looks, clock.pending], [2, 0]);
});
